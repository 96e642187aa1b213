/** Asks before a backup takes the roster's place: what is in it, and what is there now. */

/** @import { Backup, BackupContents, BackupPreview } from "../types.js" */

import * as api from "../api.js";
import { make, makeName, part } from "../dom.js";
import { formatFull, formatTimeOfDay } from "../format.js";
import { say } from "../words.js";
import { setOff } from "./button.js";
import { openDialog } from "./dialog.js";
import { showFormError } from "./form_error.js";
import { clearNotice } from "./notice.js";

/** @param {string} name @param {string} inside @param {string} now @returns {HTMLElement} */
function makeLine(name, inside, now) {
  const row = make("tr");
  const head = make("th", "", name);
  head.scope = "row";
  const cells = [inside, now].map((text) => {
    const cell = make("td");
    cell.append(makeName(text));
    return cell;
  });
  row.append(head, ...cells);
  return row;
}

/** @param {BackupContents | null} contents @returns {[string, string, string, string]} */
function describe(contents) {
  if (contents === null) return ["", "", "", ""];
  const { people, groups, events, newest_event: newest } = contents;
  const last = newest === null ? say("restore.no_event") : say("restore.event", { when: formatTimeOfDay(newest.at), actor: newest.actor });
  return [say("restore.number", { count: people }), say("restore.number", { count: groups }), say("restore.number", { count: events }), last];
}

/** @param {HTMLElement} element @param {BackupPreview} preview */
function showPreview(element, { contents, current, schema, known_schema }) {
  const [inside, now] = [describe(contents), describe(current)];
  const names = [say("restore.people"), say("restore.groups"), say("restore.events"), say("restore.newest")];
  part(element, "rows").replaceChildren(...names.map((name, index) => makeLine(name, inside[index] ?? "", now[index] ?? "")));
  part(element, "older").textContent = schema < known_schema ? say("restore.older") : "";
  part(element, "older").hidden = schema >= known_schema;
  part(element, "inside").hidden = false;
}

/**
 * Shows the preview, and restores when that is wished: then the page is left for the sign-in screen.
 * @param {Backup} backup
 */
export async function askRestore(backup) {
  const when = formatFull(backup.made_at);
  const state = { isRunning: false };
  /** @type {import("./dialog.js").OpenDialog<null>} */
  const { element, close, closed } = openDialog("restore", { canCancel: () => !state.isRunning });
  part(element, "title").textContent = say("restore.title", { when });
  const [confirm, progress, bar, notice] = [part(element, "confirm"), part(element, "progress"), part(element, "bar", HTMLProgressElement), part(element, "notice")];
  setOff(confirm, say("restore.looking"));
  confirm.addEventListener("click", () => void run());
  part(element, "stop").addEventListener("click", () => void api.cancelBulk());

  async function run() {
    const controller = new AbortController();
    state.isRunning = true;
    setOff(confirm, say("restore.running"));
    clearNotice(notice);
    bar.removeAttribute("value");
    part(element, "working").textContent = say("restore.running");
    part(element, "stop").hidden = false;
    progress.hidden = false;
    api.onProgress((done, total) => {
      bar.max = total;
      bar.value = done;
    }, controller.signal);
    try {
      await api.restoreBackup(backup.name, say("restore.done", { when }));
    } catch (reason) {
      state.isRunning = false;
      if (reason instanceof api.ApiError && reason.code === "cancelled") return close(null);
      setOff(confirm, null);
      progress.hidden = true;
      showFormError(reason, {}, notice);
    } finally {
      controller.abort();
    }
  }

  try {
    showPreview(element, await api.previewRestore(backup.name));
    setOff(confirm, null);
  } catch (reason) {
    setOff(confirm, say("restore.refused"));
    showFormError(reason, {}, notice);
  } finally {
    progress.hidden = true;
  }
  await closed;
}
