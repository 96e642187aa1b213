/** The columns of the list in view: those of a saved view while one is open, otherwise those that are remembered. */

/** @import { Session } from "../session.js" */
/** @import { ColumnChoice, ListColumn, UserRow } from "../types.js" */
/** @import { Column, Grid } from "./grid.js" */

import { keepColumns, moveColumn, recallColumns, resizeColumn } from "./column_choice.js";
import { USUAL_TEXT } from "./person_columns.js";

/**
 * @typedef {object} ListColumnOptions
 * @property {ColumnChoice[] | null} ofView those of the saved view that is open
 * @property {() => Grid<UserRow>} grid
 * @property {(choices: ColumnChoice[]) => Column<UserRow>[]} make
 */

export class ListColumns {
  #session;
  #options;
  /** @type {ColumnChoice[] | null} */
  #ofView;

  /** @param {Session} session @param {ListColumnOptions} options */
  constructor(session, options) {
    this.#session = session;
    this.#options = options;
    this.#ofView = options.ofView;
  }

  /** @returns {ColumnChoice[]} */
  get choices() {
    return this.#ofView ?? recallColumns(this.#session);
  }

  /** Which they are, the first one first. @returns {ListColumn[]} */
  get shown() {
    return /** @type {ListColumn[]} */ (this.choices.map(({ column }) => column));
  }

  /** Those of the saved view that is open, if one is. */
  get ofView() {
    return this.#ofView;
  }

  /** What is in view is a saved view now. */
  becomeView() {
    this.#ofView = this.choices;
  }

  /** For the list of a view, or of none. @param {ColumnChoice[] | null} ofView */
  showView(ofView) {
    this.#ofView = ofView;
    this.#show();
  }

  make() {
    return this.#options.make(this.choices);
  }

  /** @param {ColumnChoice[]} choices */
  set(choices) {
    this.#keep(choices);
    this.#show();
  }

  /** The grid has done it already. @param {string} id @param {number | null} width in rem */
  resized(id, width) {
    this.#keep(resizeColumn(this.choices, id, width === null ? null : Math.round(width * USUAL_TEXT)));
  }

  /** @param {string} id @param {number} step */
  move(id, step) {
    const moved = moveColumn(this.choices, id, step);
    if (moved) this.set(moved);
  }

  #show() {
    this.#options.grid().setColumns(this.make());
  }

  /** @param {ColumnChoice[]} choices */
  #keep(choices) {
    if (this.#ofView === null) keepColumns(this.#session, choices);
    else this.#ofView = choices;
  }
}
