/** The form that unlocks the window. */

/** @import { Me, RecentAccount } from "../types.js" */

import { ApiError, hasUnsavedChanges, signOut, unlock } from "../api.js";
import { find, make, mountTemplate, part } from "../dom.js";
import { say } from "../words.js";
import { setAvatar } from "./avatar.js";
import { withBusy } from "./button.js";
import { startCountdown } from "./countdown.js";
import { attachFields } from "./field.js";
import { showFormError } from "./form_error.js";
import { clearNotice, showNotice } from "./notice.js";
import { attachCapsLock, attachReveal } from "./password_help.js";

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
  const fields = attachFields(form);
  const { password } = fields;
  if (password === undefined) throw new Error("The lock has no password");
  attachReveal(password);
  attachCapsLock(password);
  const notice = part(root, "notice");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    clearNotice(notice);
    try {
      await onUnlocked(await withBusy(part(form, "submit"), () => unlock(password.get())));
    } catch (reason) {
      password.set("");
      if (reason instanceof ApiError && reason.retryAfter > 0) {
        startCountdown(notice, reason, form, password.focus);
      } else {
        showFormError(reason, fields, notice);
        password.focus();
      }
    }
  });
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
