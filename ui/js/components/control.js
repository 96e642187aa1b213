/**
 * Controls: what an edit form knows of each thing that can be changed, whether it is a text field, a switch or a
 * picture. Values are compared with ===, so a control hands out strings, numbers or booleans.
 */

/** @import { Person, Field as FieldName } from "../types.js" */
/** @import { Field } from "./field.js" */

import { checkField } from "../api.js";
import { attachCheck } from "./field.js";
import { say } from "../words.js";

/** @typedef {string | number | boolean | null} Value */

/**
 * @template [T=Person] what the form is about
 * @typedef {object} Control
 * @property {string} name the key of its change, and of its error in the core's answer
 * @property {string} label as it stands beside the control: for sentences about it
 * @property {(subject: T) => Value} read its value in what was saved
 * @property {() => Value} get its value in the form
 * @property {(value: Value) => void} set
 * @property {(value: Value) => unknown} toChange what is sent for a value
 * @property {(value: Value) => string} describe a value in words
 * @property {(error: string | null) => void} setError
 * @property {() => boolean} isWrong
 * @property {() => Promise<boolean>} check asks the core; true when the value is fine
 * @property {() => void} focus
 * @property {(listener: () => void) => void} onChange
 */

/** @param {Value} value @returns {string} */
const describeText = (value) => (value === "" || value === null ? say("edit.empty") : String(value));

/**
 * A text field whose value the core checks while the form is being filled in.
 * @param {Field} field
 * @param {(person: Person) => string} read
 * @param {number | null} id the person edited
 * @returns {Control}
 */
export function makeTextControl(field, read, id) {
  const check = attachCheck(field, (value) => checkField(/** @type {FieldName} */ (field.name), value, id));
  return {
    name: field.name,
    label: field.label,
    read,
    get: field.get,
    set: (value) => field.set(String(value ?? "")),
    toChange: (value) => value,
    describe: describeText,
    setError: field.setError,
    isWrong: field.isWrong,
    check: check.run,
    focus: field.focus,
    onChange: (listener) => field.input.addEventListener("input", listener),
  };
}

/**
 * A switch or checkbox.
 * @param {HTMLInputElement} input
 * @param {string} name
 * @param {string} label
 * @param {(person: Person) => boolean} read
 * @returns {Control}
 */
export function makeSwitchControl(input, name, label, read) {
  return {
    name,
    label,
    read,
    get: () => input.checked,
    set: (value) => {
      input.checked = value === true;
    },
    toChange: (value) => value,
    describe: (value) => (value ? say("edit.on") : say("edit.off")),
    setError: () => {},
    isWrong: () => false,
    check: async () => true,
    focus: () => input.focus(),
    onChange: (listener) => input.addEventListener("change", listener),
  };
}
