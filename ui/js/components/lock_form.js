/** The form that unlocks the window. */

/** @import { Me, RecentAccount } from "../types.js" */

import { hasUnsavedChanges, signOut, unlock } from "../api.js";
import { find, make, mountTemplate, part } from "../dom.js";
import { say } from "../words.js";
import { setAvatar } from "./avatar.js";
import { showNotice } from "./notice.js";
import { attachOwnPassword } from "./own_password_form.js";

/** Says that there are unsaved changes, with the way to give them up. @param {HTMLElement} notice @param {"close" | "other"} why @param {string} label @param {() => void} act */
export function warnUnsaved(notice, why, label, act) {
  const button = make("button", "btn btn-sm btn-danger", label);
  button.type = "button";
  button.addEventListener("click", act);
  showNotice(notice, { tone: "warn", title: say("lock.unsaved"), text: say(`lock.unsaved.${why}`), actions: [button] });
}

/**
 * @param {HTMLElement} root
 * @param {Pick<RecentAccount, "id" | "name" | "initials" | "hue" | "avatar">} face
 * @param {object} events
 * @param {(me: Me) => void | Promise<void>} events.onUnlocked
 * @param {() => void} events.restart reloads the page
 */
export function showLockForm(root, face, { onUnlocked, restart }) {
  mountTemplate(root, "locked");
  document.title = say("app.title", { screen: say("lock.title") });
  setAvatar(part(root, "face"), face);
  part(root, "name").textContent = face.name;
  const form = find(root, "form", HTMLFormElement);
  const notice = part(root, "notice");
  const password = attachOwnPassword(form, notice, { check: unlock, onRight: onUnlocked });
  const leave = async () => {
    await signOut();
    restart();
  };
  part(root, "other").addEventListener("click", () => {
    if (hasUnsavedChanges()) warnUnsaved(notice, "other", say("lock.sign_out"), () => void leave());
    else void leave();
  });
  password.focus();
}
