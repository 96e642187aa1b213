/** The table of what can be allowed: areas down, kinds of action across. What goes into a cell is up to whoever asks. */

/** @import { Permission } from "../types.js" */

import { make } from "../dom.js";
import { say } from "../words.js";

/** @typedef {"view" | "add" | "change" | "delete"} Column */

/** @type {Column[]} */
const COLUMNS = ["view", "add", "change", "delete"];

/** @type {{ area: "people" | "profiles" | "groups" | "activity" | "import" | "export" | "backups", cells: Partial<Record<Column, Permission>> }[]} */
const AREAS = [
  { area: "people", cells: { view: "user.view", add: "user.add", change: "user.change", delete: "user.delete" } },
  { area: "profiles", cells: { change: "profile.change" } },
  { area: "groups", cells: { change: "group.manage" } },
  { area: "activity", cells: { view: "history.view" } },
  { area: "import", cells: { add: "data.import" } },
  { area: "export", cells: { view: "data.export" } },
  { area: "backups", cells: { change: "backup.manage" } },
];

/**
 * @typedef {object} MatrixOptions
 * @property {string} caption for screen readers
 * @property {(permission: Permission) => HTMLElement} makeCell
 * @property {(permissions: Permission[]) => void} [onToggle] makes the heads buttons, for a whole line
 */

/** @param {string} words @param {string} label @param {Permission[]} permissions @param {MatrixOptions["onToggle"]} onToggle @returns {Node} */
function makeHead(words, label, permissions, onToggle) {
  if (!onToggle) return document.createTextNode(words);
  const button = make("button", "toggle-line", words);
  button.type = "button";
  button.append(make("span", "visually-hidden", label));
  button.addEventListener("click", () => onToggle(permissions));
  return button;
}

/** @param {Permission | undefined} permission @param {MatrixOptions["makeCell"]} makeCell @returns {HTMLElement} */
function makeCellOf(permission, makeCell) {
  const cell = make("td", "mid");
  if (permission !== undefined) cell.append(makeCell(permission));
  else {
    const dot = make("span", "faint", "·");
    dot.setAttribute("aria-hidden", "true");
    cell.append(dot, make("span", "visually-hidden", say("area.not_apply")));
  }
  return cell;
}

/** @param {string} scope @param {string} className @param {Node[]} content @returns {HTMLElement} */
function makeHeadCell(scope, className, ...content) {
  const cell = make("th", className);
  cell.scope = scope;
  cell.append(...content);
  return cell;
}

/**
 * @param {MatrixOptions} options
 * @returns {HTMLElement}
 */
export function makeMatrix({ caption, makeCell, onToggle }) {
  const table = make("table", "table matrix");
  table.append(make("caption", "visually-hidden", caption));
  const heads = make("tr");
  heads.append(makeHeadCell("col", "", document.createTextNode(say("area.head"))));
  for (const column of COLUMNS) {
    const permissions = AREAS.flatMap(({ cells }) => cells[column] ?? []);
    const words = say(`area.column.${column}`);
    heads.append(makeHeadCell("col", "mid", makeHead(words, say("area.all_or_nothing"), permissions, onToggle)));
  }
  const body = make("tbody");
  for (const { area, cells } of AREAS) {
    const row = make("tr");
    const permissions = COLUMNS.flatMap((column) => cells[column] ?? []);
    row.append(
      makeHeadCell("row", "", makeHead(say(`area.${area}`), say("area.all_or_nothing"), permissions, onToggle), make("span", "", say(`area.${area}.text`))),
      ...COLUMNS.map((column) => makeCellOf(cells[column], makeCell)),
    );
    body.append(row);
  }
  const head = make("thead");
  head.append(heads);
  table.append(head, body);
  const wrap = make("div", "table-wrap");
  wrap.append(table);
  return wrap;
}
