import assert from "node:assert/strict";
import { test } from "node:test";
import { PersonRows } from "../../ui/js/components/person_rows.js";

const question = { search: "", sort: [] };
const settle = () => new Promise((resolve) => setTimeout(resolve, 5));

/** A list of `total` rows that are their own numbers, which answers when told to, or at once. */
function makeSource(total) {
  const source = {
    total,
    /** @type {{ query: any, answer: () => void, refuse: (reason: unknown) => void }[]} */
    asked: [],
    held: false,
    list(query) {
      const rows = [];
      for (let id = query.offset; id < Math.min(source.total, query.offset + query.limit); id += 1) rows.push({ id });
      const page = { rows, total: source.total, is_total_exact: true, everyone: source.total, offset: query.offset };
      if (query.rows_first && source.bound !== undefined) Object.assign(page, { total: source.bound, is_total_exact: false });
      return new Promise((resolve, refuse) => {
        const answer = () => resolve(page);
        source.asked.push({ query, answer, refuse });
        if (!source.held) answer();
      });
    },
    count: async () => source.total,
    locate: async (id) => (id < source.total ? id : null),
  };
  return source;
}

/** @param {ReturnType<typeof makeSource>} source */
function makeRows(source) {
  const told = { total: 0, rows: 0, outdated: 0, failures: /** @type {unknown[]} */ ([]) };
  const rows = new PersonRows(source, {
    onTotal: (total) => (told.total = total),
    onRows: () => (told.rows += 1),
    onOutdated: () => (told.outdated += 1),
    onFailure: (reason) => told.failures.push(reason),
  });
  return { rows, told };
}

test("the first answer brings the first page", async () => {
  const source = makeSource(250);
  const { rows } = makeRows(source);
  assert.deepEqual(await rows.ask(question), { total: 250, isExact: true, everyone: 250, index: null });
  assert.equal(source.asked.length, 1);
  assert.equal(rows.rowAt(49)?.id, 49);
  assert.equal(rows.rowAt(50), undefined);
});

test("rows around a person come with the answer", async () => {
  const { rows } = makeRows(makeSource(1000));
  assert.equal((await rows.ask(question, { follow: 395 }))?.index, 395);
  assert.equal(rows.rowAt(380)?.id, 380);
  assert.equal(rows.rowAt(420)?.id, 420);
});

test("somebody who does not match leaves the list where it was", async () => {
  const { rows } = makeRows(makeSource(1000));
  assert.equal((await rows.ask(question, { first: 520, follow: 5000, stay: true }))?.index, null);
  assert.equal(rows.rowAt(530)?.id, 530);
});

test("old rows stay until the new answer is here", async () => {
  const source = makeSource(50);
  const { rows } = makeRows(source);
  await rows.ask(question);
  source.held = true;
  const asking = rows.ask({ ...question, search: "a" });
  await settle();
  assert.equal(rows.rowAt(7)?.id, 7);
  source.asked.at(-1)?.answer();
  await asking;
});

test("an answer that was overtaken is dropped, whichever comes first", async () => {
  const source = makeSource(50);
  source.held = true;
  const { rows } = makeRows(source);
  const early = rows.ask({ ...question, search: "a" });
  source.total = 3;
  const late = rows.ask({ ...question, search: "an" });
  source.asked[1]?.answer();
  assert.equal((await late)?.total, 3);
  source.asked[0]?.answer();
  assert.equal(await early, null);
  assert.equal(rows.rowAt(3), undefined);
});

test("nobody hears of the failure of a question that was overtaken", async () => {
  const source = makeSource(50);
  source.held = true;
  const { rows } = makeRows(source);
  const early = rows.ask({ ...question, search: "a" });
  const late = rows.ask({ ...question, search: "an" });
  source.asked[0]?.refuse(new Error("busy"));
  source.asked[1]?.answer();
  assert.equal(await early, null);
  assert.notEqual(await late, null);
});

test("pages are fetched once, at most two at a time, and only those wanted last", async () => {
  const source = makeSource(100_000);
  const { rows, told } = makeRows(source);
  await rows.ask(question);
  source.held = true;
  for (let first = 0; first < 90_000; first += 900) rows.want({ first, end: first + 50 });
  assert.equal(source.asked.length, 3, "the first answer and two on the way");
  source.held = false;
  source.asked[1]?.answer();
  source.asked[2]?.answer();
  await settle();
  assert.equal(source.asked.length, 4, "then only the last place");
  assert.equal(rows.rowAt(89_130)?.id, 89_130);
  assert.ok(told.rows > 0);
  rows.want({ first: 89_100, end: 89_150 });
  await settle();
  assert.equal(source.asked.length, 4);
});

test("a list that has grown meanwhile is asked for again", async () => {
  const source = makeSource(500);
  const { rows, told } = makeRows(source);
  await rows.ask(question);
  source.total = 501;
  rows.want({ first: 200, end: 250 });
  await settle();
  assert.equal(told.outdated, 1);
});

test("a page that cannot be read is told once, and not tried for ever", async () => {
  const source = makeSource(500);
  const { rows, told } = makeRows(source);
  await rows.ask(question);
  source.held = true;
  rows.want({ first: 200, end: 250 });
  source.asked.at(-1)?.refuse(new Error("busy"));
  await settle();
  assert.equal(told.failures.length, 1);
  assert.equal(source.asked.length, 2);
});

test("memory stays bounded on the way through a long list", async () => {
  const source = makeSource(100_000);
  const { rows } = makeRows(source);
  await rows.ask(question);
  for (let first = 0; first < 20_000; first += 100) {
    rows.want({ first, end: first + 60 });
    await settle();
  }
  assert.equal(rows.rowAt(500), undefined, "long gone");
  assert.equal(rows.rowAt(19_900)?.id, 19_900);
});

test("the people of a range are known, wherever they are", async () => {
  const source = makeSource(450);
  const { rows } = makeRows(source);
  await rows.ask(question);
  assert.deepEqual(await rows.idsBetween(2, 5), [2, 3, 4]);
  assert.equal(source.asked.length, 1, "what is here is not asked for again");
  const ids = await rows.idsBetween(95, 205);
  assert.deepEqual([ids.length, ids[0], ids.at(-1)], [110, 95, 204]);
  assert.deepEqual(await rows.idsBetween(448, 900), [448, 449]);
});

test("rows come before everybody is counted, and the exact number follows", async () => {
  const source = makeSource(5000);
  source.bound = 200;
  const { rows, told } = makeRows(source);
  assert.deepEqual(await rows.ask(question), { total: 200, isExact: false, everyone: 5000, index: null });
  await settle();
  assert.equal(told.total, 5000);
  rows.want({ first: 300, end: 350 });
  await settle();
  assert.deepEqual([told.outdated, rows.rowAt(301)?.id], [0, 301]);
});
