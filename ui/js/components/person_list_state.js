/** What the list says about itself: how many, in which order, how fast; or why there is nothing to see. */

/** @import { SortLevels } from "./person_list_place.js" */
/** @import { Answer } from "./person_rows.js" */

import { ApiError } from "../api.js";
import { fill, make, part, setIcon } from "../dom.js";
import { say } from "../words.js";

/** @param {string} search @param {Answer} answer @returns {string} such as "3 of 300 people" */
export function countPeople(search, { total, everyone }) {
  return search === "" ? say("people.count", { count: everyone }) : say("people.count.matching", { count: everyone, total });
}

/** @param {SortLevels} sort @param {number} took in milliseconds @returns {string} */
export function describeOrder(sort, took) {
  const [first, second, ...rest] = sort.map(({ column }) => say(`people.by.${column}`));
  const time = Math.max(1, Math.round(took));
  if (first === undefined) return "";
  if (second === undefined) return say("people.sorted.one", { first, time });
  if (rest.length === 0) return say("people.sorted.two", { first, second, time });
  return say("people.sorted.more", { first, second, count: rest.length, time });
}

/**
 * @typedef {object} Blank
 * @property {string} icon
 * @property {string} title
 * @property {string} text
 * @property {{ label: string, run: () => void }} [action]
 */

/**
 * Shows a page in place of the list.
 * @param {HTMLElement} host the `.empty`
 * @param {Blank} blank
 */
function showBlank(host, { icon, title, text, action }) {
  setIcon(part(host, "empty-icon", SVGSVGElement), icon);
  fill(host, { "empty-title": title, "empty-text": text });
  const buttons = [];
  if (action) {
    const button = make("button", "btn", action.label);
    button.type = "button";
    button.addEventListener("click", action.run);
    buttons.push(button);
  }
  part(host, "empty-actions").replaceChildren(...buttons);
}

/** @param {HTMLElement} host @param {string} search @param {() => void} onClear */
export function showNoMatch(host, search, onClear) {
  showBlank(host, {
    icon: "search",
    title: say("people.no_match.title", { search }),
    text: say("people.no_match.text"),
    action: { label: say("people.no_match.clear"), run: onClear },
  });
}

/** @param {HTMLElement} host */
export function showNobody(host) {
  showBlank(host, { icon: "users", title: say("people.nobody.title"), text: say("people.nobody.text") });
}

/** @param {HTMLElement} host @param {unknown} reason @param {() => void} onRetry */
export function showListFailure(host, reason, onRetry) {
  if (!(reason instanceof ApiError)) console.error(reason);
  showBlank(host, {
    icon: "warning",
    title: say("people.failed.title"),
    text: reason instanceof ApiError ? reason.message : say("error.unexpected"),
    action: { label: say("action.try_again"), run: onRetry },
  });
}
