// Sentences of the core in another language: found by their English, with what varies put in its place.

import assert from "node:assert/strict";
import { before, test } from "node:test";

globalThis.document = { documentElement: {}, body: {} };
const { TONGUES, language, phrase } = await import("../../ui/js/language.js");
const { Speaker } = await import("../../ui/js/speaker.js");
const { say } = await import("../../ui/js/words.js");

const bare = (text) => text.replace(/[\u2066-\u2069]/g, "");

/** As speak() does, without a page. */
async function use(tag) {
  const { locale, direction, load } = TONGUES[tag];
  const catalogue = await load();
  Object.assign(language, { tag, locale, isRightToLeft: direction === "rtl", speaker: catalogue && new Speaker(catalogue) });
  return language.speaker;
}

test("English is as it is written", async () => {
  await use("en");
  assert.equal(say("people.count", { count: 1 }), "1 person");
  assert.equal(say("people.count", { count: 12_000 }), "12,000 people");
  assert.equal(say("delete.title", { name: "Ana" }), "Delete Ana?");
  assert.equal(say("delete.title", { name: "خالد" }), "Delete \u2068خالد\u2069?");
  assert.equal(say("event.add"), "{actor} added {target}");
});

test("what is itself a text is translated within a sentence", async () => {
  const german = await use("de");
  assert.equal(german.translate("You need the right to see people. Ask an administrator."), "Dazu brauchen Sie das Recht „Personen sehen“. Fragen Sie einen Administrator.");
  assert.equal(
    german.translate("The group “Editors” is left out: You don’t have the right to add people. Nobody grants or takes a right that they do not hold."),
    "Die Gruppe „Editors“ wird weggelassen: Sie haben das Recht „Personen hinzufügen“ nicht. Niemand gibt oder nimmt ein Recht, das er nicht hat.",
  );
});

test("names stay as they were typed", async () => {
  const german = await use("de");
  assert.equal(german.translate("Nobody here is called “Groups”."), "Hier heißt niemand „Groups“.");
  const answer = { name: "Groups", bio: "Only a person has a password.", refused: "They are in the trash.", errors: { email: "The part before the “@” is missing." } };
  german.readAnswer(answer);
  assert.deepEqual(answer, { name: "Groups", bio: "Only a person has a password.", refused: "Bereits im Papierkorb.", errors: { email: "Der Teil vor dem „@“ fehlt." } });
});

test("numbers and moments are written as the language writes them", async () => {
  const german = await use("de");
  assert.equal(german.translate("Too many tries. Wait 30 seconds, then try again."), "Zu viele Versuche. Warten Sie 30 Sekunden und versuchen Sie es dann noch einmal.");
  assert.match(german.translate("The location was changed again by Ana on 4 April 2026 at 10:30."), /^Ort: von Ana noch einmal geändert \(4\. April 2026 um 10:30\)\.$/);
  assert.match(german.translate("The newest good backup is from 4 April 2026, 10:30 UTC and has 1,204 people. Restoring it keeps the damaged file aside."), /4\. April 2026.* enthält 1\.204 Personen\. Beim Wiederherstellen/);
});

test("several sentences in one are translated one by one", async () => {
  const french = await use("fr");
  assert.equal(french.translate("They have no password. They are in the trash."), "N’a pas de mot de passe. Déjà dans la corbeille.");
});

test("Arabic counts in six ways, and keeps names apart from its own direction", async () => {
  const arabic = await use("ar");
  const counted = [0, 1, 2, 3, 11, 100].map((count) => say("people.count", { count }));
  assert.deepEqual(counted, ["0 شخص", "شخص واحد", "شخصان", "3 أشخاص", "11 شخصًا", "100 شخص"]);
  assert.equal(say("delete.title", { name: "Ana" }), "هل تريد حذف \u2068Ana\u2069؟");
  assert.equal(bare(arabic.translate("This is too long. Use at most 150 characters.")), "هذا طويل جدًا. الحد الأقصى 150 حرفًا.");
});

test("what nobody knows stays English", async () => {
  const spanish = await use("es");
  assert.equal(spanish.translate("Quite new."), "Quite new.");
  assert.equal(phrase(spanish.words["people.count"], { count: 1_000_000 }), "1.000.000 de personas");
});

before(() => use("en"));
