/** The table of a plan: rows by what happens to them, and the dialog about one of them. */

/** @import { ImportJob } from "../import_job.js" */
/** @import { ImportRow, ImportVerdict } from "../types.js" */

import * as api from "../api.js";
import { Grid } from "./grid.js";
import { decorateImportRow, makeImportColumns } from "./import_columns.js";
import { openImportRow } from "./import_row_dialog.js";
import { ImportRows } from "./import_rows.js";

export class ImportTable {
  #job;
  #rows;
  /** @type {Grid<ImportRow>} */
  #grid;
  #onFailure;
  /** @type {ImportVerdict | null} */
  #verdict = null;

  /**
   * @param {HTMLElement} element the empty `.grid`
   * @param {ImportJob} job
   * @param {(reason: unknown) => void} onFailure
   */
  constructor(element, job, onFailure) {
    this.#job = job;
    this.#onFailure = onFailure;
    this.#rows = new ImportRows({ list: api.listImportRows, onRows: () => this.#grid.refresh(), onFailure });
    this.#grid = new Grid({
      element,
      rowAt: (index) => this.#rows.rowAt(index),
      decorate: decorateImportRow,
      onWindow: (rows) => this.#rows.want(rows),
      onMove: (index, { pointer }) => pointer && void this.#open(index),
      onOpen: (index) => void this.#open(index),
      onEditCell: (index) => void this.#open(index),
      onSort: () => {},
      onResize: () => {},
      onMoveColumn: () => {},
      onPick: (index) => void this.#open(index),
      onPickAll: () => {},
    });
    this.#grid.setColumns(makeImportColumns());
  }

  get verdict() {
    return this.#verdict;
  }

  measure() {
    this.#grid.measure();
  }

  /** Shows these rows, from the first. @param {ImportVerdict | null} verdict null for all */
  async show(verdict) {
    this.#verdict = verdict;
    await this.#load(0, 0);
  }

  /** Reads the rows again, without moving. */
  async refresh() {
    await this.#load(this.#grid.top, this.#grid.current);
  }

  /** @param {number} top @param {number} current */
  async #load(top, current) {
    try {
      const count = await this.#rows.ask(this.#verdict, top);
      if (count !== null) this.#grid.show({ count, current, top });
    } catch (reason) {
      this.#onFailure(reason);
    }
  }

  /** @param {number} index */
  async #open(index) {
    if (document.querySelector("dialog[open]") !== null || this.#rows.rowAt(index) === undefined) return;
    await openImportRow({
      index,
      total: this.#rows.total,
      find: (at) => this.#rows.find(at),
      decide: async (row, decision) => {
        await this.#job.decide(row.row, decision);
        await this.refresh();
      },
      onShow: (at) => this.#grid.goTo(at),
    });
    this.#grid.focus();
  }
}
