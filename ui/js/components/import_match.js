/** Which column of a table says what about a person: guessed, and to be corrected here. */

/** @import { ImportJob } from "../import_job.js" */
/** @import { ImportColumn, ImportField } from "../types.js" */

import { make, makeIcon, makeName, part } from "../dom.js";
import { formatList } from "../format.js";
import { say } from "../words.js";
import { setOff, withBusy } from "./button.js";
import { openDialog } from "./dialog.js";
import { showFormError } from "./form_error.js";
import { FIELDS, nameImportField } from "./import_words.js";

/** @typedef {{ line: HTMLElement, select: HTMLSelectElement }} Line */

/** @param {ImportColumn} column @param {ImportField | null} field @returns {Line} */
function makeLine({ heading, samples }, field) {
  const line = make("tr");
  const head = make("th");
  head.scope = "row";
  head.append(makeName(heading || say("import.match.no_heading")));
  const shown = make("td", "muted wrap");
  shown.append(makeName(samples.join(" · ")));
  const select = make("select", "select");
  select.setAttribute("aria-label", say("import.match.means", { heading: heading || say("import.match.no_heading") }));
  const none = make("option", "", say("import.match.none"));
  none.value = "";
  select.append(none, ...FIELDS.map((one) => {
    const option = make("option", "", nameImportField(one));
    option.value = one;
    return option;
  }));
  select.value = field ?? "";
  const wrap = make("span", "select-wrap");
  wrap.append(select, makeIcon("chevron-down"));
  const cell = make("td");
  cell.append(wrap);
  line.append(head, shown, cell);
  return { line, select };
}

/** @param {readonly Line[]} lines @returns {string | null} why the file can't be read like this */
function whyNot(lines) {
  const chosen = lines.map(({ select }) => select.value).filter((value) => value !== "");
  const twice = [...new Set(chosen.filter((value, index) => chosen.indexOf(value) !== index))];
  if (twice.length === 0) return chosen.length === 0 ? say("import.match.nothing") : null;
  return say("import.match.twice", { fields: formatList(twice.map((field) => nameImportField(/** @type {ImportField} */ (field)))) });
}

/** @param {ImportJob} job */
export async function openMatch(job) {
  if (job.file === null) return;
  const state = { isRunning: false };
  /** @type {import("./dialog.js").OpenDialog<true>} */
  const { element, close, closed } = openDialog("import-match", { canCancel: () => !state.isRunning });
  const lines = job.file.columns.map((column, index) => makeLine(column, job.columns[index] ?? null));
  part(element, "rows").append(...lines.map(({ line }) => line));
  const confirm = part(element, "confirm");
  const follow = () => setOff(confirm, whyNot(lines));
  element.addEventListener("change", follow);
  follow();
  lines[0]?.select.focus();
  confirm.addEventListener("click", async () => {
    state.isRunning = true;
    try {
      const columns = lines.map(({ select }) => (select.value === "" ? null : /** @type {ImportField} */ (select.value)));
      await withBusy(confirm, () => job.match(columns));
      close(true);
    } catch (reason) {
      showFormError(reason, {}, part(element, "notice"));
    } finally {
      state.isRunning = false;
    }
  });
  await closed;
}
