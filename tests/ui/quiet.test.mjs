// When that is done which nobody waits for.

import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { pass as passTimers, resetTimers } from "./support/timers.mjs";

/** @type {Record<string, () => void>} */
const heard = {};
let now = 0;
/** @type {(() => void)[]} */
let frames = [];
globalThis.window = globalThis;
globalThis.document = { addEventListener: (kind, listener) => (heard[kind] = listener) };
globalThis.requestAnimationFrame = (action) => frames.push(action);
globalThis.cancelAnimationFrame = (number) => (frames[number - 1] = () => {});
mock.method(performance, "now", () => now);
const { whenQuiet } = await import("../../ui/js/quiet.js");

const pass = (time) => {
  now += time;
  passTimers(time);
};
const paint = () => {
  for (const frame of frames.splice(0)) frame();
};

beforeEach(() => {
  resetTimers();
  frames = [];
  now += 10_000;
});

test("it is done after two frames when no key was pressed", () => {
  const action = mock.fn();
  whenQuiet(action);
  paint();
  pass(1);
  assert.equal(action.mock.callCount(), 0);
  paint();
  pass(1);
  assert.equal(action.mock.callCount(), 1);
});

test("each key puts it off", () => {
  const action = mock.fn();
  heard.input?.();
  whenQuiet(action);
  paint();
  paint();
  pass(200);
  heard.keydown?.();
  pass(200);
  assert.equal(action.mock.callCount(), 0);
  pass(60);
  assert.equal(action.mock.callCount(), 1);
});

test("it can be called off at any moment", () => {
  const action = mock.fn();
  heard.input?.();
  const early = whenQuiet(action);
  early.cancel();
  const late = whenQuiet(action);
  paint();
  paint();
  pass(10);
  late.cancel();
  paint();
  pass(1_000);
  assert.equal(action.mock.callCount(), 0);
});
