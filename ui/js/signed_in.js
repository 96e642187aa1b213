/** The signed-in window: its places, and the way out. */

/** @import { Me, Preferences } from "./types.js" */
/** @import { Route } from "./router.js" */

import { closeWindow, onCloseAsked, onGo, signOut, takePlace } from "./api.js";
import { canEndImport } from "./components/import_leave.js";
import { focusLanguageChoice } from "./components/language_choice.js";
import { attachLock } from "./components/lock.js";
import { onLanguage } from "./language.js";
import { Router } from "./router.js";
import { openShell } from "./screens/shell.js";
import { createSession } from "./session.js";

/** Screens are loaded when first opened. @type {Route[]} */
const ROUTES = [
  { path: "#/profile", place: "#/profile", load: async () => (await import("./screens/profile.js")).profile },
  { path: "#/profile/edit", place: "#/profile", load: async () => (await import("./screens/profile_edit.js")).profileEdit },
  { path: "#/profile/:id", place: "#/people", load: async () => (await import("./screens/profile.js")).profile },
  { path: "#/people", place: "#/people", load: async () => (await import("./screens/people.js")).people },
  { path: "#/people/:id", place: "#/people", load: async () => (await import("./screens/people.js")).people },
  { path: "#/people/everyone", place: "#/people", load: async () => (await import("./screens/people.js")).view },
  { path: "#/people/groups/:group", place: "#/people", load: async () => (await import("./screens/people.js")).members },
  { path: "#/people/imports/:event", place: "#/people", load: async () => (await import("./screens/people.js")).imported },
  { path: "#/people/views/:view", place: "#/people", load: async () => (await import("./screens/people.js")).view },
  { path: "#/people/:id/edit", place: "#/people", load: async () => (await import("./screens/person_edit.js")).personEdit },
  { path: "#/groups", place: "#/groups", load: async () => (await import("./screens/groups.js")).groups },
  { path: "#/groups/:id", place: "#/groups", load: async () => (await import("./screens/groups.js")).groups },
  { path: "#/activity", place: "#/activity", load: async () => (await import("./screens/activity.js")).activity },
  { path: "#/settings", place: "#/settings", load: async () => (await import("./screens/settings.js")).appearance },
  { path: "#/settings/security", place: "#/settings", load: async () => (await import("./screens/settings.js")).security },
  { path: "#/settings/backups", place: "#/settings", load: async () => (await import("./screens/settings.js")).backups },
  { path: "#/settings/rosters", place: "#/settings", load: async () => (await import("./screens/settings.js")).rosters },
  { path: "#/settings/about", place: "#/settings", load: async () => (await import("./screens/settings.js")).about },
  { path: "#/import", place: "#/import", load: async () => (await import("./screens/import.js")).importPeople },
  { path: "#/trash", place: "#/trash", load: async () => (await import("./screens/trash.js")).trash },
];

/**
 * @param {HTMLElement} root
 * @param {Me} me
 * @param {Preferences} preferences
 * @param {() => void} restart reloads the page
 */
export async function openSignedIn(root, me, preferences, restart) {
  const session = createSession(me, preferences);
  const lockNow = attachLock(session, restart);
  const shell = openShell(root, session, {
    onLock: lockNow,
    async onSignOut() {
      if (!(await session.canEnd())) return;
      try {
        await signOut();
      } finally {
        restart();
      }
    },
  });
  const router = new Router({ routes: ROUTES, outlet: shell.outlet, session, onShow: shell.setPlace });
  session.canEnd = async () => (await router.canLeave()) && canEndImport(session.imports);
  // What the core has said, and what the screen has made of it, is still in the language of before.
  onLanguage(async () => {
    await session.refreshMe();
    await router.reopen();
    focusLanguageChoice();
  });
  let asking = false;
  onCloseAsked(async () => {
    if (asking) return;
    asking = true;
    const leaves = await session.canEnd();
    asking = false;
    if (leaves) await closeWindow();
  });
  // Under an open dialog nothing moves away: what was asked for is a click away.
  const goWhereAsked = async () => {
    const place = await takePlace();
    if (place !== null && !document.querySelector("dialog[open]")) await router.go(`#/${place}`);
  };
  onGo(() => void goWhereAsked());
  await router.start();
  // Afterwards: few ask for a place, and nobody else should wait for the answer.
  await goWhereAsked();
}
