// What is printed: WebKitGTK passes over rules within rules as soon as it prints, so that the page would be printed instead.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const css = readFileSync(new URL("../../ui/css/print.css", import.meta.url), "utf8").replaceAll(/\/\*.*?\*\//gs, "");

test("no rule for paper stands within another", () => {
  const [, printed = ""] = css.split("@media print {");
  assert.notEqual(printed, "");
  let depth = 0;
  for (const [sign] of printed.matchAll(/[{}]/g)) {
    depth += sign === "{" ? 1 : -1;
    if (depth < 0) return;
    assert.ok(depth <= 1, "a rule within a rule");
  }
});

test("paper is light, whatever the theme", () => assert.match(css, /color-scheme: light !important/));
