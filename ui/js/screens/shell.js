/** The frame of the signed-in window: the rail with its places, and the account menu. */

/** @import { Session } from "../session.js" */
/** @import { Me, Preferences } from "../types.js" */

import { setAvatar } from "../components/avatar.js";
import { attachImportRail } from "../components/import_rail.js";
import { attachMenu } from "../components/popover.js";
import { attachViewRail } from "../components/view_rail.js";
import { attachTip } from "../components/tip.js";
import { fill, find, mountTemplate, part } from "../dom.js";
import { onLanguage } from "../language.js";
import { say } from "../words.js";
import { openChangePassword } from "./change_password.js";
import { openLockAfter } from "./lock_after.js";
import { openOwnData } from "./own_data.js";
import { openRosters } from "../components/roster_list.js";
import { openRenewCodes } from "./renew_codes.js";

/** The rail shows icons only; the same width stands in nav.css. */
const NARROW = matchMedia("(width < 880px)");

/** Where F6 lands inside a region: the first of these that it has. */
const STARTS = ["[aria-current]", '[role="row"][tabindex="0"]', "input", '[tabindex="0"]', "button, a"];

/**
 * @typedef {object} Shell
 * @property {HTMLElement} outlet holds the `<main>` of the screen in view
 * @property {(place: string) => void} setPlace marks where the person is
 */

/** @param {Me} me @returns {string} */
function nameRole(me) {
  if (me.is_superuser) return say("role.superuser");
  return me.is_staff ? say("role.staff") : say("role.signed_in");
}

/**
 * @param {HTMLElement} app
 * @param {Session} session
 */
function showAccount(app, { me, preferences }) {
  setAvatar(part(app, "face"), me);
  fill(app, { name: me.name, role: nameRole(me) });
  part(app, "people").hidden = !me.opens_people;
  part(app, "groups").hidden = !me.opens_groups;
  part(app, "activity").hidden = !me.opens_history;
  part(app, "trash").hidden = !me.opens_trash;
  part(app, "import").hidden = me.imports_people !== null;
  for (const item of app.querySelectorAll("[data-theme-choice]")) {
    item.setAttribute("aria-checked", String(item.getAttribute("data-theme-choice") === preferences.theme));
  }
}

/** Names the icons while the rail is too narrow for words. @param {HTMLElement} app */
function nameIcons(app) {
  for (const item of app.querySelectorAll(".nav-item")) {
    if (!(item instanceof HTMLElement)) continue;
    const label = find(item, ".label");
    const tip = attachTip(item, label.textContent ?? "", () => NARROW.matches);
    onLanguage(() => tip.setText(label.textContent ?? ""));
  }
}

/**
 * F6 goes round the regions of the window; Ctrl and a digit opens a place of the rail, Ctrl O another roster.
 * @param {HTMLElement} app
 */
function moveWithKeys(app) {
  document.addEventListener("keydown", (event) => {
    if (document.querySelector("dialog[open]")) return;
    if (event.key === "F6") {
      event.preventDefault();
      focusNextRegion(app, event.shiftKey ? -1 : 1);
    } else if ((event.ctrlKey || event.metaKey) && event.key === ",") {
      event.preventDefault();
      part(app, "settings").click();
    } else if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "o") {
      event.preventDefault();
      part(app, "open-roster").click();
    } else if ((event.ctrlKey || event.metaKey) && /^[1-9]$/.test(event.key)) {
      const link = app.querySelectorAll(".nav:not(.views) > li:not([hidden]) > .nav-item")[Number(event.key) - 1];
      if (!(link instanceof HTMLElement)) return;
      event.preventDefault();
      link.click();
    }
  });
}

/**
 * @param {HTMLElement} app
 * @param {1 | -1} step
 */
function focusNextRegion(app, step) {
  const places = app.querySelectorAll("[data-region], main:not(:has([data-region]))");
  const regions = [...places].filter((region) => region instanceof HTMLElement && region.offsetParent !== null);
  const here = regions.findLastIndex((region) => region.contains(document.activeElement));
  const next = regions.at((here + step) % regions.length);
  if (!(next instanceof HTMLElement)) return;
  const inside = STARTS.map((start) => next.querySelector(start)).find((element) => element instanceof HTMLElement);
  (inside instanceof HTMLElement ? inside : next).focus();
}

/**
 * @param {HTMLElement} root
 * @param {Session} session
 * @param {{ onSignOut: () => Promise<void>, onLock: () => void }} actions
 * @returns {Shell}
 */
export function openShell(root, session, { onSignOut, onLock }) {
  root.replaceChildren();
  mountTemplate(root, "shell");
  const app = find(root, ".app");

  showAccount(app, session);
  session.onChange(() => showAccount(app, session));
  nameIcons(app);
  moveWithKeys(app);
  attachMenu(part(app, "account"), part(app, "menu"));

  attachViewRail(part(app, "views-section"), part(app, "rail-views"), session.views);
  if (session.me.opens_people) session.views.load().catch((reason) => console.warn("The saved views could not be read:", reason));

  attachImportRail(part(app, "import-work"), session.imports);
  for (const item of app.querySelectorAll("[data-theme-choice]")) {
    item.addEventListener("click", () => {
      session.setPreferences({ theme: /** @type {Preferences["theme"]} */ (item.getAttribute("data-theme-choice")) });
    });
  }
  part(app, "change-password").addEventListener("click", () => void openChangePassword(session));
  part(app, "renew-codes").addEventListener("click", () => openRenewCodes(session));
  part(app, "own-data").addEventListener("click", () => void openOwnData());
  part(app, "lock-after").addEventListener("click", () => openLockAfter(session));
  part(app, "open-roster").addEventListener("click", () => void openRosters(session.canEnd));
  part(app, "lock").addEventListener("click", onLock);
  part(app, "sign-out").addEventListener("click", () => void onSignOut());
  part(app, "skip").addEventListener("click", (event) => {
    event.preventDefault();
    find(app, "main").focus();
  });

  return {
    outlet: app,
    setPlace(place) {
      for (const link of app.querySelectorAll(".nav:not(.views) .nav-item, .rail-foot > .nav-item")) {
        if (link.getAttribute("href") === place) link.setAttribute("aria-current", "page");
        else link.removeAttribute("aria-current");
      }
    },
  };
}
