/**
 * The head of a grid: one button per column that sorts by it. One Tab stop; arrows move inside. Alt and an arrow moves
 * the column itself, Alt, Shift and an arrow its edge; both can be dragged too.
 */

import { make, makeIcon, setIcon } from "../dom.js";
import { say } from "../words.js";
import { attachHeadDrag } from "./grid_drag.js";

/** @typedef {{ column: string, descending: boolean }} Sort */

/**
 * @typedef {object} HeadColumn
 * @property {string} id
 * @property {string} label
 * @property {string} cell
 * @property {boolean} [latestFirst]
 * @property {boolean} [isUnsorted] as in Column
 * @property {(cell: HTMLElement) => HTMLElement} [mountHead] as in Column
 */

/**
 * @typedef {object} HeadOptions
 * @property {(sort: Sort[]) => void} onSort
 * @property {() => void} onLeave down, into the rows
 * @property {(id: string, width: number | null, isDone: boolean) => void} onResize in px as it shows; null for the usual width
 * @property {(id: string, step: number) => void} onMove
 */

/** How far a key moves the edge of a column, px. */
const STEP = 16;

/**
 * The order after a click on a head. A plain click sorts by that column alone; with Shift it adds a level, turns it
 * round, and with the third click takes it away again.
 * @param {readonly Sort[]} sort
 * @param {{ id: string, latestFirst?: boolean }} column
 * @param {boolean} adding
 * @returns {Sort[]}
 */
export function nextSort(sort, { id, latestFirst = false }, adding) {
  const present = sort.find((level) => level.column === id);
  const fresh = { column: id, descending: latestFirst };
  if (!adding) return [present && sort.length === 1 ? { ...present, descending: !present.descending } : fresh];
  if (!present) return [...sort, fresh];
  if (present.descending === latestFirst) {
    return sort.map((level) => (level === present ? { ...level, descending: !level.descending } : level));
  }
  return sort.length === 1 ? [fresh] : sort.filter((level) => level !== present);
}

/** @typedef {{ column: HeadColumn, cell: HTMLElement, button: HTMLElement, arrow: SVGSVGElement, level: HTMLElement }} Part */

export class GridHead {
  element = make("div", "grid-row grid-head");
  /** @type {Part[]} */
  #parts = [];
  /** @type {Sort[]} */
  #sort = [];
  #options;

