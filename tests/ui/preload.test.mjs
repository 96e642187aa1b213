import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const UI = fileURLToPath(new URL("../../ui", import.meta.url));
const IMPORT = /^(?:import|export)[^;]*?from "(\.[^"]+)"/gm;

/** A module and all that it imports before it runs. */
function collectModules(path, found = new Set()) {
  if (found.has(path)) return found;
  found.add(path);
  for (const [, target] of readFileSync(join(UI, path), "utf8").matchAll(IMPORT)) {
    collectModules(normalize(join(dirname(path), target)).replaceAll("\\", "/"), found);
  }
  return found;
}

test("the page preloads exactly the modules of its start and of sign-in", () => {
  const needed = collectModules("js/screens/sign_in.js", collectModules("js/main.js"));
  needed.delete("js/main.js");
  const page = readFileSync(join(UI, "index.html"), "utf8");
  const preloaded = [...page.matchAll(/<link rel="modulepreload" href="([^"]+)">/g)].map(([, href]) => href);
  assert.deepEqual(preloaded, [...needed].sort());
});
