/**
 * A list of any length in about sixty row elements.
 *
 * Rows are recycled: row `i` lives in slot `i % slots`, so that scrolling rewrites only the rows that come in and leaves
 * the others alone. Nothing here reads layout while scrolling except the scroll position itself. The keyboard follows a row
 * number, never an element; when that row's slot is taken, the grid itself holds the focus until the row is back.
 */

import { make, setAttribute } from "../dom.js";
import { formatFull } from "../format.js";
import { whenQuiet } from "../quiet.js";
import { GridHead } from "./grid_head.js";
import { readKey } from "./grid_keys.js";
import {
  offsetOfScroll,
  offsetToReveal,
  rowsPerScreen,
  rowsToKeep,
  scrollOfOffset,
  lastOffset,
  slotsFor,
  spacerSize,
  visibleRows,
} from "./grid_window.js";

/** @import { Extent, Range } from "./grid_window.js" */
/** @import { Sort } from "./grid_head.js" */
/** @import { Deed } from "./grid_keys.js" */

/**
 * @template Row
 * @typedef {object} Column
 * @property {string} id
 * @property {string} label what the head says
 * @property {string} width a track of `grid-template-columns`
 * @property {number} least the narrowest that track gets, rem
 * @property {number} [fixed] the width that somebody chose instead, rem
 * @property {string} cell class of the cells
 * @property {boolean} [latestFirst] the first click on the head sorts downwards
 * @property {boolean} [isUnsorted] nothing can be sorted by it, so the head is no button
 * @property {(cell: HTMLElement) => HTMLElement} [mountHead] fills the head with something else than its label and sorts by nothing; returns what takes focus
 * @property {(cell: HTMLElement) => (row: Row | null) => void} mount fills a new cell; returns what shows a row in it, or nothing while it loads
 */

/**
 * @template Row
 * @typedef {object} GridOptions
 * @property {HTMLElement} element the empty `.grid`
 * @property {(index: number) => Row | undefined} rowAt a row that is here already, or nothing
 * @property {(element: HTMLElement, row: Row | null) => void} decorate marks the row element itself
 * @property {(rows: Range) => void} onWindow these rows are in the page now
 * @property {(index: number, how: { pointer: boolean }) => void} onMove the person went to this row
 * @property {(index: number, how: { edit: boolean }) => void} onOpen
 * @property {(index: number, cell: HTMLElement) => void} onEditCell what can be changed in the row itself, beside that cell
 * @property {(sort: Sort[]) => void} onSort
 * @property {(id: string, width: number | null) => void} onResize in rem; null for the usual width
 * @property {(id: string, step: number) => void} onMoveColumn
 * @property {(index: number, how: { from: number | null }) => void} onPick this row, or with `from` all up to it
 * @property {() => void} onPickAll
 * @property {Sizes | null} [sizes] those of such a list before, so that its rows can be made before it is in the page
 */

/** @typedef {Pick<Extent, "row" | "viewport">} Sizes */

/**
 * @template Row
 * @typedef {object} Slot
 * @property {HTMLElement} element
 * @property {((row: Row | null) => void)[]} painters
 * @property {number} index the row it shows; -1 for none
 * @property {boolean} isCurrent whether it is marked as the current row
 * @property {number} top where it stands, px
 * @property {Row | null | undefined} row what its cells show; nothing yet when undefined
 */

const HEAD_ROWS = 1;
/** How long a jump waits for its rows, ms. Grey ones show where it ends if they take longer. */
const LANDING = 60;
/** Above the list, where nothing scrolls to, px. */
const OUT_OF_SIGHT = -100_000;

/** Stands in a cell that can be changed in place. For the pointer only: keys do the same from the row. */
export const EDIT_MARK = "edit-mark";

/** The widths that a column can have, rem. */
const [NARROWEST, WIDEST] = [3, 60];

