/** The backups of the roster: which there are, one more, and the way back to one. */

/** @import { Backup } from "../types.js" */

import * as api from "../api.js";
import { make, part, showRows } from "../dom.js";
import { formatFull, formatMegabytes, formatTimeOfDay } from "../format.js";
import { say } from "../words.js";
import { setOff, withBusy } from "./button.js";
import { showFormError } from "./form_error.js";
import { clearNotice, showNotice } from "./notice.js";
import { askRestore } from "./restore_dialog.js";
import { showToast } from "./toast.js";

/** Work that takes longer shows how far it is. */
const PATIENCE = 300;

/** @param {string} text @param {string} [className] @returns {HTMLElement} */
const makeCell = (text, className) => make("td", className, text);

/** @param {Backup} backup @returns {HTMLElement} */
function makeRow(backup) {
  const when = formatTimeOfDay(backup.made_at);
  const row = make("tr");
  const made = make("th", "nowrap");
  made.scope = "row";
  const time = make("time", "", when);
  time.dateTime = backup.made_at;
  time.title = formatFull(backup.made_at);
  made.append(time);
  const restore = make("button", "btn btn-sm btn-ghost", say("backups.restore"));
  restore.type = "button";
  restore.setAttribute("aria-label", say("backups.restore_name", { when }));
  setOff(restore, backup.refused);
  restore.addEventListener("click", () => void askRestore(backup));
  const action = make("td", "end");
  action.append(restore);
  const people = backup.people === null ? "" : say("backups.people", { count: backup.people });
  row.append(
    made,
    makeCell(say(`backups.reason.${backup.reason}`), "muted"),
    makeCell(people, "end"),
    makeCell(say("backups.size", { size: formatMegabytes(backup.size) }), "end nowrap"),
    action,
  );
  return row;
}

/**
 * Makes a backup, showing how far it is, until it is made or stopped.
 * @param {HTMLElement} root
 */
async function makeBackup(root) {
  const progress = part(root, "progress");
  const bar = part(root, "bar", HTMLProgressElement);
  const controller = new AbortController();
  const notice = part(root, "notice");
  clearNotice(notice);
  bar.removeAttribute("value");
  const slow = setTimeout(() => (progress.hidden = false), PATIENCE);
  api.onProgress((done, total) => {
    bar.max = total;
    bar.value = done;
  }, controller.signal);
  part(root, "stop").addEventListener("click", () => void api.cancelBulk(), { signal: controller.signal });
  try {
    await api.backUp();
    showToast({ text: say("backups.made") });
  } catch (reason) {
    if (reason instanceof api.ApiError && reason.code === "cancelled") showToast({ text: say("backups.stopped"), tone: "info" });
    else showFormError(reason, {}, notice);
  } finally {
    clearTimeout(slow);
    progress.hidden = true;
    controller.abort();
  }
}

/**
 * Fills the section of the template "settings".
 * @param {HTMLElement} root
 * @param {string | null} refused why the person may not manage backups
 * @param {AbortSignal} signal
 */
export async function attachBackups(root, refused, signal) {
  const [now, reveal] = [part(root, "back-up"), part(root, "reveal")];
  const [table, notice, trouble] = [part(root, "table"), part(root, "notice"), part(root, "trouble")];
  setOff(now, refused);
  setOff(reveal, refused);
  if (refused !== null) {
    showNotice(notice, { tone: "info", title: say("backups.refused"), text: refused });
    return;
  }
  const load = async () => {
    const { backups, kept, trouble: reason } = await api.listBackups();
    if (signal.aborted) return;
    part(root, "kept").textContent = say("backups.kept", { count: kept });
    showRows(part(root, "rows"), backups, makeRow);
    table.hidden = backups.length === 0;
    part(root, "empty").hidden = backups.length > 0;
    if (reason === null) clearNotice(trouble);
    else showNotice(trouble, { tone: "warn", title: say("backups.trouble"), text: reason });
  };
  now.addEventListener("click", () => {
    void withBusy(now, async () => {
      await makeBackup(root);
      await load();
    });
  });
  reveal.addEventListener("click", async () => {
    clearNotice(notice);
    await withBusy(reveal, api.revealBackups).catch((reason) => showFormError(reason, {}, notice));
  });
  await load();
}
