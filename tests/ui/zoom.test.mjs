import assert from "node:assert/strict";
import { test } from "node:test";

import { ZOOMS, readZoomKey } from "../../ui/js/zoom.js";

const press = (key, current, keys = { ctrlKey: true }) => readZoomKey({ ctrlKey: false, metaKey: false, altKey: false, key, ...keys }, current);

test("plus and minus go one step, and no further than there is", () => {
  assert.equal(press("+", 100), 110);
  assert.equal(press("=", 100), 110);
  assert.equal(press("-", 100), 90);
  assert.equal(press("+", 120), 125, "a size in between");
  assert.equal(press("+", ZOOMS.at(-1)), ZOOMS.at(-1));
  assert.equal(press("-", ZOOMS[0]), ZOOMS[0]);
});

test("nought is the usual size, and a Mac has a key of its own", () => {
  assert.equal(press("0", 300), 100);
  assert.equal(press("+", 100, { metaKey: true }), 110);
});

test("other keys are not for it", () => {
  assert.equal(press("+", 100, {}), null);
  assert.equal(press("-", 100, { ctrlKey: true, altKey: true }), null);
  assert.equal(press("1", 100), null);
});
