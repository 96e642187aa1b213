/** What a saved view holds, compared: two that show the same list are the same, however they were written down. */

/** @import { ViewContent } from "../types.js" */

/** @param {unknown} value @returns {unknown} the same with its keys in order, and without what is absent or empty */
function tidy(value) {
  if (Array.isArray(value)) return value.map(tidy);
  if (value === null || typeof value !== "object") return value;
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined && inner !== false && !(Array.isArray(inner) && inner.length === 0));
  return Object.fromEntries(entries.sort(([one], [other]) => (one < other ? -1 : 1)).map(([key, inner]) => [key, tidy(inner)]));
}

/** `false` says something of a fact, so only the groups may leave it out. @param {ViewContent} content */
const write = ({ search, filter, sort, columns }) => {
  const { no_group = false, ...rest } = filter;
  const facts = Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, typeof value === "boolean" ? String(value) : value]));
  const levels = sort.map(({ column, descending }) => `${column} ${descending}`);
  const shown = columns.map(({ column, width = "" }) => `${column} ${width}`);
  return JSON.stringify([search, tidy(facts), no_group, levels, shown]);
};

/** @param {ViewContent} one @param {ViewContent} other @returns {boolean} */
export const isSameView = (one, other) => write(one) === write(other);
