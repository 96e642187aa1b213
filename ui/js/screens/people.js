/** The list of people: search, filters, rows with their columns, who is picked, and the panel beside them. */

/** @import { Context, OpenScreen, Params } from "../router.js" */
/** @import { ListPlace } from "../components/person_list_place.js" */
/** @import { SavedView, UserFilter, ViewContent } from "../types.js" */

import * as api from "../api.js";
import { attachBulkBar } from "../components/bulk_bar.js";
import { setOff, withBusy } from "../components/button.js";
import { withGroups, withImport } from "../components/filter_model.js";
import { ListColumns } from "../components/list_columns.js";
import { attachListKeys } from "../components/list_keys.js";
import { attachInOut, exportPeople } from "../components/list_in_out.js";
import { attachListToolbar } from "../components/list_toolbar.js";
import { decorateRow, makeColumns } from "../components/person_columns.js";
import { PersonFlags } from "../components/person_flags.js";
import { PersonFilters } from "../components/person_filters.js";
import { EVERYONE, findView, recallPlace, rememberPlace } from "../components/person_list_place.js";
import { PersonPicks } from "../components/person_picks.js";
import { attachSearchBox } from "../components/search_box.js";
import { ViewMenu } from "../components/view_menu.js";
import { mountTemplate, part } from "../dom.js";
import { whenQuiet } from "../quiet.js";
import { say } from "../words.js";
import { openAddPerson } from "./person_add.js";
import { PeopleList } from "./people_list.js";
import { PeoplePanel } from "./people_panel.js";

class PeopleScreen {
  #context;
  #root;
  #list;
  #picks;
  #columns;
  #flags;
  #box;
  #filters;
  #viewMenu;
  #panel;
  /** The panel waits for the rows. @type {{ cancel: () => void } | null} */
  #following = null;

