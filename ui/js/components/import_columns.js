/** The columns of the table that shows a plan. Nothing sorts them: the rows stand as in the file. */

/** @import { Column } from "./grid.js" */
/** @import { ImportRow } from "../types.js" */
/** @import { WordKey } from "../words.js" */

import { make, makeIcon, setAttribute, setIcon, setText } from "../dom.js";
import { formatNumber } from "../format.js";
import { say } from "../words.js";
import { setAvatar } from "./avatar.js";
import { describeRow, nameVerdict, VERDICT_ICONS } from "./import_words.js";

/** A head that is only a word. @param {WordKey} key */
const mountHead = (key) => (/** @type {HTMLElement} */ cell) => {
  cell.append(make("span", "name", say(key)));
  return cell;
};

/** @type {Column<ImportRow>["mount"]} */
const mountLine = (cell) => (row) => setText(cell, row ? formatNumber(row.line) : "");

/** @type {Column<ImportRow>["mount"]} */
function mountVerdict(cell) {
  const act = make("span", "act");
  const icon = makeIcon("plus");
  const word = make("span");
  act.append(icon, word);
  cell.append(act);
  return (row) => {
    act.hidden = row === null;
    if (row === null) return;
    setAttribute(act, "class", `act is-${row.verdict}`);
    setIcon(icon, row.decision === null ? VERDICT_ICONS[row.verdict] : "check");
    setText(word, nameVerdict(row));
  };
}

/** @type {Column<ImportRow>["mount"]} */
function mountPerson(cell) {
  const avatar = make("span", "avatar");
  const name = make("span", "name");
  const who = make("span", "who");
  const person = make("span", "person");
  name.dir = "auto";
  who.append(name);
  person.append(avatar, who);
  cell.append(person);
  return (row) => {
    avatar.hidden = !row?.person;
    if (row?.person) setAvatar(avatar, row.person);
    setText(name, row === null ? say("people.row_on_its_way") : row.name || say("import.nameless"));
  };
}

/** @param {(row: ImportRow) => string} describe @returns {Column<ImportRow>["mount"]} */
const mountText = (describe) => (cell) => {
  cell.dir = "auto";
  return (row) => setText(cell, row ? describe(row) : "");
};

/** @returns {Column<ImportRow>[]} */
export function makeImportColumns() {
  /** @param {string} id @param {WordKey} key @param {Omit<Column<ImportRow>, "id" | "label" | "isUnsorted" | "mountHead">} rest @returns {Column<ImportRow>} */
  const column = (id, key, rest) => ({ id, label: say(key), isUnsorted: true, mountHead: mountHead(key), ...rest });
  return [
    column("line", "import.column.line", { width: "3.5rem", least: 3.5, cell: "cell end muted num", mount: mountLine }),
    column("verdict", "import.column.verdict", { width: "7rem", least: 7, cell: "cell", mount: mountVerdict }),
    column("person", "import.column.person", { width: "minmax(9rem, 4fr)", least: 9, cell: "pinned", mount: mountPerson }),
    column("username", "import.column.username", { width: "minmax(7rem, 3fr)", least: 7, cell: "cell", mount: mountText((row) => row.username) }),
    column("details", "import.column.details", { width: "minmax(11rem, 8fr)", least: 11, cell: "cell", mount: mountText(describeRow) }),
  ];
}

/** @param {HTMLElement} element @param {ImportRow | null} row */
export function decorateImportRow(element, row) {
  element.classList.toggle("is-loading", row === null);
  element.classList.toggle("is-refused", row?.verdict === "error");
}
