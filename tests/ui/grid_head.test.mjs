import assert from "node:assert/strict";
import { test } from "node:test";
import { nextSort } from "../../ui/js/components/grid_head.js";

const username = { id: "username" };
const email = { id: "email" };
const joined = { id: "date_joined", latestFirst: true };
const byUsername = [{ column: "username", descending: false }];
const byBoth = [...byUsername, { column: "email", descending: false }];

test("a click sorts by that column alone, the second turns it round", () => {
  assert.deepEqual(nextSort(byUsername, email, false), [{ column: "email", descending: false }]);
  assert.deepEqual(nextSort(byUsername, username, false), [{ column: "username", descending: true }]);
  assert.deepEqual(nextSort(byBoth, email, false), [{ column: "email", descending: false }]);
});

test("dates start with the latest", () => {
  const first = nextSort(byUsername, joined, false);
  assert.deepEqual(first, [{ column: "date_joined", descending: true }]);
  assert.deepEqual(nextSort(first, joined, false), [{ column: "date_joined", descending: false }]);
});

test("Shift adds a level, turns it round, takes it away", () => {
  const added = nextSort(byUsername, email, true);
  assert.deepEqual(added, byBoth);
  const turned = nextSort(added, email, true);
  assert.deepEqual(turned, [...byUsername, { column: "email", descending: true }]);
  assert.deepEqual(nextSort(turned, email, true), byUsername);
});

test("the last level is never taken away", () => {
  const turned = nextSort(byUsername, username, true);
  assert.deepEqual(turned, [{ column: "username", descending: true }]);
  assert.deepEqual(nextSort(turned, username, true), byUsername);
});
