/** First run: no account exists yet, so the first administrator is created here. */

/** @import { Gate } from "./gate.js" */
/** @import { Field } from "../components/field.js" */
/** @import { Field as FieldName } from "../types.js" */

import { checkField, createFirstAdmin } from "../api.js";
import { withBusy } from "../components/button.js";
import { attachCheck, attachFields } from "../components/field.js";
import { showFormError } from "../components/form_error.js";
import { attachPasswordHelp, attachReveal, attachSuggestion } from "../components/password_help.js";
import { offerRescue } from "../components/rescue.js";
import { debounce, find, mountTemplate, part } from "../dom.js";
import { finishGate } from "./gate.js";

/**
 * Suggests the computer's own account name, and stops saying where it came from once it is changed.
 * @param {Field} username
 * @param {string} suggestion
 */
function suggestUsername(username, suggestion) {
  username.set(suggestion);
  const help = part(username.element, "username-help");
  const showHelp = () => {
    help.hidden = suggestion === "" || username.get() !== suggestion;
  };
  username.input.addEventListener("input", showHelp);
  showHelp();
}

/** @type {Gate} */
export const firstRun = {
  open(root, gate) {
    const { start, welcome, restart } = gate;
    mountTemplate(root, "first-run");
    finishGate(root, gate, find(root, "h1"));
    const form = find(root, "form", HTMLFormElement);
    const fields = attachFields(form);
    const { first_name, last_name, username, email, password } = fields;
    if (!first_name || !last_name || !username || !email || !password) throw new Error("The first-run form is incomplete");

    const names = [first_name, last_name, username, email];
    const context = () => ({ username: username.get(), email: email.get(), first_name: first_name.get(), last_name: last_name.get() });
    suggestUsername(username, start.suggested_username);
    for (const field of names) attachCheck(field, (value) => checkField(/** @type {FieldName} */ (field.name), value, null));

    const help = attachPasswordHelp(password, context);
    attachSuggestion(password, attachReveal(password), help);
    const refreshSoon = debounce(300, help.refresh);
    for (const field of names) field.input.addEventListener("input", refreshSoon);

    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const demo = part(form, "demo", HTMLInputElement).checked;
      try {
        await welcome(await withBusy(part(form, "submit"), () => createFirstAdmin({ ...context(), password: password.get(), demo })));
      } catch (reason) {
        help.showMissed();
        showFormError(reason, fields, part(form, "notice"));
      }
    });
    void offerRescue(root, restart);
    first_name.focus();
  },
};
