import assert from "node:assert/strict";
import { test } from "node:test";
import { findSpans, fold } from "../../ui/js/components/person_highlight.js";
import { searchTerms, wordsFor } from "../../ui/js/components/query_terms.js";

/** @param {string} search */
const words = (search) => wordsFor(searchTerms(search), ["username", "email", "name", "first_name", "last_name"]);

/** @param {string} text @param {string} search */
function marked(text, search) {
  return findSpans(text, words(search)).map(([start, end]) => text.slice(start, end));
}

test("case and accents do not matter", () => {
  assert.deepEqual(marked("Ana Kovačević", "KOVAC"), ["Kovač"]);
  assert.deepEqual(marked("Kovács Eszter", "kova"), ["Ková"]);
  assert.deepEqual(marked("ana.kovacevic@riverside.example", "kovač"), ["kovac"]);
});

test("letters that only look alike are not the same", () => {
  assert.deepEqual(marked("Jan Kowalski", "kova"), []);
});

test("letters without a decomposition are found by what is typed for them", () => {
  assert.deepEqual(marked("Łukasz Wójcik", "lukasz"), ["Łukasz"]);
  assert.deepEqual(marked("Þórdís", "thor"), ["Þór"]);
  assert.deepEqual(marked("Søren Ågård", "soren agard"), ["Søren", "Ågård"]);
  assert.deepEqual(marked("Æsa", "a"), ["Æ", "a"]);
});

test("every word is marked, wherever it stands", () => {
  assert.deepEqual(marked("Ana Kovačević", "kov ana"), ["Ana", "Kov"]);
  assert.deepEqual(marked("banana", "ana"), ["ana"]);
  assert.deepEqual(marked("anna anna", "nn"), ["nn", "nn"]);
});

test("words that overlap make one mark", () => {
  assert.deepEqual(marked("Kovačević", "kova vace"), ["Kovače"]);
});

test("a mark takes its accents along", () => {
  const decomposed = "Jose\u0301 Nu\u0301n\u0303ez";
  assert.deepEqual(marked(decomposed, "jose"), ["Jose\u0301"]);
  assert.deepEqual(marked(decomposed, "nun"), ["Nu\u0301n\u0303"]);
});

test("characters that fold to several are marked whole", () => {
  assert.deepEqual(marked("Großmann", "gross"), ["Groß"]);
  assert.deepEqual(marked("Großmann", "gros"), ["Groß"]);
  assert.deepEqual(marked("Großmann", "mann"), ["mann"]);
  assert.deepEqual(marked("ﬁona", "f"), ["ﬁ"]);
});

test("other scripts", () => {
  assert.deepEqual(marked("Χρήστος Παπαδόπουλος", "χρηστοσ"), ["Χρήστος"]);
  assert.deepEqual(marked("山田 花子", "花"), ["花"]);
  assert.deepEqual(marked("فاطِمة الزهراء", "فاطمة"), ["فاطِمة"]);
  assert.deepEqual(marked("김서연", "김"), ["김"]);
  assert.deepEqual(marked("😀 Ana", "ana"), ["Ana"]);
});

test("nothing to look for, nothing marked", () => {
  assert.deepEqual(marked("Ana", "   "), []);
  assert.deepEqual(marked("", "ana"), []);
  assert.deepEqual(words("\u0301"), []);
  assert.deepEqual(words(" Ana  ANA Ána "), ["ana"]);
});

test("a phrase in quotes is one word", () => {
  assert.deepEqual(words('"de la" Peña'), ["de la", "pena"]);
  assert.deepEqual(words('"open'), ['"open']);
  assert.deepEqual(words('a"b" ""'), ['a"b"', '""']);
  assert.deepEqual(marked("José de la Peña", '"de la"'), ["de la"]);
});

test("full-width and ligature forms fold to plain ones", () => {
  assert.equal(fold("Ａｎａ"), "ana");
  assert.equal(fold("İstanbul"), "istanbul");
});

test("a field is marked only there, and what must not be found is not marked", () => {
  const shown = (search) => searchTerms(search).map(({ scope, text }) => `${scope} ${text}`);
  assert.deepEqual(shown('email:ANA Mail:"a b" x'), ["email ana", "email a b", "anywhere x"]);
  assert.deepEqual(shown("first:á last:b name:c"), ["first_name a", "last_name b", "name c"]);
  assert.deepEqual(shown('-ana -"x y" -name:z ok'), ["anywhere ok"]);
  assert.deepEqual(shown('group:"Night Shift" -group:x is:staff IS:Active has:picture -is:superuser'), []);
  assert.deepEqual(shown("foo:bar is:xyz :x"), ["anywhere foo:bar", "anywhere is:xyz", "anywhere :x"]);
  assert.deepEqual(shown("- a --b kiosk-2"), ["anywhere -", "anywhere a", "anywhere kiosk-2"]);
  assert.deepEqual(shown("email: is: x"), ["anywhere x"], "unfinished terms wait");
  assert.deepEqual(shown('email:"x'), ['email "x'], "a lone quote is a letter");
  assert.deepEqual(wordsFor(searchTerms("email:a b"), ["username"]), ["b"]);
});
