/** Start: asks the core which screen is due, opens it, and shows the window once it is painted. */

/** @import { Me, Start } from "./types.js" */
/** @import { Gate } from "./screens/gate.js" */

import { ApiError, onSessionLost, showStart, showWindow, signOut } from "./api.js";
import { ignoreOffButtons } from "./components/button.js";
import { runToastAction } from "./components/toast.js";
import { find } from "./dom.js";
import { Router } from "./router.js";
import { openShell } from "./screens/shell.js";
import { applyPreferences, createSession } from "./session.js";
import { say } from "./words.js";

/** @import { Route } from "./router.js" */

/** Screens are loaded when first opened, so that the first one is there sooner. @type {Route[]} */
const ROUTES = [
  { path: "#/profile", place: "#/profile", load: async () => (await import("./screens/profile.js")).profile },
  { path: "#/profile/edit", place: "#/profile", load: async () => (await import("./screens/profile_edit.js")).profileEdit },
  { path: "#/profile/:id", place: "#/people", load: async () => (await import("./screens/profile.js")).profile },
  { path: "#/people", place: "#/people", load: async () => (await import("./screens/people.js")).people },
  { path: "#/people/:id", place: "#/people", load: async () => (await import("./screens/people.js")).people },
  { path: "#/people/:id/edit", place: "#/people", load: async () => (await import("./screens/person_edit.js")).personEdit },
];

/** Where a sentence waits for the page that comes after a reload. */
const NOTICE = "roster.notice";

/** @type {Record<Exclude<Start["screen"], "signed_in"> | "new_password", () => Promise<Gate>>} */
const GATES = {
  first_run: async () => (await import("./screens/first_run.js")).firstRun,
  sign_in: async () => (await import("./screens/sign_in.js")).signIn,
  new_password: async () => (await import("./screens/new_password.js")).newPassword,
  broken: async () => (await import("./screens/broken.js")).broken,
};

/**
 * Opens one of the pages that stand before the signed-in window.
 * @param {keyof typeof GATES} name
 * @param {Start} start
 */
async function openGate(name, start) {
  const gate = await GATES[name]();
  const notice = takeNotice() ?? start.notice;
  const root = find(document, "#root");
  root.replaceChildren();
  gate.open(root, { start, notice, enter: (me) => enter(start, me), restart });
}

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
 * Lets a person in: to their work, or first to a new password.
 * @param {Start} start
 * @param {Me} me
 */
async function enter(start, me) {
  if (me.must_change_password) return openGate("new_password", { ...start, me });
  const session = createSession(me, start.preferences);
  const shell = openShell(find(document, "#root"), session, {
    async onSignOut() {
      if (!(await router.canLeave())) return;
      await signOut();
      restart();
    },
  });
  const router = new Router({ routes: ROUTES, outlet: shell.outlet, session, onShow: shell.setPlace });
  await router.start();
}

/** A file dropped beside its target must not replace the page. */
function refuseStrayDrops() {
  for (const type of /** @type {const} */ (["dragover", "drop"])) {
    document.addEventListener(type, (event) => {
      if (event.defaultPrevented) return;
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = "none";
    });
  }
}

/** Ctrl Z takes back what the latest toast offers to, unless a field is being edited. */
function undoWithKeys() {
  document.addEventListener("keydown", (event) => {
    const inField = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
    if (event.key.toLowerCase() !== "z" || !(event.ctrlKey || event.metaKey) || event.shiftKey || inField) return;
    if (runToastAction()) event.preventDefault();
  });
}

/** @param {Start} start */
async function openStart(start) {
  applyPreferences(start.preferences);
  if (start.screen === "signed_in" && start.me !== null) await enter(start, start.me);
  else await openGate(start.screen === "signed_in" ? "sign_in" : start.screen, start);
}

async function main() {
  ignoreOffButtons();
  refuseStrayDrops();
  undoWithKeys();
  onSessionLost((error) => restart(error.code === "password_change_required" ? undefined : error.message));
  try {
    await openStart(await showStart());
  } catch (reason) {
    console.error(reason);
    find(document, "#root").textContent = reason instanceof ApiError ? reason.message : say("error.unexpected");
  } finally {
    // Not requestAnimationFrame: it never fires while the window is hidden.
    setTimeout(showWindow, 0);
  }
}

await main();
