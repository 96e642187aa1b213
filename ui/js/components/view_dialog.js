/** Asks for the name of a view: of a new one, or another for one there is. */

import { part } from "../dom.js";
import { withBusy } from "./button.js";
import { openDialog } from "./dialog.js";
import { attachFields } from "./field.js";
import { showFormError } from "./form_error.js";

/**
 * @param {object} question
 * @param {string} question.title
 * @param {string} question.action what the button says
 * @param {string} [question.name] what stands there at first
 * @param {(name: string) => string | null} question.caution what to know before this name is taken
 * @param {(name: string) => Promise<void>} question.keep
 * @returns {Promise<boolean>} whether it was kept
 */
export async function askViewName({ title, action, name = "", caution, keep }) {
  /** @type {import("./dialog.js").OpenDialog<true>} */
  const { element, close, closed } = openDialog("view-name");
  part(element, "title").textContent = title;
  const submit = part(element, "submit");
  submit.textContent = action;
  const fields = attachFields(element);
  const field = fields.name;
  if (field === undefined) throw new Error("The dialog has no field for the name");
  field.set(name);
  field.input.select();
  field.input.addEventListener("input", () => field.setNote(caution(field.get().trim())));
  element.querySelector("form")?.addEventListener("submit", (event) => {
    event.preventDefault();
    void withBusy(submit, async () => {
      try {
        await keep(field.get());
        close(true);
      } catch (reason) {
        showFormError(reason, fields, part(element, "notice"));
      }
    });
  });
  return (await closed) === true;
}

