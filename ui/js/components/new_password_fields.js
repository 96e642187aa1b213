/** A new password and the same again, with strength, rules and a suggestion. */

/** @import { PasswordContext } from "../types.js" */
/** @import { Field } from "./field.js" */

import { say } from "../words.js";
import { attachFields } from "./field.js";
import { attachCapsLock, attachPasswordHelp, attachReveal, attachSuggestion } from "./password_help.js";

/**
 * @typedef {object} NewPasswordFields
 * @property {Record<string, Field>} all every field of the form
 * @property {() => string} password
 * @property {() => boolean} agree whether both are the same; says so when they are not
 * @property {() => void} showMissed marks the rules that are not met
 * @property {() => void} focus
 */

/**
 * Wires up the fields new_password and again, and any other field of the form.
 * @param {HTMLFormElement} form
 * @param {PasswordContext} context what the password must not resemble
 * @returns {NewPasswordFields}
 */
export function attachNewPassword(form, context) {
  const all = attachFields(form);
  const { new_password: first, again } = all;
  if (first === undefined || again === undefined) throw new Error("A new password needs two fields");
  for (const field of Object.values(all)) {
    if (field.element.querySelector('[data-part="reveal"]') === null) continue;
    if (field !== first) attachReveal(field);
    attachCapsLock(field);
  }
  const help = attachPasswordHelp(first, () => context);
  attachSuggestion(first, attachReveal(first), help);
  again.input.addEventListener("input", () => {
    if (again.isWrong() && again.get() === first.get()) again.setError(null);
  });
  return {
    all,
    password: first.get,
    agree() {
      const same = first.get() === again.get();
      again.setError(same ? null : say("password.again_differs"));
      if (!same) again.focus();
      return same;
    },
    showMissed: help.showMissed,
    focus: () => Object.values(all)[0]?.focus(),
  };
}
