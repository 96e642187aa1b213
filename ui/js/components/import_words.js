/** How rows of a plan are called: what happens to them, why, and what is different. */

/** @import { ImportField, ImportRow, ImportVerdict } from "../types.js" */

import { formatList } from "../format.js";
import { say } from "../words.js";
import { describeValue, nameField } from "./event_changes.js";

/** In the order of the tiles. @type {readonly ImportVerdict[]} */
export const VERDICTS = ["add", "change", "skip", "conflict", "error"];

/** @type {Record<ImportVerdict, string>} */
export const VERDICT_ICONS = { add: "plus", change: "pencil", skip: "skip", conflict: "help", error: "error" };

/** In the order in which they are offered. @type {readonly ImportField[]} */
export const FIELDS = [
  "username", "email", "first_name", "last_name", "name", "groups", "phone_number", "location", "birth_date", "portfolio_site", "bio",
  "is_active", "is_staff", "is_superuser", "must_change_password", "date_joined", "last_login", "password", "password_hash",
];

/** What other columns show already. */
const SHOWN = new Set(["username", "first_name", "last_name"]);

/** How many differences a line of the table tells. */
const TOLD = 4;

/** @param {ImportField} field @returns {string} */
export const nameImportField = (field) => say(`import.field.${field}`);

/** What happens to a row, decisions counted. @param {ImportRow} row @returns {string} */
export const nameVerdict = ({ verdict, decision }) => say(decision === null ? `import.verdict.${verdict}` : `import.decided.${decision}`);

/** @param {ImportRow} row @returns {string} one line that says why, or what is different */
export function describeRow(row) {
  const [note] = row.notes;
  if (row.verdict === "error" && row.reason === null) return formatList(Object.values(row.errors));
  if (row.reason !== null) return row.reason;
  const isNew = row.person === null;
  const changes = isNew ? row.changes.filter(({ field }) => !SHOWN.has(field)) : row.changes;
  const told = changes.slice(0, TOLD).map(({ field, old, new: now }) => {
    const value = describeValue(field, now, true) ?? say("value.empty");
    if (isNew) return value;
    return say("import.change", { field: nameField(field), old: describeValue(field, old, false) ?? say("value.empty"), value });
  });
  return [...told, ...(note === undefined ? [] : [note])].join(" · ") || say(isNew ? "import.new_person" : "import.nothing");
}
