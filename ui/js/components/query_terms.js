/** The query language of the search box, as far as marking needs it. The core's `query/parse.rs` says what it means. */

import { fold } from "./person_highlight.js";

/** Where a word is looked for. @typedef {"anywhere" | "username" | "email" | "name" | "first_name" | "last_name"} Scope */

/** @typedef {{ scope: Scope, text: string }} Term a folded word that must be found */

/** More terms than anybody types; the core ignores the rest as well. */
const MOST = 20;

/** @type {Map<string, Scope>} */
const FIELDS = new Map([
  ["username", "username"],
  ["email", "email"],
  ["mail", "email"],
  ["name", "name"],
  ["first_name", "first_name"],
  ["first", "first_name"],
  ["last_name", "last_name"],
  ["last", "last_name"],
]);

/** What is asked of people and found in no text. */
const FACTS = new Map([
  ["is", new Set(["active", "inactive", "staff", "superuser", "locked", "never-signed-in", ""])],
  ["has", new Set(["picture", ""])],
]);

/** A phrase in quotes that ends at a space or at the end, or a word. */
const VALUE = /"([^"]*[^"\s][^"]*)"(?=\s|$)|\S*/uy;

/** @param {string} text @param {number} at @returns {{ value: string, end: number }} */
function readValue(text, at) {
  VALUE.lastIndex = at;
  const [all = "", phrase] = VALUE.exec(text) ?? [];
  return { value: (phrase ?? all).trim(), end: at + all.length };
}

/**
 * What a search marks: nothing for words that must not be found, nor for groups and facts; without repeats.
 * @param {string} search
 * @returns {Term[]}
 */
export function searchTerms(search) {
  /** @type {Map<string, Term>} */
  const terms = new Map();
  let at = 0;
  for (let count = 0; count < MOST; count += 1) {
    while (/\s/u.test(search[at] ?? "")) at += 1;
    if (at >= search.length) break;
    const { term, end } = readTerm(search, at);
    if (term && term.text !== "") terms.set(`${term.scope} ${term.text}`, term);
    at = end;
  }
  return [...terms.values()];
}

/** @param {string} search @param {number} start @returns {{ term: Term | null, end: number }} */
function readTerm(search, start) {
  const negated = search[start] === "-" && /\S/u.test(search[start + 1] ?? "");
  const at = negated ? start + 1 : start;
  const name = /^[a-z_]+(?=:)/iu.exec(search.slice(at))?.[0] ?? "";
  const field = name.toLowerCase();
  const behind = readValue(search, at + name.length + 1);
  const scope = FIELDS.get(field);
  const isFact = FACTS.get(field)?.has(fold(behind.value)) ?? false;
  if (field === "group" || isFact) return { term: null, end: behind.end };
  const { value, end } = scope ? behind : readValue(search, at);
  return { term: negated ? null : { scope: scope ?? "anywhere", text: fold(value) }, end };
}

/**
 * The words to mark in one field of a person.
 * @param {readonly Term[]} terms
 * @param {readonly Scope[]} scopes what the text is
 * @returns {string[]}
 */
export const wordsFor = (terms, scopes) => terms.filter(({ scope }) => scope === "anywhere" || scopes.includes(scope)).map(({ text }) => text);
