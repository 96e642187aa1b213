/** Undo: from the toast that says what was done, and from a line of the history. */

/** @import { EventTarget, UndoPreview } from "../types.js" */

import * as api from "../api.js";
import { ApiError } from "../api.js";
import { cloneTemplate, fill, make, makeName, part } from "../dom.js";
import { say } from "../words.js";
import { setOff, withBusy } from "./button.js";
import { openDialog } from "./dialog.js";
import { makeDiff } from "./event_changes.js";
import { showFormError } from "./form_error.js";
import { showToast } from "./toast.js";

/** Work that takes longer than this says so. */
const PATIENCE = 300;
/** How many people of a preview are shown one by one. */
const SHOWN = 20;

/**
 * Says what was done, and offers to undo it.
 * @param {string} text
 * @param {number | null} event what to undo; null when there is nothing to
 * @param {() => void} onUndone
 */
export function showDone(text, event, onUndone) {
  if (event === null) showToast({ text });
  else showToast({ text, action: { label: say("undo"), run: () => void undoAtOnce(event, onUndone) } });
}

/**
 * Undoes, and says so while it takes its time.
 * @param {number} event
 */
async function undoWithWord(event) {
  const shown = /** @type {{ close: () => void }[]} */ ([]);
  const timer = setTimeout(() => {
    const action = { label: say("cancel"), run: () => void api.cancelBulk() };
    shown.push(showToast({ text: say("undo.working"), tone: "info", stay: true, action }));
  }, PATIENCE);
  try {
    return await api.undoEvent(event);
  } finally {
    clearTimeout(timer);
    for (const toast of shown) toast.close();
  }
}

/**
 * Undoes without a question, as long as nothing stands in the way.
 * @param {number} event
 * @param {() => void} onUndone
 */
export async function undoAtOnce(event, onUndone) {
  try {
    const { event: redo } = await undoWithWord(event);
    onUndone();
    showDone(say("undo.done"), redo, onUndone);
  } catch (reason) {
    if (reason instanceof ApiError && reason.code === "conflict") await askUndo(event, onUndone);
    else showToast({ text: reason instanceof ApiError ? reason.message : say("error.unexpected"), tone: "warn", stay: true });
  }
}

/** @param {EventTarget} target @param {Node} content @returns {HTMLElement} */
function makeItem(target, content) {
  const item = make("li", "stack-sm");
  const name = make("b");
  name.append(makeName(target.name));
  item.append(name, content);
  return item;
}

/** @param {HTMLElement} list @param {HTMLElement[]} items @param {number} total */
function fillList(list, items, total) {
  list.replaceChildren(...items);
  if (total > items.length) list.append(make("li", "muted", say("undo.more", { count: total - items.length })));
}

/** @param {HTMLElement} dialog @param {UndoPreview} preview */
function showPreview(dialog, { would_change, would_skip, changes, conflicts, refused }) {
  const nothing = refused ?? (would_change === 0 ? say("undo.nothing") : null);
  fill(dialog, {
    title: nothing === null ? say("undo.title") : say("undo.refused"),
    text: refused ?? (would_change === 0 ? say("undo.nothing") : say("undo.text", { count: would_change })),
    "conflicts-title": say("undo.conflicts", { count: conflicts.length }),
    confirm: say(would_skip > 0 ? "undo.rest" : "undo"),
  });
  fillList(part(dialog, "changes"), changes.slice(0, SHOWN).map(({ target, fields }) => makeItem(target, makeDiff(fields))), would_change);
  part(dialog, "changes").hidden = would_change === 0;
  fillList(part(dialog, "conflict-list"), conflicts.slice(0, SHOWN).map(({ target, message }) => makeItem(target, make("p", "muted", message))), conflicts.length);
  part(dialog, "conflicts").hidden = conflicts.length === 0;
  setOff(part(dialog, "confirm"), nothing);
}

/**
 * Shows what undoing would do and what stands in the way, and undoes what can be undone if that is wished.
 * @param {number} event
 * @param {() => void} onUndone
 * @param {HTMLElement} [button] the one pressed: busy until the question is there
 */
export async function askUndo(event, onUndone, button) {
  const load = () => api.previewUndo(event);
  const preview = await (button ? withBusy(button, load) : load());
  const dialog = cloneTemplate("undo");
  showPreview(dialog, preview);
  /** @type {import("./dialog.js").OpenDialog<import("../types.js").UndoOutcome>} */
  const { element, close, closed } = openDialog(/** @type {HTMLDialogElement} */ (dialog));
  const confirm = part(element, "confirm");
  const progress = part(element, "progress", HTMLProgressElement);
  const work = new AbortController();
  api.onProgress((done, total) => {
    progress.hidden = false;
    progress.max = total;
    progress.value = done;
  }, work.signal);
  confirm.addEventListener("click", async () => {
    try {
      close(await withBusy(confirm, () => api.undoEvent(event, preview.would_skip > 0)));
    } catch (reason) {
      progress.hidden = true;
      showFormError(reason, {}, part(element, "notice"));
    }
  });
  const outcome = await closed;
  work.abort();
  if (outcome === null) return void (confirm.dataset.working !== undefined && api.cancelBulk());
  onUndone();
  showDone(outcome.skipped > 0 ? say("undo.done_some", { count: outcome.skipped }) : say("undo.done"), outcome.event, onUndone);
}
