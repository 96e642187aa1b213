/** The last step of an import: what came of it, the way back, and what is to be handed out. */

/** @import { ImportJob } from "../import_job.js" */
/** @import { ImportOutcome, ImportTrouble } from "../types.js" */

import * as api from "../api.js";
import { make, makeName, part } from "../dom.js";
import { formatNumber } from "../format.js";
import { say } from "../words.js";
import { setOff, withBusy } from "./button.js";
import { showHandOuts } from "./import_hand_outs.js";
import { canForgetImport } from "./import_leave.js";
import { clearNotice, showNotice } from "./notice.js";
import { showFormError } from "./form_error.js";
import { showToast } from "./toast.js";
import { undoAtOnce } from "./undo.js";

/** Printing takes a slip for each; more of them go into a file. */
const MOST_PRINTED = 2_000;

/** @param {ImportOutcome} outcome @param {number} took @returns {string} */
function describeOutcome({ added, changed, same, skipped, refused, groups, pictures }, took) {
  const parts = [
    say("import.done.changed", { added, changed, time: say("wait.seconds", { count: Math.max(1, Math.round(took / 1000)) }) }),
    ...(groups > 0 ? [say("import.done.groups", { count: groups })] : []),
    ...(pictures > 0 ? [say("import.done.pictures", { count: pictures })] : []),
    ...(same > 0 ? [say("import.done.same", { count: same })] : []),
    ...(skipped > 0 ? [say("import.done.skipped", { count: skipped })] : []),
    ...(refused > 0 ? [say("import.done.refused", { count: refused })] : []),
  ];
  return parts.join(" ");
}

/** @param {ImportTrouble} trouble @returns {HTMLElement} */
function makeTrouble({ line, username, reason, is_refused }) {
  const row = make("tr");
  const head = make("th", "nowrap");
  head.scope = "row";
  head.append(makeName(username || say("import.nameless")));
  const text = make("td", "wrap", reason);
  text.dir = "auto";
  row.append(make("td", "end muted num", formatNumber(line)), head, make("td", "nowrap", say(is_refused ? "import.trouble.refused" : "import.trouble.partly")), text);
  return row;
}

/** Undo, as a toast offers it too; the import stays undone here. @param {ImportJob} job @param {HTMLElement} host */
function showSummary(job, host) {
  const { outcome, took } = job;
  if (outcome === null) return;
  const count = outcome.added + outcome.changed;
  const undo = make("button", "btn btn-sm", say("import.undo"));
  undo.type = "button";
  const { event } = outcome;
  undo.addEventListener("click", () => {
    if (event === null) return;
    void withBusy(undo, () => undoAtOnce(event, () => setOff(undo, say("import.undone"))));
  });
  showNotice(host, {
    tone: count > 0 ? "ok" : "info",
    title: say("import.done.title", { count }),
    text: describeOutcome(outcome, took),
    actions: event === null ? [] : [undo],
  });
}

/**
 * @param {HTMLElement} root filled from the template "import-done"
 * @param {ImportJob} job
 * @param {AbortSignal} signal ends with the step
 */
export function attachDone(root, job, signal) {
  const { outcome } = job;
  if (outcome === null) return;
  const notice = part(root, "notice");
  /** @param {HTMLElement} button @param {() => Promise<void>} work */
  const onClick = (button, work) =>
    button.addEventListener("click", async () => {
      clearNotice(notice);
      await withBusy(button, work).catch((reason) => showFormError(reason, {}, notice));
    });
  showSummary(job, part(root, "summary"));

  const { added, event, passphrases, troubles } = outcome;
  const isAdded = added > 0 && event !== null;
  part(root, "added").hidden = !isAdded;
  part(root, "everybody").hidden = isAdded;
  part(root, "show-added", HTMLAnchorElement).href = `#/people/imports/${event}`;
  part(root, "passphrases").hidden = passphrases.length === 0;
  part(root, "passphrases-text").textContent = say("import.passphrases", { count: passphrases.length });
  const [print, save] = [part(root, "print"), part(root, "save")];
  setOff(print, passphrases.length > MOST_PRINTED ? say("import.passphrases.many", { most: MOST_PRINTED }) : null);
  onClick(print, async () => {
    await showHandOuts(passphrases, signal);
    job.handOut();
  });
  onClick(save, async () => {
    if (!(await api.savePassphrases())) return;
    job.handOut();
    showToast({ text: say("import.passphrases.saved") });
  });

  const left = outcome.refused + troubles.filter(({ is_refused }) => !is_refused).length;
  part(root, "left").hidden = left === 0;
  part(root, "left-title").textContent = say("import.left", { count: left });
  onClick(part(root, "report"), async () => {
    const count = await api.saveImportReport();
    if (count !== null) showToast({ text: say("import.report.saved", { count }) });
  });
  part(root, "troubles").append(...troubles.map(makeTrouble));
  part(root, "troubles-part").hidden = troubles.length === 0;
  const again = part(root, "again");
  again.addEventListener("click", async () => {
    if (await canForgetImport(job)) await withBusy(again, () => job.forget()).catch((reason) => showFormError(reason, {}, notice));
  });
}
