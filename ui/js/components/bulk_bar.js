/** The actions of the bar below the list, for everyone who is picked. */

/** @import { BulkAction, GroupName, Selection } from "../types.js" */

import * as api from "../api.js";
import { find, part } from "../dom.js";
import { say } from "../words.js";
import { askBulk, askGroup } from "./bulk_dialog.js";
import { isOff, setOff, withBusy } from "./button.js";
import { attachTip } from "./tip.js";
import { attachToolbar } from "./toolbar.js";
import { showTrouble } from "./trouble.js";

/** Those whose right can be asked after without naming a group. @type {readonly BulkAction["kind"][]} */
const PLAIN = ["activate", "deactivate", "require_password", "trash"];

/** The bar shows icons only below this width of the list; the same stands in people.css. */
const NARROW = 1020;

/**
 * @typedef {object} BulkOptions
 * @property {() => Selection} selection
 * @property {() => number} count
 * @property {() => void} onDone somebody was changed
 * @property {string | null} whyNotExport
 * @property {() => void} onExport asks as what they are saved
 */

/** @param {BulkAction["kind"]} kind @param {number} count @returns {Promise<{ action: BulkAction, group: GroupName | null } | null>} null when no group was chosen */
async function findAction(kind, count) {
  if (kind !== "add_to_group" && kind !== "remove_from_group") return { action: { kind }, group: null };
  const group = await askGroup(kind, await api.listGroups(), count);
  return group && { action: { kind, group: group.id }, group };
}

/** @param {HTMLElement} button @param {unknown} reason */
function complain(button, reason) {
  if (reason instanceof api.ApiError && reason.code === "forbidden") setOff(button, reason.message);
  void showTrouble(say("bulk.refused"), reason);
}

/** Turns off what the core would refuse whoever is picked. @param {HTMLElement} bar */
async function showRights(bar) {
  for (const kind of PLAIN) {
    const button = find(bar, `[data-bulk="${kind}"]`);
    try {
      await api.previewBulk(/** @type {BulkAction} */ ({ kind }), { kind: "ids", ids: [] });
      setOff(button, null);
    } catch (reason) {
      setOff(button, reason instanceof api.ApiError ? reason.message : say("error.unexpected"));
    }
  }
}

/**
 * @param {HTMLElement} bar its buttons carry `data-bulk`
 * @param {BulkOptions} options
 */
export function attachBulkBar(bar, { selection, count, onDone, whyNotExport, onExport }) {
  for (const button of bar.querySelectorAll("[data-bulk]")) {
    if (!(button instanceof HTMLElement)) continue;
    const kind = /** @type {BulkAction["kind"]} */ (button.dataset.bulk);
    attachTip(button, button.textContent?.trim() ?? "", () => !isOff(button) && (bar.parentElement?.clientWidth ?? NARROW) < NARROW);
    button.addEventListener("click", async () => {
      try {
        const found = await findAction(kind, count());
        if (found === null) return;
        const { action, group } = found;
        const preview = await withBusy(button, () => api.previewBulk(action, selection()));
        if (await askBulk(action, selection(), preview, group?.name ?? "")) onDone();
      } catch (reason) {
        complain(button, reason);
      }
    });
  }
  setOff(part(bar, "export"), whyNotExport);
  part(bar, "export").addEventListener("click", onExport);
  attachToolbar(bar);
  void showRights(bar);
}
