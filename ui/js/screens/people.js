/** The list of people: search, order, rows, and the panel beside them. */

/** @import { Context, OpenScreen, Params } from "../router.js" */
/** @import { Term } from "../components/query_terms.js" */
/** @import { Answer } from "../components/person_rows.js" */
/** @import { ListPlace, SortLevels } from "../components/person_list_place.js" */
/** @import { UserFilter, UserRow } from "../types.js" */

import * as api from "../api.js";
import { isOff, setOff, withBusy } from "../components/button.js";
import { Grid } from "../components/grid.js";
import { NO_FILTER, isOpen } from "../components/filter_model.js";
import { decorateRow, makeColumns } from "../components/person_columns.js";
import { PersonFilters } from "../components/person_filters.js";
import { recallPlace, rememberPlace } from "../components/person_list_place.js";
import { countPeople, describeOrder, showListFailure, showNoMatch, showNobody } from "../components/person_list_state.js";
import { PersonRows } from "../components/person_rows.js";
import { attachColumnSheet, attachDensityMenu } from "../components/person_view_menus.js";
import { searchTerms } from "../components/query_terms.js";
import { attachSearchBox } from "../components/search_box.js";
import { SidePanel } from "../components/side_panel.js";
import { attachTip } from "../components/tip.js";
import { attachToolbar } from "../components/toolbar.js";
import { mountTemplate, part } from "../dom.js";
import { say } from "../words.js";
import { openAddPerson } from "./person_add.js";
import { createPersonPanel } from "./person_panel.js";

/** How long an answer may take before the page shows that it waits. */
const PATIENCE = 150;
/** Rows drawn grey while the first answer is awaited. */
const ROWS_WHILE_LOADING = 12;

/**
 * Where the list should stand when the answer is here: on a person (`follow`), or with a row at its top. With `stay`
 * the rows stay where they are, whoever is current.
 * @typedef {{ follow?: number | null, top?: number, current?: number, stay?: boolean }} Aim
 */

class PeopleScreen {
  #context;
  #parts;
  /** @type {string} */
  #search;
  /** @type {UserFilter} */
  #filter;
  /** @type {SortLevels} */
  #sort;
  /** The person somebody went to themselves, not the one a search put first. @type {number | null} */
  #chosen;
  /** @type {readonly Term[]} */
  #terms = [];
  /** @type {Answer | null} */
  #answer = null;
  #rows;
  #grid;
  #box;
  #filters;
  #panel;
  #side;
  /** Somebody went to a row that is not here yet. */
  #jumping = false;

