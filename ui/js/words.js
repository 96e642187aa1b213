/**
 * What scripts say. Whole sentences with placeholders, never glued from pieces, so that another language can be
 * laid over by key. What stands in a screen from the start is in the templates of index.html.
 */

/** The language the words are in; dates and numbers follow it. */
export const LOCALE = "en-GB";

/** A sentence, or its plural forms chosen by `count`. @typedef {string | { one: string, other: string }} Words */

const WORDS = {
  "error.unexpected": "Something went wrong inside Roster. Try again; if it happens again, restart Roster.",

  "app.title": "{screen} – Roster",

  "time.now": "Now",
  "time.today": "Today",
  "time.today_at": "Today, {time}",
  "time.yesterday": "Yesterday",

  // people: begin
  // people: end
};

/** @typedef {keyof typeof WORDS} WordKey */

const PLURALS = new Intl.PluralRules(LOCALE);
const NUMBERS = new Intl.NumberFormat(LOCALE);
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/;

/**
 * A name in the other direction must not drag the words around it along.
 * @param {string | number} value
 * @returns {string}
 */
function isolate(value) {
  if (typeof value === "number") return NUMBERS.format(value);
  return RIGHT_TO_LEFT.test(value) ? `\u2068${value}\u2069` : value;
}

/**
 * The sentence for a key, with its placeholders filled. Numbers are grouped; `count` chooses the plural form.
 * @param {WordKey} key
 * @param {Record<string, string | number>} [values]
 * @returns {string}
 */
export function say(key, values = {}) {
  const words = /** @type {Words} */ (WORDS[key]);
  const count = values.count;
  const sentence = typeof words === "string" ? words : PLURALS.select(Number(count)) === "one" ? words.one : words.other;
  return sentence.replace(/\{(\w+)\}/g, (placeholder, name) => isolate(values[name] ?? placeholder));
}
