/**
 * The picture block of an edit form: choose with the system's own dialog, drop, paste, adjust, remove.
 * Until the form is saved, a new picture lives in the core as a draft.
 */

/** @import { AvatarDraft, Person } from "../types.js" */
/** @import { Control, Value } from "./control.js" */
/** @import { CroppedDraft } from "./crop_dialog.js" */

import { ApiError, avatarUrl, discardAvatar, loadAvatar, pickAvatar } from "../api.js";
import { find, part } from "../dom.js";
import { formatMegabytes } from "../format.js";
import { say } from "../words.js";
import { setAvatar, showInitials, showPicture } from "./avatar.js";
import { setOff, withBusy } from "./button.js";
import { cropPicture, loadPreview } from "./crop_dialog.js";
import { attachDrop, attachPaste } from "./picture_intake.js";

/** Larger files are refused by the core as well; here they need not be read first. */
const LARGEST_FILE = 20_000_000;

const DRAFT = /^draft:(\d+):/;

/**
 * A chosen picture as a control's value: beside saved versions and null for none there is `draft:<number>:<version>`.
 * @param {CroppedDraft} cropped
 */
const toValue = ({ draft, version }) => `draft:${draft.draft}:${version}`;

/** Forgetting a draft is housekeeping: when it fails there is nothing for a person to do. @param {number} draft */
const forget = (draft) => void discardAvatar(draft).catch((error) => console.warn("A draft was not discarded:", error));

/** A `.picture` block with the parts face, drop, choose, adjust, remove and error. */
class PictureBlock {
  /** @type {HTMLElement} */
  #element;
  /** @type {Person} */
  #person;
  /** @type {AbortSignal} */
  #signal;
  /** @type {Value} */
  value;
  /** Every draft made for this form, so that Undo and Adjust find them again. @type {Map<string, CroppedDraft>} */
  #drafts = new Map();
  /** Told when the person chose something else. */
  onChange = () => {};

  /**
   * @param {HTMLElement} element
   * @param {HTMLElement} page
   * @param {Person} person
   * @param {AbortSignal} signal
   */
  constructor(element, page, person, signal) {
    this.#element = element;
    this.#person = person;
    this.#signal = signal;
    this.value = person.avatar;
    part(element, "choose").addEventListener("click", () => void this.#choose());
    part(element, "adjust").addEventListener("click", () => void this.#adjust());
    part(element, "remove").addEventListener("click", () => this.#remove());
    const onPicture = (/** @type {Blob} */ file) => void this.#takeFile(file);
    attachDrop(page, part(element, "drop"), onPicture, signal);
    attachPaste(onPicture, () => this.setError(say("picture.only_path")), signal);
    signal.addEventListener("abort", () => this.#forgetDrafts());
  }

  /** @param {Value} value */
  set(value) {
    this.value = value;
    const face = part(this.#element, "face");
    const cropped = this.#drafts.get(String(value));
    if (cropped) showPicture(face, avatarUrl(`draft/${cropped.draft.draft}/512?v=${cropped.version}`), () => showInitials(face, this.#person));
    else setAvatar(face, { ...this.#person, avatar: value === null ? null : String(value) }, 512);
    part(this.#element, "adjust").hidden = cropped === undefined;
    part(this.#element, "remove").hidden = value === null;
  }

  /** @param {string | null} text */
  setError(text) {
    const error = part(this.#element, "error");
    find(error, "span").textContent = text ?? "";
    error.hidden = text === null;
  }

  focus() {
    part(this.#element, "choose").focus();
  }

  /** @param {Value} value */
  #change(value) {
    this.setError(null);
    this.set(value);
    this.onChange();
  }

  /** @param {CroppedDraft} cropped */
  #use(cropped) {
    this.#drafts.set(toValue(cropped), cropped);
    this.#change(toValue(cropped));
  }

  async #choose() {
    const choose = part(this.#element, "choose");
    await this.#take(async () => {
      // The dialog is not tied to the window on every system, so a second one could be asked for.
      setOff(choose, say("picture.dialog_open"));
      try {
        return await pickAvatar();
      } finally {
        setOff(choose, null);
      }
    });
  }

  async #adjust() {
    const cropped = this.#drafts.get(String(this.value));
    const again = cropped && (await cropPicture(cropped.draft, cropped.view));
    if (again) this.#use(again);
  }

  #remove() {
    this.#change(null);
    this.focus();
  }

  /** @param {Blob} file */
  async #takeFile(file) {
    if (file.size > LARGEST_FILE) return this.setError(say("picture.too_large", { size: formatMegabytes(file.size), limit: formatMegabytes(LARGEST_FILE) }));
    /** @type {ArrayBuffer} */
    let bytes;
    try {
      bytes = await file.arrayBuffer();
    } catch {
      // A folder, or a file that may not be read: the browser says only that it failed.
      return this.setError(say("picture.unreadable"));
    }
    await this.#take(() => loadAvatar(new Uint8Array(bytes)));
  }

  /**
   * Gets a picture and lets it be cropped. Whatever is wrong with it is said here, and the old one stays.
   * @param {() => Promise<AvatarDraft | null>} load
   */
  async #take(load) {
    this.setError(null);
    try {
      const draft = await withBusy(part(this.#element, "choose"), async () => {
        const loaded = await load();
        if (loaded !== null) await loadPreview(loaded);
        return loaded;
      });
      if (draft !== null) await this.#crop(draft);
    } catch (reason) {
      if (!(reason instanceof ApiError)) console.error(reason);
      this.setError(reason instanceof ApiError ? reason.message : say("error.unexpected"));
    }
  }

  /** @param {AvatarDraft} draft whose preview is loaded */
  async #crop(draft) {
    const cropped = this.#signal.aborted ? null : await cropPicture(draft);
    if (cropped === null) forget(draft.draft);
    else this.#use(cropped);
  }

  #forgetDrafts() {
    for (const draft of new Set([...this.#drafts.values()].map((cropped) => cropped.draft.draft))) forget(draft);
  }
}

/**
 * The picture control of a form.
 * @param {HTMLElement} element a `.picture` block
 * @param {HTMLElement} page where a picture may be dropped
 * @param {Person} person
 * @param {AbortSignal} signal ends its listeners, and throws away drafts that were not saved
 * @returns {Control}
 */
export function makePictureControl(element, page, person, signal) {
  const block = new PictureBlock(element, page, person, signal);
  return {
    name: "avatar",
    label: say("picture.label"),
    read: (saved) => saved.avatar,
    get: () => block.value,
    set: (value) => block.set(value),
    toChange: (value) => (value === null ? { kind: "remove" } : { kind: "use", draft: Number(DRAFT.exec(String(value))?.[1]) }),
    describe: (value) => (value === null ? say("picture.none") : say("picture.some")),
    setError: (error) => block.setError(error),
    isWrong: () => false,
    check: async () => true,
    focus: () => block.focus(),
    onChange: (listener) => {
      block.onChange = listener;
    },
  };
}
