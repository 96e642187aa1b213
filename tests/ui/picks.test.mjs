import assert from "node:assert/strict";
import { test } from "node:test";
import { Picks } from "../../ui/js/components/picks.js";

test("people are picked one by one", () => {
  const picks = new Picks();
  picks.toggle(3);
  picks.set(5, true);
  picks.set(5, true);
  assert.equal(picks.count(100), 2);
  assert.deepEqual(picks.selection({ search: "a" }), { kind: "ids", ids: [3, 5] });
  picks.toggle(3);
  assert.equal(picks.has(3), false);
  assert.equal(picks.count(100), 1);
});

test("all who match are a question with exceptions, never a list", () => {
  const picks = new Picks();
  picks.toggle(3);
  picks.pickAll();
  assert.equal(picks.has(3), true);
  assert.equal(picks.count(1_000_000), 1_000_000);
  picks.toggle(7);
  picks.set(8, false);
  picks.set(8, true);
  assert.equal(picks.count(1_000_000), 999_999);
  assert.deepEqual(picks.selection({ search: "a", filter: { is_staff: true } }), { kind: "matching", search: "a", filter: { is_staff: true }, except: [7] });
  picks.clear();
  assert.equal(picks.count(1_000_000), 0);
});
