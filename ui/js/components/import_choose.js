/** The first step of an import: which file. It is chosen with the system's dialog, or dropped. */

/** @import { ImportJob } from "../import_job.js" */

import * as api from "../api.js";
import { make, part } from "../dom.js";
import { formatMegabytes } from "../format.js";
import { say } from "../words.js";
import { setOff, withBusy } from "./button.js";
import { describeProgress } from "./import_progress.js";
import { openMatch } from "./import_match.js";
import { clearNotice, showNotice } from "./notice.js";
import { attachDrop } from "./picture_intake.js";
import { showToast } from "./toast.js";
import { showTrouble } from "./trouble.js";

/** What is dropped passes through the page's memory; with the dialog, files of any size are read where they lie. */
const LARGEST_DROP = 64_000_000;
/** Work that takes longer shows how far it is. */
const PATIENCE = 300;

/** @param {ImportJob} job @param {Blob} file */
function takeDropped(job, file) {
  return job.open(async () => {
    if (file.size > LARGEST_DROP) throw new api.ApiError({ code: "import", message: say("import.too_large", { limit: formatMegabytes(LARGEST_DROP) }) });
    const bytes = await file.arrayBuffer().catch(() => {
      // A folder, or a file that may not be read: the engine says only that it failed.
      throw new api.ApiError({ code: "import", message: say("import.unreadable") });
    });
    return api.loadImport(file instanceof File ? file.name : "", new Uint8Array(bytes));
  });
}

/** Why the file could not be planned, and what can be done about it. @param {HTMLElement} host @param {ImportJob} job */
function showFailure(host, job) {
  const { trouble, file, columns } = job;
  if (trouble === null || (trouble instanceof api.ApiError && trouble.code === "cancelled")) return clearNotice(host);
  if (!(trouble instanceof api.ApiError)) console.error(trouble);
  const text = trouble instanceof api.ApiError ? trouble.message : say("error.unexpected");
  const actions = [];
  if (file !== null && columns.length > 0) {
    const match = make("button", "btn btn-sm", say("import.match.open"));
    match.type = "button";
    match.addEventListener("click", () => void openMatch(job));
    actions.push(match);
  }
  showNotice(host, { title: file === null ? say("import.not_read") : say("import.not_planned", { name: file.name }), text, actions });
}

/**
 * @param {HTMLElement} root filled from the template "import-choose"
 * @param {ImportJob} job
 * @param {string | null} refused why the person may not import
 * @param {AbortSignal} signal ends with the step
 */
export function attachChoose(root, job, refused, signal) {
  const [progress, bar, notice] = [part(root, "progress"), part(root, "bar", HTMLProgressElement), part(root, "notice")];
  let slow = 0;
  for (const source of root.querySelectorAll("[data-source]")) {
    if (!(source instanceof HTMLElement)) continue;
    setOff(source, refused);
    source.addEventListener("click", () => void withBusy(source, () => job.open(api.pickImport)));
  }
  const example = part(root, "example");
  setOff(example, refused);
  example.addEventListener("click", async () => {
    try {
      if (await withBusy(example, api.saveImportExample)) showToast({ text: say("import.example_saved") });
    } catch (reason) {
      void showTrouble(say("people.not_exported"), reason);
    }
  });
  part(root, "stop").addEventListener("click", () => void api.cancelImport());
  part(root, "drop").hidden = refused !== null;
  if (refused === null) attachDrop(root, part(root, "drop"), (file) => void takeDropped(job, file), signal);
  const show = () => {
    if (refused !== null) return void showNotice(notice, { tone: "info", title: say("import.refused"), text: refused });
    if (job.isReading) {
      clearNotice(notice);
      slow ||= window.setTimeout(() => (progress.hidden = false), PATIENCE);
      part(root, "working").textContent = describeProgress(job, bar);
      return;
    }
    clearTimeout(slow);
    slow = 0;
    progress.hidden = true;
    showFailure(notice, job);
  };
  job.onChange(show, signal);
  signal.addEventListener("abort", () => clearTimeout(slow));
  show();
}
