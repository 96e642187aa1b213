/** What the pages before the signed-in window have in common: first run, sign-in, a new password, a broken database. */

/** @import { Language, Me, Start } from "../types.js" */

import { attachLanguageChoice } from "../components/language_choice.js";
import { part } from "../dom.js";
import { onLanguage } from "../language.js";
import { say } from "../words.js";

/**
 * @typedef {object} GateContext
 * @property {Start} start
 * @property {string | null} notice why the person is here, when it is not plain
 * @property {(me: Me) => Promise<void>} enter lets a signed-in person in
 * @property {(me: Me) => Promise<void>} welcome lets the first administrator in, by way of their recovery codes
 * @property {(choice: Language) => Promise<void>} chooseLanguage speaks it from now on, and remembers it
 * @property {(notice?: string) => void} restart reloads the page
 */

/** @typedef {{ open: (root: HTMLElement, context: GateContext) => void }} Gate */

/**
 * Finishes a page mounted from a template: its title in the window, the version at its foot, the choice of a language, and
 * the way to another roster where there is one.
 * @param {HTMLElement} root
 * @param {GateContext} context
 * @param {HTMLElement} heading that names it
 */
export function finishGate(root, { start, chooseLanguage }, heading) {
  const name = () => {
    if (!heading.isConnected) return;
    document.title = say("app.title", { screen: heading.textContent ?? "" });
    part(root, "version").textContent = say("app.version", { version: start.version });
  };
  name();
  onLanguage(name);
  const choice = root.querySelector('select[data-part="language"]');
  if (choice instanceof HTMLSelectElement) attachLanguageChoice(choice, start.preferences.language, chooseLanguage);
  root.querySelector('[data-part="open-roster"]')?.addEventListener("click", async () => {
    const { openRosters } = await import("../components/roster_list.js");
    await openRosters(async () => true);
  });
}
