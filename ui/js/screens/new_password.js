/** Choosing a password of one's own before anything else, after an administrator gave a temporary one. */

/** @import { Gate } from "./gate.js" */

import { choosePassword, signOut } from "../api.js";
import { setAvatar } from "../components/avatar.js";
import { withBusy } from "../components/button.js";
import { showFormError } from "../components/form_error.js";
import { find, mountTemplate, part } from "../dom.js";
import { attachNewPassword } from "../components/new_password_fields.js";
import { finishGate } from "./gate.js";

/** @type {Gate} */
export const newPassword = {
  open(root, context) {
    const { start: { me }, enter, restart } = context;
    if (me === null) throw new Error("Nobody is signed in");
    mountTemplate(root, "new-password");
    finishGate(root, context, find(root, "h1"));
    setAvatar(part(root, "face"), me);

    const form = find(root, "form", HTMLFormElement);
    const fields = attachNewPassword(form, { username: me.username, email: "", first_name: me.name, last_name: "" });
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (!fields.agree()) return;
      try {
        await enter(await withBusy(part(form, "submit"), () => choosePassword(fields.password())));
      } catch (reason) {
        fields.showMissed();
        showFormError(reason, fields.all, part(root, "notice"));
      }
    });
    part(root, "sign-out").addEventListener("click", async () => {
      await signOut();
      restart();
    });
    fields.focus();
  },
};