  /** @param {HTMLElement} root @param {Context} context */
  constructor(root, context) {
    this.#context = context;
    mountTemplate(root, "people");
    this.#parts = {
      root,
      count: part(root, "count"),
      grid: part(root, "grid"),
      empty: part(root, "empty"),
      order: part(root, "order"),
      panel: part(root, "panel"),
      panelButton: part(root, "panel-toggle"),
      add: part(root, "add"),
    };
    const place = recallPlace(context.memory);
    this.#search = place.search;
    this.#filter = place.filter;
    this.#sort = place.sort;
    this.#chosen = place.chosen;
    this.#terms = searchTerms(place.search);
    this.#rows = new PersonRows(
      { list: api.listUsers, locate: api.locateUser },
      {
        onRows: () => this.#rowsCame(),
        onOutdated: () => void this.#refresh(),
        onFailure: (reason) => this.#showFailure(reason),
      },
    );
    this.#grid = this.#makeGrid();
    this.#box = attachSearchBox(part(root, "search"), {
      onSearch: (search) => void this.#searchFor(search),
      onLeave: () => this.#grid.focus(),
    });
    this.#box.set(place.search);
    this.#filters = new PersonFilters(root, {
      search: () => this.#search,
      onChange: (filter) => void this.#filterBy(filter),
      onSaveView: () => {},
      onLeave: () => this.#grid.focus(),
    });
    this.#filters.set(place.filter);
    this.#panel = this.#makePanel();
    this.#side = this.#makeSide();
    this.#wireToolbar();
    this.#listen();
  }

  /** @param {number | null} follow somebody named in the address */
  async start(follow) {
    const { top } = recallPlace(this.#context.memory);
    this.#grid.setSort(this.#sort);
    this.#grid.show({ count: ROWS_WHILE_LOADING, current: -1, top: 0 });
    this.#parts.grid.setAttribute("aria-busy", "true");
    this.#parts.count.textContent = say("people.counting");
    if (follow !== null) {
      this.#chosen = follow;
      this.#side.askFor();
    }
    await this.#load({ follow: this.#chosen, top, stay: follow === null });
  }

  shown() {
    this.#grid.measure();
    this.#grid.focus();
  }

  close() {
    rememberPlace(this.#context.memory, this.#place());
  }

  /** @returns {ListPlace} */
  #place() {
    return { search: this.#search, filter: this.#filter, sort: this.#sort, top: this.#grid.top, chosen: this.#chosen };
  }

  #makeGrid() {
    /** @type {Grid<UserRow>} */
    const grid = new Grid({
      element: this.#parts.grid,
      rowAt: (index) => this.#rows.rowAt(index),
      decorate: decorateRow,
      onWindow: (rows) => this.#rows.want(rows),
      onMove: (_, { pointer }) => this.#moved(pointer),
      onOpen: (index, { edit }) => this.#open(index, edit),
      onSort: (sort) => void this.#sortBy(/** @type {SortLevels} */ (sort)),
    });
    grid.setColumns(makeColumns(this.#context.session.preferences.columns, () => this.#terms));
    return grid;
  }

  #makePanel() {
    return createPersonPanel(this.#parts.panel, {
      onStep: (step) => {
        this.#grid.goTo(this.#grid.current + step);
        this.#moved(false);
      },
      onClose: () => this.#side.close(),
      onEdit: (id) => void this.#context.go(`#/people/${id}/edit`),
      events: {
        onChanged: () => void this.#refresh(),
        onDeleted: () => void this.#refresh().then(() => this.#grid.focus()),
        onRestored: ({ id }) => void this.#showRestored(id),
        onFailure: (reason) => this.#showFailure(reason),
      },
    });
  }

  #makeSide() {
    const { root, panel, panelButton } = this.#parts;
    const { session } = this.#context;
    return new SidePanel({
      page: root,
      panel,
      button: panelButton,
      isRemembered: () => session.preferences.panel_open,
      remember: (panel_open) => session.setPreferences({ panel_open }),
      onOpen: () => this.#followCurrent(),
      onLeave: () => this.#grid.focus(),
    });
  }

  #wireToolbar() {
    const { root, add } = this.#parts;
    const { session } = this.#context;
    attachDensityMenu(part(root, "density"), part(root, "density-menu"), session, () => this.#grid.measure());
    attachColumnSheet(part(root, "columns"), part(root, "columns-sheet"), session, () => {
      this.#grid.setColumns(makeColumns(session.preferences.columns, () => this.#terms));
      this.#grid.setSort(this.#sort);
    });
    attachToolbar(part(root, "view"));
    for (const name of ["density", "columns", "panel-toggle"]) {
      const button = part(root, name);
      attachTip(button, button.getAttribute("aria-label") ?? "", () => button.getAttribute("aria-expanded") !== "true");
    }
    setOff(add, session.me.adds_people);
    add.addEventListener("click", () => void this.#add());
  }

  #listen() {
    const { signal } = this.#context;
    document.addEventListener("keydown", (event) => this.#onKey(event), { signal });
    this.#parts.root.addEventListener("keydown", (event) => this.#onEscape(event), { signal });
    // Somebody else, another program or this very window changed something.
    api.onChange(() => void this.#refresh(), signal);
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    if (event.defaultPrevented || document.querySelector("dialog[open], [popover]:not(.tip):popover-open")) return;
    const control = event.ctrlKey || event.metaKey;
    const inField = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
    if ((control && event.key.toLowerCase() === "f") || (!control && !inField && event.key === "/")) {
      event.preventDefault();
      this.#box.focus();
    } else if (!control && !event.altKey && !inField && event.key.toLowerCase() === "n") {
      event.preventDefault();
      // Off, it can at least say why.
      if (isOff(this.#parts.add)) this.#parts.add.focus();
      else this.#parts.add.click();
    }
  }

  /** Esc leaves the panel for the list, or closes it. @param {KeyboardEvent} event */
  #onEscape(event) {
    if (event.key !== "Escape" || event.defaultPrevented || !this.#side.isOpen) return;
    const inside = this.#parts.panel.contains(document.activeElement);
    if (!inside && !this.#grid.hasFocus) return;
    event.preventDefault();
    if (inside && !this.#side.isOver) this.#grid.focus();
    else this.#side.close();
  }

  /**
   * Asks for the list, and shows the answer unless it is overtaken.
   * @param {Aim} aim
   */
  async #load({ follow = null, top = 0, current = 0, stay = false }) {
    const started = performance.now();
    const waiting = setTimeout(() => this.#parts.count.classList.add("is-stale"), PATIENCE);
    try {
      const answer = await this.#rows.ask({ search: this.#search, filter: this.#filter, sort: this.#sort }, { first: top, follow, stay });
      if (answer === null || this.#context.signal.aborted) return;
      this.#showAnswer(answer, { top, current: answer.index ?? current });
      if (answer.index !== null && !stay) this.#grid.goTo(answer.index, { place: "middle" });
      this.#parts.order.textContent = describeOrder(this.#sort, performance.now() - started);
    } catch (reason) {
      this.#showFailure(reason);
    } finally {
      clearTimeout(waiting);
    }
  }

  /** @param {Answer} answer @param {{ top: number, current: number }} place */
  #showAnswer(answer, place) {
    const { count, empty, grid } = this.#parts;
    this.#answer = answer;
    count.classList.remove("is-stale");
    const counted = countPeople(this.#isEveryone, answer);
    this.#filters.showTotal(counted);
    if (count.textContent !== counted) count.textContent = counted;
    grid.removeAttribute("aria-busy");
    if (answer.total === 0) {
      if (this.#isEveryone) showNobody(empty);
      else this.#showNoMatch();
    }
    this.#setBlank(answer.total === 0);
    this.#grid.show({ count: answer.total, ...place });
    this.#followCurrent();
  }

  /** Nothing narrows the list. */
  get #isEveryone() {
    return this.#search === "" && isOpen(this.#filter);
  }

  #showNoMatch() {
    showNoMatch(this.#parts.empty, {
      search: this.#search,
      filters: this.#filters.parts,
      onClearSearch: () => this.#box.clear(),
      onClearFilters: () => {
        this.#filters.clear();
        this.#box.focus();
      },
    });
  }

  /** @param {unknown} reason */
  #showFailure(reason) {
    this.#parts.count.classList.remove("is-stale");
    this.#parts.count.textContent = "";
    showListFailure(this.#parts.empty, reason, () => void this.#load({ follow: this.#chosen }));
    this.#setBlank(true);
  }

  /** @param {boolean} blank something else stands in place of the list */
  #setBlank(blank) {
    const { empty, grid } = this.#parts;
    if (grid.hidden === blank) return;
    empty.hidden = !blank;
    grid.hidden = blank;
    if (!blank) this.#grid.measure();
  }

  /** @param {string} search */
  async #searchFor(search) {
    this.#search = search;
    this.#terms = searchTerms(search);
    this.#filters.refresh();
    // Back in the full list one wants to see where the person found stands among the others.
    await this.#load({ follow: this.#isEveryone ? this.#chosen : null });
  }

  /** @param {UserFilter} filter */
  async #filterBy(filter) {
    this.#filter = filter;
    await this.#load({ follow: this.#isEveryone ? this.#chosen : null });
  }

  /** @param {SortLevels} sort */
  async #sortBy(sort) {
    this.#sort = sort;
    this.#grid.setSort(sort);
    await this.#load({});
  }

  /** Reads the list again without moving it; whoever is current stays so, or the next one becomes it. */
  async #refresh() {
    const current = Math.max(0, this.#grid.current);
    await this.#load({ follow: this.#rows.rowAt(current)?.id ?? null, top: this.#grid.top, current, stay: true });
    this.#panel.refresh();
    this.#filters.refresh();
  }

  /** The toast with the way back outlives this screen. @param {number} id */
  async #showRestored(id) {
    if (this.#context.signal.aborted) return void this.#context.go(`#/people/${id}`);
    await this.#load({ follow: id });
    this.#grid.focus();
  }

  async #add() {
    let added = false;
    try {
      const groups = await withBusy(this.#parts.add, api.listGroups);
      await openAddPerson(this.#context.session, groups, (person) => {
        added = true;
        void this.#showAdded(person.id);
      });
    } catch (reason) {
      this.#showFailure(reason);
    }
    if (added) this.#grid.focus();
  }

  /** Somebody just added should be seen, whatever was searched for before. @param {number} id */
  async #showAdded(id) {
    this.#chosen = id;
    this.#box.set("");
    this.#search = "";
    this.#terms = [];
    this.#filter = NO_FILTER;
    this.#filters.set(NO_FILTER);
    await this.#load({ follow: id });
  }

  /** Rows were fetched while scrolling: perhaps the one somebody jumped to. */
  #rowsCame() {
    this.#grid.refresh();
    if (this.#jumping) this.#moved(false);
  }

  /** @param {boolean} pointer */
  #moved(pointer) {
    const row = this.#rows.rowAt(this.#grid.current);
    this.#jumping = row === undefined;
    if (row) this.#chosen = row.id;
    this.#followCurrent();
    if (pointer && this.#side.isOver && !this.#side.isOpen) this.#side.open();
  }

  /** @param {number} index @param {boolean} edit */
  #open(index, edit) {
    const row = this.#rows.rowAt(index);
    if (!row) return;
    this.#chosen = row.id;
    if (edit) return void this.#context.go(`#/people/${row.id}/edit`);
    this.#side.open();
    this.#panel.focus();
  }

  #followCurrent() {
    if (!this.#side.isOpen) return;
    const row = this.#rows.rowAt(this.#grid.current);
    if (row) this.#panel.follow({ id: row.id, index: this.#grid.current, total: this.#answer?.total ?? 0 });
    else if (this.#answer?.total === 0) this.#panel.follow(null);
  }
}

export const people = {
  /** @param {HTMLElement} root @param {Params} params @param {Context} context @returns {Promise<OpenScreen>} */
  async open(root, params, context) {
    context.setTitle(say("people.title"));
    const screen = new PeopleScreen(root, context);
    await screen.start(params.id ?? null);
    return { shown: () => screen.shown(), close: () => screen.close() };
  },
};
