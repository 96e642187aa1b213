/** Where somebody is in the list of people: kept while they visit a person, and while they step from one to the next. */

/** @import { SavedViews } from "../saved_views.js" */
/** @import { Sizes } from "./grid.js" */
/** @import { ColumnChoice, SavedView, UserFilter } from "../types.js" */

import { say } from "../words.js";
import { tidyColumns } from "./column_choice.js";
import { NO_FILTER } from "./filter_model.js";
import { showToast } from "./toast.js";

/** @typedef {import("../types.js").UserQuery["sort"]} SortLevels */

/**
 * @typedef {object} ListPlace
 * @property {string} search
 * @property {UserFilter} filter
 * @property {SortLevels} sort
 * @property {ColumnChoice[] | null} columns those of a view; null for one's usual ones
 * @property {number | null} view the saved view it began with
 * @property {number} top row at the top edge
 * @property {number | null} chosen id of the person last gone to
 * @property {Sizes | null} sizes of the list when it was left
 */

const KEY = "people";

/** @type {SortLevels} */
const USUAL_SORT = [{ column: "username", descending: false }];

/** Everybody in the usual order. @type {ListPlace} */
export const EVERYONE = { search: "", filter: NO_FILTER, sort: USUAL_SORT, columns: null, view: null, top: 0, chosen: null, sizes: null };

/** @param {Map<string, unknown>} memory @returns {ListPlace} */
export function recallPlace(memory) {
  const place = /** @type {ListPlace | undefined} */ (memory.get(KEY));
  return place ?? EVERYONE;
}

/** @param {SavedView} view @returns {ListPlace} */
const placeOf = ({ id, content }) => ({
  search: content.search,
  filter: content.filter,
  sort: content.sort.length > 0 ? content.sort : USUAL_SORT,
  columns: tidyColumns(content.columns),
  view: id,
  top: 0,
  chosen: null,
  sizes: null,
});

/** @param {Map<string, unknown>} memory @param {ListPlace} place */
export const rememberPlace = (memory, place) => void memory.set(KEY, place);

/**
 * The place that a saved view leads to; everybody when it is gone, or none was asked for.
 * @param {number | undefined} id
 * @param {SavedViews} views
 * @returns {Promise<ListPlace>}
 */
export async function findView(id, views) {
  if (id === undefined) return EVERYONE;
  if (views.find(id) === null) await views.load();
  const view = views.find(id);
  if (view) return placeOf(view);
  showToast({ text: say("views.gone"), tone: "warn" });
  return EVERYONE;
}
