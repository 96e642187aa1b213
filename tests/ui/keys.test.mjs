import assert from "node:assert/strict";
import { test } from "node:test";

import { nameKey, nameMacKeys } from "../../ui/js/keys.js";

test("a Mac's keys have the names that stand on them", () => {
  assert.equal(nameMacKeys("Ctrl Enter"), "⌘Enter");
  assert.equal(nameMacKeys("Ctrl L"), "⌘L");
  assert.equal(nameMacKeys("Press Ctrl C"), "Press ⌘C");
  assert.equal(nameMacKeys("Alt"), "⌥");
  for (const same of ["/", "N", "Space", "↑"]) assert.equal(nameMacKeys(same), same);
});

test("elsewhere they are left as they are", { skip: process.platform === "darwin" }, () => assert.equal(nameKey("Ctrl L"), "Ctrl L"));
