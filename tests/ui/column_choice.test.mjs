import assert from "node:assert/strict";
import { test } from "node:test";
import { keepColumns, moveColumn, recallColumns, resizeColumn, showColumn, tidyColumns, usualColumns } from "../../ui/js/components/column_choice.js";
import { isSameView } from "../../ui/js/components/view_content.js";

const ids = (choices) => choices?.map(({ column }) => column);

test("the person stands first and what is unknown is left out", () => {
  assert.deepEqual(ids(tidyColumns([{ column: "email" }, { column: "shoe_size" }, { column: "name", width: 300 }])), ["name", "email"]);
  assert.deepEqual(tidyColumns([]), usualColumns());
});

test("columns belong to an account; those of everyone are the start", () => {
  const session = {
    me: { id: 7 },
    preferences: { columns: [{ account: 0, columns: [{ column: "email" }] }] },
    setPreferences: (changes) => Object.assign(session.preferences, changes),
  };
  assert.deepEqual(ids(recallColumns(session)), ["name", "email"]);
  keepColumns(session, [{ column: "name" }, { column: "username", width: 90 }]);
  assert.deepEqual(recallColumns(session), [{ column: "name" }, { column: "username", width: 90 }]);
  assert.deepEqual(ids(recallColumns({ ...session, me: { id: 8 } })), ["name", "email"]);
});

test("columns move among each other, never before the person", () => {
  const columns = [{ column: "name" }, { column: "email" }, { column: "groups" }];
  assert.deepEqual(ids(moveColumn(columns, "groups", -1)), ["name", "groups", "email"]);
  assert.equal(moveColumn(columns, "email", -1), null);
  assert.equal(moveColumn(columns, "groups", 1), null);
  assert.equal(moveColumn(columns, "name", 1), null);
});

test("a width comes and goes, and so does a column", () => {
  const columns = [{ column: "name" }, { column: "email" }];
  assert.deepEqual(resizeColumn(columns, "email", 200)[1], { column: "email", width: 200 });
  assert.deepEqual(resizeColumn(resizeColumn(columns, "email", 200), "email", null), columns);
  assert.deepEqual(ids(showColumn(columns, "groups", true)), ["name", "email", "groups"]);
  assert.deepEqual(ids(showColumn(columns, "email", false)), ["name"]);
});

test("views are the same when they show the same", () => {
  const view = { search: "a", filter: { is_staff: false, groups: [1] }, sort: [{ column: "email", descending: true }], columns: [{ column: "name" }] };
  const written = { columns: [{ column: "name" }], sort: [{ descending: true, column: "email" }], filter: { groups: [1], is_staff: false, no_group: false }, search: "a" };
  assert.equal(isSameView(view, written), true);
  assert.equal(isSameView(view, { ...written, filter: { groups: [1] } }), false, "not staff is a condition");
  assert.equal(isSameView(view, { ...written, columns: [{ column: "name", width: 300 }] }), false);
});
