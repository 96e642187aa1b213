/** How large the whole page is shown, on every screen: Ctrl with plus, minus or nought. */

/** What can be chosen, in percent. Four times as large still fits into a window as wide as most screens. */
export const ZOOMS = [50, 67, 75, 80, 90, 100, 110, 125, 150, 175, 200, 250, 300, 400];

/**
 * What keeps the choice: the page before signing in, or the session.
 * @typedef {object} Zoom
 * @property {() => number} get in percent
 * @property {(percent: number) => void} set
 */

/** @type {Zoom | null} */
let zoom = null;

/** @param {Zoom} keeper takes over from the one before */
export const keepZoom = (keeper) => void (zoom = keeper);

/**
 * @param {Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey">} event
 * @param {number} current
 * @returns {number | null} what the keys ask for, if they ask for a size
 */
export function readZoomKey({ key, ctrlKey, metaKey, altKey }, current) {
  if (!(ctrlKey || metaKey) || altKey) return null;
  if (key === "0") return 100;
  if (key === "+" || key === "=") return ZOOMS.find((one) => one > current) ?? current;
  if (key === "-" || key === "_") return ZOOMS.findLast((one) => one < current) ?? current;
  return null;
}

export function zoomWithKeys() {
  document.addEventListener("keydown", (event) => {
    if (zoom === null || event.defaultPrevented) return;
    const wanted = readZoomKey(event, zoom.get());
    if (wanted === null) return;
    event.preventDefault();
    if (wanted !== zoom.get()) zoom.set(wanted);
  });
}