  /** @param {HeadOptions} options */
  constructor(options) {
    this.#options = options;
    this.element.setAttribute("role", "row");
    this.element.setAttribute("aria-rowindex", "1");
    this.element.addEventListener("keydown", (event) => this.#onKey(event));
  }

  /** @param {readonly HeadColumn[]} columns */
  setColumns(columns) {
    const focused = this.#parts.find(({ button }) => button === document.activeElement)?.column.id;
    this.#parts = columns.map((column) => this.#makePart(column));
    this.element.replaceChildren(...this.#parts.map(({ cell }) => cell));
    const kept = this.#parts.find(({ column }) => column.id === focused);
    this.#setStop(kept ?? this.#parts.find(({ column }) => !column.mountHead));
    this.showSort(this.#sort);
    if (kept) focusPart(kept);
  }

  /** @param {Sort[]} sort */
  showSort(sort) {
    this.#sort = sort;
    for (const { column, cell, arrow, level } of this.#parts) {
      const position = sort.findIndex((one) => one.column === column.id);
      const present = sort[position];
      if (column.mountHead === undefined && !column.isUnsorted) cell.setAttribute("aria-sort", !present ? "none" : present.descending ? "descending" : "ascending");
      arrow.toggleAttribute("hidden", !present);
      setIcon(arrow, present?.descending ? "arrow-down" : "arrow-up");
      level.textContent = present && sort.length > 1 ? String(position + 1) : "";
      if (level.textContent) level.setAttribute("aria-label", say("people.sort.level", { level: position + 1 }));
    }
  }

  focus() {
    const stop = this.#parts.find(({ button }) => button.tabIndex === 0);
    if (stop) focusPart(stop);
  }

  /** @param {HeadColumn} column @returns {Part} */
  #makePart(column) {
    const cell = make("div", column.cell);
    cell.setAttribute("role", "columnheader");
    const [arrow, level] = [makeIcon("arrow-up"), make("span", "order")];
    if (column.mountHead) {
      const button = column.mountHead(cell);
      button.tabIndex = -1;
      return { column, cell, button, arrow, level };
    }
    if (canMove(column)) {
      attachHeadDrag(cell, {
        heads: () => this.#parts.filter((part) => canMove(part.column)).map((part) => part.cell),
        onDrop: (steps) => this.#options.onMove(column.id, steps),
      });
    }
    if (column.isUnsorted) {
      // Takes focus all the same: with keys it is moved and sized from here.
      cell.tabIndex = -1;
      cell.append(make("span", "name", column.label), this.#makeEdge(column, cell));
      return { column, cell, button: cell, arrow, level };
    }
    const button = make("button", "sort");
    button.type = "button";
    button.tabIndex = -1;
    button.addEventListener("click", (event) => {
      this.#options.onSort(nextSort(this.#sort, column, event.shiftKey));
    });
    button.append(make("span", "", column.label), arrow, level);
    cell.append(button, this.#makeEdge(column, cell));
    return { column, cell, button, arrow, level };
  }

  /** Only for the pointer; keys do the same from the head itself. @param {HeadColumn} column @param {HTMLElement} cell */
  #makeEdge({ id }, cell) {
    const edge = make("span", "edge");
    edge.setAttribute("aria-hidden", "true");
    edge.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      event.preventDefault();
      edge.setPointerCapture(event.pointerId);
      const sign = getComputedStyle(cell).direction === "rtl" ? -1 : 1;
      const [start, width] = [event.clientX, cell.offsetWidth];
      let now = width;
      const drag = (/** @type {PointerEvent} */ { clientX }) => {
        now = width + sign * (clientX - start);
        this.#options.onResize(id, now, false);
      };
      const drop = () => {
        edge.removeEventListener("pointermove", drag);
        if (now !== width) this.#options.onResize(id, now, true);
      };
      edge.addEventListener("pointermove", drag);
      edge.addEventListener("lostpointercapture", drop, { once: true });
    });
    edge.addEventListener("dblclick", () => this.#options.onResize(id, null, true));
    return edge;
  }

  /** @param {Part | undefined} chosen */
  #setStop(chosen) {
    for (const part of this.#parts) part.button.tabIndex = part === chosen ? 0 : -1;
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    const at = this.#parts.findIndex(({ button }) => button === document.activeElement);
    const here = this.#parts[at];
    if (here === undefined || event.ctrlKey || event.metaKey) return;
    if (event.altKey) return here.column.mountHead ? undefined : this.#changeColumn(event, here);
    if (event.key === "ArrowDown") {
      event.preventDefault();
      this.#options.onLeave();
      return;
    }
    const next = this.#partForKey(event.key, at);
    if (!next) return;
    event.preventDefault();
    this.#setStop(next);
    focusPart(next);
  }

  /** @param {KeyboardEvent} event @param {Part} part */
  #changeColumn(event, { column, cell }) {
    const forward = getComputedStyle(this.element).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    event.preventDefault();
    const step = event.key === forward ? 1 : -1;
    if (event.shiftKey) this.#options.onResize(column.id, cell.offsetWidth + step * STEP, true);
    else this.#options.onMove(column.id, step);
  }

  /** @param {string} key @param {number} at @returns {Part | undefined} */
  #partForKey(key, at) {
    const forward = getComputedStyle(this.element).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
    const back = forward === "ArrowRight" ? "ArrowLeft" : "ArrowRight";
    if (key === forward) return this.#parts[at + 1];
    if (key === back) return this.#parts[at - 1];
    if (key === "Home") return this.#parts[0];
    if (key === "End") return this.#parts.at(-1);
    return undefined;
  }
}

/** All but the pinned one, and what is no column of the list's own. @param {HeadColumn} column */
const canMove = ({ cell, mountHead }) => cell !== "pinned" && mountHead === undefined;

/** Focus alone is content with a head of which a part shows. @param {Part} part */
function focusPart({ cell, button }) {
  button.focus({ preventScroll: true });
  cell.scrollIntoView({ block: "nearest", inline: "nearest" });
}
