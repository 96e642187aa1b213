/** A form of one field, in which somebody shows their own password. */

import { ApiError } from "../api.js";
import { part } from "../dom.js";
import { withBusy } from "./button.js";
import { startCountdown } from "./countdown.js";
import { attachFields } from "./field.js";
import { showFormError } from "./form_error.js";
import { clearNotice } from "./notice.js";
import { attachCapsLock, attachReveal } from "./password_help.js";

/**
 * Wires up the form, which has a field `password` and a part `submit`. What is wrong is said, and how long to wait.
 * @template T
 * @param {HTMLFormElement} form
 * @param {HTMLElement} notice
 * @param {object} events
 * @param {(password: string) => Promise<T>} events.check rejects with the reason
 * @param {(answer: T) => void | Promise<void>} events.onRight
 * @returns {{ focus: () => void }}
 */
export function attachOwnPassword(form, notice, { check, onRight }) {
  const fields = attachFields(form);
  const { password } = fields;
  if (password === undefined) throw new Error("The form has no password");
  attachReveal(password);
  attachCapsLock(password);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    clearNotice(notice);
    try {
      await onRight(await withBusy(part(form, "submit"), () => check(password.get())));
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
  return { focus: password.focus };
}
