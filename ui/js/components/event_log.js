/** The history as one reads it: newest first, under the heads of its days, with more on its way while one scrolls. */

/** @import { EventPage, EventQuery, EventRow } from "../types.js" */

import * as api from "../api.js";
import { make } from "../dom.js";
import { formatRecentDay } from "../format.js";
import { say } from "../words.js";
import { makeEventRow } from "./event_row.js";
import { showFormError } from "./form_error.js";
import { clearNotice } from "./notice.js";
import { askUndo } from "./undo.js";

/** How many are read at once. */
const PAGE = 50;
/** How far from the end the next ones are asked for. */
const AHEAD = "600px";

/**
 * @typedef {object} LogOptions
 * @property {HTMLElement} host where it goes
 * @property {HTMLElement} scroller
 * @property {HTMLElement} notice an empty element kept for errors
 * @property {(query: EventQuery) => Promise<EventPage>} list
 * @property {(total: number) => void} onCount told how many events match; 0 for none
 * @property {() => void} [onUndone]
 * @property {AbortSignal} signal
 */

/** @param {string} moment @returns {string} the day on the wall, to tell one from the next */
const dayOf = (moment) => new Date(moment).toDateString();

export class EventLog {
  #options;
  /** @type {Omit<EventQuery, "limit">} */
  #query = {};
  /** @type {number | null} */
  #last = null;
  #isWhole = true;
  #asked = 0;
  #loading = false;
  #day = "";
  /** @type {HTMLElement | null} */
  #list = null;
  #end = make("p", "log-end", say("activity.end"));
  #observer;

  /** @param {LogOptions} options */
  constructor(options) {
    this.#options = options;
    this.#end.hidden = true;
    options.host.classList.add("log");
    options.host.after(this.#end);
    const sentinel = make("div");
    this.#end.after(sentinel);
    this.#observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) void this.#loadMore();
      },
      { root: options.scroller, rootMargin: AHEAD },
    );
    this.#observer.observe(sentinel);
    options.signal.addEventListener("abort", () => this.#observer.disconnect());
    api.onChange(() => {
      if (this.#asked === 0) return;
      // Whoever has scrolled on is reading: the lines must not move away under their eyes.
      if (options.scroller.scrollTop < 40 && !options.host.querySelector('[aria-expanded="true"]')) void this.load(this.#query);
    }, options.signal);
  }

  /** Shows the newest events that match. @param {Omit<EventQuery, "limit">} query */
  async load(query) {
    const turn = ++this.#asked;
    this.#query = query;
    const { list, onCount, notice, signal, scroller } = this.#options;
    try {
      const { rows, total } = await list({ ...query, limit: PAGE });
      if (turn !== this.#asked || signal.aborted) return;
      clearNotice(notice);
      this.#clear();
      scroller.scrollTop = 0;
      this.#append(rows);
      onCount(total);
    } catch (reason) {
      if (turn === this.#asked && !signal.aborted) showFormError(reason, {}, notice);
    }
  }

  /** Reads again what it shows. */
  reload() {
    return this.load(this.#query);
  }

  async #loadMore() {
    if (this.#loading || this.#isWhole || this.#last === null) return;
    const turn = this.#asked;
    this.#loading = true;
    try {
      const { rows } = await this.#options.list({ ...this.#query, before: this.#last, limit: PAGE });
      if (turn === this.#asked && !this.#options.signal.aborted) this.#append(rows);
    } catch (reason) {
      showFormError(reason, {}, this.#options.notice);
    } finally {
      this.#loading = false;
    }
  }

  #clear() {
    this.#options.host.replaceChildren();
    this.#day = "";
    this.#list = null;
    this.#last = null;
  }

  /** @param {EventRow[]} rows */
  #append(rows) {
    for (const event of rows) this.#listOf(event.at).append(makeEventRow(event, this.#actions()));
    this.#last = rows.at(-1)?.id ?? this.#last;
    this.#isWhole = rows.length < PAGE;
    this.#end.hidden = !this.#isWhole || this.#last === null;
  }

  /** @param {string} moment @returns {HTMLElement} the list of that day */
  #listOf(moment) {
    const day = dayOf(moment);
    if (this.#list === null || day !== this.#day) {
      this.#day = day;
      this.#list = make("ol");
      this.#list.setAttribute("role", "list");
      this.#options.host.append(make("h2", "log-day", formatRecentDay(moment)), this.#list);
    }
    return this.#list;
  }

  /** @returns {import("./event_row.js").EventActions} */
  #actions() {
    const { list, notice, onUndone } = this.#options;
    const undone = () => {
      onUndone?.();
      void this.reload();
    };
    const onFailure = (/** @type {unknown} */ reason) => showFormError(reason, {}, notice);
    return {
      list,
      onFailure,
      onUndo: (event, button) => void askUndo(event.id, undone, button).catch(onFailure),
    };
  }
}
