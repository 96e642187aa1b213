/** Which password somebody else's account gets: a temporary one, a typed one, or none yet. */

/** @import { PasswordChoice, PasswordContext } from "../types.js" */
/** @import { Field } from "./field.js" */

import { cloneTemplate, find, part, uniqueId } from "../dom.js";
import { say } from "../words.js";
import { attachFields } from "./field.js";
import { attachCapsLock, attachPasswordHelp, attachReveal, attachSuggestion } from "./password_help.js";

/**
 * @typedef {object} PasswordChooser
 * @property {Record<string, Field>} fields those of a typed password, for the core's errors
 * @property {() => PasswordChoice | null} read null when the two typed are not the same; it has been said then
 * @property {() => void} showMissed marks the rules that a refused password did not meet
 * @property {() => void} refresh what a typed password must not resemble has changed
 * @property {() => void} clear forgets a typed password; the kind of choice stays
 */

/**
 * Puts the choice into a host.
 * @param {HTMLElement} host
 * @param {{ context: () => PasswordContext, mayHaveNone: boolean }} options
 * @returns {PasswordChooser}
 */
export function attachPasswordChoice(host, { context, mayHaveNone }) {
  const element = cloneTemplate("person-password");
  host.replaceChildren(element);
  const radios = [...element.querySelectorAll("input")].filter((input) => input.type === "radio");
  const group = uniqueId("password-kind");
  for (const radio of radios) radio.name = group;
  part(element, "option-none").hidden = !mayHaveNone;

  const fields = attachFields(element);
  const { password, password_again: again } = fields;
  if (!password || !again) throw new Error("A typed password needs two fields");
  for (const field of [password, again]) attachCapsLock(field);
  attachReveal(again);
  const help = attachPasswordHelp(password, context);
  attachSuggestion(password, attachReveal(password), help);
  part(element, "typed").append(find(password.element, ".stack-sm"));
  again.input.addEventListener("input", () => {
    if (again.isWrong() && again.get() === password.get()) again.setError(null);
  });

  const kind = () => /** @type {PasswordChoice["kind"]} */ (radios.find((radio) => radio.checked)?.value ?? "temporary");
  const show = () => {
    for (const name of /** @type {const} */ (["temporary", "typed", "none"])) part(element, name).hidden = kind() !== name;
  };
  for (const radio of radios) radio.addEventListener("change", show);
  show();

  return {
    fields,
    read() {
      const chosen = kind();
      if (chosen !== "typed") return { kind: chosen };
      // A password that can be read needs no second look; its second field is not shown then.
      const readable = password.input instanceof HTMLInputElement && password.input.type === "text";
      if (readable || password.get() === again.get()) return { kind: "typed", password: password.get() };
      again.setError(say("password.again_differs"));
      again.focus();
      return null;
    },
    showMissed: help.showMissed,
    refresh: help.refresh,
    clear() {
      password.set("");
      again.set("");
      help.refresh();
    },
  };
}
