/** What the list says about itself: how many, in which order, how fast; or why there is nothing to see. */

/** @import { SortLevels } from "./person_list_place.js" */
/** @import { FilterPart } from "./filter_model.js" */
/** @import { Answer } from "./person_rows.js" */

import { ApiError } from "../api.js";
import { fill, make, part, setIcon } from "../dom.js";
import { formatList } from "../format.js";
import { say } from "../words.js";

/** @param {boolean} isEveryone nothing was asked for @param {Answer} answer @returns {string} such as "3 of 300 people" */
export function countPeople(isEveryone, { total, everyone }) {
  return isEveryone ? say("people.count", { count: everyone }) : say("people.count.matching", { count: everyone, total });
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

/** @typedef {{ label: string, run: () => void }} Way */

/**
 * @typedef {object} Blank
 * @property {string} icon
 * @property {string} title
 * @property {string} text
 * @property {Way[]} [ways]
 */

/**
 * Shows a page in place of the list.
 * @param {HTMLElement} host the `.empty`
 * @param {Blank} blank
 */
function showBlank(host, { icon, title, text, ways = [] }) {
  setIcon(part(host, "empty-icon", SVGSVGElement), icon);
  fill(host, { "empty-title": title, "empty-text": text });
  const buttons = ways.map(({ label, run }) => {
    const button = make("button", "btn", label);
    button.type = "button";
    button.addEventListener("click", run);
    return button;
  });
  part(host, "empty-actions").replaceChildren(...buttons);
}

/**
 * @param {HTMLElement} host
 * @param {{ search: string, filters: readonly FilterPart[], onClearSearch: () => void, onClearFilters: () => void }} asked
 */
export function showNoMatch(host, { search, filters, onClearSearch, onClearFilters }) {
  /** @type {Way[]} */
  const ways = [];
  if (filters.length > 0) ways.push({ label: say("people.no_filter_match.clear"), run: onClearFilters });
  if (search !== "") ways.push({ label: say("people.no_match.clear"), run: onClearSearch });
  if (filters.length === 0) {
    showBlank(host, { icon: "search", title: say("people.no_match.title", { search }), text: say("people.no_match.text"), ways });
    return;
  }
  const title = search === "" ? say("people.no_filter_match.title") : say("people.no_filter_match.search", { search });
  const named = filters.map(({ label, value }) => say("filter.part", { label, value }));
  showBlank(host, { icon: "filter", title, text: say("people.no_filter_match.text", { filters: formatList(named) }), ways });
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
    ways: [{ label: say("action.try_again"), run: onRetry }],
  });
}
