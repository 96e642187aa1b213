import assert from "node:assert/strict";
import { test } from "node:test";
import { stepsTo } from "../../ui/js/components/grid_drag.js";

const heads = [
  { left: 100, right: 200 },
  { left: 200, right: 300 },
  { left: 300, right: 400 },
];

test("a head goes where the pointer is", () => {
  assert.equal(stepsTo(heads, 0, 150), 0);
  assert.equal(stepsTo(heads, 0, 250), 1);
  assert.equal(stepsTo(heads, 2, 150), -2);
});

test("beyond the ends it goes first or last", () => {
  assert.equal(stepsTo(heads, 1, 20), -1);
  assert.equal(stepsTo(heads, 1, 900), 1);
});

test("from right to left the first is on the right", () => {
  const turned = [...heads].reverse();
  assert.equal(stepsTo(turned, 0, 350), 0);
  assert.equal(stepsTo(turned, 0, 150), 2);
  assert.equal(stepsTo(turned, 1, 900), -1);
});
