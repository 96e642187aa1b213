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
import { cropPicture } from "./crop_dialog.js";

/** Larger files are refused by the core as well; here they need not be read first. */
const LARGEST_FILE = 20_000_000;

const DRAFT = /^draft:(\d+):/;

/**
 * A chosen picture as a value: a saved version, `draft:<number>:<version>`, or null for none.
 * @param {CroppedDraft} cropped
 */
const toValue = ({ draft, version }) => `draft:${draft.draft}:${version}`;

/** @param {DataTransfer | null} data @returns {boolean} */
const carriesFiles = (data) => data?.types.includes("Files") ?? false;

/**
 * The picture control of a form.
 * @param {HTMLElement} element a `.picture` block
 * @param {HTMLElement} page where a picture may be dropped
 * @param {Person} person
 * @param {AbortSignal} signal ends its listeners, and throws away drafts that were not saved
 * @returns {Control}
 */
export function makePictureControl(element, page, person, signal) {
  const face = part(element, "face");
  const drop = part(element, "drop");
  const [choose, adjust, remove] = [part(element, "choose"), part(element, "adjust"), part(element, "remove")];
  const error = part(element, "error");
  /** @type {Value} */
  let value = person.avatar;
  /** Every draft made for this form, so that Undo and Adjust find them again. @type {Map<string, CroppedDraft>} */
  const drafts = new Map();
  let changed = () => {};

  function show() {
    const cropped = drafts.get(String(value));
    if (cropped) showPicture(face, avatarUrl(`draft/${cropped.draft.draft}/512?v=${cropped.version}`), () => showInitials(face, person));
    else setAvatar(face, { ...person, avatar: value === null ? null : String(value) }, 512);
    adjust.hidden = cropped === undefined;
    remove.hidden = value === null;
  }

  /** @param {Value} next */
  function set(next) {
    value = next;
    show();
  }

  /** @param {string | null} text */
  function setError(text) {
    find(error, "span").textContent = text ?? "";
    error.hidden = text === null;
  }

  /** @param {Value} next */
  function change(next) {
    setError(null);
    set(next);
    changed();
  }

  /** @param {AvatarDraft} draft */
  async function useDraft(draft) {
    const cropped = await cropPicture(draft);
    if (cropped === null) return void discardAvatar(draft.draft);
    drafts.set(toValue(cropped), cropped);
    change(toValue(cropped));
  }

  /** Whatever is wrong with a file is said here, and the picture stays. @param {() => Promise<AvatarDraft | null>} load */
  async function take(load) {
    setError(null);
    try {
      const draft = await withBusy(choose, load);
      if (draft !== null && !signal.aborted) await useDraft(draft);
    } catch (reason) {
      if (!(reason instanceof ApiError)) console.error(reason);
      setError(reason instanceof ApiError ? reason.message : say("error.unexpected"));
    }
  }

  /** @param {File} file */
  async function takeFile(file) {
    if (file.size > LARGEST_FILE) return setError(say("picture.too_large", { size: formatMegabytes(file.size), limit: formatMegabytes(LARGEST_FILE) }));
    /** @type {Uint8Array} */
    let bytes;
    try {
      bytes = new Uint8Array(await file.arrayBuffer());
    } catch {
      // A folder, or a file that may not be read: the browser says only that it failed.
      return setError(say("picture.unreadable"));
    }
    await take(() => loadAvatar(bytes));
  }

  choose.addEventListener("click", async () => {
    setOff(choose, say("picture.dialog_open"));
    await take(async () => {
      try {
        return await pickAvatar();
      } finally {
        setOff(choose, null);
      }
    });
  });
  adjust.addEventListener("click", async () => {
    const cropped = drafts.get(String(value));
    const again = cropped && (await cropPicture(cropped.draft, cropped.view));
    if (!again) return;
    drafts.set(toValue(again), again);
    change(toValue(again));
  });
  remove.addEventListener("click", () => {
    change(null);
    choose.focus();
  });
  attachDrop(page, drop, (file) => void takeFile(file), signal);
  attachPaste((file) => void takeFile(file), signal);
  signal.addEventListener("abort", () => {
    for (const number of new Set([...drafts.values()].map(({ draft }) => draft.draft))) void discardAvatar(number).catch(() => {});
  });
  show();

  return {
    name: "avatar",
    label: say("picture.label"),
    read: (saved) => saved.avatar,
    get: () => value,
    set,
    toChange: (chosen) => (chosen === null ? { kind: "remove" } : { kind: "use", draft: Number(DRAFT.exec(String(chosen))?.[1]) }),
    describe: (chosen) => (chosen === null ? say("picture.none") : say("picture.some")),
    setError,
    isWrong: () => false,
    check: async () => true,
    focus: () => choose.focus(),
    onChange: (listener) => {
      changed = listener;
    },
  };
}

/**
 * A file may be dropped anywhere on the page; the marked place lights up.
 * @param {HTMLElement} page
 * @param {HTMLElement} drop
 * @param {(file: File) => void} onFile
 * @param {AbortSignal} signal
 */
function attachDrop(page, drop, onFile, signal) {
  let depth = 0;
  /** @param {number} next */
  const setDepth = (next) => {
    depth = next;
    drop.classList.toggle("is-over", depth > 0);
  };
  page.addEventListener("dragenter", (event) => carriesFiles(event.dataTransfer) && setDepth(depth + 1), { signal });
  page.addEventListener("dragleave", (event) => carriesFiles(event.dataTransfer) && setDepth(Math.max(0, depth - 1)), { signal });
  page.addEventListener("dragover", (event) => {
    if (!carriesFiles(event.dataTransfer) || event.dataTransfer === null) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "copy";
  }, { signal });
  page.addEventListener("drop", (event) => {
    const file = event.dataTransfer?.files[0];
    setDepth(0);
    if (file === undefined) return;
    event.preventDefault();
    onFile(file);
  }, { signal });
}

/**
 * Pasting a picture, or a picture file, works wherever focus is; pasting text stays what it was.
 * @param {(file: File) => void} onFile
 * @param {AbortSignal} signal
 */
function attachPaste(onFile, signal) {
  document.addEventListener("paste", (event) => {
    const file = event.clipboardData?.files[0];
    if (file === undefined || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    onFile(file);
  }, { signal });
}
