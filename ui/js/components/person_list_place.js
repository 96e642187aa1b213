/** Where somebody is in the list of people: kept while they visit a person, and while they step from one to the next. */

/** @import { UserFilter } from "../types.js" */

import { NO_FILTER } from "./filter_model.js";

/** @typedef {import("../types.js").UserQuery["sort"]} SortLevels */

/**
 * @typedef {object} ListPlace
 * @property {string} search
 * @property {UserFilter} filter
 * @property {SortLevels} sort
 * @property {number} top row at the top edge
 * @property {number | null} chosen id of the person last gone to
 */

const KEY = "people";

/** @type {SortLevels} */
export const USUAL_SORT = [{ column: "username", descending: false }];

/** @param {Map<string, unknown>} memory @returns {ListPlace} */
export function recallPlace(memory) {
  const place = /** @type {ListPlace | undefined} */ (memory.get(KEY));
  return place ?? { search: "", filter: NO_FILTER, sort: USUAL_SORT, top: 0, chosen: null };
}

/** @param {Map<string, unknown>} memory @param {ListPlace} place */
export const rememberPlace = (memory, place) => void memory.set(KEY, place);
