/** The rows of a plan, fetched a page at a time as the list needs them. */

/** @import { Range } from "./grid_window.js" */
/** @import { ImportPage, ImportQuery, ImportRow, ImportVerdict } from "../types.js" */

import { pagesOf } from "./grid_window.js";

const PAGE = 50;
/** Pages kept; the oldest go first. */
const KEPT = 60;

/**
 * @typedef {object} ImportRowsOptions
 * @property {(query: ImportQuery) => Promise<ImportPage>} list
 * @property {() => void} onRows some have come
 * @property {(reason: unknown) => void} onFailure
 */

export class ImportRows {
  #options;
  /** @type {ImportVerdict | null} */
  #verdict = null;
  /** Answers to anything but the latest question are dropped. */
  #turn = 0;
  #total = 0;
  /** @type {Map<number, ImportRow[]>} */
  #pages = new Map();
  /** @type {Set<number>} */
  #coming = new Set();
  /** @type {Range} */
  #wanted = { first: 0, end: 0 };

  /** @param {ImportRowsOptions} options */
  constructor(options) {
    this.#options = options;
  }

  get total() {
    return this.#total;
  }

  /** @param {number} index @returns {ImportRow | undefined} */
  rowAt(index) {
    return this.#pages.get(Math.floor(index / PAGE))?.[index % PAGE];
  }

  /**
   * Asks anew; the old rows stay until the answer is here.
   * @param {ImportVerdict | null} verdict null for all rows
   * @param {number} top the row that is to be in view
   * @returns {Promise<number | null>} how many there are; null when another question has overtaken this one
   */
  async ask(verdict, top) {
    this.#turn += 1;
    const turn = this.#turn;
    const numbers = pagesOf({ first: Math.max(0, Math.floor(top)), end: Math.floor(top) + PAGE }, PAGE);
    const pages = await Promise.all(numbers.map((page) => this.#options.list(query(verdict, page))));
    if (turn !== this.#turn) return null;
    this.#verdict = verdict;
    this.#total = pages[0]?.total ?? 0;
    this.#coming.clear();
    this.#pages = new Map(pages.map(({ rows }, position) => [numbers[position] ?? 0, rows]));
    return this.#total;
  }

  /** The list shows these rows: fetches those that are not here. @param {Range} range */
  want(range) {
    this.#wanted = { first: range.first, end: Math.min(range.end, this.#total) };
    for (const page of pagesOf(this.#wanted, PAGE)) {
      if (!this.#pages.has(page) && !this.#coming.has(page)) void this.#fetch(page);
    }
  }

  /** @param {number} index @returns {Promise<ImportRow | undefined>} */
  async find(index) {
    if (this.rowAt(index) === undefined) await this.#fetch(Math.floor(index / PAGE));
    return this.rowAt(index);
  }

  /** @param {number} page */
  async #fetch(page) {
    const turn = this.#turn;
    this.#coming.add(page);
    try {
      const { rows } = await this.#options.list(query(this.#verdict, page));
      if (turn !== this.#turn) return;
      this.#pages.set(page, rows);
      this.#dropOldPages();
      this.#options.onRows();
    } catch (reason) {
      if (turn === this.#turn) this.#options.onFailure(reason);
    } finally {
      if (turn === this.#turn) this.#coming.delete(page);
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

/** @param {ImportVerdict | null} verdict @param {number} page @returns {ImportQuery} */
const query = (verdict, page) => ({ ...(verdict && { verdict }), offset: page * PAGE, limit: PAGE });
