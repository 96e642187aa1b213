/** Who is picked: some people one by one, or all who match but a few. The second is a question and never a list of ids. */

/** @import { Selection, UserFilter } from "../types.js" */

export class Picks {
  #isAll = false;
  /** Those picked, or with all, those left out. @type {Set<number>} */
  #ids = new Set();

  get isAll() {
    return this.#isAll;
  }

  /** Nobody is picked, whoever matches. */
  get isEmpty() {
    return !this.#isAll && this.#ids.size === 0;
  }

  /** @param {number} id */
  has(id) {
    return this.#ids.has(id) !== this.#isAll;
  }

  /** @param {number} id @param {boolean} picked */
  set(id, picked) {
    if (picked !== this.#isAll) this.#ids.add(id);
    else this.#ids.delete(id);
  }

  /** @param {number} id */
  toggle(id) {
    this.set(id, !this.has(id));
  }

  pickAll() {
    this.#isAll = true;
    this.#ids.clear();
  }

  clear() {
    this.#isAll = false;
    this.#ids.clear();
  }

  /** @param {number} total how many match @returns {number} */
  count(total) {
    return this.#isAll ? Math.max(0, total - this.#ids.size) : this.#ids.size;
  }

  /** @param {{ search: string, filter?: UserFilter | undefined }} question @returns {Selection} */
  selection({ search, filter = {} }) {
    const ids = [...this.#ids];
    return this.#isAll ? { kind: "matching", search, filter, except: ids } : { kind: "ids", ids };
  }
}
