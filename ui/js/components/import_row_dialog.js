/** One row of a plan: what is different, why it is as it is, and what is done about it. The next one is a key away. */

/** @import { ImportDecision, ImportRow } from "../types.js" */

import { make, makeIcon, makeName, part } from "../dom.js";
import { say } from "../words.js";
import { setAvatar } from "./avatar.js";
import { setOff } from "./button.js";
import { openDialog } from "./dialog.js";
import { makeDiff, nameField } from "./event_changes.js";
import { showFormError } from "./form_error.js";
import { nameVerdict, VERDICT_ICONS } from "./import_words.js";
import { clearNotice } from "./notice.js";

/**
 * @typedef {object} RowDialogOptions
 * @property {number} index the row to begin with
 * @property {number} total
 * @property {(index: number) => Promise<ImportRow | undefined>} find
 * @property {(row: ImportRow, decision: ImportDecision | null) => Promise<void>} decide
 * @property {(index: number) => void} onShow another row is shown
 */

/** @param {string} icon @param {string} text @returns {HTMLElement} */
function makeLine(icon, text) {
  const line = make("li");
  const words = make("span", "", text);
  words.dir = "auto";
  line.append(makeIcon(icon), words);
  return line;
}

/** @param {HTMLElement} element @param {ImportRow} row */
function showRow(element, row) {
  part(element, "title").replaceChildren(makeName(row.name || say("import.nameless")));
  part(element, "under").textContent = say("import.row.under", { line: row.line, verdict: nameVerdict(row) });
  const face = part(element, "face");
  face.hidden = row.person === null;
  if (row.person) setAvatar(face, row.person);
  part(element, "icon").replaceChildren(makeIcon(VERDICT_ICONS[row.verdict], "icon-lg"));
  part(element, "icon").hidden = row.person !== null;
  part(element, "icon").classList.toggle("is-danger", row.verdict === "error");
  part(element, "icon").classList.toggle("is-warn", row.verdict === "conflict");
  // Of single values it is said with each.
  const reason = Object.keys(row.errors).length > 0 ? null : row.reason;
  part(element, "reason").textContent = reason ?? "";
  part(element, "reason").hidden = reason === null;
  part(element, "diff").replaceChildren(...(row.changes.length > 0 ? [makeDiff(row.changes, row.person === null)] : []));
  part(element, "diff").hidden = row.changes.length === 0;
  const errors = Object.entries(row.errors).map(([field, text]) => makeLine("error", say("import.row.error", { field: nameField(field), text })));
  const notes = row.notes.map((text) => makeLine("info", text));
  part(element, "notes").replaceChildren(...errors, ...notes);
  part(element, "notes").hidden = errors.length + notes.length === 0;
}

/** @param {HTMLElement} host @param {ImportRow} row @param {(decision: ImportDecision) => void} onChoose */
function showDecisions(host, row, onChoose) {
  host.hidden = row.decisions.length === 0;
  const options = row.decisions.map((decision) => {
    const option = make("label", "option");
    const box = make("input");
    box.type = "radio";
    box.name = "import-decision";
    box.value = decision;
    box.checked = row.decision === decision;
    box.addEventListener("change", () => onChoose(decision));
    option.append(box, make("b", "", say(`import.decision.${decision}`)), make("span", "", say(`import.decision.${decision}.text`)));
    return option;
  });
  part(host, "options").replaceChildren(...options);
}

/** @param {RowDialogOptions} options @returns {Promise<null>} once it is closed */
export function openImportRow({ index, total, find, decide, onShow }) {
  /** @type {import("./dialog.js").OpenDialog<null>} */
  const { element, closed } = openDialog("import-row");
  const notice = part(element, "notice");
  const [previous, next] = [part(element, "previous"), part(element, "next")];
  let at = index;
  const show = async () => {
    const row = await find(at);
    if (row === undefined) return;
    showRow(element, row);
    showDecisions(part(element, "decisions"), row, (decision) => void choose(row, decision));
    part(element, "position").textContent = say("people.position", { index: at + 1, total });
    setOff(previous, at === 0 ? say("import.row.first") : null);
    setOff(next, at === total - 1 ? say("import.row.last") : null);
  };
  /** @param {ImportRow} row @param {ImportDecision} decision */
  const choose = async (row, decision) => {
    clearNotice(notice);
    try {
      await decide(row, decision);
      await show();
      const chosen = element.querySelector(`input[value="${decision}"]`);
      if (chosen instanceof HTMLElement) chosen.focus();
    } catch (reason) {
      showFormError(reason, {}, notice);
    }
  };
  /** @param {number} step */
  const go = (step) => {
    at += step;
    onShow(at);
    clearNotice(notice);
    void show();
  };
  previous.addEventListener("click", () => go(-1));
  next.addEventListener("click", () => go(1));
  void show();
  return closed;
}
