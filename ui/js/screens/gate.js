/** What the pages before the signed-in window have in common: first run, sign-in, a new password, a broken database. */

/** @import { Me, Start } from "../types.js" */

import { part } from "../dom.js";
import { say } from "../words.js";

/**
 * @typedef {object} GateContext
 * @property {Start} start
 * @property {string | null} notice why the person is here, when it is not plain
 * @property {(me: Me) => Promise<void>} enter lets a signed-in person in
 * @property {(me: Me) => Promise<void>} welcome lets the first administrator in, by way of their recovery codes
 * @property {(notice?: string) => void} restart reloads the page
 */

/** @typedef {{ open: (root: HTMLElement, context: GateContext) => void }} Gate */

/**
 * Finishes a page mounted from a template: its title in the window, the version at its foot, and the way to another roster
 * where there is one.
 * @param {HTMLElement} root
 * @param {Start} start
 * @param {string} title
 */
export function finishGate(root, start, title) {
  document.title = say("app.title", { screen: title });
  part(root, "version").textContent = say("app.version", { version: start.version });
  root.querySelector('[data-part="open-roster"]')?.addEventListener("click", async () => {
    const { openRosters } = await import("../components/roster_list.js");
    await openRosters(async () => true);
  });
}