  /** @param {HTMLElement} root @param {Context} context @param {ListPlace} place */
  constructor(root, context, place) {
    this.#context = context;
    this.#root = root;
    const { session } = context;
    mountTemplate(root, "people");
    this.#list = this.#makeList(place);
    this.#picks = new PersonPicks({ rows: this.#list.rows, grid: () => this.#list.grid, bar: part(root, "bulk") });
    this.#columns = new ListColumns(session, {
      ofView: place.columns,
      grid: () => this.#list.grid,
      make: (choices) => [this.#picks.column, ...makeColumns(choices, () => this.#list.terms)],
    });
    this.#list.grid.setColumns(this.#columns.make());
    this.#flags = new PersonFlags({
      root,
      current: () => this.#list.currentRow,
      focusList: () => this.#list.grid.focus(),
      onChanged: () => void this.#list.refresh(),
    });
    this.#box = attachSearchBox(part(root, "search"), {
      onSearch: (search) => {
        this.#picks.clear();
        void this.#list.narrow({ search });
        this.#filters.refresh();
      },
      onLeave: () => this.#list.grid.focus(),
    });
    this.#box.set(place.search);
    this.#viewMenu = new ViewMenu(part(root, "saved-views"), part(root, "views-menu"), {
      views: session.views,
      content: () => this.#content(),
      go: (address) => void context.go(address),
      onSaved: (view) => this.#wasSaved(view),
    });
    this.#filters = new PersonFilters(root, {
      search: () => this.#list.place.search,
      onChange: (filter) => {
        this.#picks.clear();
        void this.#list.narrow({ filter });
      },
      onSaveView: () => void this.#viewMenu.save(),
      onLeave: () => this.#list.grid.focus(),
    });
    this.#filters.set(place.filter);
    this.#panel = this.#makePanel();
    this.#wireToolbar();
    this.#listen();
  }

  /** @param {number | null} follow somebody named in the address */
  async start(follow) {
    this.#context.session.views.setCurrent(this.#list.place.view);
    if (follow !== null) this.#panel.askFor();
    await this.#list.start(follow);
  }

  /** Shows another list: everybody, or a saved view. @param {ListPlace} place */
  async showPlace(place) {
    this.#picks.clear();
    const shown = this.#list.showPlace(place);
    this.#context.session.views.setCurrent(place.view);
    this.#box.set(place.search);
    this.#filters.set(place.filter);
    this.#columns.showView(place.columns);
    await shown;
  }

  shown() {
    this.#list.grid.measure();
    this.#list.grid.focus();
  }

  close() {
    this.#following?.cancel();
    const { top, sizes } = this.#list.grid;
    rememberPlace(this.#context.memory, { ...this.#list.place, columns: this.#columns.ofView, top, sizes });
    this.#context.session.views.setCurrent(null);
  }

  /** What a view keeps of the list. @returns {ViewContent} */
  #content() {
    const { search, filter, sort } = this.#list.place;
    return { search, filter, sort, columns: this.#columns.choices };
  }

  /** @param {SavedView} view */
  #wasSaved(view) {
    if (this.#context.signal.aborted) return;
    this.#columns.becomeView();
    this.#list.note({ view: view.id });
    this.#context.session.views.setCurrent(view.id);
  }

  /** @param {ListPlace} place */
  #makeList(place) {
    return new PeopleList(
      this.#root,
      place,
      this.#context.signal,
      {
        filters: () => this.#filters.parts,
        onAnswer: (answer, counted) => {
          this.#filters.showTotal(counted);
          this.#picks.setTotal(answer.total);
          this.#flags.follow();
          this.#following?.cancel();
          this.#following = whenQuiet(() => this.#panel.follow());
        },
        onRefreshed: () => {
          this.#panel.refresh();
          this.#filters.refresh();
        },
        onCurrent: (pointer) => {
          this.#panel.follow();
          if (pointer) this.#panel.openOver();
        },
        onOpen: (row, edit) => {
          if (edit) void this.#context.go(`#/people/${row.id}/edit`);
          else this.#panel.enter();
        },
        onEditCell: (row, cell) => {
          this.#panel.follow();
          void this.#flags.open(row, cell);
        },
        onClearSearch: () => this.#box.clear(),
        onClearFilters: () => {
          this.#filters.clear();
          this.#box.focus();
        },
      },
      {
        decorate: (element, row) => {
          decorateRow(element, row);
          this.#picks.decorate(element, row);
        },
        onMove: (index) => this.#picks.moved(index),
        onResize: (id, width) => this.#columns.resized(id, width),
        onMoveColumn: (id, step) => this.#columns.move(id, step),
        onPick: (index, { from }) => {
          if (from === null) this.#picks.toggle(index);
          else void this.#picks.extendTo(index, from);
        },
        onPickAll: () => this.#picks.pickAll(),
      },
    );
  }

  #makePanel() {
    return new PeoplePanel(this.#root, this.#context.session, {
      place: () => this.#list.currentPlace,
      onStep: (step) => this.#list.step(step),
      onEdit: (id) => void this.#context.go(`#/people/${id}/edit`),
      onLeave: () => this.#list.grid.focus(),
      events: {
        onChanged: () => void this.#list.refresh(),
        onDeleted: () => void this.#list.refresh().then(() => this.#list.grid.focus()),
        onRestored: ({ id }) => this.#showRestored(id),
        onFailure: (reason) => this.#list.fail(reason),
      },
    });
  }

  #wireToolbar() {
    const { session } = this.#context;
    attachListToolbar(this.#root, session, {
      get: () => this.#columns.choices,
      set: (columns) => this.#columns.set(columns),
      onDensity: () => this.#list.grid.measure(),
    });
    attachBulkBar(part(this.#root, "bulk"), {
      selection: () => this.#picks.selection(this.#list.place),
      count: () => this.#picks.count,
      onDone: () => {
        this.#picks.clear();
        void this.#list.refresh();
      },
      whyNotExport: session.me.exports_people,
      // Those picked, in the order and with the columns that are shown.
      onExport: () => void exportPeople({ selection: this.#picks.selection(this.#list.place), count: this.#picks.count, ...this.#shown }),
    });
    attachInOut(this.#root, {
      whyNotImport: session.me.imports_people,
      whyNotExport: session.me.exports_people,
      onImport: () => void this.#context.go("#/import"),
      place: () => this.#list.place,
      total: () => this.#list.total,
      columns: () => this.#columns.shown,
      signal: this.#context.signal,
    });
    const add = part(this.#root, "add");
    setOff(add, session.me.adds_people);
    add.addEventListener("click", () => void this.#add(add));
  }

  /** The order and the columns that are in view. */
  get #shown() {
    return { sort: this.#list.place.sort, columns: this.#columns.shown };
  }

  #listen() {
    const { signal } = this.#context;
    attachListKeys({ add: part(this.#root, "add"), onSearch: () => this.#box.focus(), signal });
    this.#root.addEventListener("keydown", (event) => this.#onEscape(event), { signal });
    // Somebody else, another program or this very window changed something.
    api.onChange(() => void this.#list.refresh(), signal);
  }

  /** Esc lets go of who is picked; then it is the panel's. @param {KeyboardEvent} event */
  #onEscape(event) {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    const { hasFocus } = this.#list.grid;
    const isHere = hasFocus || part(this.#root, "bulk").contains(document.activeElement);
    if (this.#picks.count === 0 || !isHere) return this.#panel.onEscape(event, hasFocus);
    event.preventDefault();
    this.#picks.clear();
  }

  /** The toast with the way back outlives this screen. @param {number} id */
  #showRestored(id) {
    if (this.#context.signal.aborted) void this.#context.go(`#/people/${id}`);
    else void this.#list.showPerson(id).then(() => this.#list.grid.focus());
  }

  /** @param {HTMLElement} button */
  async #add(button) {
    let added = false;
    try {
      const groups = await withBusy(button, api.listGroups);
      await openAddPerson(this.#context.session, groups, {
        onAdded: (person) => {
          added = true;
          this.#showAdded(person.id);
        },
        onUndone: () => void this.#list.refresh(),
      });
    } catch (reason) {
      this.#list.fail(reason);
    }
    if (added) this.#list.grid.focus();
  }

  /** Somebody just added should be seen, whatever was searched for before. @param {number} id */
  #showAdded(id) {
    this.#picks.clear();
    void this.#list.showAmongAll(id);
    this.#box.set("");
    this.#filters.set(EVERYONE.filter);
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

/**
 * A list of those whom a filter leaves, as the address says.
 * @param {(params: Params) => UserFilter} filterOf
 */
const filtered = (filterOf) => ({
  /** @param {HTMLElement} root @param {Params} params @param {Context} context @returns {Promise<OpenScreen>} */
  async open(root, params, context) {
    const findPlace = () => ({ ...EVERYONE, filter: filterOf(params) });
    const opened = await openList(root, params, context, findPlace);
    return { ...opened, again: () => void opened.screen.showPlace(findPlace()) };
  },
});

/** Those in a group. */
export const members = filtered(({ group = 0 }) => withGroups(EVERYONE.filter, [group], false));

/** Those whom an import added. */
export const imported = filtered(({ event = 0 }) => withImport(EVERYONE.filter, event));

/** The list before anything is asked of it, or as a saved view keeps it. */
export const view = {
  /** @param {HTMLElement} root @param {Params} params @param {Context} context @returns {Promise<OpenScreen>} */
  async open(root, params, context) {
    const findPlace = () => findView(params.view, context.session.views);
    const opened = await openList(root, params, context, findPlace);
    return { ...opened, again: () => void findPlace().then((place) => opened.screen.showPlace(place)) };
  },
};
