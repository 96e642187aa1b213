/** Signing in with a recovery code and a new password, in one form. */

/** @import { GateContext } from "./gate.js" */

import { ApiError, recover } from "../api.js";
import { withBusy } from "../components/button.js";
import { startCountdown } from "../components/countdown.js";
import { showFormError } from "../components/form_error.js";
import { attachNewPassword } from "../components/new_password_fields.js";
import { clearNotice } from "../components/notice.js";
import { find, mountTemplate, part } from "../dom.js";

/**
 * @param {HTMLElement} main
 * @param {GateContext} context
 * @param {string} name of the account, as far as it is known
 * @param {() => void} onBack
 */
export function showRecovery(main, context, name, onBack) {
  main.replaceChildren();
  mountTemplate(main, "sign-in-recovery");
  const form = find(main, "form", HTMLFormElement);
  const notice = part(main, "notice");
  const passwordContext = { username: name, email: "", first_name: "", last_name: "" };
  const fields = attachNewPassword(form, passwordContext);
  const { username, code } = fields.all;
  if (username === undefined || code === undefined) throw new Error("The form is incomplete");
  username.set(name);
  username.input.addEventListener("input", () => {
    passwordContext.username = username.get();
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!fields.agree()) return;
    clearNotice(notice);
    try {
      await context.enter(await withBusy(part(form, "submit"), () => recover(username.get(), code.get(), fields.password())));
    } catch (reason) {
      if (reason instanceof ApiError && reason.retryAfter > 0) {
        startCountdown(notice, reason, form, code.focus);
      } else {
        fields.showMissed();
        showFormError(reason, fields.all, notice);
        if (reason instanceof ApiError && reason.code === "sign_in_refused") code.focus();
      }
    }
  });
  part(main, "back").addEventListener("click", onBack);
  (name === "" ? username : code).focus();
}
