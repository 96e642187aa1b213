/** What the list of people asks, what came back, and where in it one stands. */

/** @import { Term } from "../components/query_terms.js" */
/** @import { FilterPart } from "../components/filter_model.js" */
/** @import { GridOptions } from "../components/grid.js" */
/** @import { ListPlace } from "../components/person_list_place.js" */
/** @import { Answer } from "../components/person_rows.js" */
/** @import { Place } from "./person_panel.js" */
/** @import { UserRow } from "../types.js" */

import * as api from "../api.js";
import { isOpen } from "../components/filter_model.js";
import { Grid } from "../components/grid.js";
import { ListStage } from "../components/list_stage.js";
import { EVERYONE } from "../components/person_list_place.js";
import { PersonRows } from "../components/person_rows.js";
import { searchTerms } from "../components/query_terms.js";
import { afterPaint, painted, part } from "../dom.js";

/** Rows drawn grey while the first answer is awaited. */
const ROWS_WHILE_LOADING = 12;

/**
 * Where the list should stand when the answer is here: on a person (`follow`), or with a row at its top. With `stay`
 * the rows stay where they are, whoever is current.
 * @typedef {{ follow?: number | null, top?: number, current?: number, stay?: boolean }} Aim
 */

/** What the rows say of themselves, and what can be done to them beside going from one to the next. */
/** @typedef {Pick<GridOptions<UserRow>, "decorate" | "onResize" | "onMoveColumn" | "onPickAll"> & { onPick: NonNullable<GridOptions<UserRow>["onPick"]>, onMove: (index: number) => void }} RowEvents */

/**
 * @typedef {object} ListEvents
 * @property {() => readonly FilterPart[]} filters those in use, for the words about the answer
 * @property {(answer: Answer, counted: string) => void} onAnswer rows are shown; told how many in words, too
 * @property {() => void} onRefreshed the list was read again, because something was changed
 * @property {(pointer: boolean) => void} onCurrent another row is current, or perhaps will be when its rows are here
 * @property {(row: UserRow, edit: boolean) => void} onOpen
 * @property {(row: UserRow, cell: HTMLElement) => void} onEditCell
 * @property {() => void} onClearSearch
 * @property {() => void} onClearFilters
 */

export class PeopleList {
  /** What is asked for, and how it is shown. @type {ListPlace} */
  #place;
  #signal;
  #events;
  #stage;
  #rows;
  /** @type {Grid<UserRow>} */
  #grid;
  /** @type {readonly Term[]} */
  #terms;
  /** @type {Answer | null} */
  #answer = null;
  /** Somebody went to a row that is not here yet. */
  #jumping = false;
  /** Somebody opened a row that is not here yet. @type {{ index: number, edit: boolean } | null} */
  #opening = null;

