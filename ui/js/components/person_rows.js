/**
 * The people of one question, fetched a page at a time as the list needs them.
 *
 * A new question leaves the old rows in place until its answer is here, so that the list never goes blank. Every question
 * has a number; an answer to any but the latest is dropped.
 */

/** @import { Range } from "./grid_window.js" */
/** @import { UserPage, UserQuery, UserRow } from "../types.js" */

import { pagesOf } from "./grid_window.js";

/** A page is little more than a window shows: after a keystroke nobody waits for rows that nobody sees. */
const PAGE = 50;
/** Rows that the first answer brings at least. */
const LEAST_SCREEN = 30;
/** At most this many pages on the way. A drag across a million rows asks for the last place only. */
const AT_ONCE = 2;
/** Pages kept. The oldest go first. */
const KEPT = 120;

/** @typedef {Pick<UserQuery, "search" | "filter" | "sort">} Question */

/**
 * @typedef {object} Answer
 * @property {number} total people who match
 * @property {boolean} isExact whether that is all of them; if not, the exact number follows
 * @property {number} everyone
 * @property {number | null} index row of the person asked after, if they match
 */

/**
 * @typedef {object} RowSource
 * @property {(query: UserQuery) => Promise<UserPage>} list
 * @property {(id: number, query: UserQuery) => Promise<number | null>} locate
 * @property {(query: UserQuery) => Promise<number>} count
 */

/** @typedef {{ onRows: () => void, onTotal: (total: number) => void, onOutdated: () => void, onFailure: (reason: unknown) => void }} RowEvents */

/** @type {Question} */
const NOTHING_ASKED = { search: "", sort: [] };

export class PersonRows {
  #source;
  #events;
  #question = NOTHING_ASKED;
  #turn = 0;
  #total = 0;
  /** Until the rest is counted, other totals mean nothing. */
  #isExact = true;
  /** @type {Map<number, UserRow[]>} */
  #pages = new Map();
  /** @type {Set<number>} */
  #coming = new Set();
  /** @type {Range} */
  #wanted = { first: 0, end: 0 };

  /** @param {RowSource} source @param {RowEvents} events */
  constructor(source, events) {
    this.#source = source;
    this.#events = events;
  }

  /** @param {number} index @returns {UserRow | undefined} */
  rowAt(index) {
    return this.#pages.get(Math.floor(index / PAGE))?.[index % PAGE];
  }

  /**
   * Asks anew. The rows around a person, or around a row number, come with the answer.
   * @param {Question} question
   * @param {{ first?: number, follow?: number | null, stay?: boolean, screen?: number }} [place] with `stay`, the rows stay
   *   those below `first`; `screen` is how many show at once
   * @returns {Promise<Answer | null>} null when a later question has overtaken this one
   */
  async ask(question, { first = 0, follow = null, stay = false, screen = 0 } = {}) {
    this.#turn += 1;
    const turn = this.#turn;
    const index = follow === null ? null : await this.#unlessOvertaken(turn, this.#source.locate(follow, pageQuery(question, 0)));
    if (turn !== this.#turn) return null;
    const shown = Math.max(screen, LEAST_SCREEN);
    const top = index === null || stay ? Math.floor(first) : Math.max(0, index - shown);
    const end = index === null || stay ? top + shown : index + shown;
    const numbers = pagesOf({ first: top, end }, PAGE);
    const pages = await this.#unlessOvertaken(turn, Promise.all(numbers.map((page) => this.#source.list({ ...pageQuery(question, page), rows_first: true }))));
    const one = pages?.[0];
    if (turn !== this.#turn || !pages || !one) return null;
    this.#question = question;
    const isExact = pages.some(({ is_total_exact }) => is_total_exact);
    this.#total = Math.max(...pages.map(({ total }) => total));
    this.#isExact = isExact;
    this.#coming.clear();
    this.#pages = new Map(pages.map((page, position) => [numbers[position] ?? 0, page.rows]));
    if (!isExact) void this.#count(turn);
    return { total: this.#total, isExact, everyone: one.everyone, index: index ?? null };
  }

  /** @param {number} turn */
  async #count(turn) {
    try {
      const total = await this.#unlessOvertaken(turn, this.#source.count(pageQuery(this.#question, 0)));
      if (total === null || turn !== this.#turn) return;
      this.#total = total;
      this.#isExact = true;
      this.#events.onTotal(total);
    } catch (reason) {
      this.#events.onFailure(reason);
    }
  }

  /** The list shows these rows: fetches those that are not here. @param {Range} range */
  want(range) {
    this.#wanted = { first: range.first, end: Math.min(range.end, this.#total) };
    this.#fetchWanted();
  }

  /**
   * Who stands in these rows; those that are not here are fetched.
   * @param {number} first @param {number} end
   * @returns {Promise<number[] | null>} null when a later question has overtaken this one
   */
  async idsBetween(first, end) {
    const turn = this.#turn;
    const range = { first, end: Math.min(end, this.#total) };
    const numbers = pagesOf(range, PAGE);
    const pages = await this.#unlessOvertaken(
      turn,
      Promise.all(numbers.map(async (page) => this.#pages.get(page) ?? (await this.#source.list(pageQuery(this.#question, page))).rows)),
    );
    if (pages === null || turn !== this.#turn) return null;
    const start = (numbers[0] ?? 0) * PAGE;
    return pages.flat().slice(range.first - start, range.end - start).map(({ id }) => id);
  }

  /**
   * Nobody waits for a question that was overtaken, so its failure is nobody's business either.
   * @template T
   * @param {number} turn
   * @param {Promise<T>} work
   * @returns {Promise<T | null>}
   */
  async #unlessOvertaken(turn, work) {
    try {
      return await work;
    } catch (reason) {
      if (turn !== this.#turn) return null;
      throw reason;
    }
  }

  #fetchWanted() {
    for (const page of pagesOf(this.#wanted, PAGE)) {
      if (this.#coming.size >= AT_ONCE) return;
      if (!this.#pages.has(page) && !this.#coming.has(page)) void this.#fetch(page);
    }
  }

  /** @param {number} page */
  async #fetch(page) {
    const turn = this.#turn;
    this.#coming.add(page);
    try {
      const answer = await this.#source.list(pageQuery(this.#question, page));
      if (turn !== this.#turn) return;
      this.#coming.delete(page);
      this.#pages.set(page, answer.rows);
      this.#dropOldPages();
      if (this.#isExact && answer.total !== this.#total) return this.#events.onOutdated();
      this.#events.onRows();
      this.#fetchWanted();
    } catch (reason) {
      if (turn === this.#turn) this.#events.onFailure(reason);
    }
  }

  #dropOldPages() {
    const shown = new Set(pagesOf(this.#wanted, PAGE));
    for (const page of this.#pages.keys()) {
      if (this.#pages.size <= KEPT) return;
      if (!shown.has(page)) this.#pages.delete(page);
    }
  }
}

/** @param {Question} question @param {number} page @returns {UserQuery} */
const pageQuery = (question, page) => ({ ...question, offset: page * PAGE, limit: PAGE });
