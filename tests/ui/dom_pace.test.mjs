// How often something is done that is asked for again and again.

import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { pass, resetTimers } from "./support/timers.mjs";

globalThis.window = globalThis;
const { skim, throttle } = await import("../../ui/js/dom.js");

beforeEach(() => {
  resetTimers();
});

test("what is asked once is done at once, and once", () => {
  for (const make of [throttle, skim]) {
    const action = mock.fn();
    const ask = make(40, action);
    ask();
    assert.equal(action.mock.callCount(), 1);
    pass(200);
    assert.equal(action.mock.callCount(), 1);
    ask();
    assert.equal(action.mock.callCount(), 2, "and at once again after a rest");
  }
});

test("a throttled search follows typing, and ends with the last letter", () => {
  const seen = [];
  const ask = throttle(40, (text) => seen.push(text));
  for (const text of ["a", "an", "ana", "anas"]) {
    ask(text);
    pass(25);
  }
  pass(40);
  assert.deepEqual(seen, ["a", "an", "anas"]);
});

test("what waits can be forgotten", () => {
  const action = mock.fn();
  const ask = throttle(40, action);
  ask();
  ask();
  ask.cancel();
  pass(200);
  assert.equal(action.mock.callCount(), 1);
});

test("who is skimmed over is left out", () => {
  const action = mock.fn();
  const ask = skim(70, action);
  for (let row = 0; row < 10; row += 1) {
    ask();
    pass(30);
  }
  assert.equal(action.mock.callCount(), 1, "the first, at once");
  pass(70);
  assert.equal(action.mock.callCount(), 2, "and where it ends");
});
