/** The list of people: search, order, rows, and the panel beside them. */

/** @import { Context, OpenScreen, Params } from "../router.js" */
/** @import { Term } from "../components/query_terms.js" */
/** @import { Answer } from "../components/person_rows.js" */
/** @import { ListPlace, SortLevels } from "../components/person_list_place.js" */
/** @import { Place } from "./person_panel.js" */
/** @import { ListColumn, SavedView, UserFilter, UserRow, ViewContent } from "../types.js" */

import * as api from "../api.js";
import { attachBulkBar } from "../components/bulk_bar.js";
import { setOff, withBusy } from "../components/button.js";
import { Grid } from "../components/grid.js";
import { isOpen } from "../components/filter_model.js";
import { ListColumns } from "../components/list_columns.js";
import { attachListKeys } from "../components/list_keys.js";
import { ListStage } from "../components/list_stage.js";
import { attachListToolbar } from "../components/list_toolbar.js";
import { decorateRow, makeColumns } from "../components/person_columns.js";
import { openFlags } from "../components/person_flags.js";
import { PersonFilters } from "../components/person_filters.js";
import { EVERYONE, findView, recallPlace, rememberPlace } from "../components/person_list_place.js";
import { PersonPicks } from "../components/person_picks.js";
import { PersonRows } from "../components/person_rows.js";
import { searchTerms } from "../components/query_terms.js";
import { attachSearchBox } from "../components/search_box.js";
import { ViewMenu } from "../components/view_menu.js";
import { mountTemplate, part } from "../dom.js";
import { say } from "../words.js";
import { openAddPerson } from "./person_add.js";
import { PeoplePanel } from "./people_panel.js";

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
  /** What is asked for, and how it is shown. @type {ListPlace} */
  #place;
  /** @type {readonly Term[]} */
  #terms = [];
  /** @type {Answer | null} */
  #answer = null;
  #stage;
  #rows;
  #picks;
  #columns;
  /** @type {Grid<UserRow>} */
  #grid;
  #box;
  #filters;
  #viewMenu;
  #panel;
  /** Somebody went to a row that is not here yet. */
  #jumping = false;
  /** Somebody opened a row that is not here yet. @type {{ index: number, edit: boolean } | null} */
  #opening = null;

  /** @param {HTMLElement} root @param {Context} context @param {ListPlace} place */
  constructor(root, context, place) {
    this.#context = context;
    mountTemplate(root, "people");
    this.#parts = {
      root,
      grid: part(root, "grid"),
      bulk: part(root, "bulk"),
      add: part(root, "add"),
    };
    this.#place = place;
    this.#terms = searchTerms(place.search);
    this.#stage = new ListStage(root, {
      onRowsShown: () => this.#grid.measure(),
      onClearSearch: () => this.#box.clear(),
      onClearFilters: () => {
        this.#filters.clear();
        this.#box.focus();
      },
      onRetry: () => void this.#load({ follow: this.#place.chosen }),
    });
    this.#rows = new PersonRows(
      { list: api.listUsers, locate: api.locateUser, count: api.countUsers },
      {
        onRows: () => this.#rowsCame(),
        onTotal: (total) => this.#counted(total),
        onOutdated: () => void this.#refresh(),
        onFailure: (reason) => this.#stage.fail(reason),
      },
    );
    this.#picks = new PersonPicks({ rows: this.#rows, grid: () => this.#grid, bar: part(root, "bulk") });
    this.#columns = new ListColumns(context.session, {
      ofView: place.columns,
      grid: () => this.#grid,
      make: (choices) => [this.#picks.column, ...makeColumns(choices, () => this.#terms)],
    });
    this.#grid = this.#makeGrid();
    this.#box = attachSearchBox(part(root, "search"), {
      onSearch: (search) => void this.#searchFor(search),
      onLeave: () => this.#grid.focus(),
    });
    this.#box.set(place.search);
    this.#viewMenu = new ViewMenu(part(root, "saved-views"), part(root, "views-menu"), {
      views: context.session.views,
      content: () => this.#content(),
      go: (address) => void context.go(address),
      onSaved: (view) => this.#wasSaved(view),
    });
    this.#filters = new PersonFilters(root, {
      search: () => this.#place.search,
      onChange: (filter) => void this.#filterBy(filter),
      onSaveView: () => void this.#viewMenu.save(),
      onLeave: () => this.#grid.focus(),
    });
    this.#filters.set(place.filter);
    this.#panel = this.#makePanel();
    this.#wireToolbar();
    this.#listen();
  }

  /** @param {number | null} follow somebody named in the address */
  async start(follow) {
    const { top } = this.#place;
    this.#context.session.views.setCurrent(this.#place.view);
    this.#grid.setSort(this.#place.sort);
    this.#grid.show({ count: ROWS_WHILE_LOADING, current: -1, top: 0 });
    this.#stage.begin();
    if (follow !== null) {
      this.#choose(follow);
      this.#panel.askFor();
    }
    await this.#load({ follow: this.#place.chosen, top, stay: follow === null });
  }

  /** Shows another list: everybody, or a saved view. @param {ListPlace} place */
  async showPlace(place) {
    this.#place = place;
    this.#picks.clear();
    this.#terms = searchTerms(place.search);
    this.#context.session.views.setCurrent(place.view);
    this.#box.set(place.search);
    this.#filters.set(place.filter);
    this.#columns.showView(place.columns);
    this.#grid.setSort(place.sort);
    await this.#load({});
  }

  shown() {
    this.#grid.measure();
    this.#grid.focus();
  }

  close() {
    rememberPlace(this.#context.memory, { ...this.#place, columns: this.#columns.ofView, top: this.#grid.top });
    this.#context.session.views.setCurrent(null);
  }

  /** The person somebody went to themselves, not the one a search put first. @param {number} id */
  #choose(id) {
    this.#place = { ...this.#place, chosen: id };
  }

  /** What a view keeps of the list. @returns {ViewContent} */
  #content() {
    const { search, filter, sort } = this.#place;
    return { search, filter, sort, columns: this.#columns.choices };
  }

  /** @param {SavedView} view */
  #wasSaved(view) {
    if (this.#context.signal.aborted) return;
    this.#columns.becomeView();
    this.#place = { ...this.#place, view: view.id };
    this.#context.session.views.setCurrent(view.id);
  }

  #makeGrid() {
    /** @type {Grid<UserRow>} */
    const grid = new Grid({
      element: this.#parts.grid,
      rowAt: (index) => this.#rows.rowAt(index),
      decorate: (element, row) => {
        decorateRow(element, row);
        this.#picks.decorate(element, row);
      },
      onWindow: (rows) => this.#rows.want(rows),
      onMove: (index, { pointer }) => {
        this.#picks.moved(index);
        this.#moved(pointer);
      },
      onOpen: (index, { edit }) => this.#open(index, edit),
      onEditCell: (index, cell) => this.#editFlags(index, cell),
      onSort: (sort) => void this.#sortBy(/** @type {SortLevels} */ (sort)),
      onResize: (id, width) => this.#columns.resized(id, width),
      onMoveColumn: (id, step) => this.#columns.move(id, step),
      onPick: (index, { from }) => {
        if (from === null) this.#picks.toggle(index);
        else void this.#picks.extendTo(index, from);
        this.#moved(false);
      },
      onPickAll: () => this.#picks.pickAll(),
    });
    grid.setColumns(this.#columns.make());
    return grid;
  }

  #makePanel() {
    return new PeoplePanel(this.#parts.root, this.#context.session, {
      place: () => this.#currentPlace(),
      onStep: (step) => {
        this.#grid.goTo(this.#grid.current + step);
        this.#moved(false);
      },
      onEdit: (id) => void this.#context.go(`#/people/${id}/edit`),
      onLeave: () => this.#grid.focus(),
      events: {
        onChanged: () => void this.#refresh(),
        onDeleted: () => void this.#refresh().then(() => this.#grid.focus()),
        onRestored: ({ id }) => void this.#showRestored(id),
        onFailure: (reason) => this.#stage.fail(reason),
      },
    });
  }

  #wireToolbar() {
    const { root, add } = this.#parts;
    const { session } = this.#context;
    attachListToolbar(root, session, {
      get: () => this.#columns.choices,
      set: (columns) => this.#columns.set(columns),
      onDensity: () => this.#grid.measure(),
    });
    attachBulkBar(part(root, "bulk"), {
      selection: () => this.#picks.selection(this.#place),
      count: () => this.#picks.count,
      onDone: () => {
        this.#picks.clear();
        void this.#refresh();
      },
      export: { whyNot: session.me.exports_people, run: () => this.#export() },
    });
    setOff(add, session.me.adds_people);
    add.addEventListener("click", () => void this.#add());
  }

  /** Those picked, in the order and with the columns that are shown. @returns {Promise<number | null>} */
  #export() {
    const columns = /** @type {ListColumn[]} */ (["name", ...this.#columns.choices.map(({ column }) => column)]);
    return api.exportUsers(this.#picks.selection(this.#place), this.#place.sort, columns);
  }

  #listen() {
    const { signal } = this.#context;
    attachListKeys({ add: this.#parts.add, onSearch: () => this.#box.focus(), signal });
    this.#parts.root.addEventListener("keydown", (event) => this.#onEscape(event), { signal });
    // Somebody else, another program or this very window changed something.
    api.onChange(() => void this.#refresh(), signal);
  }

  /** Esc lets go of who is picked; then it is the panel's. @param {KeyboardEvent} event */
  #onEscape(event) {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    const { hasFocus } = this.#grid;
    if (this.#picks.count === 0 || !(hasFocus || this.#parts.bulk.contains(document.activeElement))) return this.#panel.onEscape(event, hasFocus);
    event.preventDefault();
    this.#picks.clear();
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
      const answer = await this.#rows.ask(question, { first: top, follow, stay });
      if (answer === null || this.#context.signal.aborted) return;
      this.#showAnswer(answer, { top, current: answer.index ?? current });
      if (answer.index !== null && !stay) this.#grid.goTo(answer.index, { place: "middle" });
      this.#stage.showOrder(sort, performance.now() - started);
    } catch (reason) {
      this.#stage.fail(reason);
    } finally {
      stopWaiting();
    }
  }

  /** @param {Answer} answer @param {{ top: number, current: number }} place */
  #showAnswer(answer, place) {
    this.#answer = answer;
    this.#filters.showTotal(this.#stage.show(answer, { search: this.#place.search, filters: this.#filters.parts }));
    this.#picks.setTotal(answer.total);
    this.#grid.show({ count: answer.total, ...place });
    this.#panel.follow();
  }

  /** The rows were here before everybody was counted. @param {number} total */
  #counted(total) {
    if (this.#answer) this.#showAnswer({ ...this.#answer, total, isExact: true }, { top: this.#grid.top, current: this.#grid.current });
  }

  /** Nothing narrows the list. */
  get #isEveryone() {
    return this.#place.search === "" && isOpen(this.#place.filter);
  }

  /** @param {string} search */
  async #searchFor(search) {
    this.#place = { ...this.#place, search };
    this.#picks.clear();
    this.#terms = searchTerms(search);
    this.#filters.refresh();
    // Back in the full list one wants to see where the person found stands among the others.
    await this.#load({ follow: this.#isEveryone ? this.#place.chosen : null });
  }

  /** @param {UserFilter} filter */
  async #filterBy(filter) {
    this.#place = { ...this.#place, filter };
    this.#picks.clear();
    await this.#load({ follow: this.#isEveryone ? this.#place.chosen : null });
  }

  /** @param {SortLevels} sort */
  async #sortBy(sort) {
    this.#place = { ...this.#place, sort };
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
      await openAddPerson(this.#context.session, groups, {
        onAdded: (person) => {
          added = true;
          void this.#showAdded(person.id);
        },
        onUndone: () => void this.#refresh(),
      });
    } catch (reason) {
      this.#stage.fail(reason);
    }
    if (added) this.#grid.focus();
  }

  /** Somebody just added should be seen, whatever was searched for before. @param {number} id */
  async #showAdded(id) {
    this.#choose(id);
    this.#box.set("");
    this.#filters.set(EVERYONE.filter);
    this.#place = { ...this.#place, search: "", filter: EVERYONE.filter };
    this.#picks.clear();
    this.#terms = [];
    await this.#load({ follow: id });
  }

  /** Rows were fetched while scrolling: perhaps the one somebody jumped to. */
  #rowsCame() {
    this.#grid.refresh();
    if (this.#jumping) this.#moved(false);
    if (this.#opening?.index === this.#grid.current) this.#open(this.#opening.index, this.#opening.edit);
  }

  /** @param {boolean} pointer */
  #moved(pointer) {
    const row = this.#rows.rowAt(this.#grid.current);
    this.#jumping = row === undefined;
    if (row) this.#choose(row.id);
    this.#panel.follow();
    if (pointer) this.#panel.openOver();
  }

  /** @param {number} index @param {boolean} edit */
  #open(index, edit) {
    const row = this.#rows.rowAt(index);
    this.#opening = row ? null : { index, edit };
    if (!row) return;
    this.#choose(row.id);
    if (edit) return void this.#context.go(`#/people/${row.id}/edit`);
    this.#panel.enter();
  }

  /** @param {number} index @param {HTMLElement} cell */
  #editFlags(index, cell) {
    const row = this.#rows.rowAt(index);
    if (!row) return;
    this.#choose(row.id);
    this.#panel.follow();
    void openFlags(row, cell, {
      root: this.#parts.root,
      current: () => this.#rows.rowAt(this.#grid.current),
      focusList: () => this.#grid.focus(),
      onChanged: () => this.#refresh(),
    });
  }

  /** Nothing while the row is on its way. @returns {Place | null | undefined} */
  #currentPlace() {
    const row = this.#rows.rowAt(this.#grid.current);
    if (row) return { id: row.id, index: this.#grid.current, total: this.#answer?.total ?? 0 };
    return this.#answer?.total === 0 ? null : undefined;
  }
}

/**
 * @param {HTMLElement} root
 * @param {Params} params
 * @param {Context} context
 * @param {() => ListPlace | Promise<ListPlace>} findPlace
 * @returns {Promise<{ screen: PeopleScreen, shown: () => void, close: () => void }>}
 */
async function openList(root, params, context, findPlace) {
  context.setTitle(say("people.title"));
  const screen = new PeopleScreen(root, context, await findPlace());
  await screen.start(params.id ?? null);
  return { screen, shown: () => screen.shown(), close: () => screen.close() };
}

export const people = {
  /** @param {HTMLElement} root @param {Params} params @param {Context} context @returns {Promise<OpenScreen>} */
  open: (root, params, context) => openList(root, params, context, () => recallPlace(context.memory)),
};

/** The list before anything is asked of it, or as a saved view keeps it. */
export const view = {
  /** @param {HTMLElement} root @param {Params} params @param {Context} context @returns {Promise<OpenScreen>} */
  async open(root, params, context) {
    const findPlace = () => findView(params.view, context.session.views);
    const opened = await openList(root, params, context, findPlace);
    return { ...opened, again: () => void findPlace().then((place) => opened.screen.showPlace(place)) };
  },
};
