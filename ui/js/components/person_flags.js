/** Status and roles of a person, changed beside their row in the list. */

/** @import { Person, UserRow } from "../types.js" */

import * as api from "../api.js";
import { ApiError } from "../api.js";
import { cloneTemplate, part } from "../dom.js";
import { say } from "../words.js";
import { anchorPopover } from "./anchor.js";
import { isOff, setOff, withBusy } from "./button.js";
import { showFormError } from "./form_error.js";
import { clearNotice, showNotice } from "./notice.js";
import { showToast } from "./toast.js";
import { showDone } from "./undo.js";

/** Each flag, and the words of its two changes. */
const FLAGS = /** @type {const} */ ([
  { flag: "is_active", right: "edit_flags", on: "person.activated", off: "person.deactivated" },
  { flag: "is_staff", right: "edit_staff", on: "flags.is_staff.on", off: "flags.is_staff.off" },
  { flag: "is_superuser", right: "edit_superuser", on: "flags.is_superuser.on", off: "flags.is_superuser.off" },
]);

/**
 * @typedef {object} FlagOptions
 * @property {HTMLElement} root where the popover goes
 * @property {() => UserRow | undefined} current whose row the list stands on
 * @property {() => void} focusList
 * @property {() => void} onChanged the list has to follow
 */

/** The switches of whoever is current: at most one sheet at a time. */
export class PersonFlags {
  #options;
  /** @type {FlagSheet | null} */
  #sheet = null;

  /** @param {FlagOptions} options */
  constructor(options) {
    this.#options = options;
  }

  /**
   * Opens the switches beside a cell, each on or off as the core has it.
   * @param {UserRow} row
   * @param {HTMLElement} cell
   */
  async open(row, cell) {
    try {
      const person = await withBusy(cell, () => api.showUser(row.id));
      if (this.#options.current()?.id !== row.id || !cell.isConnected) return;
      this.#sheet = new FlagSheet(person, cell, this.#options);
      this.#sheet.show();
    } catch (reason) {
      showToast({ text: reason instanceof ApiError ? reason.message : say("error.unexpected"), tone: "warn", stay: true });
    }
  }

  /** The order or a filter may have taken the row elsewhere: beside somebody else's the switches would mislead. */
  follow() {
    this.#sheet?.closeUnlessBeside();
  }
}

class FlagSheet {
  #element = cloneTemplate("person-flags");
  #notice = part(this.#element, "notice");
  /** @type {Person} */
  #person;
  #cell;
  #options;

  /** @param {Person} person @param {HTMLElement} cell @param {FlagOptions} options */
  constructor(person, cell, options) {
    this.#person = person;
    this.#cell = cell;
    this.#options = options;
    for (const { flag } of FLAGS) this.#input(flag).addEventListener("change", () => void this.#save(flag));
    this.#element.addEventListener("keydown", (event) => this.#onKey(event));
    this.#element.addEventListener("beforetoggle", (event) => {
      const closing = /** @type {ToggleEvent} */ (event).newState === "closed";
      if (closing && this.#element.contains(document.activeElement)) options.focusList();
    });
    this.#element.addEventListener("toggle", (event) => {
      if (/** @type {ToggleEvent} */ (event).newState === "closed") this.#remove();
    });
  }

  show() {
    this.#paint();
    this.#options.root.append(this.#element);
    this.#cell.scrollIntoView({ block: "nearest", inline: "nearest" });
    anchorPopover(this.#cell, this.#element);
    this.#element.showPopover();
    (FLAGS.map(({ flag }) => this.#input(flag)).find((input) => !isOff(input)) ?? this.#input("is_active")).focus();
  }

  closeUnlessBeside() {
    const isBeside = this.#options.current()?.id === this.#person.id && this.#cell.closest(".is-current") !== null;
    if (this.#element.isConnected && !isBeside) this.#element.hidePopover();
  }

  #remove() {
    this.#element.remove();
    this.#cell.style.removeProperty("anchor-name");
  }

  /** @param {string} flag */
  #input(flag) {
    return part(this.#element, flag, HTMLInputElement);
  }

  #paint() {
    const title = say("flags.title", { name: this.#person.name });
    part(this.#element, "title").textContent = title;
    this.#element.setAttribute("aria-label", title);
    for (const { flag, right } of FLAGS) {
      this.#input(flag).checked = this.#person[flag];
      setOff(this.#input(flag), this.#person.may[right]);
    }
  }

  /** The top thing closes first. @param {KeyboardEvent} event */
  #onKey(event) {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    this.#element.hidePopover();
  }

  /** @param {typeof FLAGS[number]["flag"]} flag */
  async #save(flag) {
    const wanted = this.#input(flag).checked;
    clearNotice(this.#notice);
    try {
      const { id, version } = this.#person;
      const { person, event } = await withBusy(this.#element, () => api.editUser(id, version, { [flag]: wanted }));
      this.#person = person;
      this.#paint();
      this.#tell(flag, wanted, event);
    } catch (reason) {
      this.#refuse(reason);
    }
  }

  /** @param {typeof FLAGS[number]["flag"]} flag @param {boolean} isOn @param {number | null} event */
  #tell(flag, isOn, event) {
    const { name } = this.#person;
    const { onChanged } = this.#options;
    const words = FLAGS.find((one) => one.flag === flag);
    if (words) showDone(say(isOn ? words.on : words.off, { name }), event, onChanged);
    onChanged();
  }

  /** @param {unknown} reason */
  #refuse(reason) {
    if (reason instanceof ApiError && reason.current !== null) {
      this.#person = reason.current;
      const { name } = this.#person;
      showNotice(this.#notice, { tone: "warn", title: say("flags.conflict", { name }), text: say("flags.conflict.text") });
    } else showFormError(reason, {}, this.#notice);
    this.#paint();
  }
}
