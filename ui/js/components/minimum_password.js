/** The dialog for the shortest password that people of this roster can choose. */

/** @import { RosterSettings } from "../types.js" */

import { editSettings } from "../api.js";
import { find, part } from "../dom.js";
import { say } from "../words.js";
import { withBusy } from "./button.js";
import { openDialog } from "./dialog.js";
import { attachFields } from "./field.js";
import { showFormError } from "./form_error.js";
import { clearNotice } from "./notice.js";
import { showToast } from "./toast.js";

/** @param {number} current @returns {Promise<RosterSettings | null>} null when nothing was changed */
export async function openMinimumPassword(current) {
  /** @type {import("./dialog.js").OpenDialog<RosterSettings>} */
  const { element, close, closed } = openDialog("minimum-password");
  const fields = attachFields(element);
  const field = fields.minimum_password;
  if (field === undefined) throw new Error("The dialog has no field");
  const notice = part(element, "notice");
  field.set(String(current));
  find(element, "form").addEventListener("submit", async (event) => {
    event.preventDefault();
    clearNotice(notice);
    const typed = field.get().trim();
    // What is no number at all has no way into the question; which numbers make sense, the core says.
    if (!/^\d{1,3}$/.test(typed)) {
      field.setError(say("settings.minimum.number"));
      return field.focus();
    }
    try {
      close(await withBusy(part(element, "submit"), () => editSettings({ minimum_password: Number(typed) })));
    } catch (reason) {
      showFormError(reason, fields, notice);
    }
  });
  field.focus();
  field.input.select();
  const saved = await closed;
  if (saved !== null) showToast({ text: say("settings.minimum.saved", { count: saved.minimum_password }) });
  return saved;
}
