import assert from "node:assert/strict";
import { test } from "node:test";
import { ImportRows } from "../../ui/js/components/import_rows.js";

const settle = () => new Promise((resolve) => setTimeout(resolve, 5));

/** A plan of a million rows that are their own numbers, or of ten of a kind; answers when told to, or at once. */
function makeRows({ held = false } = {}) {
  const told = { asked: /** @type {any[]} */ ([]), answers: /** @type {(() => void)[]} */ ([]), rows: 0, failures: /** @type {unknown[]} */ ([]) };
  const rows = new ImportRows({
    list(query) {
      told.asked.push(query);
      const total = query.verdict === undefined ? 1_000_000 : 10;
      const page = { total, rows: Array.from({ length: Math.min(query.limit, total - query.offset) }, (_, at) => ({ row: query.offset + at })) };
      return new Promise((resolve) => {
        if (held) told.answers.push(() => resolve(page));
        else resolve(page);
      });
    },
    onRows: () => (told.rows += 1),
    onFailure: (reason) => told.failures.push(reason),
  });
  return { rows, told };
}

test("the rows around the place in view come with the answer", async () => {
  const { rows } = makeRows();
  assert.equal(await rows.ask(null, 999_940), 1_000_000);
  assert.equal(rows.rowAt(999_940)?.row, 999_940);
  assert.equal(rows.rowAt(0), undefined);
});

test("only what is wanted and not here is fetched, once", async () => {
  const { rows, told } = makeRows();
  await rows.ask(null, 0);
  told.asked.length = 0;
  rows.want({ first: 40, end: 120 });
  rows.want({ first: 40, end: 120 });
  await settle();
  assert.deepEqual(told.asked.map(({ offset }) => offset), [50, 100]);
  assert.equal(rows.rowAt(119)?.row, 119);
});

test("rows of one kind are asked for as such, and never past their end", async () => {
  const { rows, told } = makeRows();
  assert.equal(await rows.ask("error", 0), 10);
  rows.want({ first: 0, end: 60 });
  await settle();
  assert.deepEqual(told.asked, [{ verdict: "error", offset: 0, limit: 50 }]);
});

test("an answer that was overtaken is dropped", async () => {
  const { rows, told } = makeRows({ held: true });
  const first = rows.ask(null, 0);
  const second = rows.ask("add", 0);
  told.answers[1]?.();
  assert.equal(await second, 10);
  told.answers[0]?.();
  assert.equal(await first, null);
  assert.equal(rows.total, 10);
});

test("a row that is asked for by its number is fetched", async () => {
  const { rows } = makeRows();
  await rows.ask(null, 0);
  assert.equal((await rows.find(5_000))?.row, 5_000);
});

test("pages are not kept without end", async () => {
  const { rows } = makeRows();
  await rows.ask(null, 0);
  for (let first = 0; first < 10_000; first += 50) {
    rows.want({ first, end: first + 50 });
    await settle();
  }
  assert.equal(rows.rowAt(0), undefined);
  assert.equal(rows.rowAt(9_999)?.row, 9_999);
});
