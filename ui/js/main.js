/** Start: asks the core which screen is due, opens it, and shows the window meanwhile. */

/** @import { Language, Me, Preferences, Start } from "./types.js" */
/** @import { Gate } from "./screens/gate.js" */

import { ApiError, noteLanguage, onLocked, onProofNeeded, onSessionLost, savePreferences, showStart, showWindow } from "./api.js";
import { ignoreOffButtons } from "./components/button.js";
import { showToast } from "./components/toast.js";
import { find } from "./dom.js";
import { language, onLanguage, readAnswer, speak } from "./language.js";
import { applyPreferences } from "./session.js";
import { guardWindow } from "./window.js";
import { say } from "./words.js";
import { keepZoom } from "./zoom.js";

/** Where a sentence waits for the page that comes after a reload. */
const NOTICE = "roster.notice";

/** Each is loaded when it is due, so that the first one is there sooner. @type {Record<string, () => Promise<Gate>>} */
const GATES = {
  first_run: async () => (await import("./screens/first_run.js")).firstRun,
  sign_in: async () => (await import("./screens/sign_in.js")).signIn,
  locked: async () => (await import("./screens/locked.js")).lockedGate,
  recovery_codes: async () => (await import("./screens/recovery_codes.js")).recoveryCodes,
  new_password: async () => (await import("./screens/new_password.js")).newPassword,
  broken: async () => (await import("./screens/broken.js")).broken,
};

/** @returns {string | null} */
function takeNotice() {
  const notice = sessionStorage.getItem(NOTICE);
  sessionStorage.removeItem(NOTICE);
  return notice;
}

/** Reloads the page, which clears everything it knew about the person. @param {string} [notice] said on the next page */
function restart(notice) {
  if (notice) sessionStorage.setItem(NOTICE, notice);
  history.replaceState(null, "", location.pathname);
  location.reload();
}

/**
 * What is chosen before anybody is there. A preference that could not be written is lost at the next start, which is not
 * worth a word now.
 * @param {Start} start
 * @param {Partial<Preferences>} changes
 */
async function choose(start, changes) {
  start.preferences = { ...start.preferences, ...changes };
  await savePreferences(start.preferences).catch((error) => console.warn("Preferences were not saved:", error));
}

/**
 * @param {Start} start
 * @param {Language} choice
 */
async function chooseLanguage(start, choice) {
  await speak(choice);
  await choose(start, { language: choice });
}

/**
 * Opens one of the pages that stand before the signed-in window.
 * @param {keyof typeof GATES} name
 * @param {Start} start
 */
async function openGate(name, start) {
  const gate = await GATES[name]?.();
  const root = find(document, "#root");
  root.replaceChildren();
  gate?.open(root, {
    start,
    notice: takeNotice(),
    enter: (me) => enter(start, me),
    welcome: (me) => openGate("recovery_codes", { ...start, me }),
    chooseLanguage: (choice) => chooseLanguage(start, choice),
    restart,
  });
}

/**
 * Lets a person in: to their work, or first to a new password.
 * @param {Start} start
 * @param {Me} me
 */
async function enter(start, me) {
  if (me.must_change_password) return openGate("new_password", { ...start, me });
  const { openSignedIn } = await import("./signed_in.js");
  await openSignedIn(find(document, "#root"), me, start.preferences, restart);
}

/** @param {Start} start */
async function openStart(start) {
  applyPreferences(start.preferences);
  keepZoom({ get: () => start.preferences.zoom, set: (percent) => void choose(start, { zoom: percent }) });
  await speak(start.preferences.language);
  readAnswer(start);
  // While the system makes the window, the page makes what it shows. At once: a hidden window has no animation frames,
  // and its timers are late.
  void showWindow();
  if (start.me !== null) await enter(start, start.me);
  else await openGate(start.screen, start);
  if (start.notice !== null) showToast({ text: start.notice, tone: "warn", stay: true });
}

/** @param {unknown} reason @returns {string} */
const describe = (reason) => (reason instanceof ApiError ? reason.message : say("error.unexpected"));

async function main() {
  ignoreOffButtons();
  guardWindow();
  // What the program itself says, in the titles of dialogs and in files, is as the page says it.
  onLanguage(() => void noteLanguage(language.tag));
  // The last resort for what no screen has answered: better a line at the foot than silence.
  window.addEventListener("unhandledrejection", ({ reason }) => showToast({ text: describe(reason), tone: "danger" }));
  onSessionLost((error) => restart(error.code === "password_change_required" ? undefined : error.message));
  // Until somebody is in: the page begins anew, and asks for the password.
  onLocked(() => {
    restart();
    return new Promise(() => {});
  });
  onProofNeeded(async () => (await import("./components/proof_dialog.js")).askProof());
  // Most starts lead to sign-in, which is fetched while the core opens the roster.
  void GATES.sign_in?.();
  try {
    await openStart(await showStart());
  } catch (reason) {
    console.error(reason);
    find(document, "#root").textContent = describe(reason);
    void showWindow();
  }
}

await main();
