/** Does one thing to many people: says first whom it changes and whom it leaves, then how far it is, then what became of it. */

/** @import { BulkAction, BulkOutcome, BulkPreview, GroupName, Selection, Skipped } from "../types.js" */

import * as api from "../api.js";
import { make, makeIcon, part, setIcon } from "../dom.js";
import { formatList } from "../format.js";
import { say } from "../words.js";
import { setOff } from "./button.js";
import { LOOKS } from "./bulk_words.js";
import { openDialog } from "./dialog.js";
import { showFormError } from "./form_error.js";
import { clearNotice } from "./notice.js";
import { showToast } from "./toast.js";
import { showDone } from "./undo.js";

/** Work that takes longer shows how far it is. */
const PATIENCE = 300;

/** @typedef {{ element: HTMLDialogElement, close: (outcome: BulkOutcome | null) => void, state: { isRunning: boolean } }} Open */

/** @param {Skipped} skipped @returns {HTMLElement} */
function makeSkipped({ reason, count, names }) {
  const line = make("li");
  const words = make("span");
  const who = count > names.length ? say("bulk.names.more", { names: names.join(", "), count: count - names.length }) : formatList(names);
  words.append(make("b", "", say("bulk.skipped", { count })), make("bdi", "", names.length > 0 ? who : ""), make("span", "muted", reason));
  line.append(makeIcon("skip"), words);
  return line;
}

/** @param {HTMLElement} element @param {BulkAction["kind"]} kind @param {BulkPreview} preview @param {string} group */
function showPreview(element, kind, { would_change: count, skipped }, group) {
  const nobody = count === 0;
  part(element, "title").textContent = nobody ? say(`bulk.${kind}.nobody`) : say(`bulk.${kind}.ask`, { count, group });
  part(element, "text").textContent = nobody ? "" : say(`bulk.${kind}.text`);
  part(element, "skipped").replaceChildren(...skipped.map(makeSkipped));
  part(element, "skipped-part").hidden = skipped.length === 0;
  const confirm = part(element, "confirm");
  confirm.hidden = nobody;
  confirm.textContent = say(`bulk.${kind}.do`, { count });
}

/**
 * Runs the action with the dialog showing how far it is. The dialog stays with the reason if it is refused.
 * @param {Open} dialog @param {BulkAction} action @param {Selection} selection
 */
async function run({ element, close, state }, action, selection) {
  const [bar, confirm] = [part(element, "bar", HTMLProgressElement), part(element, "confirm")];
  const progress = part(element, "progress");
  const controller = new AbortController();
  clearNotice(part(element, "notice"));
  setOff(confirm, say("bulk.running"));
  const slow = setTimeout(() => (progress.hidden = false), PATIENCE);
  api.onProgress((done, total) => {
    bar.max = total;
    bar.value = done;
    part(element, "done").textContent = say("bulk.progress", { done, total });
  }, controller.signal);
  state.isRunning = true;
  try {
    close(await api.applyBulk(action, selection));
  } catch (reason) {
    state.isRunning = false;
    if (reason instanceof api.ApiError && reason.code === "cancelled") {
      showToast({ text: say("bulk.cancelled"), tone: "info" });
      return close(null);
    }
    setOff(confirm, null);
    showFormError(reason, {}, part(element, "notice"));
  } finally {
    clearTimeout(slow);
    progress.hidden = true;
    controller.abort();
  }
}

/**
 * Asks, does it and tells of it. While it is being done, cancelling stops it.
 * @param {BulkAction} action
 * @param {Selection} selection
 * @param {BulkPreview} preview
 * @param {string} group its name, where there is one
 * @returns {Promise<boolean>} whether anybody was changed
 */
export async function askBulk(action, selection, preview, group) {
  const { icon, danger } = LOOKS[action.kind];
  const state = { isRunning: false };
  /** @type {import("./dialog.js").OpenDialog<BulkOutcome>} */
  const { element, close, closed } = openDialog("bulk", {
    canCancel() {
      if (state.isRunning) void api.cancelBulk();
      return !state.isRunning;
    },
  });
  setIcon(part(element, "icon", SVGSVGElement), icon);
  part(element, "icon-wrap").classList.toggle("is-danger", danger);
  part(element, "confirm").classList.add(danger ? "btn-danger-fill" : "btn-primary");
  showPreview(element, action.kind, preview, group);
  part(element, "confirm").addEventListener("click", () => void run({ element, close, state }, action, selection));
  const outcome = await closed;
  if (outcome === null) return false;
  // Undone, the list shows it by itself: it follows every change.
  showDone(say(`bulk.${action.kind}.done`, { count: outcome.changed, group }), outcome.event, () => {});
  return outcome.changed > 0;
}

/**
 * Which group people are put into, or taken out of.
 * @param {"add_to_group" | "remove_from_group"} kind
 * @param {GroupName[]} groups
 * @param {number} count
 * @returns {Promise<GroupName | null>}
 */
export function askGroup(kind, groups, count) {
  /** @type {import("./dialog.js").OpenDialog<GroupName>} */
  const { element, close, closed } = openDialog("bulk-group");
  part(element, "title").textContent = say(`bulk.${kind}.which`, { count });
  const boxes = groups.map((group) => {
    const line = make("label", "check");
    const box = make("input");
    const words = make("span", "", group.name);
    box.type = "radio";
    box.name = "bulk-group";
    words.dir = "auto";
    line.append(box, words);
    return { group, line, box };
  });
  const next = part(element, "next");
  const show = () => setOff(next, boxes.some(({ box }) => box.checked) ? null : say("bulk.choose_group"));
  const list = part(element, "groups");
  list.append(...boxes.map(({ line }) => line));
  list.addEventListener("change", show);
  boxes[0]?.box.focus();
  element.querySelector("form")?.addEventListener("submit", (event) => {
    event.preventDefault();
    const chosen = boxes.find(({ box }) => box.checked);
    if (chosen) close(chosen.group);
  });
  show();
  return closed;
}