/** @template Row */
export class Grid {
  #options;
  #element;
  #body = make("div", "grid-body");
  /** As long as all rows would be. Beside them: were it around them, another length would paint every row again. */
  #spacer = make("div", "grid-spacer");
  #head;
  /** @type {Column<Row>[]} */
  #columns = [];
  /** Filled as rows need them. @type {(Slot<Row> | undefined)[]} */
  #slots = [];
  /** @type {Extent} */
  #extent = { count: 0, row: 40, viewport: 0 };
  #offset = 0;
  #scroll = 0;
  /** Where the list stood when its rows were last brought in. */
  #rendered = 0;
  #current = -1;
  /** Where to bring the current row once there is a height. @type {"nearest" | "middle" | null} */
  #place = null;
  /** The rows in view are painted, the others follow. @type {{ cancel: () => void } | null} */
  #filling = null;
  /** Somebody jumps to where no rows are yet. @type {{ offset: number, timer: number } | null} */
  #jump = null;

  /** @param {GridOptions<Row>} options */
  constructor(options) {
    this.#options = options;
    this.#element = options.element;
    this.#extent = { ...this.#extent, ...options.sizes };
    this.#head = new GridHead({
      onSort: options.onSort,
      onLeave: () => this.focus(),
      onResize: (id, width, isDone) => this.#resize(id, width, isDone),
      onMove: options.onMoveColumn,
    });
    this.#body.setAttribute("role", "rowgroup");
    this.#spacer.setAttribute("role", "presentation");
    this.#element.replaceChildren(this.#head.element, this.#body, this.#spacer);
    this.#listen();
  }

  get current() {
    return this.#current;
  }

  /** The row at the top edge, with its fraction, so that a place survives another row height. */
  get top() {
    return this.#offset / this.#extent.row;
  }

  /** @returns {Sizes | null} null before it was in the page */
  get sizes() {
    const { row, viewport } = this.#extent;
    return viewport > 0 ? { row, viewport } : null;
  }

  /** How many rows show at once, the partly hidden ones too. */
  get screen() {
    return Math.ceil(this.#extent.viewport / this.#extent.row) + 1;
  }

  get hasFocus() {
    return this.#body.contains(document.activeElement) || document.activeElement === this.#element;
  }

  /** @param {Column<Row>[]} columns */
  setColumns(columns) {
    this.#columns = columns;
    this.#layOut();
    this.#head.setColumns(columns);
    const focused = this.hasFocus;
    this.#slots = [];
    this.#body.replaceChildren();
    this.#render({ eager: true });
    if (focused) this.focus();
  }

  /** @param {Sort[]} sort */
  setSort(sort) {
    this.#head.showSort(sort);
  }

  /**
   * Shows another answer: so many rows, one of them current; with another at the top edge, or that one in the middle.
   * @param {{ count: number, current: number, top: number | "middle" }} state
   */
  show({ count, current, top }) {
    this.#forgetJump();
    this.#extent = { ...this.#extent, count };
    this.#element.setAttribute("aria-rowcount", String(count + HEAD_ROWS));
    this.#spacer.style.blockSize = `${spacerSize(this.#extent)}px`;
    this.#current = Math.min(current, count - 1);
    const isKnown = this.#extent.viewport > 0;
    this.#place = top === "middle" && !isKnown ? top : null;
    this.#scrollTo(top === "middle" ? offsetToReveal(this.#extent, 0, this.#current, top) : Math.min(top * this.#extent.row, lastOffset(this.#extent)), { eager: true });
  }

  /** Marks the row elements again, whose rows are the same: those in view now, the others when these are painted. */
  decorate() {
    const { first, end } = visibleRows(this.#extent, this.#offset);
    for (const slot of this.#slots) {
      if (!slot || slot.index === -1 || slot.row === undefined) continue;
      if (slot.index >= first && slot.index < end) this.#options.decorate(slot.element, slot.row);
      else slot.row = undefined;
    }
    this.#filling?.cancel();
    this.#filling = whenQuiet(() => this.#render());
  }

  /** Looks again at every row: some have come, or were replaced. Rows are compared by identity. */
  refresh() {
    if (this.#jump && this.#isHere(visibleRows(this.#extent, this.#jump.offset))) this.#land();
    else this.#render({ eager: this.#filling !== null });
  }

  /**
   * Makes a row the current one and brings it into view.
   * @param {number} index
   * @param {{ place?: "nearest" | "middle", focus?: boolean }} [how]
   */
  goTo(index, { place = "nearest", focus = false } = {}) {
    if (this.#extent.count === 0) return;
    this.#current = Math.max(0, Math.min(index, this.#extent.count - 1));
    // Not in the page yet, so there is no telling what shows.
    if (this.#extent.viewport <= 0) return void (this.#place = place);
    const offset = offsetToReveal(this.#extent, this.#offset, this.#current, place);
    if (this.#waitToLand(offset)) this.#markRows();
    else this.#scrollTo(offset);
    if (focus) this.focus();
  }

  /**
   * Far away, the rows are asked for first: they are here before grey ones would be painted.
   * @param {number} offset
   * @returns {boolean} whether the list stays where it is until then
   */
  #waitToLand(offset) {
    this.#forgetJump();
    const rows = visibleRows(this.#extent, offset);
    if (Math.abs(offset - this.#offset) < this.#extent.viewport || this.#isHere(rows)) return false;
    this.#jump = { offset, timer: window.setTimeout(() => this.#land(), LANDING) };
    this.#options.onWindow(rows);
    return true;
  }

  #land() {
    const jump = this.#jump;
    this.#forgetJump();
    if (jump) this.#scrollTo(jump.offset);
  }

  #forgetJump() {
    clearTimeout(this.#jump?.timer);
    this.#jump = null;
  }

  /** @param {Range} rows */
  #isHere({ first, end }) {
    for (let index = first; index < end; index += 1) if (this.#options.rowAt(index) === undefined) return false;
    return true;
  }

  /** Marks the current row, wherever it shows. */
  #markRows() {
    for (const slot of this.#slots) if (slot) this.#markCurrent(slot);
    this.#settleFocus(this.hasFocus);
  }

  /** Puts the keyboard on the current row. */
  focus() {
    (this.#slotOf(this.#current)?.element ?? this.#element).focus({ preventScroll: true });
  }

  /** Takes the sizes afresh: the window, the row height or the columns changed. The rows at the top stay there. */
  measure() {
    const style = getComputedStyle(this.#element);
    const row = Number.parseFloat(style.getPropertyValue("--row-height"));
    // What floats over the last rows says so by the padding: the keyboard must not go below it.
    const covered = Number.parseFloat(style.scrollPaddingBlockEnd) || 0;
    const viewport = this.#element.clientHeight - this.#head.element.offsetHeight - covered;
    if (viewport <= 0) return;
    if (row === this.#extent.row && viewport === this.#extent.viewport) return this.#settleScroll();
    const offset = this.top * row;
    const before = slotsFor(this.#extent);
    this.#extent = { ...this.#extent, row, viewport };
    this.#spacer.style.blockSize = `${spacerSize(this.#extent)}px`;
    const slots = slotsFor(this.#extent);
    if (slots !== before) this.#emptySlots(slots);
    this.#scroll = this.#element.scrollTop;
    this.#scrollTo(Math.min(offset, lastOffset(this.#extent)), { eager: true });
    if (this.#place) this.goTo(this.#current, { place: this.#place });
    this.#place = null;
  }

  /** What was scrolled before it was in the page stands at its start. */
  #settleScroll() {
    if (this.#element.scrollTop !== this.#scroll) this.#element.scrollTop = this.#scroll;
  }

  #layOut() {
    const least = this.#columns.reduce((sum, column) => sum + (column.fixed ?? column.least), 0);
    const tracks = this.#columns.map(({ fixed, width }) => (fixed === undefined ? width : `${fixed}rem`));
    this.#element.style.setProperty("--cols", tracks.join(" "));
    this.#element.style.setProperty("--min", `${least}rem`);
  }

  /** @param {string} id @param {number | null} width px @param {boolean} isDone */
  #resize(id, width, isDone) {
    const column = this.#columns.find((one) => one.id === id);
    if (!column) return;
    if (width === null) delete column.fixed;
    else {
      const text = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
      column.fixed = Math.max(NARROWEST, Math.min(width / text, WIDEST));
    }
    this.#layOut();
    if (isDone) this.#options.onResize(id, column.fixed ?? null);
  }

  #listen() {
    this.#element.addEventListener("scroll", () => this.#followScroll(), { passive: true });
    this.#element.addEventListener("keydown", (event) => this.#onKey(event));
    this.#body.addEventListener("click", (event) => this.#onClick(event));
    this.#body.addEventListener("dblclick", (event) => {
      const index = this.#indexUnder(event);
      if (index !== null && !editMark(event)) this.#options.onOpen(index, { edit: true });
    });
    this.#body.addEventListener("pointerover", showWhole);
    new ResizeObserver(() => this.measure()).observe(this.#element);
  }

  #followScroll() {
    const scroll = this.#element.scrollTop;
    this.#element.classList.toggle("is-shifted", this.#element.scrollLeft !== 0);
    if (Math.abs(scroll - this.#scroll) < 1) return;
    this.#forgetJump();
    this.#scroll = scroll;
    this.#offset = offsetOfScroll(this.#extent, scroll);
    this.#render();
  }

  /** @param {number} offset @param {{ eager?: boolean }} [how] */
  #scrollTo(offset, how) {
    this.#offset = offset;
    const scroll = Math.round(scrollOfOffset(this.#extent, offset));
    if (scroll !== this.#scroll) this.#element.scrollTop = scroll;
    this.#scroll = scroll;
    this.#render(how);
  }

  /**
   * Brings the rows of the window into the page. An eager rendering does those in view, and the others when these are
   * painted and nobody types: after a keystroke in the search, that is three quarters of the work that nobody has to wait
   * for. So it is after a jump, when all rows are others.
   * @param {{ eager?: boolean }} [how]
   */
  #render({ eager: asked = false } = {}) {
    this.#filling?.cancel();
    if (this.#extent.viewport <= 0) return;
    const eager = asked || Math.abs(this.#offset - this.#rendered) >= this.#extent.viewport;
    this.#rendered = this.#offset;
    const focused = this.hasFocus;
    const slots = slotsFor(this.#extent);
    const kept = rowsToKeep(this.#extent, this.#offset, slots);
    const now = eager ? visibleRows(this.#extent, this.#offset) : kept;
    // Before they are painted: what is not here yet is on its way meanwhile.
    this.#options.onWindow(now);
    for (let index = now.first; index < now.end; index += 1) this.#showRow(this.#slotFor(index % slots), index);
    for (const slot of this.#slots) if (slot && (slot.index < kept.first || slot.index >= kept.end)) this.#hideRow(slot, { eager });
    this.#filling = eager ? whenQuiet(() => this.#render()) : null;
    this.#settleFocus(focused);
  }

  /** One Tab stop: the current row, or the grid itself while that row has no slot. @param {boolean} focused */
  #settleFocus(focused) {
    const current = this.#slotOf(this.#current);
    this.#element.tabIndex = current ? -1 : 0;
    if (focused && document.activeElement !== (current?.element ?? this.#element)) this.focus();
  }

  /** @param {Slot<Row>} slot @param {number} index */
  #showRow(slot, index) {
    if (slot.index !== index) {
      if (slot.index === -1) slot.element.hidden = false;
      slot.index = index;
      setAttribute(slot.element, "aria-rowindex", String(index + HEAD_ROWS + 1));
    }
    this.#putRow(slot, Math.round(this.#scroll + index * this.#extent.row - this.#offset));
    this.#markCurrent(slot);
    this.#paint(slot);
  }

  /** @param {Slot<Row>} slot */
  #markCurrent(slot) {
    const { element, index } = slot;
    const isCurrent = index !== -1 && index === this.#current;
    if (isCurrent === slot.isCurrent) return;
    slot.isCurrent = isCurrent;
    element.classList.toggle("is-current", isCurrent);
    element.tabIndex = isCurrent ? 0 : -1;
    if (isCurrent) element.setAttribute("aria-current", "true");
    else element.removeAttribute("aria-current");
  }

  /** @param {Slot<Row>} slot */
  #paint(slot) {
    const row = this.#options.rowAt(slot.index) ?? null;
    if (slot.row === row) return;
    slot.row = row;
    this.#options.decorate(slot.element, row);
    for (const paint of slot.painters) paint(row);
  }

  /**
   * Takes a row out of the page. To take down its boxes costs as much as to put them up; if that is eager, they are only
   * put out of sight, and taken down with the rows out of view.
   * @param {Slot<Row>} slot @param {{ eager?: boolean }} [how]
   */
  #hideRow(slot, { eager = false } = {}) {
    slot.index = -1;
    this.#markCurrent(slot);
    if (eager) this.#putRow(slot, OUT_OF_SIGHT);
    else if (!slot.element.hidden) slot.element.hidden = true;
  }

  /** @param {Slot<Row>} slot @param {number} top */
  #putRow(slot, top) {
    if (slot.top === top) return;
    slot.top = top;
    slot.element.style.translate = `0 ${top}px`;
  }

  /** @param {number} index @returns {Slot<Row> | null} where a row shows, if it does */
  #slotOf(index) {
    const slot = index < 0 ? undefined : this.#slots[index % slotsFor(this.#extent)];
    return slot?.index === index ? slot : null;
  }

  /** @param {number} number @returns {Slot<Row>} */
  #slotFor(number) {
    return (this.#slots[number] ??= this.#makeSlot());
  }

  /** @returns {Slot<Row>} */
  #makeSlot() {
    const element = make("div", "grid-row");
    element.setAttribute("role", "row");
    element.tabIndex = -1;
    element.hidden = true;
    const painters = this.#columns.map((column) => {
      const cell = make("div", column.cell);
      cell.setAttribute("role", column.cell === "pinned" ? "rowheader" : "gridcell");
      element.append(cell);
      return column.mount(cell);
    });
    this.#body.append(element);
    return { element, painters, index: -1, isCurrent: false, top: Number.NaN, row: undefined };
  }

  /** Another number of slots gives every row another slot. @param {number} number */
  #emptySlots(number) {
    for (const slot of this.#slots.splice(number)) slot?.element.remove();
    for (const slot of this.#slots) if (slot) this.#hideRow(slot);
  }

  /** @param {Event} event @returns {number | null} */
  #indexUnder({ target }) {
    const row = target instanceof Element ? target.closest("[aria-rowindex]") : null;
    return row ? Number(row.getAttribute("aria-rowindex")) - HEAD_ROWS - 1 : null;
  }

  /** @param {MouseEvent} event */
  #onClick(event) {
    const index = this.#indexUnder(event);
    if (index === null) return;
    const from = event.shiftKey ? this.#current : null;
    const picks = event.shiftKey || event.ctrlKey || event.metaKey || (event.target instanceof Element && event.target.closest(".pick") !== null);
    this.goTo(index, { focus: true });
    const cell = editMark(event)?.parentElement;
    if (cell) this.#options.onEditCell(index, cell);
    else if (picks) this.#options.onPick(index, { from });
    else this.#options.onMove(index, { pointer: true });
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    if (!this.hasFocus || this.#extent.count === 0) return;
    const deed = readKey(event, { current: this.#current, count: this.#extent.count, screen: rowsPerScreen(this.#extent) });
    if (deed === null) return;
    event.preventDefault();
    this.#do(deed);
  }

  /** @param {Deed} deed */
  #do(deed) {
    const from = this.#current;
    switch (deed.kind) {
      case "open":
        return this.#options.onOpen(from, { edit: deed.edit });
      case "edit cell":
        return this.#editWithKey();
      case "pick":
        return this.#options.onPick(from, { from: deed.range ? from : null });
      case "pick all":
        return this.#options.onPickAll();
      case "head":
        return this.#head.focus();
      case "go":
        this.goTo(deed.index, { focus: true });
        if (deed.range) this.#options.onPick(this.#current, { from });
        else this.#options.onMove(this.#current, { pointer: false });
    }
  }

  /** Beside the first cell that can be changed, or the name. */
  #editWithKey() {
    const row = this.#slotOf(this.#current)?.element;
    const cell = row?.querySelector(`.${EDIT_MARK}`)?.parentElement ?? row?.querySelector(".pinned");
    if (cell instanceof HTMLElement) this.#options.onEditCell(this.#current, cell);
  }
}

/** @param {Event} event @returns {Element | null} the mark that was pressed, if one was */
const editMark = ({ target }) => (target instanceof Element ? target.closest(`.${EDIT_MARK}`) : null);

/** Gives a text that is cut off, or short for a moment, a tooltip when somebody points at it. @param {Event} event */
function showWhole({ target }) {
  if (target instanceof HTMLTimeElement && target.dateTime !== "") target.title = formatFull(target.dateTime);
  const text = target instanceof Element ? target.closest(".cell, .name") : null;
  if (text instanceof HTMLElement) text.title = text.scrollWidth > text.clientWidth ? (text.textContent ?? "") : "";
}
