/**
 * An edit form over one person, or one group: counts changes, checks them, saves them with the save bar or Ctrl S, settles
 * conflicts with changes made elsewhere, and guards against leaving with unsaved work.
 *
 * A screen brings its controls (see control.js) and says how to save; everything else happens here.
 */

/** @import { Person } from "../types.js" */
/** @import { Control, Value } from "./control.js" */
/** @import { Subject } from "./edit_subject.js" */
/** @import { SaveBar, Standing } from "./save_bar.js" */

import { noteUnsavedChanges } from "../api.js";
import { formatList } from "../format.js";
import { say } from "../words.js";
import { withBusy } from "./button.js";
import { askVersion, mergeTheirs } from "./conflict.js";
import { askChoice } from "./dialog.js";
import { STANDING } from "./field.js";
import { showFormError } from "./form_error.js";
import { clearNotice } from "./notice.js";
import { attachSaveBar } from "./save_bar.js";
import { showToast } from "./toast.js";

/** How long "Saved" stands in the bar. */
const SAVED_FOR = 2_000;

/**
 * What is saved now, and the event by which it came so; no event where nothing was different.
 * @template T
 * @typedef {{ now: T, event: number | null }} Saved
 */

/**
 * @template [T=Person]
 * @typedef {object} EditFormOptions
 * @property {Subject<T>} subject what there is to say of people, or of groups
 * @property {HTMLFormElement} form
 * @property {HTMLElement} bar the `.savebar`
 * @property {HTMLElement} notice an empty element above the fields
 * @property {Control<T>[]} controls in the order they stand in the form
 * @property {T} person as loaded
 * @property {(changes: Record<string, unknown>, person: T) => Promise<Saved<T>>} save sends what changed, by control name
 * @property {(person: T, event: number | null) => void} [onSaved] told of each successful save
 * @property {AbortSignal} signal ends the form's listeners
 */

/** @template [T=Person] */
export class EditForm {
  /** @type {EditFormOptions<T>} */
  #options;
  /** @type {SaveBar} */
  #bar;
  /** As last loaded or saved: what changes are counted against. @type {T} */
  #base;
  /** A conflict waits for the person's choice. */
  #choosing = false;
  /** Controls are being set, so their events are not the person's. */
  #loading = false;
  #savedTimer = 0;
  /** What the window was told last. */
  #unsaved = false;

