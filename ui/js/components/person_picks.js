/** Picking people in the list: boxes, ranges, everyone, and the bar that says how many. */

/** @import { Column, Grid } from "./grid.js" */
/** @import { PersonRows } from "./person_rows.js" */
/** @import { Selection, UserRow } from "../types.js" */

import { find, make, part, setAttribute, uniqueId } from "../dom.js";
import { formatNumber } from "../format.js";
import { say } from "../words.js";
import { Picks } from "./picks.js";
import { showToast } from "./toast.js";
import { showTrouble } from "./trouble.js";

/** The longest range that is picked row by row. Whoever wants more wants everyone who matches. */
const LONGEST_RANGE = 5_000;

/**
 * @typedef {object} PickOptions
 * @property {PersonRows} rows
 * @property {() => Grid<UserRow>} grid
 * @property {HTMLElement} bar
 */

export class PersonPicks {
  #options;
  #picks = new Picks();
  #total = 0;
  /** Where a range begins. */
  #anchor = -1;
  /** The rows picked by the range that is being drawn. @type {number[]} */
  #drawn = [];
  #headBox = make("input");

  /** @param {PickOptions} options */
  constructor(options) {
    this.#options = options;
    const { bar } = options;
    this.#headBox.type = "checkbox";
    this.#headBox.setAttribute("aria-label", say("pick.everyone"));
    this.#headBox.addEventListener("change", () => (this.#headBox.checked ? this.pickAll() : this.clear()));
    part(bar, "pick-all").addEventListener("click", () => {
      this.pickAll();
      part(bar, "pick-none").focus();
    });
    part(bar, "pick-none").addEventListener("click", () => {
      this.clear();
      options.grid().focus();
    });
    this.#show();
  }

  /** @returns {Column<UserRow>} */
  get column() {
    return {
      id: "pick",
      label: say("pick.everyone"),
      width: "3rem",
      least: 3,
      cell: "pick",
      mountHead: (cell) => {
        cell.append(this.#headBox);
        return this.#headBox;
      },
      mount: (cell) => {
        const box = make("input");
        box.type = "checkbox";
        box.tabIndex = -1;
        cell.append(box);
        return (row) => {
          box.disabled = row === null;
        };
      },
    };
  }

  get count() {
    return this.#picks.count(this.#total);
  }

  /** @param {{ search: string, filter?: import("../types.js").UserFilter }} question @returns {Selection} */
  selection(question) {
    return this.#picks.selection(question);
  }

  /** Marks a row. @param {HTMLElement} element @param {UserRow | null} row */
  decorate(element, row) {
    const box = find(element, ".pick input", HTMLInputElement);
    if (!box.hasAttribute("aria-labelledby")) {
      const name = find(element, ".name");
      name.id = uniqueId("name");
      box.setAttribute("aria-labelledby", `pick-word ${name.id}`);
    }
    const picked = row !== null && this.#picks.has(row.id);
    box.checked = picked;
    setAttribute(element, "aria-selected", String(picked));
  }

  /** Another answer to the same question. @param {number} total */
  setTotal(total) {
    if (total === this.#total) return;
    this.#total = total;
    this.#showCount();
  }

  /** @param {number} index */
  toggle(index) {
    const row = this.#options.rows.rowAt(index);
    if (!row) return;
    this.#picks.toggle(row.id);
    this.#startAt(index);
    this.#show();
  }

  /** A range begins here: somebody went to this row. @param {number} index */
  #startAt(index) {
    this.#anchor = index;
    this.#drawn = [];
  }

  /** @param {number} index */
  moved(index) {
    this.#startAt(index);
  }

  /** Picks from where the range begins up to this row; what the same range had picked beyond it is let go. @param {number} index @param {number} from where a range begins that has not yet */
  async extendTo(index, from) {
    if (this.#anchor < 0) this.#startAt(from);
    const [first, last] = [Math.min(this.#anchor, index), Math.max(this.#anchor, index)];
    if (last - first >= LONGEST_RANGE) {
      showToast({ text: say("pick.too_long", { most: formatNumber(LONGEST_RANGE) }), tone: "info" });
      return;
    }
    try {
      const ids = await this.#options.rows.idsBetween(first, last + 1);
      if (ids === null) return;
      for (const id of this.#drawn) this.#picks.set(id, false);
      for (const id of ids) this.#picks.set(id, true);
      this.#drawn = ids;
      this.#show();
    } catch (reason) {
      void showTrouble(say("pick.failed"), reason);
    }
  }

  pickAll() {
    this.#picks.pickAll();
    this.#startAt(-1);
    this.#show();
  }

  clear() {
    this.#startAt(-1);
    if (this.#picks.isEmpty) return;
    this.#picks.clear();
    this.#show();
  }

  #show() {
    this.#showCount();
    this.#options.grid()?.decorate();
  }

  #showCount() {
    const { bar, grid } = this.#options;
    const count = this.count;
    const some = count > 0;
    if (bar.contains(document.activeElement) && !some) grid().focus();
    if (bar.hidden === some) {
      bar.hidden = !some;
      bar.parentElement?.classList.toggle("has-picked", some);
      grid()?.measure();
    }
    this.#headBox.checked = some && count === this.#total;
    this.#headBox.indeterminate = some && count < this.#total;
    part(bar, "picked").textContent = some ? say("pick.count", { count }) : "";
    const all = part(bar, "pick-all");
    all.hidden = count >= this.#total;
    all.textContent = say("pick.all", { total: formatNumber(this.#total) });
    bar.setAttribute("aria-label", say("pick.bar", { count }));
  }
}
