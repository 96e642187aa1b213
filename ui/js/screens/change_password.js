/** The dialog that changes one's own password. */

/** @import { Session } from "../session.js" */

import { changePassword, showUser } from "../api.js";
import { withBusy } from "../components/button.js";
import { openDialog } from "../components/dialog.js";
import { showFormError } from "../components/form_error.js";
import { attachNewPassword } from "../components/new_password_fields.js";
import { showToast } from "../components/toast.js";
import { find, part } from "../dom.js";
import { say } from "../words.js";

/** @param {Session} session */
export async function openChangePassword({ me }) {
  // What the password must not resemble. The core looks again in any case, so the name has to do if this fails.
  const context = await showUser(me.id).catch(() => ({ username: me.username, email: "", first_name: me.name, last_name: "" }));
  const { element, close } = openDialog("change-password");
  const form = find(element, "form", HTMLFormElement);
  const fields = attachNewPassword(form, context);
  fields.focus();
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!fields.agree()) return;
    const current = fields.all.current_password?.get() ?? "";
    try {
      await withBusy(part(form, "submit"), () => changePassword(current, fields.password()));
      close(true);
      showToast({ text: say("password.changed") });
    } catch (reason) {
      fields.showMissed();
      showFormError(reason, fields.all, part(element, "notice"));
    }
  });
}
