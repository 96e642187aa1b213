/**
 * Fields: a label, a control, and one line of help or error below.
 *
 * In a template: `<div class="field" data-field="email"><label>E-mail</label><input class="input"><p class="help">…</p></div>`.
 * Ids and the links between label, control, help and error are made here, so a template can be used twice.
 */

import { find, make, makeIcon, uniqueId } from "../dom.js";

/** Sent by a `.field` when it has become wrong or right. */
export const STANDING = "standing";

/**
 * @typedef {object} Field
 * @property {string} name
 * @property {string} label as it stands above the control
 * @property {HTMLElement} element the `.field`
 * @property {HTMLInputElement | HTMLTextAreaElement} input
 * @property {() => string} get
 * @property {(value: string) => void} set also clears the error
 * @property {(error: string | null) => void} setError shows what is wrong in place of the help
 * @property {() => boolean} isWrong
 * @property {(note: string | null, icon?: string) => void} setNote shows a caution that does not stop saving
 * @property {(id: string) => void} describeWith links one more description to the control
 * @property {() => void} focus
 */

/**
 * Wires up one `.field`.
 * @param {HTMLElement} element
 * @returns {Field}
 */
function attachField(element) {
  const input = /** @type {HTMLInputElement | HTMLTextAreaElement} */ (find(element, "input, textarea", HTMLElement));
  const name = element.dataset.field ?? "";
  input.id = uniqueId(name);
  if (!input.name) input.name = name;
  const label = find(element, "label", HTMLLabelElement);
  label.htmlFor = input.id;
  const control = input.closest(".combo") ?? input;
  const help = element.querySelector(":scope > .help");
  if (help) help.id = `${input.id}-help`;
  /** @type {HTMLElement | null} */
  let line = null;

  /** @type {string[]} */
  const descriptions = [];

  /** @param {"error" | "caution"} kind @param {string} text @param {string} icon */
  const showLine = (kind, text, icon) => {
    line?.remove();
    line = make("p", kind);
    line.id = `${input.id}-line`;
    line.append(makeIcon(icon), make("span", "", text));
    (help ?? control).after(line);
  };
  const clearLine = () => {
    line?.remove();
    line = null;
  };
  const describe = () => {
    if (help instanceof HTMLElement) help.hidden = line !== null && line.className === "error";
    const ids = [line?.id, help instanceof HTMLElement && !help.hidden ? help.id : undefined, ...descriptions].filter(Boolean);
    if (ids.length > 0) input.setAttribute("aria-describedby", ids.join(" "));
    else input.removeAttribute("aria-describedby");
  };

  /** @type {Field} */
  const field = {
    name,
    label: label.firstChild?.textContent?.trim() ?? name,
    element,
    input,
    get: () => input.value,
    set(value) {
      input.value = value;
      field.setError(null);
    },
    setError(error) {
      if (error === null) {
        clearLine();
        input.removeAttribute("aria-invalid");
      } else {
        showLine("error", error, "error");
        input.setAttribute("aria-invalid", "true");
      }
      describe();
      element.dispatchEvent(new Event(STANDING, { bubbles: true }));
    },
    isWrong: () => input.getAttribute("aria-invalid") === "true",
    setNote(note, icon = "warning") {
      if (note === null) clearLine();
      else showLine("caution", note, icon);
      describe();
    },
    describeWith(id) {
      descriptions.push(id);
      describe();
    },
    focus: () => input.focus(),
  };
  // An answer was about what stood there: a new value is innocent until it is checked.
  input.addEventListener("input", () => {
    if (field.isWrong() && !("checked" in element.dataset)) field.setError(null);
  });
  describe();
  return field;
}

/**
 * Wires up every `[data-field]` below a root.
 * @param {ParentNode} root
 * @returns {Record<string, Field>} by name
 */
export function attachFields(root) {
  /** @type {Record<string, Field>} */
  const fields = {};
  for (const element of root.querySelectorAll("[data-field]")) {
    if (!(element instanceof HTMLElement)) continue;
    const field = attachField(element);
    fields[field.name] = field;
  }
  return fields;
}

/**
 * Puts the core's answers on the fields, or the controls of an edit form, and focuses the first that is wrong.
 * @param {Record<string, Pick<Field, "name" | "setError" | "focus">>} fields
 * @param {Record<string, string>} errors
 * @returns {boolean} whether any field of this form was named
 */
export function showFieldErrors(fields, errors) {
  const wrong = Object.values(fields).filter((field) => field.name in errors);
  for (const field of wrong) field.setError(errors[field.name] ?? null);
  wrong[0]?.focus();
  return wrong.length > 0;
}

/**
 * Checks a field when the person leaves it, and while they type once it is wrong. Answers that arrive after the
 * value has changed are dropped.
 * @param {Field} field
 * @param {(value: string) => Promise<{ error: string | null, note: string | null }>} check
 * @returns {{ run: () => Promise<boolean> }} `run` checks now; true when the value is fine
 */
export function attachCheck(field, check) {
  let checked = field.get();
  field.element.dataset.checked = "";
  const run = async () => {
    const value = field.get();
    const { error, note } = await check(value);
    if (field.get() !== value) return false;
    checked = value;
    field.setError(error);
    if (error === null) field.setNote(note);
    return error === null;
  };
  const runQuietly = () => void run().catch((error) => console.warn("A field could not be checked:", error));
  field.input.addEventListener("blur", () => {
    if (field.get() !== checked) runQuietly();
  });
  field.input.addEventListener("input", () => {
    if (field.isWrong()) runQuietly();
    else field.setNote(null);
  });
  return { run };
}
