/**
 * Marks what a search found. The core folds both the search and what it looks through; the same folding is done here
 * to find the place in the text as it was typed.
 */

/** @typedef {[start: number, end: number]} Span UTF-16 positions in the original text */

/** One folded text and, for each of its UTF-16 units, which part of the original it came from. */
/** @typedef {{ text: string, starts: number[] }} Folded */

import { setText } from "../dom.js";

const PLAIN = /^[\x00-\x7f]*$/;
const ACCENTS = /\p{Mn}/gu;

/** Letters that Unicode does not take apart, and what is typed for them. The core has the same list. */
const PLAIN_LETTERS = new Map([
  ["ł", "l"],
  ["ø", "o"],
  ["đ", "d"],
  ["ð", "d"],
  ["þ", "th"],
  ["æ", "ae"],
  ["œ", "oe"],
  ["ħ", "h"],
  ["ı", "i"],
]);
const UNSPLIT = new RegExp(`[${[...PLAIN_LETTERS.keys()].join("")}]`, "gu");

/**
 * Upper case first, because that is the full mapping ("ß" to "SS"); then lower case, which ends Greek
 * words on "ς" where folding wants "σ" everywhere.
 * @param {string} text
 */
const foldCase = (text) => text.toUpperCase().toLowerCase().replaceAll("ς", "σ");

/** @param {string} text @returns {string} as the core's `fold_search` */
export function fold(text) {
  if (PLAIN.test(text)) return text.toLowerCase();
  return foldCase(text.normalize("NFKD"))
    .normalize("NFKD")
    .replace(ACCENTS, "")
    .replace(UNSPLIT, (letter) => PLAIN_LETTERS.get(letter) ?? letter);
}

/** @param {string} text @returns {Folded} */
function foldWithPlaces(text) {
  let folded = "";
  /** @type {number[]} */
  const starts = [];
  let at = 0;
  for (const character of text) {
    const piece = fold(character);
    for (let unit = 0; unit < piece.length; unit += 1) starts.push(at);
    folded += piece;
    at += character.length;
  }
  return { text: folded, starts };
}

/** @param {Span[]} spans @returns {Span[]} */
function mergeSpans(spans) {
  spans.sort((one, other) => one[0] - other[0]);
  /** @type {Span[]} */
  const merged = [];
  for (const span of spans) {
    const last = merged.at(-1);
    if (last && span[0] <= last[1]) last[1] = Math.max(last[1], span[1]);
    else merged.push(span);
  }
  return merged;
}

/**
 * Where the terms stand in the text. A span covers whole characters with their accents, even when only part of
 * what they fold to was searched for.
 * @param {string} text
 * @param {readonly string[]} terms folded
 * @returns {Span[]}
 */
export function findSpans(text, terms) {
  if (terms.length === 0 || text === "") return [];
  const plain = PLAIN.test(text);
  const folded = plain ? { text: text.toLowerCase(), starts: [] } : foldWithPlaces(text);
  /** @type {Span[]} */
  const spans = [];
  for (const term of terms) {
    for (let at = folded.text.indexOf(term); at !== -1; at = folded.text.indexOf(term, at + term.length)) {
      spans.push(plain ? [at, at + term.length] : placeInText(text, folded, at, term.length));
    }
  }
  return mergeSpans(spans);
}

/** @param {string} text @param {Folded} folded @param {number} at @param {number} length @returns {Span} */
function placeInText(text, { starts }, at, length) {
  const start = starts[at] ?? 0;
  const last = starts[at + length - 1] ?? start;
  let next = at + length;
  while (starts[next] === last) next += 1;
  return [start, starts[next] ?? text.length];
}

/**
 * Puts a text into an element with the found parts in `<mark>`. Writes nothing when nothing would change.
 * @param {HTMLElement} element
 * @param {string} text
 * @param {readonly string[]} terms folded
 */
export function showMarked(element, text, terms) {
  const spans = findSpans(text, terms);
  if (spans.length === 0) {
    setText(element, text);
    return;
  }
  /** @type {(string | HTMLElement)[]} */
  const parts = [];
  let done = 0;
  for (const [start, end] of spans) {
    const mark = document.createElement("mark");
    mark.textContent = text.slice(start, end);
    parts.push(text.slice(done, start), mark);
    done = end;
  }
  element.replaceChildren(...parts, text.slice(done));
}