  /**
   * @param {HTMLElement} root
   * @param {ListPlace} place
   * @param {AbortSignal} signal
   * @param {ListEvents} events
   * @param {RowEvents} rowEvents
   */
  constructor(root, place, signal, events, rowEvents) {
    this.#place = place;
    this.#signal = signal;
    this.#events = events;
    this.#terms = searchTerms(place.search);
    this.#stage = new ListStage(root, {
      onRowsShown: () => this.#grid.measure(),
      onClearSearch: events.onClearSearch,
      onClearFilters: events.onClearFilters,
      onRetry: () => void this.#load({ follow: this.#place.chosen }),
    });
    this.#rows = new PersonRows(
      { list: api.listUsers, locate: api.locateUser, count: (query) => painted().then(() => api.countUsers(query)) },
      {
        onRows: () => this.#rowsCame(),
        onTotal: (total) => this.#counted(total),
        onOutdated: () => void this.refresh(),
        onFailure: (reason) => this.#stage.fail(reason),
      },
    );
    this.#grid = new Grid({
      ...rowEvents,
      element: part(root, "grid"),
      sizes: place.sizes,
      rowAt: (index) => this.#rows.rowAt(index),
      onWindow: (rows) => this.#rows.want(rows),
      onMove: (index, { pointer }) => {
        rowEvents.onMove(index);
        this.#moved(pointer);
      },
      onOpen: (index, { edit }) => this.#open(index, edit),
      onEditCell: (index, cell) => this.#editCell(index, cell),
      onSort: (sort) => void this.#ask({ sort: /** @type {ListPlace["sort"]} */ (sort) }, {}),
      onPick: (index, how) => {
        rowEvents.onPick(index, how);
        this.#moved(false);
      },
    });
  }

  get place() {
    return this.#place;
  }

  get grid() {
    return this.#grid;
  }

  get rows() {
    return this.#rows;
  }

  /** The words that are marked in the rows. */
  get terms() {
    return this.#terms;
  }

  get currentRow() {
    return this.#rows.rowAt(this.#grid.current);
  }

  /** How many match. */
  get total() {
    return this.#answer?.total ?? 0;
  }

  /** Who is current, for the panel: nobody for null, nothing while the row is on its way. @returns {Place | null | undefined} */
  get currentPlace() {
    const row = this.currentRow;
    if (row) return { id: row.id, index: this.#grid.current, total: this.#answer?.total ?? 0 };
    return this.#answer?.total === 0 ? null : undefined;
  }

  /** Nothing narrows the list. */
  get #isEveryone() {
    return this.#place.search === "" && isOpen(this.#place.filter);
  }

  /** The first look at it. @param {number | null} follow somebody named in the address */
  async start(follow) {
    const { top } = this.#place;
    if (follow !== null) this.choose(follow);
    const loading = this.#load({ follow: this.#place.chosen, top, stay: follow === null });
    // While the answer is on its way.
    this.#grid.setSort(this.#place.sort);
    this.#grid.show({ count: ROWS_WHILE_LOADING, current: -1, top: 0 });
    this.#stage.begin();
    await loading;
  }

  /** @param {ListPlace} place */
  async showPlace(place) {
    await this.#ask(place, {});
  }

  /** Back in the full list one wants to see where the person found stands among the others. @param {Partial<ListPlace>} narrowed */
  async narrow(narrowed) {
    this.#place = { ...this.#place, ...narrowed };
    await this.#ask({}, { follow: this.#isEveryone ? this.#place.chosen : null });
  }

  /** Everybody, with this person in view, whatever was searched for before. @param {number} id */
  async showAmongAll(id) {
    await this.#ask({ search: "", filter: EVERYONE.filter, chosen: id }, { follow: id });
  }

  /** @param {number} id */
  async showPerson(id) {
    await this.#load({ follow: id });
  }

  /** Takes over what does not change who is listed. @param {Partial<ListPlace>} known */
  note(known) {
    this.#place = { ...this.#place, ...known };
  }

  /** The person somebody went to themselves, not the one a search put first. @param {number} id */
  choose(id) {
    this.note({ chosen: id });
  }

  /** Reads the list again without moving it; whoever is current stays so, or the next one becomes it. */
  async refresh() {
    const current = Math.max(0, this.#grid.current);
    await this.#load({ follow: this.#rows.rowAt(current)?.id ?? null, top: this.#grid.top, current, stay: true });
    this.#events.onRefreshed();
  }

  /** @param {1 | -1} step */
  step(step) {
    this.#grid.goTo(this.#grid.current + step);
    this.#moved(false);
  }

  /** @param {unknown} reason */
  fail(reason) {
    this.#stage.fail(reason);
  }

  /** Asks another question. @param {Partial<ListPlace>} asked @param {Aim} aim */
  async #ask(asked, aim) {
    this.#place = { ...this.#place, ...asked };
    this.#terms = searchTerms(this.#place.search);
    this.#grid.setSort(this.#place.sort);
    await this.#load(aim);
  }

  /**
   * Asks for the list, and shows the answer unless it is overtaken.
   * @param {Aim} aim
   */
  async #load({ follow = null, top = 0, current = 0, stay = false }) {
    const { search, filter, sort } = this.#place;
    const question = { search, filter, sort };
    const started = performance.now();
    const stopWaiting = this.#stage.wait();
    try {
      const answer = await this.#rows.ask(question, { first: top, follow, stay, screen: this.#grid.screen });
      if (answer === null || this.#signal.aborted) return;
      this.#showAnswer(answer, { top: answer.index !== null && !stay ? "middle" : top, current: answer.index ?? current });
      this.#stage.showOrder(sort, performance.now() - started);
    } catch (reason) {
      this.#stage.fail(reason);
    } finally {
      stopWaiting();
    }
  }

  /** @param {Answer} answer @param {{ top: number | "middle", current: number }} place */
  #showAnswer(answer, place) {
    this.#answer = answer;
    const counted = this.#stage.show(answer, { search: this.#place.search, filters: this.#events.filters() });
    this.#grid.show({ count: answer.total, ...place });
    this.#events.onAnswer(answer, counted);
  }

  /** The rows were here before everybody was counted. @param {number} total */
  #counted(total) {
    if (this.#answer) this.#showAnswer({ ...this.#answer, total, isExact: true }, { top: this.#grid.top, current: this.#grid.current });
  }

  /** Rows were fetched while scrolling: perhaps the one somebody jumped to. */
  #rowsCame() {
    this.#grid.refresh();
    if (this.#jumping) {
      this.#jumping = false;
      // The rows first: whoever jumped looks at these.
      afterPaint(() => this.#moved(false));
    }
    if (this.#opening?.index === this.#grid.current) this.#open(this.#opening.index, this.#opening.edit);
  }

  /** @param {boolean} pointer */
  #moved(pointer) {
    const row = this.currentRow;
    this.#jumping = row === undefined;
    if (row) this.choose(row.id);
    this.#events.onCurrent(pointer);
  }

  /** @param {number} index @param {boolean} edit */
  #open(index, edit) {
    const row = this.#rows.rowAt(index);
    this.#opening = row ? null : { index, edit };
    if (!row) return;
    this.choose(row.id);
    this.#events.onOpen(row, edit);
  }

  /** @param {number} index @param {HTMLElement} cell */
  #editCell(index, cell) {
    const row = this.#rows.rowAt(index);
    if (!row) return;
    this.choose(row.id);
    this.#events.onEditCell(row, cell);
  }
}
