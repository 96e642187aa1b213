/** Keys of the list that work wherever focus is on its page: `/` and Ctrl F to the search, `n` for a new person. */

import { isOff } from "./button.js";

/** @param {EventTarget | null} target */
const isTyping = (target) => target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && !["checkbox", "radio"].includes(target.type));

/** Something stands above the list and has the keys. */
const isCovered = () => document.querySelector("dialog[open], [popover]:not(.tip):popover-open") !== null;

/**
 * @param {{ add: HTMLElement, onSearch: () => void, signal: AbortSignal }} list
 */
export function attachListKeys({ add, onSearch, signal }) {
  /** @param {KeyboardEvent} event */
  const onKey = (event) => {
    if (event.defaultPrevented || isCovered()) return;
    const control = event.ctrlKey || event.metaKey;
    const plain = !control && !event.altKey && !isTyping(event.target);
    if ((control && event.key.toLowerCase() === "f") || (plain && event.key === "/")) {
      event.preventDefault();
      onSearch();
    } else if (plain && event.key.toLowerCase() === "n") {
      event.preventDefault();
      // Off, it can at least say why.
      if (isOff(add)) add.focus();
      else add.click();
    }
  };
  document.addEventListener("keydown", onKey, { signal });
}
