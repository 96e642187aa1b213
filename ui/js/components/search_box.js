/** A search field that answers while one types. */

import { find, part } from "../dom.js";
import { attachSuggestions } from "./query_suggest.js";

/**
 * @typedef {object} SearchBox
 * @property {() => string} get the search as it is asked: without spaces around it or twice in a row
 * @property {(text: string) => void} set without asking
 * @property {() => void} clear empties it and asks
 * @property {() => void} focus with the text picked, ready to be typed over
 */

/** Spaces at the ends or twice in a row make no other search. @param {string} text */
const tidy = (text) => text.trim().replace(/\s+/gu, " ");

/**
 * Wires up `.combo > input[type=search] + button[data-part=clear]`, and a `kbd` with the key that leads there if there is one.
 * @param {HTMLElement} element
 * @param {{ onSearch: (text: string) => void, onLeave: () => void }} options `onLeave`: on to the list
 * @returns {SearchBox}
 */
export function attachSearchBox(element, { onSearch, onLeave }) {
  const input = find(element, "input", HTMLInputElement);
  const clearButton = part(element, "clear");
  const hint = element.querySelector("kbd");
  let asked = tidy(input.value);

  const showState = () => {
    clearButton.hidden = input.value === "";
    hint?.toggleAttribute("hidden", input.value !== "");
  };
  const ask = () => {
    showState();
    const text = tidy(input.value);
    if (text === asked) return;
    asked = text;
    onSearch(text);
  };
  const clear = () => {
    input.value = "";
    ask();
    input.focus();
  };

  const suggestions = attachSuggestions(input, ask);

  // Half a syllable in an input method is not a search yet.
  input.addEventListener("input", (event) => {
    if (!(event instanceof InputEvent && event.isComposing)) ask();
  });
  input.addEventListener("compositionend", ask);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (suggestions.onKey(event)) {
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    const clears = event.key === "Escape" && input.value !== "";
    if (!clears && !["Escape", "Enter", "ArrowDown"].includes(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    if (clears) clear();
    else onLeave();
  });
  clearButton.addEventListener("click", clear);
  showState();

  return {
    get: () => asked,
    set(text) {
      input.value = text;
      asked = tidy(text);
      showState();
    },
    clear,
    focus() {
      input.focus();
      input.select();
    },
  };
}