  /** @param {EditFormOptions<T>} options */
  constructor(options) {
    this.#options = options;
    this.#base = options.person;
    this.#bar = attachSaveBar(options.bar, {
      onSave: () => void this.save(),
      onDiscard: () => this.#discard(),
      onShowWrong: () => this.#wrong()[0]?.focus(),
    });
    this.#listen();
    this.#load(options.person);
  }

  /** As last loaded or saved. @returns {T} */
  person() {
    return this.#base;
  }

  /** @returns {boolean} */
  isChanged() {
    return this.#changed().length > 0;
  }

  /**
   * Takes over a person who was changed beside the form, such as by a password reset; what is being edited stays.
   * @param {T} person
   */
  rebase(person) {
    mergeTheirs(this.#options.controls, this.#base, person);
    this.#base = person;
    this.#refresh();
  }

  /**
   * Checks and saves what changed.
   * @returns {Promise<boolean>} true when nothing is left to save
   */
  async save() {
    if (this.#choosing || !this.isChanged()) return !this.#choosing;
    clearNotice(this.#options.notice);
    try {
      return await withBusy(this.#bar.saveButton, async () => (await this.#check()) && (await this.#send()));
    } catch (reason) {
      showFormError(reason, Object.fromEntries(this.#options.controls.map((control) => [control.name, control])), this.#options.notice);
      this.#refresh();
      return false;
    }
  }

  /**
   * Asks Save, Discard or Keep editing when there are changes.
   * @returns {Promise<boolean>} whether the screen may close
   */
  async canLeave() {
    if (!this.isChanged()) return true;
    /** @type {import("./dialog.js").Choice[]} */
    const choices = [
      { value: "discard", label: say("leave.discard"), look: "danger-quiet", start: true },
      { value: "stay", label: say("leave.stay"), look: this.#choosing ? "primary" : "plain", focus: this.#choosing },
    ];
    // A conflict has to be settled first: there is nothing to save yet.
    if (!this.#choosing) choices.push({ value: "save", label: say("leave.save"), look: "primary", focus: true });
    const choice = await askChoice({
      title: this.#options.subject.askLeave(this.#base),
      text: say("leave.text", { fields: formatList(this.#changed().map((control) => control.label)) }),
      icon: "pencil",
      choices,
    });
    return choice === "discard" || (choice === "save" && (await this.save()));
  }

  #listen() {
    const { form, controls, signal } = this.#options;
    signal.addEventListener("abort", () => this.#tellWindow(false));
    for (const control of controls) control.onChange(() => this.#refresh());
    form.addEventListener(STANDING, () => this.#refresh(), { signal });
    form.addEventListener(
      "submit",
      (event) => {
        event.preventDefault();
        void this.save();
      },
      { signal },
    );
    document.addEventListener(
      "keydown",
      (event) => {
        if (event.key.toLowerCase() !== "s" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
        event.preventDefault();
        if (!document.querySelector("dialog[open]")) void this.save();
      },
      { signal },
    );
  }

  #changed() {
    return this.#options.controls.filter((control) => control.get() !== control.read(this.#base));
  }

  #wrong() {
    return this.#options.controls.filter((control) => control.isWrong());
  }

  /** @returns {Standing} */
  #standing() {
    if (this.#choosing) return { kind: "conflict" };
    const wrong = this.#wrong().length;
    if (wrong > 0) return { kind: "wrong", count: wrong };
    const count = this.#changed().length;
    return count > 0 ? { kind: "changed", count, effect: this.#options.subject.tellEffect?.(this.#base) } : { kind: "clean" };
  }

  #refresh() {
    if (this.#loading) return;
    clearTimeout(this.#savedTimer);
    this.#bar.show(this.#standing());
    this.#tellWindow(this.isChanged());
  }

  /** @param {boolean} unsaved */
  #tellWindow(unsaved) {
    if (this.#unsaved === unsaved) return;
    this.#unsaved = unsaved;
    void noteUnsavedChanges(unsaved);
  }

  /** @param {T} person */
  #load(person) {
    this.#base = person;
    this.#loading = true;
    for (const control of this.#options.controls) {
      control.set(control.read(person));
      control.setError(null);
    }
    this.#loading = false;
    this.#refresh();
  }

  #discard() {
    const lost = this.#changed().map((control) => /** @type {const} */ ([control, control.get()]));
    this.#load(this.#base);
    showToast({
      text: say("edit.discarded", { count: lost.length }),
      tone: "info",
      action: { label: say("undo"), run: () => this.#restore(lost) },
    });
  }

  /** @param {(readonly [Control<T>, Value])[]} values */
  #restore(values) {
    if (this.#options.signal.aborted) return;
    for (const [control, value] of values) control.set(value);
    this.#refresh();
    values[0]?.[0].focus();
  }

  /** @returns {Promise<boolean>} whether everything that changed is fine; else focus is on the first that is not */
  async #check() {
    const answers = await Promise.all(this.#changed().map((control) => control.check()));
    const [first] = this.#wrong();
    first?.focus();
    return first === undefined && answers.every(Boolean);
  }

  /** @returns {Promise<boolean>} */
  async #send() {
    const { save, onSaved, subject } = this.#options;
    const changes = Object.fromEntries(this.#changed().map((control) => [control.name, control.toChange(control.get())]));
    /** @type {Saved<T>} */
    let saved;
    try {
      saved = await save(changes, this.#base);
    } catch (reason) {
      const theirs = subject.findCurrent(reason);
      if (theirs !== null) return this.#settle(theirs);
      throw reason;
    }
    this.#load(saved.now);
    this.#bar.show({ kind: "saved" });
    this.#savedTimer = window.setTimeout(() => this.#refresh(), SAVED_FOR);
    onSaved?.(this.#base, saved.event);
    return true;
  }

  /**
   * Someone saved in between. What only they changed is taken over; what both changed is put to the person.
   * @param {T} theirs
   * @returns {Promise<boolean>}
   */
  async #settle(theirs) {
    const clashing = mergeTheirs(this.#options.controls, this.#base, theirs);
    this.#base = theirs;
    this.#refresh();
    if (clashing.length === 0) return !this.isChanged() || this.#send();
    void this.#askAbout(clashing, theirs);
    return false;
  }

  /**
   * @param {Control<T>[]} clashing
   * @param {T} theirs
   */
  async #askAbout(clashing, theirs) {
    this.#choosing = true;
    this.#refresh();
    const version = await askVersion(this.#options.notice, clashing, theirs, this.#options.subject);
    this.#choosing = false;
    if (version === "theirs") for (const control of clashing) control.set(control.read(theirs));
    this.#refresh();
    this.#bar.saveButton.focus();
  }
}

/**
 * @template [T=Person]
 * @param {EditFormOptions<T>} options
 * @returns {EditForm<T>}
 */
export const createEditForm = (options) => new EditForm(options);
