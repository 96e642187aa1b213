/** Signing in: the lock, who is offered at the sign-in page, passwords, and one's own way in. */

/** @import { Context } from "../router.js" */
/** @import { Session } from "../session.js" */
/** @import { RecentAccount, RosterSettings } from "../types.js" */

import * as api from "../api.js";
import { cloneTemplate, fill, make, part, showRows } from "../dom.js";
import { formatRecentDay } from "../format.js";
import { openChangePassword } from "../screens/change_password.js";
import { openRenewCodes } from "../screens/renew_codes.js";
import { say } from "../words.js";
import { setAvatar } from "./avatar.js";
import { setOff, withBusy } from "./button.js";
import { showFormError } from "./form_error.js";
import { openMinimumPassword } from "./minimum_password.js";
import { clearNotice } from "./notice.js";
import { choosePreference } from "./preference_choice.js";

/** After how many minutes the window can lock; the menu of the account takes any number. */
const MINUTES = [1, 2, 5, 10, 15, 30, 60, 0];

/** @param {number} count @returns {string} */
const nameMinutes = (count) => (count === 0 ? say("settings.lock.never") : say("settings.lock.after", { count }));

/** @param {number} count @returns {HTMLOptionElement} */
function makeOption(count) {
  const option = make("option", "", nameMinutes(count));
  option.value = String(count);
  return option;
}

/** @param {HTMLElement} root @param {Session} session @param {boolean} knowsScreenLock @param {AbortSignal} signal */
function attachLockSettings(root, session, knowsScreenLock, signal) {
  const idle = part(root, "idle-lock", HTMLSelectElement);
  const screen = part(root, "screen-lock", HTMLInputElement);
  const show = () => {
    const { lock_after, lock_with_screen } = session.preferences;
    const minutes = MINUTES.includes(lock_after) ? MINUTES : [lock_after, ...MINUTES];
    showRows(idle, minutes, makeOption);
    idle.value = String(lock_after);
    screen.checked = lock_with_screen && knowsScreenLock;
  };
  setOff(screen, knowsScreenLock ? null : say("settings.lock.screen.off"));
  idle.addEventListener("change", () => {
    const count = Number(idle.value);
    void choosePreference(session, { lock_after: count }, count > 0 ? say("lock.saved", { count }) : say("lock.saved.never"));
  });
  screen.addEventListener("change", () => void choosePreference(session, { lock_with_screen: screen.checked }));
  session.onChange(show, signal);
  show();
}

/** @param {HTMLElement} root @param {Session} session @param {RecentAccount[]} accounts */
function attachTiles(root, session, accounts) {
  const [list, notice] = [part(root, "accounts"), part(root, "notice")];
  const tiles = part(root, "show-tiles", HTMLInputElement);
  let left = accounts;
  /** @param {RecentAccount} account */
  const makeRow = (account) => {
    const row = cloneTemplate("settings-account");
    setAvatar(part(row, "face"), account);
    fill(row, { name: account.name, when: account.last_login === null ? "" : say("settings.account.when", { when: formatRecentDay(account.last_login) }) });
    const forget = part(row, "forget");
    forget.setAttribute("aria-label", say("settings.forget_name", { name: account.name }));
    forget.addEventListener("click", () => void forgetOne(account, forget));
    return row;
  };
  const show = () => {
    showRows(list, left, makeRow);
    list.hidden = left.length === 0;
  };
  /** @param {RecentAccount} account @param {HTMLElement} button */
  const forgetOne = async (account, button) => {
    clearNotice(notice);
    try {
      await withBusy(button, () => api.forgetAccount(account.id));
    } catch (reason) {
      return showFormError(reason, {}, notice);
    }
    const at = left.indexOf(account);
    left = left.filter((other) => other !== account);
    show();
    const buttons = [...list.querySelectorAll("button")];
    (buttons[Math.min(at, buttons.length - 1)] ?? tiles).focus();
  };
  tiles.checked = session.preferences.show_tiles;
  tiles.addEventListener("change", async () => {
    await choosePreference(session, { show_tiles: tiles.checked }, say(tiles.checked ? "settings.tiles.on" : "settings.tiles.off"));
    if (!tiles.checked) left = [];
    show();
  });
  show();
}

/** @param {HTMLElement} root @param {RosterSettings} settings */
function attachMinimum(root, settings) {
  const change = part(root, "change-minimum");
  /** @param {RosterSettings} shown */
  const show = ({ minimum_password: count, refused }) => {
    part(root, "minimum").textContent = say("settings.minimum", { count });
    setOff(change, refused);
  };
  let current = settings;
  change.setAttribute("aria-label", say("settings.minimum.change"));
  change.addEventListener("click", async () => {
    const saved = await openMinimumPassword(current.minimum_password);
    if (saved === null) return;
    current = saved;
    show(current);
  });
  show(current);
}

/** @param {HTMLElement} root filled from the template "settings-security" @param {Context} context */
export async function attachSecurity(root, { session, signal }) {
  const { accounts, knows_screen_lock, settings } = await api.showSecurity();
  if (signal.aborted) return;
  attachLockSettings(root, session, knows_screen_lock, signal);
  attachTiles(root, session, accounts);
  attachMinimum(root, settings);
  const showCodes = () => {
    const count = session.me.recovery_codes;
    part(root, "codes").textContent = count > 0 ? say("codes.left", { count }) : say("codes.none");
  };
  session.onChange(showCodes, signal);
  showCodes();
  part(root, "change-password").addEventListener("click", () => void openChangePassword(session));
  part(root, "renew-codes").addEventListener("click", () => openRenewCodes(session));
}
