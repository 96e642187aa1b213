/** Asks before an import is stopped, or before passphrases are gone that nobody has written down. */

/** @import { ImportJob } from "../import_job.js" */

import { cancelImport } from "../api.js";
import { say } from "../words.js";
import { askChoice } from "./dialog.js";

/** @param {ImportJob} job @returns {Promise<boolean>} whether the passphrases may go */
export async function canForgetImport(job) {
  if (job.isHandedOut) return true;
  const answer = await askChoice({
    title: say("import.lose.title", { count: job.outcome?.passphrases.length ?? 0 }),
    text: say("import.lose.text"),
    icon: "key",
    tone: "warn",
    choices: [
      { value: "lose", label: say("import.lose.confirm"), look: "danger-quiet", start: true },
      { value: "stay", label: say("import.lose.stay"), look: "primary", focus: true },
    ],
  });
  return answer === "lose";
}

/** Before signing out, or closing the window. @param {ImportJob} job @returns {Promise<boolean>} */
export async function canEndImport(job) {
  if (job.step !== "run") return canForgetImport(job);
  const answer = await askChoice({
    title: say("import.stop.title"),
    text: say("import.stop.text"),
    icon: "import",
    tone: "warn",
    choices: [
      { value: "stop", label: say("import.stop.confirm"), look: "danger-quiet", start: true },
      { value: "stay", label: say("import.stop.stay"), look: "primary", focus: true },
    ],
  });
  if (answer !== "stop") return false;
  if (job.step === "run") await cancelImport();
  return true;
}
