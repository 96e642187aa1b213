/** The dialog that gives somebody else a new password. */

/** @import { Person } from "../types.js" */
/** @import { PersonEvents } from "./person_actions.js" */
/** @import { OpenDialog } from "./dialog.js" */

import * as api from "../api.js";
import { find, part } from "../dom.js";
import { say } from "../words.js";
import { withBusy } from "./button.js";
import { openDialog } from "./dialog.js";
import { showFormError } from "./form_error.js";
import { attachPasswordChoice } from "./person_password_choice.js";
import { makeSecret } from "./person_secret.js";
import { showToast } from "./toast.js";

/**
 * Shows the temporary password in place of the form, once.
 * @param {HTMLElement} dialog
 * @param {string} password
 * @param {Person} person
 */
function showOnce(dialog, password, { name }) {
  part(dialog, "ask").hidden = true;
  const done = part(dialog, "done");
  find(dialog, "h2").textContent = say("reset.done.title", { name });
  part(done, "made").replaceChildren(makeSecret(password));
  done.hidden = false;
  part(done, "copy").focus();
}

/**
 * Asks for the new password, sets it, and tells of the person as they are then.
 * @param {Person} person
 * @param {Pick<PersonEvents, "onChanged" | "onFailure">} events
 */
export async function resetPassword(person, events) {
  const { id, name, username, email, first_name, last_name } = person;
  /** @type {OpenDialog<"typed" | "temporary">} */
  const { element, close, closed } = openDialog("person-reset");
  find(element, "h2").textContent = say("reset.title", { name });
  part(element, "sessions").textContent = say("reset.sessions", { name });
  const chooser = attachPasswordChoice(part(element, "choice"), {
    context: () => ({ username, email, first_name, last_name }),
    mayHaveNone: false,
  });
  find(element, "input").focus();
  const form = find(element, "form", HTMLFormElement);
  let done = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const choice = chooser.read();
    if (choice === null || done) return;
    try {
      const temporary = await withBusy(part(form, "submit"), () => api.resetPassword(id, choice));
      done = true;
      if (temporary === null) close("typed");
      else showOnce(element, temporary, person);
    } catch (reason) {
      chooser.showMissed();
      showFormError(reason, chooser.fields, part(element, "notice"));
    }
  });
  part(element, "finish").addEventListener("click", () => close("temporary"));

  const answer = await closed;
  if (answer === "typed") showToast({ text: say("reset.done.toast", { name }) });
  if (!done) return;
  try {
    events.onChanged(await api.showUser(id));
  } catch (reason) {
    events.onFailure(reason);
  }
}
