/**
 * The arithmetic of a list that is longer than a web engine can lay out.
 *
 * Three coordinates are in play. A *row* is a number from 0. An *offset* is where that row would stand, in CSS px, were
 * the list laid out in full. A *scroll* is what the scroll bar says. Offset and scroll are the same until the list
 * is taller than `SPACER_LIMIT`; from there the scroll is mapped to the offset in proportion.
 */

/** Engines clamp boxes somewhere above 16 million px (WebKit at 33 million, in layout units); half of that leaves room for zoom. */
export const SPACER_LIMIT = 8_000_000;

/** Rows kept in the page. Enough for a tall window and for a flick of the wheel before the next frame. */
export const USUAL_SLOTS = 60;

/** Rows beyond each edge that a very tall window still gets. */
const LEAST_OVERSCAN = 6;

/**
 * @typedef {object} Extent
 * @property {number} count rows in the list
 * @property {number} row height of one row, px
 * @property {number} viewport height in which rows show, px
 */

/** @typedef {{ first: number, end: number }} Range rows `first` up to, not including, `end` */

/** @param {number} value @param {number} low @param {number} high */
function clamp(value, low, high) {
  return Math.max(low, Math.min(value, high));
}

/** The height to give the box that makes the scroll bar. @param {Extent} extent */
export function spacerSize({ count, row }) {
  return Math.min(count * row, SPACER_LIMIT);
}

/** The offset at the very end of the list. @param {Extent} extent */
export function lastOffset({ count, row, viewport }) {
  return Math.max(0, count * row - viewport);
}

/** @param {Extent} extent */
function lastScroll(extent) {
  return Math.max(0, spacerSize(extent) - extent.viewport);
}

/** @param {Extent} extent @param {number} scroll */
export function offsetOfScroll(extent, scroll) {
  const reach = lastScroll(extent);
  return reach === 0 ? 0 : (clamp(scroll, 0, reach) / reach) * lastOffset(extent);
}

/** @param {Extent} extent @param {number} offset */
export function scrollOfOffset(extent, offset) {
  const reach = lastOffset(extent);
  return reach === 0 ? 0 : (clamp(offset, 0, reach) / reach) * lastScroll(extent);
}

/** Rows of which at least one pixel shows. @param {Extent} extent @param {number} offset @returns {Range} */
export function visibleRows({ count, row, viewport }, offset) {
  const first = clamp(Math.floor(offset / row), 0, count);
  return { first, end: clamp(Math.ceil((offset + viewport) / row), first, count) };
}

/** How many row elements a viewport needs. @param {Extent} extent */
export function slotsFor({ row, viewport }) {
  return Math.max(USUAL_SLOTS, Math.ceil(viewport / row) + 1 + 2 * LEAST_OVERSCAN);
}

/**
 * The rows to keep in the page: the visible ones, and as many again on both sides as the slots allow.
 * Never more than `slots` rows, so that row `i` can live in slot `i % slots` without two rows meeting in one.
 * @param {Extent} extent
 * @param {number} offset
 * @param {number} slots
 * @returns {Range}
 */
export function rowsToKeep(extent, offset, slots) {
  const seen = visibleRows(extent, offset);
  const spare = Math.max(0, slots - (seen.end - seen.first));
  const first = clamp(seen.first - Math.floor(spare / 2), 0, Math.max(0, extent.count - slots));
  return { first, end: Math.min(extent.count, first + slots) };
}

/**
 * Where to scroll so that a row shows in full: no further than needed, or with the row in the middle.
 * @param {Extent} extent
 * @param {number} offset where the list stands now
 * @param {number} index
 * @param {"nearest" | "middle"} [place]
 */
export function offsetToReveal(extent, offset, index, place = "nearest") {
  const { row, viewport } = extent;
  const top = index * row;
  if (top >= offset && top + row <= offset + viewport) return offset;
  const middle = top - (viewport - row) / 2;
  const nearest = top < offset ? top : top + row - viewport;
  return clamp(place === "middle" ? middle : nearest, 0, lastOffset(extent));
}

/** How far PageUp and PageDown go: one screen, less a row to keep one's place. @param {Extent} extent */
export function rowsPerScreen({ row, viewport }) {
  return Math.max(1, Math.floor(viewport / row) - 1);
}

/** Numbers of the pages that hold these rows. @param {Range} range @param {number} size @returns {number[]} */
export function pagesOf({ first, end }, size) {
  const pages = [];
  for (let page = Math.floor(first / size); page * size < end; page += 1) pages.push(page);
  return pages;
}
