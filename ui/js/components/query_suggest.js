/**
 * What the term being typed into a search box may become: a list below it, as in a combobox.
 *
 * It offers itself only when the language of the search is being used (a colon is there), or when asked for with
 * Alt and an arrow; and nothing is chosen until an arrow is pressed. So plain typing, Enter and the way down to the
 * list work as if it were not there.
 */

/** @import { Suggestion } from "../types.js" */

import { suggestQuery } from "../api.js";
import { make, uniqueId } from "../dom.js";
import { say } from "../words.js";
import { anchorPopover } from "./anchor.js";

/** @typedef {{ onKey: (event: KeyboardEvent) => boolean }} Suggestions `onKey`: whether the key was for the list of suggestions */

/**
 * The field that is begun at the cursor, such as `is:st`; a plain word offers nothing by itself.
 * @param {string} text
 * @param {number} cursor
 */
export const isTermBegun = (text, cursor) => /(^|\s)-?[a-z_]+:("[^"]*|\S*)$/iu.test(text.slice(0, cursor));

/**
 * @param {HTMLInputElement} input
 * @param {() => void} onTaken the text was changed by a suggestion
 * @returns {Suggestions}
 */
export function attachSuggestions(input, onTaken) {
  const list = make("div", "pop suggestions");
  list.id = uniqueId("suggestions");
  list.popover = "manual";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", say("suggest.title"));
  const host = input.closest(".combo") ?? input;
  host.after(list);
  if (host instanceof HTMLElement) anchorPopover(host, list);
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);

  /** @type {Suggestion[]} */
  let offered = [];
  let chosen = -1;
  let turn = 0;

  /** @param {number} index */
  const choose = (index) => {
    chosen = index;
    const items = [...list.children];
    for (const [at, item] of items.entries()) item.setAttribute("aria-selected", String(at === index));
    const item = items[index];
    if (item) {
      input.setAttribute("aria-activedescendant", item.id);
      item.scrollIntoView({ block: "nearest" });
    } else input.removeAttribute("aria-activedescendant");
  };
  const close = () => {
    turn += 1;
    offered = [];
    choose(-1);
    input.setAttribute("aria-expanded", "false");
    if (list.isConnected) list.hidePopover();
  };
  /** @param {Suggestion} suggestion */
  const take = ({ text, start, end, is_complete }) => {
    const rest = input.value.slice(end);
    const space = is_complete && !/^\s/u.test(rest) ? " " : "";
    input.setRangeText(text + space, start, end, "end");
    close();
    onTaken();
    if (!is_complete) void offer(true);
  };
  /** @param {Suggestion} suggestion */
  const makeItem = (suggestion) => {
    const item = make("div", "menu-item", suggestion.text);
    item.id = uniqueId("suggestion");
    item.dir = "auto";
    item.setAttribute("role", "option");
    // The keyboard stays in the field.
    item.addEventListener("pointerdown", (event) => event.preventDefault());
    item.addEventListener("click", () => take(suggestion));
    return item;
  };
  /** @param {boolean} isAskedFor */
  const offer = async (isAskedFor) => {
    const cursor = input.selectionStart ?? input.value.length;
    if (!isAskedFor && !isTermBegun(input.value, cursor)) return close();
    turn += 1;
    const mine = turn;
    /** @type {Suggestion[]} */
    let found = [];
    try {
      found = await suggestQuery(input.value, cursor);
    } catch (reason) {
      console.warn("Nothing can be suggested:", reason);
    }
    if (mine !== turn) return;
    if (found.length === 0 || document.activeElement !== input) return close();
    offered = found;
    list.replaceChildren(...found.map(makeItem));
    choose(-1);
    input.setAttribute("aria-expanded", "true");
    list.showPopover();
  };

  input.setAttribute("aria-expanded", "false");
  input.addEventListener("input", (event) => {
    if (!(event instanceof InputEvent && event.isComposing)) void offer(false);
  });
  input.addEventListener("blur", close);

  return {
    onKey(event) {
      const { key } = event;
      if (event.altKey && key === "ArrowDown" && offered.length === 0) {
        void offer(true);
        return true;
      }
      if (offered.length === 0 || event.ctrlKey || event.metaKey) return false;
      const suggestion = offered[chosen];
      if (key === "ArrowDown") choose((chosen + 1) % offered.length);
      else if (key === "ArrowUp") choose(chosen <= 0 ? offered.length - 1 : chosen - 1);
      else if (key === "Escape") close();
      else if ((key === "Enter" || key === "Tab") && suggestion && !event.shiftKey) take(suggestion);
      else {
        if (key === "Enter") close();
        return false;
      }
      return true;
    },
  };
}
