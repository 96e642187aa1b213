/** Heads of columns dragged to another place by the pointer. */

/** How far the pointer goes before a press becomes a drag, px. */
const SLACK = 6;

/**
 * Where a column goes when its head is let go of: how many places on, counted among the heads that can move.
 * @param {readonly { left: number, right: number }[]} heads from first to last as they are ordered
 * @param {number} from
 * @param {number} x
 * @returns {number}
 */
export function stepsTo(heads, from, x) {
  const over = heads.findIndex(({ left, right }) => x >= left && x < right);
  if (over !== -1) return over - from;
  const [first, last] = [heads[0], heads.at(-1)];
  if (!first || !last) return 0;
  const isBeforeAll = first.left <= last.left ? x < first.left : x >= first.right;
  return (isBeforeAll ? 0 : heads.length - 1) - from;
}

/**
 * @param {HTMLElement} cell the head
 * @param {object} options
 * @param {() => HTMLElement[]} options.heads those that can move, in their order
 * @param {(steps: number) => void} options.onDrop
 */
export function attachHeadDrag(cell, { heads, onDrop }) {
  cell.addEventListener("pointerdown", (event) => {
    const onEdge = event.target instanceof Element && event.target.closest(".edge") !== null;
    if (event.button !== 0 || event.pointerType === "touch" || onEdge) return;
    follow(cell, event, heads(), onDrop);
  });
}

/**
 * @param {HTMLElement} cell
 * @param {PointerEvent} start
 * @param {HTMLElement[]} cells
 * @param {(steps: number) => void} onDrop
 */
function follow(cell, start, cells, onDrop) {
  const from = cells.indexOf(cell);
  const places = cells.map((one) => one.getBoundingClientRect());
  const listening = new AbortController();
  const { signal } = listening;
  let isDragged = false;
  let steps = 0;
  const mark = () => {
    for (const [at, one] of cells.entries()) {
      if (steps === 0 || at !== from + steps) delete one.dataset.drop;
      else one.dataset.drop = steps < 0 ? "before" : "after";
    }
  };
  const end = () => {
    listening.abort();
    steps = 0;
    mark();
    delete cell.dataset.dragged;
  };
  const move = (/** @type {PointerEvent} */ { clientX }) => {
    if (!isDragged && Math.abs(clientX - start.clientX) < SLACK) return;
    isDragged = true;
    cell.dataset.dragged = "";
    steps = stepsTo(places, from, clientX);
    mark();
  };
  const drop = () => {
    const moved = steps;
    if (isDragged) ignoreClick();
    end();
    if (moved !== 0) onDrop(moved);
  };
  const cancel = (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== "Escape" || !isDragged) return;
    event.preventDefault();
    event.stopPropagation();
    addEventListener("pointerup", ignoreClick, { once: true, capture: true });
    end();
  };
  addEventListener("pointermove", move, { signal });
  addEventListener("pointerup", drop, { signal });
  addEventListener("pointercancel", end, { signal });
  addEventListener("keydown", cancel, { signal, capture: true });
}

/** The click that ends a drag sorts nothing. */
function ignoreClick() {
  const stop = (/** @type {Event} */ event) => event.stopPropagation();
  addEventListener("click", stop, { capture: true, once: true });
  setTimeout(() => removeEventListener("click", stop, { capture: true }), 0);
}
