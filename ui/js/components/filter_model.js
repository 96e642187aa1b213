/** Filters as values: which are in use, how each is named, and the filter without it. Nothing here knows the page. */

/** @import { DayRange, UserFilter } from "../types.js" */

import { formatDate } from "../format.js";
import { say } from "../words.js";

/** The facts that hold or not, in the order of the sheet. */
export const FACTS = /** @type {const} */ (["is_active", "is_staff", "is_superuser", "has_picture", "is_locked"]);

/** The kinds of dates that can be filtered by. */
export const DATES = /** @type {const} */ (["joined", "last_login"]);

/** @typedef {typeof FACTS[number]} Fact */
/** @typedef {typeof DATES[number]} DateKind */

/** Filters that exclude nobody say nothing. @type {UserFilter} */
export const NO_FILTER = {};

/**
 * One filter in use.
 * @typedef {object} FilterPart
 * @property {string} key
 * @property {string} label what it is about
 * @property {string} value what was chosen
 * @property {UserFilter} without the filter when this one is removed
 */

const AGO = /^(\d+)d$/;

/** @param {UserFilter} filter @param {DateKind} kind @returns {DayRange | undefined} the range chosen, if one is */
export function rangeOf({ joined, last_login }, kind) {
  if (kind === "joined") return joined;
  return last_login?.kind === "between" ? (last_login.range ?? {}) : undefined;
}

/** @param {UserFilter} filter @param {DateKind} kind @param {DayRange | undefined} range @returns {UserFilter} */
export function withRange(filter, kind, range) {
  const { [kind]: _, ...rest } = filter;
  if (range === undefined) return rest;
  return kind === "joined" ? { ...rest, joined: range } : { ...rest, last_login: { kind: "between", range } };
}

/** @param {UserFilter} filter @param {number | undefined} added_by the number of an import @returns {UserFilter} */
export function withImport(filter, added_by) {
  const { added_by: _, ...rest } = filter;
  return added_by === undefined ? rest : { ...rest, added_by };
}

/** @param {UserFilter} filter @param {Fact} fact @param {boolean | undefined} holds @returns {UserFilter} */
export function withFact(filter, fact, holds) {
  const { [fact]: _, ...rest } = filter;
  return holds === undefined ? rest : { ...rest, [fact]: holds };
}

/** @param {UserFilter} filter @param {readonly number[]} groups @param {boolean} no_group @returns {UserFilter} */
export function withGroups(filter, groups, no_group) {
  const { groups: _, no_group: __, ...rest } = filter;
  return { ...rest, ...(groups.length > 0 && { groups: [...groups] }), ...(no_group && { no_group }) };
}

/** @param {number} days @returns {string} such as "Past 30 days" */
export const nameDays = (days) => say(days === 7 ? "filter.past.week" : days === 365 ? "filter.past.year" : "filter.past.days", { days });

/** @param {string} end a day, a moment or "30d" */
const nameEnd = (end) => formatDate(end.slice(0, 10));

/** @param {DayRange} range @returns {string} */
export function nameRange({ from, to }) {
  const ago = AGO.exec(from ?? "");
  if (ago && to === undefined) return nameDays(Number(ago[1]));
  if (from !== undefined && to !== undefined) return say("filter.between", { from: nameEnd(from), to: nameEnd(to) });
  if (from !== undefined) return say("filter.from", { from: nameEnd(from) });
  if (to !== undefined) return say("filter.to", { to: nameEnd(to) });
  return say("filter.ever");
}

/**
 * The filters in use, in the order of the sheet.
 * @param {UserFilter} filter
 * @param {ReadonlyMap<number, string>} groupNames
 * @returns {FilterPart[]}
 */
export function partsOf(filter, groupNames) {
  /** @type {FilterPart[]} */
  const parts = [];
  for (const fact of FACTS) {
    const holds = filter[fact];
    if (holds === undefined) continue;
    parts.push({ key: fact, label: say(`filter.${fact}`), value: say(`filter.${fact}.${holds ? "yes" : "no"}`), without: withFact(filter, fact, undefined) });
  }
  const { groups = [], no_group = false } = filter;
  for (const id of groups) {
    const rest = groups.filter((other) => other !== id);
    const value = groupNames.get(id) ?? say("filter.group.gone");
    parts.push({ key: `group-${id}`, label: say("filter.group"), value, without: withGroups(filter, rest, no_group) });
  }
  if (no_group) parts.push({ key: "no_group", label: say("filter.group"), value: say("filter.no_group"), without: withGroups(filter, groups, false) });
  for (const kind of DATES) {
    const range = rangeOf(filter, kind);
    const isNever = kind === "last_login" && filter.last_login?.kind === "never";
    if (range === undefined && !isNever) continue;
    const value = range === undefined ? say("filter.never") : nameRange(range);
    parts.push({ key: kind, label: say(`filter.${kind}`), value, without: withRange(filter, kind, undefined) });
  }
  if (filter.added_by !== undefined) {
    parts.push({ key: "added_by", label: say("filter.added_by"), value: say("filter.added_by.import"), without: withImport(filter, undefined) });
  }
  return parts;
}

/** @param {UserFilter} filter @returns {number} how many are in use */
export const countParts = (filter) => partsOf(filter, new Map()).length;

/** @param {UserFilter} filter @returns {boolean} whether it excludes nobody */
export const isOpen = (filter) => countParts(filter) === 0;

/** What can be typed for the end of a range: `14 June 2026` or `2026-06-14`. */
const ISO_DAY = /^(\d{4})-(\d{1,2})-(\d{1,2})$/;

/**
 * Reads a day as people write it.
 * @param {string} typed
 * @returns {string | undefined | null} `2026-06-14`; nothing when nothing was typed; null when it is no day
 */
export function parseDay(typed) {
  const text = typed.trim();
  if (text === "") return undefined;
  const iso = ISO_DAY.exec(text);
  const moment = iso ? new Date(Number(iso[1]), Number(iso[2]) - 1, Number(iso[3])) : /[a-z]/iu.test(text) ? new Date(text) : new Date(Number.NaN);
  if (Number.isNaN(moment.getTime()) || moment.getFullYear() < 1000) return null;
  const [year, month, day] = [moment.getFullYear(), moment.getMonth() + 1, moment.getDate()];
  // JavaScript takes 31 February for 3 March.
  if (iso ? day !== Number(iso[3]) : !new RegExp(`\\b0?${day}\\b`).test(text)) return null;
  return [String(year).padStart(4, "0"), String(month).padStart(2, "0"), String(day).padStart(2, "0")].join("-");
}
