/** Modal dialogs on `<dialog>`: Esc cancels, focus stays inside and returns to the opener. */

import { cloneTemplate, find, make, makeIcon, part, uniqueId } from "../dom.js";
import { nameIconButtons } from "./tip.js";

/**
 * @template T
 * @typedef {object} OpenDialog
 * @property {HTMLDialogElement} element
 * @property {(result: T | null) => void} close closes it with a result
 * @property {Promise<T | null>} closed the result; null when cancelled
 */

/**
 * Shows a dialog from a template whose single element is a `<dialog>`. Buttons with `data-close` cancel it.
 * The dialog leaves the page when it closes; focus returns to where it was.
 * @template T
 * @param {string | HTMLDialogElement} source template id, or a dialog made by hand
 * @param {object} [options]
 * @param {() => boolean | Promise<boolean>} [options.canCancel] asked before Esc, Cancel or the cross closes it
 * @returns {OpenDialog<T>}
 */
export function openDialog(source, { canCancel } = {}) {
  const element = /** @type {HTMLDialogElement} */ (typeof source === "string" ? cloneTemplate(source) : source);
  const opener = document.activeElement;
  nameDialog(element);
  document.body.append(element);
  nameIconButtons(element);

  /** @type {(result: T | null) => void} */
  let settle = () => {};
  /** @type {Promise<T | null>} */
  const closed = new Promise((resolve) => {
    settle = resolve;
  });
  /** @param {T | null} result */
  const close = (result) => {
    if (!element.isConnected) return;
    element.close();
    element.remove();
    if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
    settle(result);
  };
  const cancel = async () => {
    if ((await canCancel?.()) ?? true) close(null);
  };

  element.addEventListener("cancel", (event) => {
    if (event.target !== element) return;
    event.preventDefault();
    void cancel();
  });
  element.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest("[data-close]")) void cancel();
  });
  element.showModal();
  return { element, close, closed };
}

/** @param {HTMLDialogElement} element */
function nameDialog(element) {
  const title = find(element, "h2");
  title.id ||= uniqueId("dialog-title");
  element.setAttribute("aria-labelledby", title.id);
}

/**
 * @typedef {object} Choice
 * @property {string} value what `askChoice` answers
 * @property {string} label
 * @property {"plain" | "primary" | "danger" | "danger-quiet"} [look]
 * @property {boolean} [start] stands at the start of the row, away from the others
 * @property {boolean} [focus] has focus at first: the harmless choice
 */

const LOOKS = { plain: "", primary: " btn-primary", danger: " btn-danger-fill", "danger-quiet": " btn-ghost btn-danger" };

/**
 * Asks a question with a few answers.
 * @param {object} question
 * @param {string} question.title a question with the name or number in it
 * @param {string} [question.text]
 * @param {string} [question.icon]
 * @param {"" | "danger" | "warn"} [question.tone]
 * @param {Choice[]} question.choices in the order they stand; the last is the one that goes ahead
 * @returns {Promise<string | null>} the chosen value; null when cancelled with Esc
 */
export function askChoice({ title, text = "", icon = "help", tone = "", choices }) {
  const dialog = find(document.importNode(find(document, "template#ask", HTMLTemplateElement).content, true), "dialog", HTMLDialogElement);
  const mark = part(dialog, "icon");
  mark.append(makeIcon(icon, "icon-lg"));
  if (tone) mark.classList.add(`is-${tone}`);
  part(dialog, "title").textContent = title;
  const words = part(dialog, "text");
  words.textContent = text;
  words.id = uniqueId("dialog-text");
  dialog.setAttribute("aria-describedby", words.id);

  const foot = part(dialog, "foot");
  /** @type {Map<HTMLButtonElement, Choice>} */
  const buttons = new Map();
  const sorted = [...choices.filter((choice) => choice.start), null, ...choices.filter((choice) => !choice.start)];
  for (const choice of sorted) {
    if (choice === null) {
      foot.append(make("span", "spacer"));
      continue;
    }
    const button = make("button", `btn${LOOKS[choice.look ?? "plain"]}`, choice.label);
    button.type = "button";
    button.autofocus = choice.focus ?? false;
    buttons.set(button, choice);
    foot.append(button);
  }
  /** @type {OpenDialog<string>} */
  const { close, closed } = openDialog(dialog);
  for (const [button, choice] of buttons) button.addEventListener("click", () => close(choice.value));
  return closed;
}
