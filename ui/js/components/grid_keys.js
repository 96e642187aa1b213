/** What keys do in a list of rows. */

/**
 * @typedef {{ kind: "open", edit: boolean } | { kind: "edit cell" } | { kind: "pick", range: boolean } | { kind: "pick all" }
 *   | { kind: "head" } | { kind: "go", index: number, range: boolean }} Deed
 *   `range`: from where one stands; `go` may lead beyond the last row
 */

/** @typedef {{ current: number, count: number, screen: number }} Place row one stands on, -1 for none; rows there are; rows a page key goes */

/**
 * @param {Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "shiftKey" | "altKey">} event
 * @param {Place} place
 * @returns {Deed | null} null for a key that is somebody else's
 */
export function readKey({ key, ctrlKey, metaKey, shiftKey, altKey }, place) {
  if (altKey || (metaKey && key !== "a" && key !== "Enter")) return null;
  const isOnRow = place.current >= 0;
  if (key === "Enter" && !shiftKey && isOnRow) return { kind: "open", edit: ctrlKey || metaKey };
  if (!ctrlKey && !shiftKey && (key === "F2" || key.toLowerCase() === "e")) return { kind: "edit cell" };
  if (key === " " && isOnRow) return { kind: "pick", range: shiftKey };
  if ((ctrlKey || metaKey) && key.toLowerCase() === "a") return { kind: "pick all" };
  const index = rowFor(key, place);
  if (index === null) return null;
  if (index < 0 && key === "ArrowUp" && !shiftKey) return { kind: "head" };
  return { kind: "go", index, range: shiftKey };
}

/** @param {string} key @param {Place} place @returns {number | null} the row this key leads to; -1 above the first */
function rowFor(key, { current, count, screen }) {
  switch (key) {
    case "ArrowDown":
      return current + 1;
    case "ArrowUp":
      return current - 1;
    case "PageDown":
      return current + screen;
    case "PageUp":
      return Math.max(0, current - screen);
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return null;
  }
}
