/** Asks for the password again, for what takes a proof. One dialog for all. */

import { ApiError, prove } from "../api.js";
import { find, part } from "../dom.js";
import { withBusy } from "./button.js";
import { startCountdown } from "./countdown.js";
import { openDialog } from "./dialog.js";
import { attachFields } from "./field.js";
import { showFormError } from "./form_error.js";
import { clearNotice } from "./notice.js";
import { attachCapsLock, attachReveal } from "./password_help.js";

/** @returns {Promise<boolean>} whether the password was shown */
export async function askProof() {
  /** @type {import("./dialog.js").OpenDialog<true>} */
  const { element, close, closed } = openDialog("proof");
  const form = find(element, "form", HTMLFormElement);
  const fields = attachFields(form);
  const { password } = fields;
  if (password === undefined) throw new Error("The dialog has no password");
  attachReveal(password);
  attachCapsLock(password);
  const notice = part(form, "notice");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    clearNotice(notice);
    try {
      await withBusy(part(form, "submit"), () => prove(password.get()));
      close(true);
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
  password.focus();
  return (await closed) ?? false;
}
