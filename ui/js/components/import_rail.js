/** A line in the rail while an import goes on, wherever the person is meanwhile. */

/** @import { ImportJob } from "../import_job.js" */

import { ApiError } from "../api.js";
import { part, setText } from "../dom.js";
import { say } from "../words.js";
import { percentOf } from "./import_progress.js";
import { showTrouble } from "./trouble.js";
import { showDone } from "./undo.js";

/** The person sees by the screen itself how it goes. */
const isWatched = () => location.hash === "#/import";

/** @param {HTMLElement} line a link @param {ImportJob} job */
export function attachImportRail(line, job) {
  const bar = part(line, "bar", HTMLProgressElement);
  let wasRunning = false;
  job.onChange(() => {
    const isRunning = job.step === "run";
    line.hidden = !isRunning;
    const percent = percentOf(job);
    bar.value = percent;
    setText(part(line, "words"), say("import.rail", { percent }));
    if (wasRunning && !isRunning && !isWatched()) tellEnd(job);
    wasRunning = isRunning;
  });
}

/** @param {ImportJob} job */
function tellEnd({ outcome, trouble, step }) {
  if (step === "done" && outcome !== null) return showDone(say("import.done.title", { count: outcome.added + outcome.changed }), outcome.event, () => {});
  if (trouble instanceof ApiError && trouble.code === "cancelled") return;
  void showTrouble(say("import.not_done"), trouble);
}
