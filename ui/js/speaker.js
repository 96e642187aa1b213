/** A language other than English, laid over what templates and the core say. Fetched with the first such language. */

/** @import { Catalogue, Words } from "./language.js" */

import { perLocale, phrase } from "./language.js";
import { translateNode } from "./speaker_nodes.js";

/**
 * Where answers of the core hold sentences for the person, by the name of the property. Whatever else is in an answer is
 * left alone: what people typed is in no language of ours.
 */
export const SENTENCES = new Set([
  "adds_people", "asleep", "delete", "details", "edit", "edit_account", "edit_flags", "edit_groups", "edit_members", "edit_profile",
  "edit_staff", "edit_superuser", "error", "errors", "exports_people", "fields", "hint", "imports_people", "manages_backups", "may_undo",
  "message", "note", "notes", "notice", "notices", "permissions", "reason", "recovery_notice", "refused", "remove", "reset_password", "sentence", "text",
  "title", "trouble", "unlock",
]);

/** So many sentences are remembered: a list says the same of row after row. */
const MOST = 500;

const PLACEHOLDER = /\{(\w+)\}/g;
/** Between two sentences. */
const BREAK = /(?<=[.!?]) (?=[\p{Lu}“])/u;
/** `4 April 2026 at 10:30`, `4 April 2026, 10:30 UTC` */
const MOMENT = /^(\d+ \p{L}+ \d+)(?: at|,) (\d+:\d+(?: UTC)?)$/u;
const moments = perLocale((locale) => new Intl.DateTimeFormat(locale, { dateStyle: "long", timeStyle: "short" }));

/** @param {string} text @returns {string} */
const escape = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/**
 * A sentence with placeholders, as what finds it.
 * @param {string} text @param {Words} words
 */
function compile(text, words) {
  const parts = text.split(PLACEHOLDER);
  const names = parts.filter((_, at) => at % 2 === 1);
  const source = parts.map((part, at) => (at % 2 === 0 ? escape(part) : part === "count" ? "([\\d,]+)" : "(.+?)")).join("");
  return { expression: new RegExp(`^${source}$`, "su"), names, words, length: text.replace(PLACEHOLDER, "").length };
}

/**
 * What an English sentence holds, as this language writes it: numbers and moments.
 * @param {string} value
 * @returns {string | number}
 */
function convert(value) {
  if (/^\d{1,3}(,\d{3})+$/.test(value)) return Number(value.replaceAll(",", ""));
  if (/^\d+(st|nd|rd|th)$/.test(value)) return Number.parseInt(value, 10);
  const moment = MOMENT.exec(value);
  const date = moment === null ? Number.NaN : Date.parse(`${moment[1]} ${moment[2]}`);
  return Number.isNaN(date) ? value : moments().format(date);
}

export class Speaker {
  /** @type {Catalogue["words"]} */
  words;
  /** @type {Catalogue["texts"]} */
  texts;
  /** The longest first: it says most precisely what it is. @type {ReturnType<typeof compile>[] | null} */
  #patterns = null;
  /** @type {Map<string, string>} */
  #known = new Map();

  /** @param {Catalogue} catalogue */
  constructor({ words, texts }) {
    this.words = words;
    this.texts = texts;
  }

  /** @param {Element | DocumentFragment} root fresh from a template */
  translateNode(root) {
    translateNode(root, (english) => this.#findExact(english) ?? english);
  }

  /** @param {string} english @returns {string | null} */
  #findExact(english) {
    const words = Object.hasOwn(this.texts, english) ? this.texts[english] : undefined;
    return words === undefined ? null : phrase(words, {});
  }

  /**
   * @param {string} sentence of the core, in English
   * @returns {string} English where there is nothing better
   */
  translate(sentence) {
    const known = this.#known.get(sentence);
    if (known !== undefined) return known;
    const found = this.#find(sentence) ?? this.#findParts(sentence) ?? sentence;
    if (this.#known.size >= MOST) this.#known.clear();
    this.#known.set(sentence, found);
    return found;
  }

  /** @param {string} sentence @returns {string | null} */
  #find(sentence) {
    const exact = this.#findExact(sentence);
    if (exact !== null) return exact;
    this.#patterns ??= Object.entries(this.texts)
      .filter(([text]) => /\{[a-z]/i.test(text))
      .map(([text, words]) => compile(text, words))
      .sort((one, other) => other.length - one.length);
    for (const { expression, names, words } of this.#patterns) {
      const match = expression.exec(sentence);
      if (match === null) continue;
      const values = names.map((name, at) => [name, this.#fill(name, match[at + 1] ?? "")]);
      return phrase(words, Object.fromEntries(values));
    }
    return null;
  }

  /** @param {string} name @param {string} value @returns {string | number} */
  #fill(name, value) {
    if (name === "count") return Number(value.replaceAll(",", ""));
    return /^[A-Z]/.test(name) ? this.translate(value) : convert(value);
  }

  /** Several sentences in one. @param {string} text @returns {string | null} */
  #findParts(text) {
    const parts = text.split(BREAK);
    for (let end = parts.length - 1; end > 0; end -= 1) {
      const found = this.#find(parts.slice(0, end).join(" "));
      if (found !== null) return `${found} ${this.translate(parts.slice(end).join(" "))}`;
    }
    return null;
  }

  /**
   * Puts the sentences of an answer into this language.
   * @template T
   * @param {T} answer changed in its place
   * @returns {T}
   */
  readAnswer(answer) {
    if (answer !== null && typeof answer === "object" && !ArrayBuffer.isView(answer) && !(answer instanceof ArrayBuffer)) {
      const entries = /** @type {Record<string, unknown>} */ (answer);
      for (const [key, value] of Object.entries(entries)) {
        if (!SENTENCES.has(key)) this.readAnswer(value);
        else if (typeof value === "string") entries[key] = this.translate(value);
        else this.#readEach(value);
      }
    }
    return answer;
  }

  /** A list of sentences, or sentences by name. @param {unknown} value */
  #readEach(value) {
    if (value === null || typeof value !== "object") return;
    const entries = /** @type {Record<string, unknown>} */ (value);
    for (const [key, one] of Object.entries(entries)) {
      if (typeof one === "string") entries[key] = this.translate(one);
      else this.readAnswer(one);
    }
  }
}

/**
 * Puts what stands in the page into the language that is spoken from now on, or back into English.
 * @param {Element} root
 * @param {Speaker | null} speaker
 */
export function translatePage(root, speaker) {
  translateNode(root, (english) => speaker?.translate(english) ?? english);
}
