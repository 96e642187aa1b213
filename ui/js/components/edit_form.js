/**
 * An edit form over one person: counts changes, checks them, saves them with the save bar or Ctrl S, settles
 * conflicts with changes made elsewhere, and guards against leaving with unsaved work.
 *
 * A screen brings its controls (see control.js) and says how to save; everything else happens here.
 */

/** @import { Person } from "../types.js" */
/** @import { Control, Value } from "./control.js" */
/** @import { Standing } from "./save_bar.js" */

import { ApiError } from "../api.js";
import { formatList } from "../format.js";
import { say } from "../words.js";
import { withBusy } from "./button.js";
import { askVersion, mergeTheirs } from "./conflict.js";
import { askChoice } from "./dialog.js";
import { clearNotice, showNotice } from "./notice.js";
import { attachSaveBar } from "./save_bar.js";
import { showToast } from "./toast.js";

/** How long "Saved" stands in the bar. */
const SAVED_FOR = 2_000;

/**
 * @typedef {object} EditFormOptions
 * @property {HTMLFormElement} form
 * @property {HTMLElement} bar the `.savebar`
 * @property {HTMLElement} notice an empty element above the fields
 * @property {Control[]} controls in the order they stand in the form
 * @property {Person} person as loaded
 * @property {(changes: Record<string, unknown>, person: Person) => Promise<Person>} save sends what changed, by control name
 * @property {(person: Person) => void} [onSaved] told of each successful save
 * @property {AbortSignal} signal ends the form's listeners
 */

/**
 * @typedef {object} EditForm
 * @property {() => Promise<boolean>} save true when nothing is left to save
 * @property {() => Promise<boolean>} canLeave asks Save, Discard or Keep editing when there are changes
 * @property {() => boolean} isChanged
 * @property {() => Person} person as last loaded or saved
 * @property {(person: Person) => void} rebase takes over a person changed beside the form (such as a password reset),
 *   keeping what is being edited
 */

/**
 * @param {EditFormOptions} options
 * @returns {EditForm}
 */
export function createEditForm({ form, bar, notice, controls, person, save, onSaved, signal }) {
  let base = person;
  let choosing = false;
  let savedTimer = 0;

  const changed = () => controls.filter((control) => control.get() !== control.read(base));
  const wrong = () => controls.filter((control) => control.isWrong());

  const saveBar = attachSaveBar(bar, { onSave: () => void submit(), onDiscard: discard, onShowWrong: () => wrong()[0]?.focus() });

  /** @returns {Standing} */
  function standing() {
    if (choosing) return { kind: "conflict" };
    if (wrong().length > 0) return { kind: "wrong", count: wrong().length };
    const count = changed().length;
    return count > 0 ? { kind: "changed", count } : { kind: "clean" };
  }

  function refresh() {
    clearTimeout(savedTimer);
    saveBar.show(standing());
  }

  /** @param {Person} next */
  function load(next) {
    base = next;
    for (const control of controls) {
      control.set(control.read(base));
      control.setError(null);
    }
    refresh();
  }

  function discard() {
    const lost = changed().map((control) => /** @type {const} */ ([control, control.get()]));
    load(base);
    showToast({
      text: say("edit.discarded", { count: lost.length }),
      tone: "info",
      action: { label: say("undo"), run: () => restore(lost) },
    });
  }

  /** @param {(readonly [Control, Value])[]} values */
  function restore(values) {
    if (signal.aborted) return;
    for (const [control, value] of values) control.set(value);
    refresh();
    values[0]?.[0].focus();
  }

  async function checkChanged() {
    const results = await Promise.all(changed().map((control) => control.check()));
    refresh();
    wrong()[0]?.focus();
    return results.every(Boolean) && wrong().length === 0;
  }

  async function submit() {
    if (choosing || changed().length === 0) return !choosing;
    clearNotice(notice);
    try {
      return await withBusy(saveBar.saveButton, async () => (await checkChanged()) && (await send()));
    } catch (reason) {
      showRefusal(reason);
      return false;
    }
  }

  /** @returns {Promise<boolean>} */
  async function send() {
    const changes = Object.fromEntries(changed().map((control) => [control.name, control.toChange(control.get())]));
    try {
      load(await save(changes, base));
    } catch (reason) {
      if (reason instanceof ApiError && reason.current !== null) return settle(reason.current);
      throw reason;
    }
    saveBar.show({ kind: "saved" });
    savedTimer = window.setTimeout(refresh, SAVED_FOR);
    onSaved?.(base);
    return true;
  }

  /**
   * Someone saved in between. What only they changed is taken over; what both changed is put to the person.
   * @param {Person} theirs
   * @returns {Promise<boolean>}
   */
  async function settle(theirs) {
    const clashing = mergeTheirs(controls, base, theirs);
    base = theirs;
    if (clashing.length === 0) {
      refresh();
      return changed().length === 0 || send();
    }
    void askAboutClashes(clashing, theirs);
    return false;
  }

  /**
   * @param {Control[]} clashing
   * @param {Person} theirs
   */
  async function askAboutClashes(clashing, theirs) {
    choosing = true;
    refresh();
    const version = await askVersion(notice, clashing, theirs);
    choosing = false;
    if (version === "theirs") for (const control of clashing) control.set(control.read(theirs));
    refresh();
    saveBar.saveButton.focus();
  }

  /** @param {unknown} reason */
  function showRefusal(reason) {
    const errors = reason instanceof ApiError ? reason.fields : {};
    const named = controls.filter((control) => control.name in errors);
    for (const control of named) control.setError(errors[control.name] ?? null);
    refresh();
    if (named.length > 0) return named[0]?.focus();
    if (!(reason instanceof ApiError)) console.error(reason);
    showNotice(notice, { title: reason instanceof ApiError ? reason.message : say("error.unexpected") }).scrollIntoView({ block: "nearest" });
  }

  async function canLeave() {
    const count = changed().length;
    if (count === 0) return true;
    const choice = await askChoice({
      title: say("leave.title", { name: base.name }),
      text: say("leave.text", { fields: formatList(changed().map((control) => control.label)) }),
      icon: "pencil",
      choices: [
        { value: "discard", label: say("leave.discard"), look: "danger-quiet", start: true },
        { value: "stay", label: say("leave.stay") },
        { value: "save", label: say("leave.save"), look: "primary", focus: true },
      ],
    });
    return choice === "discard" || (choice === "save" && (await submit()));
  }

  for (const control of controls) control.onChange(refresh);
  // A field that was checked on blur may have become wrong or right without a change.
  form.addEventListener("focusout", () => setTimeout(() => !signal.aborted && refresh(), 0), { signal });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void submit();
  }, { signal });
  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "s" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (!document.querySelector("dialog[open]")) void submit();
  }, { signal });
  load(person);

  return {
    save: submit,
    canLeave,
    isChanged: () => changed().length > 0,
    person: () => base,
    rebase(next) {
      mergeTheirs(controls, base, next);
      base = next;
      refresh();
    },
  };
}
