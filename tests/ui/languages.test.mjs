// Every language says all that English says, and nothing else.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { TONGUES, resolveLanguage } from "../../ui/js/language.js";
import { SENTENCES } from "../../ui/js/speaker.js";
import { WORDS } from "../../ui/js/words.js";
import { blank, readCoreTexts } from "./support/core_texts.mjs";
import { listPageTexts } from "./support/page_texts.mjs";

const UI = fileURLToPath(new URL("../../ui/js", import.meta.url));
const page = listPageTexts();
const core = readCoreTexts();

/** Every form of a sentence. */
const formsOf = (words) => (typeof words === "string" ? [words] : Object.values(words));
const namesIn = (words) => new Set(formsOf(words).flatMap((form) => [...form.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)));

/** A number may be a word in one language and a figure in another; all else that varies is named in each. */
function assertSameNames(key, english, words) {
  const [wanted, found] = [namesIn(english), namesIn(words)];
  for (const name of found) assert.ok(wanted.has(name), `${key} fills in {${name}}, which nobody gives`);
  for (const name of wanted) assert.ok(name === "count" || found.has(name), `${key} leaves {${name}} out`);
}

/** Sentences that count have a form for each way in which the language counts. */
function assertForms(key, words, locale) {
  if (typeof words === "string") return;
  const wanted = new Intl.PluralRules(locale).resolvedOptions().pluralCategories;
  assert.deepEqual(Object.keys(words).sort(), [...wanted].sort(), `the forms of ${key}`);
}

function assertLetters(tag, key, words) {
  for (const form of formsOf(words)) {
    assert.doesNotMatch(form, /[“”"]/, `${key}: quotation marks of another language`);
    if (tag === "ar") assert.doesNotMatch(form, /[?;]|(?<=\p{Script=Arabic}),/u, `${key}: Latin punctuation (${form})`);
  }
}

for (const [tag, { locale, load }] of Object.entries(TONGUES)) {
  if (tag === "en") continue;
  const { words, texts } = await load();

  test(`${tag} has the words of every script`, () => {
    assert.deepEqual(Object.keys(words).sort(), Object.keys(WORDS).sort());
    for (const [key, english] of Object.entries(WORDS)) {
      assertSameNames(key, english, words[key]);
      assertForms(key, words[key], locale);
      assert.ok(typeof english === "string" || typeof words[key] !== "string", `${key} counts`);
      assert.equal(formsOf(words[key]).includes(""), english === "", `${key} is empty`);
    }
  });

  test(`${tag} has the texts of every template and the sentences of the core`, () => {
    const known = new Set(Object.keys(texts));
    const blanks = new Set([...known].map(blank));
    const missing = [...page.filter((text) => !known.has(text)), ...core.sentences.filter((text) => !blanks.has(text))];
    assert.deepEqual(missing, []);
    const unused = [...known].filter((text) => !page.includes(text) && !core.isKnown(text));
    assert.deepEqual(unused, []);
    for (const [key, translated] of Object.entries(texts)) {
      assertSameNames(key, key, translated);
      assertForms(key, translated, locale);
    }
  });

  test(`${tag} has the signs of its own script`, () => {
    for (const [key, found] of [...Object.entries(words), ...Object.entries(texts)]) {
      if (tag !== "de") assertLetters(tag, key, found);
      if (tag === "ar") for (const form of formsOf(found).filter((form) => /[a-z]{3} [a-z]{3}/i.test(form))) assert.match(form, /\p{Script=Arabic}/u, key);
    }
  });
}

test("what is listed as the core's is there", () => assert.deepEqual(core.unused, []));

test("every sentence in an answer of the core is translated", () => {
  for (const file of ["core.d.ts", "shell.d.ts"]) {
    const types = readFileSync(join(UI, file), "utf8");
    const documented = [...types.matchAll(/\/\*\*\n((?: \*[^\n]*\n)*?) \*\/\n(\w+)\??: ([^\n]*)/g)];
    assert.ok(documented.length > 10);
    for (const [, words, name, type] of documented) {
      const isSentence = /\bstring\b/.test(type) && /^ \* (Why|What is wrong)|sentence|in words/im.test(words) && !/DayRange|name\b.*id\b/.test(words);
      if (isSentence) assert.ok(SENTENCES.has(name), `${file}: ${name}`);
    }
  }
});

test("the system's language is taken if Roster speaks it", () => {
  assert.equal(resolveLanguage("system", ["de-AT", "en"]), "de");
  assert.equal(resolveLanguage("system", ["ja", "AR-EG"]), "ar");
  assert.equal(resolveLanguage("system", ["ja"]), "en");
  assert.equal(resolveLanguage("fr", ["de"]), "fr");
});
