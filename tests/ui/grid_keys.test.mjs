import assert from "node:assert/strict";
import { test } from "node:test";
import { readKey } from "../../ui/js/components/grid_keys.js";

const PLACE = { current: 5, count: 100, screen: 10 };
const press = (key, more = {}, place = PLACE) => readKey({ key, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...more }, place);

test("arrows, pages and ends lead to rows, and draw a range with Shift", () => {
  const rows = { ArrowDown: 6, ArrowUp: 4, PageDown: 15, PageUp: 0, Home: 0, End: 99 };
  for (const [key, index] of Object.entries(rows)) {
    assert.deepEqual(press(key), { kind: "go", index, range: false });
    assert.deepEqual(press(key, { shiftKey: true }), { kind: "go", index, range: true });
  }
});

test("up from the first row is the head, but not while a range is drawn", () => {
  const first = { ...PLACE, current: 0 };
  assert.deepEqual(press("ArrowUp", {}, first), { kind: "head" });
  assert.deepEqual(press("ArrowUp", { shiftKey: true }, first), { kind: "go", index: -1, range: true });
});

test("a row is opened, edited and picked; all are picked", () => {
  assert.deepEqual(press("Enter"), { kind: "open", edit: false });
  for (const held of ["ctrlKey", "metaKey"]) assert.deepEqual(press("Enter", { [held]: true }), { kind: "open", edit: true });
  assert.deepEqual(press("F2"), { kind: "edit cell" });
  assert.deepEqual(press("e"), { kind: "edit cell" });
  assert.deepEqual(press(" "), { kind: "pick", range: false });
  assert.deepEqual(press(" ", { shiftKey: true }), { kind: "pick", range: true });
  for (const held of ["ctrlKey", "metaKey"]) assert.deepEqual(press("a", { [held]: true }), { kind: "pick all" });
});

test("other keys are left to others", () => {
  for (const key of ["a", "x", "Tab", "Escape", "/", "?"]) assert.equal(press(key), null);
  assert.equal(press("ArrowDown", { altKey: true }), null);
  assert.equal(press("e", { ctrlKey: true }), null);
  for (const key of ["Enter", " "]) assert.equal(press(key, {}, { ...PLACE, current: -1 }), null);
});
