import assert from "node:assert/strict";
import { test } from "node:test";
import {
  SPACER_LIMIT,
  lastOffset,
  offsetOfScroll,
  offsetToReveal,
  pagesOf,
  rowsPerScreen,
  rowsToKeep,
  scrollOfOffset,
  slotsFor,
  spacerSize,
  visibleRows,
} from "../../ui/js/components/grid_window.js";

const short = { count: 7, row: 40, viewport: 560 };
const usual = { count: 10_000, row: 40, viewport: 560 };
const million = { count: 1_000_000, row: 40, viewport: 560 };

test("a list that fits does not scroll", () => {
  assert.equal(spacerSize(short), 280);
  assert.equal(lastOffset(short), 0);
  assert.equal(offsetOfScroll(short, 900), 0);
  assert.deepEqual(visibleRows(short, 0), { first: 0, end: 7 });
  assert.deepEqual(rowsToKeep(short, 0, 60), { first: 0, end: 7 });
});

test("an empty list has no rows and no height", () => {
  const empty = { ...short, count: 0 };
  assert.equal(spacerSize(empty), 0);
  assert.deepEqual(visibleRows(empty, 0), { first: 0, end: 0 });
  assert.deepEqual(rowsToKeep(empty, 0, 60), { first: 0, end: 0 });
  assert.deepEqual(pagesOf({ first: 0, end: 0 }, 100), []);
});

test("up to the limit, scroll and offset are the same", () => {
  for (const scroll of [0, 1, 39.5, 199_999, lastOffset(usual)]) {
    assert.equal(Math.abs(offsetOfScroll(usual, scroll) - scroll) < 1e-6, true);
  }
});

test("beyond the limit the ends still meet", () => {
  assert.equal(spacerSize(million), SPACER_LIMIT);
  const lastScroll = SPACER_LIMIT - million.viewport;
  assert.equal(offsetOfScroll(million, 0), 0);
  assert.equal(offsetOfScroll(million, lastScroll), lastOffset(million));
  assert.deepEqual(visibleRows(million, lastOffset(million)), { first: 999_986, end: 1_000_000 });
});

test("an offset survives the way there and back", () => {
  for (const offset of [0, 12_345, 20_000_000, lastOffset(million)]) {
    assert.equal(Math.abs(offsetOfScroll(million, scrollOfOffset(million, offset)) - offset) < 1e-3, true);
  }
});

test("a scroll outside the list is pulled back into it", () => {
  assert.equal(offsetOfScroll(usual, -80), 0);
  assert.equal(offsetOfScroll(usual, 1e9), lastOffset(usual));
});

test("half rows at the edges count as visible", () => {
  assert.deepEqual(visibleRows(usual, 20), { first: 0, end: 15 });
  assert.deepEqual(visibleRows(usual, 40), { first: 1, end: 15 });
});

test("kept rows surround the visible ones and never outnumber the slots", () => {
  const slots = slotsFor(usual);
  assert.equal(slots, 60);
  for (let offset = 0; offset <= lastOffset(usual); offset += 3_333) {
    const seen = visibleRows(usual, offset);
    const kept = rowsToKeep(usual, offset, slots);
    assert.ok(kept.first <= seen.first && kept.end >= seen.end, `all visible rows are kept at ${offset}`);
    assert.ok(kept.end - kept.first <= slots);
  }
});

test("a very tall window gets more slots", () => {
  const tall = { count: 10_000, row: 32, viewport: 2_400 };
  const slots = slotsFor(tall);
  const kept = rowsToKeep(tall, 100_016, slots);
  const seen = visibleRows(tall, 100_016);
  assert.ok(seen.first - kept.first >= 6 && kept.end - seen.end >= 6);
});

test("a visible row needs no scrolling, a hidden one no more than necessary", () => {
  assert.equal(offsetToReveal(usual, 400, 12), 400);
  assert.equal(offsetToReveal(usual, 400, 9), 360);
  assert.equal(offsetToReveal(usual, 0, 14), 40);
  assert.equal(offsetToReveal(usual, 0, 9_999), lastOffset(usual));
});

test("a row can be brought to the middle, as far as the ends allow", () => {
  assert.equal(offsetToReveal(usual, 0, 100, "middle"), 100 * 40 - 260);
  assert.equal(offsetToReveal(usual, 4_000, 2, "middle"), 0);
  assert.equal(offsetToReveal(usual, 0, 9_998, "middle"), lastOffset(usual));
});

test("a screen is one row less than fits, but at least one", () => {
  assert.equal(rowsPerScreen(usual), 13);
  assert.equal(rowsPerScreen({ ...usual, viewport: 30 }), 1);
});

test("pages cover a range", () => {
  assert.deepEqual(pagesOf({ first: 0, end: 100 }, 100), [0]);
  assert.deepEqual(pagesOf({ first: 99, end: 101 }, 100), [0, 1]);
  assert.deepEqual(pagesOf({ first: 250, end: 420 }, 100), [2, 3, 4]);
});
