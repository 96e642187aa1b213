/** The third step of an import: how far it is. */

/** @import { ImportJob } from "../import_job.js" */

import { cancelImport } from "../api.js";
import { part, setText } from "../dom.js";
import { say } from "../words.js";
import { describePace, describeProgress } from "./import_progress.js";

/**
 * @param {HTMLElement} root filled from the template "import-run"
 * @param {ImportJob} job
 * @param {AbortSignal} signal ends with the step
 */
export function attachRun(root, job, signal) {
  const bar = part(root, "bar", HTMLProgressElement);
  setText(part(root, "name"), say("import.running", { name: job.file?.name ?? "" }));
  part(root, "stop").addEventListener("click", () => void cancelImport());
  const show = () => {
    setText(part(root, "done"), describeProgress(job, bar));
    setText(part(root, "pace"), describePace(job));
  };
  job.onChange(show, signal);
  show();
}
