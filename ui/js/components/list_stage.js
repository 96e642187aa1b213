/** What stands around the rows of the list: how many there are, in which order, and what is said in their place. */

/** @import { FilterPart } from "./filter_model.js" */
/** @import { SortLevels } from "./person_list_place.js" */
/** @import { Answer } from "./person_rows.js" */

import { part } from "../dom.js";
import { say } from "../words.js";
import { countPeople, describeOrder, showListFailure, showNoMatch, showNobody } from "./person_list_state.js";

/** How long an answer may take before the page shows that it waits. */
const PATIENCE = 150;

/**
 * @typedef {object} StageOptions
 * @property {() => void} onRowsShown the rows are in the page again
 * @property {() => void} onClearSearch
 * @property {() => void} onClearFilters
 * @property {() => void} onRetry
 */

export class ListStage {
  #options;
  #parts;

  /** @param {HTMLElement} root @param {StageOptions} options */
  constructor(root, options) {
    this.#options = options;
    this.#parts = { count: part(root, "count"), order: part(root, "order"), empty: part(root, "empty"), grid: part(root, "grid") };
  }

  /** Nothing is known yet. */
  begin() {
    this.#parts.grid.setAttribute("aria-busy", "true");
    this.#parts.count.textContent = say("people.counting");
  }

  /** An answer is awaited. @returns {() => void} it is no more */
  wait() {
    const waiting = setTimeout(() => this.#parts.count.classList.add("is-stale"), PATIENCE);
    return () => clearTimeout(waiting);
  }

  /**
   * @param {Answer} answer
   * @param {{ search: string, filters: readonly FilterPart[] }} asked
   * @returns {string} how many, in words
   */
  show(answer, { search, filters }) {
    const { count, empty, grid } = this.#parts;
    const isEveryone = search === "" && filters.length === 0;
    const counted = countPeople(isEveryone, answer);
    count.classList.toggle("is-stale", !answer.isExact);
    if (count.textContent !== counted) count.textContent = counted;
    grid.removeAttribute("aria-busy");
    if (answer.total === 0) {
      if (isEveryone) showNobody(empty);
      else showNoMatch(empty, { search, filters, ...this.#options });
    }
    this.#setBlank(answer.total === 0);
    return counted;
  }

  /** @param {SortLevels} sort @param {number} took in milliseconds */
  showOrder(sort, took) {
    this.#parts.order.textContent = describeOrder(sort, took);
  }

  /** @param {unknown} reason */
  fail(reason) {
    this.#parts.count.classList.remove("is-stale");
    this.#parts.count.textContent = "";
    showListFailure(this.#parts.empty, reason, this.#options.onRetry);
    this.#setBlank(true);
  }

  /** @param {boolean} blank something else stands in place of the rows */
  #setBlank(blank) {
    const { empty, grid } = this.#parts;
    if (grid.hidden === blank) return;
    empty.hidden = !blank;
    grid.hidden = blank;
    if (!blank) this.#options.onRowsShown();
  }
}
