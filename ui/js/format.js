/** Dates and numbers as people read them, in the language that is spoken. */

import { language, perLocale } from "./language.js";
import { say } from "./words.js";

const number = perLocale((locale) => new Intl.NumberFormat(locale));
const megabytes = perLocale((locale) => new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }));
const clock = perLocale((locale) => new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit" }));
const weekday = perLocale((locale) => new Intl.DateTimeFormat(locale, { weekday: "long" }));
const dayMonth = perLocale((locale) => new Intl.DateTimeFormat(locale, { day: "numeric", month: "long" }));
const shortDay = perLocale((locale) => new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", year: "numeric" }));
const longDay = perLocale((locale) => new Intl.DateTimeFormat(locale, { day: "numeric", month: "long", year: "numeric" }));
const full = perLocale((locale) => new Intl.DateTimeFormat(locale, { dateStyle: "full", timeStyle: "short" }));
const calendarDay = perLocale((locale) => new Intl.DateTimeFormat(locale, { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" }));
const percent = perLocale((locale) => new Intl.NumberFormat(locale, { style: "percent" }));
const list = perLocale((locale) => new Intl.ListFormat(locale));
const relative = perLocale((locale) => new Intl.RelativeTimeFormat(locale, { numeric: "auto" }));

const DAY = 86_400_000;

/** @param {number} value @returns {string} such as `1,000,000` */
export const formatNumber = (value) => number().format(value);

/** @param {number} share @returns {string} such as `160 %` for 1.6 */
export const formatPercent = (share) => percent().format(share);

/** @param {number} bytes @returns {string} in megabytes, without the unit, such as `20` or `31.5` */
export const formatMegabytes = (bytes) => megabytes().format(bytes / 1_000_000);

/**
 * Whole days from one moment's date to another's, by the clock on the wall.
 * @param {Date} from @param {Date} to
 */
function daysBetween(from, to) {
  const midnight = (/** @type {Date} */ date) => Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
  return Math.round((midnight(to) - midnight(from)) / DAY);
}

/**
 * A moment in a list or a fact: `Now`, `Today, 09:12`, `Yesterday`, then `12 Jun 2026`.
 * @param {string} moment RFC 3339
 * @param {Date} [now]
 * @returns {string}
 */
export function formatMoment(moment, now = new Date()) {
  const date = new Date(moment);
  const age = now.getTime() - date.getTime();
  if (age >= 0 && age < 60_000) return say("time.now");
  const days = daysBetween(date, now);
  if (days === 0) return say("time.today_at", { time: clock().format(date) });
  if (days === 1) return say("time.yesterday");
  return shortDay().format(date);
}

/**
 * A moment of which several may be of one day: `Today, 09:12`, `Yesterday, 09:12`, then `12 Jun 2026, 09:12`.
 * @param {string} moment RFC 3339
 * @param {Date} [now]
 * @returns {string}
 */
export function formatTimeOfDay(moment, now = new Date()) {
  const date = new Date(moment);
  const [days, time] = [daysBetween(date, now), clock().format(date)];
  if (days === 0) return say("time.today_at", { time });
  if (days === 1) return say("time.yesterday_at", { time });
  return say("time.day_at", { day: shortDay().format(date), time });
}

/**
 * The day of a moment where only the day matters: `Today`, `Yesterday`, `Friday`, `5 June`, then `5 June 2025`.
 * @param {string} moment RFC 3339
 * @param {Date} [now]
 * @returns {string}
 */
export function formatRecentDay(moment, now = new Date()) {
  const date = new Date(moment);
  const days = daysBetween(date, now);
  if (days <= 0) return say("time.today");
  if (days === 1) return say("time.yesterday");
  if (days < 7) return weekday().format(date);
  return date.getFullYear() === now.getFullYear() ? dayMonth().format(date) : longDay().format(date);
}

/** @param {string} moment RFC 3339 @returns {string} such as `11 January 2024`, or `Today` */
export function formatDay(moment) {
  const date = new Date(moment);
  return daysBetween(date, new Date()) === 0 ? say("time.today") : longDay().format(date);
}

/** @param {string} moment RFC 3339 @returns {string} everything there is to say, for tooltips */
export const formatFull = (moment) => full().format(new Date(moment));

/** @param {string} moment RFC 3339 @returns {string} such as `10:31` */
export const formatTime = (moment) => clock().format(new Date(moment));

/** @param {string[]} items @returns {string} such as `Bio, Phone and Location` */
export const formatList = (items) => list().format(items);

/** @param {string} date `1987-04-09` @returns {string} `9 April 1987`, whatever the time zone */
export const formatDate = (date) => calendarDay().format(new Date(`${date}T00:00:00Z`));

/**
 * A date as it stands in a field, in a form that can be typed there: the core reads `9 April 1987` and `1987-04-09`.
 * @param {string} date `1987-04-09`
 * @returns {string}
 */
export const formatTypedDate = (date) => (language.speaker === null ? formatDate(date) : date);

/**
 * How long ago, in its largest unit: `today`, `yesterday`, `3 months ago`.
 * @param {string} moment RFC 3339
 * @returns {string}
 */
export function formatAgo(moment) {
  const days = daysBetween(new Date(moment), new Date());
  if (days < 31) return relative().format(-days, "day");
  if (days < 365) return relative().format(-Math.floor(days / 30.4), "month");
  return relative().format(-Math.floor(days / 365), "year");
}
