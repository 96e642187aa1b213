import assert from "node:assert/strict";
import { test } from "node:test";

const told = [];
globalThis.window = { __TAURI_INTERNALS__: { invoke: async (...call) => void told.push(call) } };
const { announceEnd } = await import("../../ui/js/end_notice.js");

test("only the end of long work is told", () => {
  announceEnd(performance.now() - 9_000, "Short", "");
  announceEnd(Infinity, "Never begun", "");
  assert.deepEqual(told, []);
  announceEnd(performance.now() - 10_001, "Long", "3 people");
  assert.equal(told.length, 1);
  assert.deepEqual(told[0].slice(0, 2), ["show_notification", { title: "Long", text: "3 people" }]);
});
