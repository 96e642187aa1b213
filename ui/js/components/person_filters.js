/** The filters beside the list of people: the button, the sheet behind it, and a line of chips for those in use. */

/** @import { FilterCounts, UserFilter } from "../types.js" */
/** @import { FilterPart } from "./filter_model.js" */

import * as api from "../api.js";
import { make, makeIcon, part } from "../dom.js";
import { whenQuiet } from "../quiet.js";
import { say } from "../words.js";
import { makeDateFacet, makeFactFacet, makeGroupFacet } from "./filter_facets.js";
import { DATES, FACTS, NO_FILTER, countParts, isOpen, partsOf } from "./filter_model.js";
import { attachPopover } from "./popover.js";

/** How long counts may take before the old ones are dimmed. */
const PATIENCE = 150;

/**
 * @typedef {object} FilterOptions
 * @property {() => string} search what the counts go with
 * @property {(filter: UserFilter) => void} onChange somebody chose
 * @property {() => void} onSaveView
 * @property {() => void} onLeave the last chip is gone, and focus with it
 */

export class PersonFilters {
  #options;
  #parts;
  #facets;
  /** @type {UserFilter} */
  #filter = NO_FILTER;
  /** @type {Map<number, string>} */
  #groupNames = new Map();
  #turn = 0;
  /** The rows come first. @type {{ cancel: () => void } | null} */
  #counting = null;

  /** @param {HTMLElement} root @param {FilterOptions} options */
  constructor(root, options) {
    this.#options = options;
    this.#parts = {
      button: part(root, "filter"),
      inUse: part(root, "filter-count"),
      sheet: part(root, "filter-sheet"),
      total: part(root, "filter-total"),
      notice: part(root, "filter-notice"),
      chips: part(root, "filter-chips"),
      clear: part(root, "filter-clear"),
    };
    const { sheet, button } = this.#parts;
    const change = (/** @type {(filter: UserFilter) => UserFilter} */ by) => this.#choose(by(this.#filter));
    const [facts, dates] = [part(sheet, "facts"), part(sheet, "dates")];
    this.#facets = [
      ...FACTS.map((fact) => makeFactFacet(fact, facts, change)),
      makeGroupFacet(part(sheet, "groups"), change),
      ...DATES.map((kind) => makeDateFacet(kind, dates, change)),
    ];
    const popover = attachPopover(button, sheet);
    button.setAttribute("aria-haspopup", "dialog");
    sheet.addEventListener("beforetoggle", (event) => {
      if (/** @type {ToggleEvent} */ (event).newState === "open") void this.#count();
    });
    part(sheet, "done").addEventListener("click", popover.hide);
    for (const clear of [this.#parts.clear, part(sheet, "clear")]) clear.addEventListener("click", () => this.clear());
    for (const save of [part(root, "filter-save"), part(sheet, "save")]) {
      save.addEventListener("click", () => {
        popover.hide();
        options.onSaveView();
      });
    }
    this.#show();
  }

  /** The filters in use, by name. @returns {FilterPart[]} */
  get parts() {
    return partsOf(this.#filter, this.#groupNames);
  }

  /** Shows a filter without telling of it. @param {UserFilter} filter */
  set(filter) {
    this.#filter = filter;
    this.#show();
    if (filter.groups?.some((id) => !this.#groupNames.has(id))) void this.#nameGroups();
    this.refresh();
  }

  clear() {
    this.#choose(NO_FILTER);
  }

  /** The search or the people changed: the counts on show are old. */
  refresh() {
    this.#counting?.cancel();
    if (this.#parts.sheet.matches(":popover-open")) this.#counting = whenQuiet(() => void this.#count());
  }

  /** @param {string} text how many are listed */
  showTotal(text) {
    this.#parts.total.textContent = text;
  }

  /** @param {UserFilter} filter */
  #choose(filter) {
    this.#filter = filter;
    const hadFocus = this.#parts.chips.parentElement?.contains(document.activeElement) ?? false;
    this.#show();
    this.#options.onChange(filter);
    this.refresh();
    if (!hadFocus) return;
    const next = this.#parts.chips.querySelector("button");
    if (next instanceof HTMLElement) next.focus();
    else this.#options.onLeave();
  }

  #show() {
    const { inUse, chips, button } = this.#parts;
    const count = countParts(this.#filter);
    inUse.textContent = count === 0 ? "" : String(count);
    button.setAttribute("aria-label", count === 0 ? say("filter.button") : say("filter.button.in_use", { count }));
    chips.replaceChildren(...this.parts.map((one) => this.#makeChip(one)));
    const line = chips.parentElement;
    if (line) line.hidden = isOpen(this.#filter);
    for (const facet of this.#facets) facet.show(this.#filter);
  }

  /** @param {FilterPart} one */
  #makeChip({ label, value, without }) {
    const chip = make("li", "chip is-on");
    const words = make("b", "", value);
    words.dir = "auto";
    const remove = make("button");
    remove.type = "button";
    remove.setAttribute("aria-label", say("filter.remove", { label, value }));
    remove.append(makeIcon("x"));
    remove.addEventListener("click", () => this.#choose(without));
    chip.append(make("span", "", label), words, remove);
    return chip;
  }

  async #nameGroups() {
    try {
      this.#keepNames(await api.listGroups());
    } catch (reason) {
      console.warn("The names of groups could not be read:", reason);
    }
  }

  /** @param {readonly { id: number, name: string }[]} groups */
  #keepNames(groups) {
    this.#groupNames = new Map(groups.map(({ id, name }) => [id, name]));
    this.#show();
  }

  /** Counts as the search and the filters stand now; an answer that is overtaken is dropped. */
  async #count() {
    this.#turn += 1;
    const turn = this.#turn;
    const { sheet, notice } = this.#parts;
    const waiting = setTimeout(() => sheet.classList.add("is-stale"), PATIENCE);
    try {
      const counts = await api.countFilters({ search: this.#options.search(), filter: this.#filter, sort: [], offset: 0, limit: 1 });
      if (turn === this.#turn) this.#showCounts(counts);
    } catch (reason) {
      if (turn !== this.#turn) return;
      notice.textContent = reason instanceof api.ApiError ? reason.message : say("error.unexpected");
      notice.hidden = false;
    } finally {
      clearTimeout(waiting);
    }
  }

  /** @param {FilterCounts} counts */
  #showCounts(counts) {
    this.#parts.sheet.classList.remove("is-stale");
    this.#parts.notice.hidden = true;
    for (const facet of this.#facets) facet.count(counts);
    this.#keepNames(counts.groups.map(({ group }) => group));
  }
}
