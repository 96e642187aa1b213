// The sentences that the core and the shell can say, read from their sources: whatever is written there as a sentence.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const SOURCES = ["src-tauri/core/src", "src-tauri/desktop"];
/** What the shell says past the page, it says in each language itself. */
const OWN_WORDS = join("desktop", "words.rs");
const TOKEN = /\/\/[^\n]*|\/\*.*?\*\/|b?r(#*)".*?"\1|b?"((?:[^"\\]|\\.)*)"|'(?:\\.[^']*|[^'\\])'|#\[cfg\(test\)\]\s*mod \w+ \{/gs;

/** Sentences that no page shows: what demo people say of themselves, files for people, the terminal. */
const NOT_SHOWN = [
  "Looks after the reading room.",
  "Edits the newsletter and runs the Thursday reading group.",
  "Volunteers at the front desk on weekends.",
  "Repairs bicycles, radios and anything with a plug.",
  "Teaches the evening class on family history.",
  "Keeps the garden. Ask about tomatoes.",
  "Drives the book bus through the valley.",
  "Takes the photographs at our events.",
  "There is no display. On a machine without one, use rosterctl.",
];

/** What is put together of pieces, and all that can become of it. */
const COMPOSED = {
  "1 {}": ["1 second", "1 minute"],
  "{} {}s": ["{count} seconds", "{count} minutes"],
  "The roster{} is damaged and can't be read.": ["The roster at {path} is damaged and can't be read.", "The roster is damaged and can't be read."],
  "The roster at {}": ["The roster at {path} can't be opened: {Reason}."],
  "The roster": ["The roster can't be opened: {Reason}."],
  "{}, {}": ["{encoding}, separated by semicolons", "{encoding}, separated by tabs", "{encoding}, separated by vertical bars", "{encoding}, separated by commas"],
  "A row{} never ends. Perhaps a quotation mark is missing somewhere.": [
    "A row after line {line} never ends. Perhaps a quotation mark is missing somewhere.",
    "A row never ends. Perhaps a quotation mark is missing somewhere.",
  ],
  "The table can’t be read{}.": ["The table can’t be read after line {line}.", "The table can’t be read."],
  "The picture has {} pixels; at most {} million can be read{}.": [
    "The picture has {pixels} pixels; at most {most} million can be read.",
    "The picture has {pixels} pixels; at most {most} million can be read of {Kind}.",
  ],
  "Nobody changes their own {}. Ask another administrator.": [
    "Nobody changes their own status and groups. Ask another administrator.",
    "Nobody changes their own role. Ask another administrator.",
  ],
  "The group {} has the right to {}, and you don’t. Nobody {} a right that they do not hold.": ["grants", "takes", "grants or takes"].map(
    (verb) => `The group {name} has the right to {Right}, and you don’t. Nobody ${verb} a right that they do not hold.`,
  ),
};

/** What an import says of a rule begins within a sentence. */
const IN_LOWER_CASE = ["Not only numbers", "Not easy to guess", "Not like your name", "At most 1,024 characters"];

/** What the operating system says, as far as it is often seen. */
const OF_THE_SYSTEM = ["permission denied", "no such file or directory", "not a directory", "read-only file system", "no space left on device"];

/** @param {string} text @returns {string} the same without the names of what varies */
export const blank = (text) => text.replace(/\{[^{}]*\}/g, "{}");

function readLiterals() {
  const found = new Set();
  const files = SOURCES.flatMap((folder) => readdirSync(join(ROOT, folder), { recursive: true }).map((file) => join(ROOT, folder, file)));
  for (const file of files.filter((name) => name.endsWith(".rs") && !name.endsWith(OWN_WORDS))) {
    for (const [token, , literal] of readFileSync(file, "utf8").matchAll(TOKEN)) {
      if (token.startsWith("#[cfg(test)]")) break;
      if (literal === undefined) continue;
      const text = literal.replace(/\\\r?\n\s*/g, "").replaceAll("\\n", "\n").replaceAll('\\"', '"');
      found.add(blank(text));
    }
  }
  return found;
}

/** Begins and ends as a sentence does. */
const isSentence = (text) => /^[\p{Lu}“{].* .*[.?!]$/su.test(text) && !text.includes("\n");

/**
 * @returns {{ sentences: string[], isKnown: (text: string) => boolean, unused: string[] }} the sentences that must be known, with
 *   `{}` for what varies; whether the core can say a text at all; what is listed here in vain
 */
export function readCoreTexts() {
  const literals = readLiterals();
  const whole = new Set([...literals].filter((text) => isSentence(text) && !NOT_SHOWN.includes(text) && !Object.hasOwn(COMPOSED, text)));
  const composed = new Set([...Object.values(COMPOSED).flat(), ...IN_LOWER_CASE.map((text) => text.toLowerCase()), ...OF_THE_SYSTEM].map(blank));
  return {
    sentences: [...whole, ...composed],
    isKnown: (text) => literals.has(blank(text)) || composed.has(blank(text)),
    unused: [...NOT_SHOWN, ...Object.keys(COMPOSED), ...IN_LOWER_CASE].filter((text) => !literals.has(text)),
  };
}
