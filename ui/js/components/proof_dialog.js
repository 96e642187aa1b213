/** Asks for the password again, for what takes a proof. One dialog for all. */

import { prove } from "../api.js";
import { find, part } from "../dom.js";
import { openDialog } from "./dialog.js";
import { attachOwnPassword } from "./own_password_form.js";

/** @returns {Promise<boolean>} whether the password was shown */
export async function askProof() {
  /** @type {import("./dialog.js").OpenDialog<true>} */
  const { element, close, closed } = openDialog("proof");
  const form = find(element, "form", HTMLFormElement);
  attachOwnPassword(form, part(form, "notice"), { check: prove, onRight: () => close(true) }).focus();
  return (await closed) ?? false;
}
