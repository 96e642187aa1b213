/**
 * The language that the page speaks. English is what stands in words.js, index.html and the core, and costs nothing;
 * any other is laid over it by a speaker, which is fetched with its catalogue when it is due.
 */

/** @import { Language as LanguageChoice } from "./types.js" */
/** @import { WordKey } from "./words.js" */
/** @import { Speaker } from "./speaker.js" */

/** A sentence, or its plural forms chosen by `count`. @typedef {string | Partial<Record<Intl.LDMLPluralRule, string>>} Words */

/**
 * What another language says.
 * @typedef {object} Catalogue
 * @property {Record<WordKey, Words>} words by the keys of words.js
 * @property {Record<string, Words>} texts by the English of a template, or of a sentence of the core with `{names}` for
 *   what varies. What stands for a name with a capital letter is a text itself.
 */

/** @typedef {Exclude<LanguageChoice, "system">} Tag */

/**
 * @typedef {object} Tongue
 * @property {string} name in the language itself
 * @property {string} locale of dates, numbers and plural forms
 * @property {"ltr" | "rtl"} direction
 * @property {() => Promise<Catalogue | null>} load null for English
 */

/** What can be chosen, in the order it is offered. @type {Record<Tag, Tongue>} */
export const TONGUES = {
  en: { name: "English", locale: "en-GB", direction: "ltr", load: async () => null },
  de: { name: "Deutsch", locale: "de", direction: "ltr", load: async () => (await import("./languages/de.js")).default },
  fr: { name: "Français", locale: "fr", direction: "ltr", load: async () => (await import("./languages/fr.js")).default },
  es: { name: "Español", locale: "es", direction: "ltr", load: async () => (await import("./languages/es.js")).default },
  // The digits of usernames, phone numbers and files, which stand in the same lines; and no half days, which take more room.
  ar: { name: "العربية", locale: "ar-u-hc-h23-nu-latn", direction: "rtl", load: async () => (await import("./languages/ar.js")).default },
};

/**
 * What is spoken now; never keep a copy.
 * @type {{ tag: Tag, locale: string, isRightToLeft: boolean, speaker: Speaker | null }}
 */
export const language = { tag: "en", locale: TONGUES.en.locale, isRightToLeft: false, speaker: null };

/** @type {(() => void)[]} */
const listeners = [];

/** @param {() => void} listener called when another language is spoken, after what stands in the page was translated */
export const onLanguage = (listener) => void listeners.push(listener);

/** @param {string} tag @returns {tag is Tag} */
const isTag = (tag) => Object.hasOwn(TONGUES, tag);

/**
 * @param {LanguageChoice} choice
 * @param {readonly string[]} wanted what the system wants, the dearest first, such as `de-AT`
 * @returns {Tag}
 */
export function resolveLanguage(choice, wanted) {
  if (choice !== "system") return choice;
  return wanted.map((locale) => locale.split("-")[0]?.toLowerCase() ?? "").find(isTag) ?? "en";
}

/** The last one asked for: the one that counts. */
let asked = 0;

/**
 * Speaks a language from now on. One that can't be fetched leaves the page as it was.
 * @param {LanguageChoice} choice
 */
export async function speak(choice) {
  const turn = ++asked;
  const tag = resolveLanguage(choice, navigator.languages);
  if (tag === language.tag) return;
  const { locale, direction, load } = TONGUES[tag];
  let speaker;
  try {
    const [catalogue, { Speaker, translatePage }] = await Promise.all([load(), import("./speaker.js")]);
    if (turn !== asked) return;
    speaker = catalogue && new Speaker(catalogue);
    Object.assign(language, { tag, locale, isRightToLeft: direction === "rtl", speaker });
    document.documentElement.lang = tag;
    document.documentElement.dir = direction;
    translatePage(document.body, speaker);
  } catch (reason) {
    console.error("A language could not be fetched:", reason);
    return;
  }
  for (const listener of listeners) listener();
}

/**
 * Makes something for the locale once, and anew for another one.
 * @template T
 * @param {(locale: string) => T} make
 * @returns {() => T}
 */
export function perLocale(make) {
  let locale = "";
  /** @type {T} */
  let made;
  return () => {
    if (locale !== language.locale) [locale, made] = [language.locale, make(language.locale)];
    return made;
  };
}

const plurals = perLocale((locale) => new Intl.PluralRules(locale));
const numbers = perLocale((locale) => new Intl.NumberFormat(locale));
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/;

const LETTER = /\p{L}/u;

/**
 * A name in the other direction must not drag the words around it along. What has no letters goes with them.
 * @param {string | number} value
 * @returns {string}
 */
function isolate(value) {
  if (typeof value === "number") return numbers().format(value);
  return (language.isRightToLeft ? LETTER : RIGHT_TO_LEFT).test(value) ? `\u2068${value}\u2069` : value;
}

/**
 * A sentence with its placeholders filled. Numbers are grouped; `count` chooses the plural form.
 * @param {Words} words
 * @param {Record<string, string | number>} values
 * @returns {string}
 */
export function phrase(words, values) {
  const sentence = typeof words === "string" ? words : (words[plurals().select(Number(values.count))] ?? words.other ?? "");
  return sentence.replace(/\{(\w+)\}/g, (placeholder, name) => (values[name] === undefined ? placeholder : isolate(values[name])));
}

/**
 * An answer of the core with its sentences in the language that is spoken.
 * @template T
 * @param {T} answer
 * @returns {T}
 */
export const readAnswer = (answer) => language.speaker?.readAnswer(answer) ?? answer;
