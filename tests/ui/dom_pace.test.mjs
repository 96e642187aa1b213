// How often something is done that is asked for again and again.

import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";

globalThis.window = globalThis;
const { skim, throttle } = await import("../../ui/js/dom.js");

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout"] });
});

test("what is asked once is done at once, and once", () => {
  for (const make of [throttle, skim]) {
    const action = mock.fn();
    const ask = make(40, action);
    ask();
    assert.equal(action.mock.callCount(), 1);
    mock.timers.tick(200);
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
    mock.timers.tick(25);
  }
  mock.timers.tick(40);
  assert.deepEqual(seen, ["a", "an", "anas"]);
});

test("what waits can be forgotten", () => {
  const action = mock.fn();
  const ask = throttle(40, action);
  ask();
  ask();
  ask.cancel();
  mock.timers.tick(200);
  assert.equal(action.mock.callCount(), 1);
});

test("who is skimmed over is left out", () => {
  const action = mock.fn();
  const ask = skim(70, action);
  for (let row = 0; row < 10; row += 1) {
    ask();
    mock.timers.tick(30);
  }
  assert.equal(action.mock.callCount(), 1, "the first, at once");
  mock.timers.tick(70);
  assert.equal(action.mock.callCount(), 2, "and where it ends");
});
