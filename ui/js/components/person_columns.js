/** The columns of the list of people: what their heads say and how a cell shows a person. */

/** @import { Column } from "./grid.js" */
/** @import { ColumnChoice, UserRow } from "../types.js" */
/** @import { ListColumn } from "../types.js" */
/** @import { Scope, Term } from "./query_terms.js" */

import { make, makeIcon, setAttribute, setIcon, setText } from "../dom.js";
import { formatMoment } from "../format.js";
import { language } from "../language.js";
import { say } from "../words.js";
import { setAvatar, showInitials } from "./avatar.js";
import { tidyColumns } from "./column_choice.js";
import { EDIT_MARK } from "./grid.js";
import { showMarked } from "./person_highlight.js";
import { statusOf } from "./person_status.js";
import { wordsFor } from "./query_terms.js";

/** @typedef {(cell: HTMLElement) => (row: UserRow | null) => void} Mount */
/** @typedef {() => readonly Term[]} Terms what was searched for */

/** What stands where there is nothing. */
const NONE = "–";

/** @param {ListColumn} column @returns {string} what its head says */
export const nameColumn = (column) => say(`people.column.${column}`);

/** @param {Terms} terms @returns {Mount} */
const mountPerson = (terms) => (cell) => {
  const avatar = make("span", "avatar");
  const name = make("span", "name");
  const under = make("span", "sub");
  name.dir = "auto";
  const who = make("span", "who");
  who.append(name, under);
  const person = make("span", "person");
  person.append(avatar, who);
  cell.append(person);
  return (row) => {
    avatar.hidden = row === null;
    if (row) setAvatar(avatar, row);
    else showInitials(avatar, { initials: "", hue: 0 });
    if (row) showMarked(name, row.name, wordsFor(terms(), row.name === row.username ? ["username"] : ["name", "first_name", "last_name"]));
    else setText(name, say("people.row_on_its_way"));
    showMarked(under, row?.username ?? "", wordsFor(terms(), ["username"]));
  };
};

/** How a search can ask for each. A first name is a part of the name. @type {Record<"username" | "email" | "first_name" | "last_name", Scope[]>} */
const SCOPES = { username: ["username"], email: ["email"], first_name: ["first_name", "name"], last_name: ["last_name", "name"] };

/** @param {"username" | "email" | "first_name" | "last_name"} field @param {Terms} terms @returns {Mount} */
const mountText = (field, terms) => (cell) => {
  cell.dir = "auto";
  return (row) => {
    const text = row?.[field] ?? "";
    cell.classList.toggle("faint", row !== null && text === "");
    showMarked(cell, row && text === "" ? NONE : text, text === "" ? [] : wordsFor(terms(), SCOPES[field]));
  };
};

/** Nothing is searched for in these. @param {"location" | "phone_number"} field @returns {Mount} */
const mountPlain = (field) => (cell) => {
  cell.dir = "auto";
  return (row) => {
    cell.classList.toggle("faint", row?.[field] === "");
    setText(cell, row ? row[field] || NONE : "");
  };
};

/** @type {Mount} */
function mountGroups(cell) {
  const first = make("span", "badge");
  const more = make("span", "badge is-line");
  const none = make("span", "faint", NONE);
  cell.append(first, more, none);
  return (row) => {
    const groups = row?.groups ?? [];
    first.hidden = groups.length === 0;
    more.hidden = groups.length < 2;
    none.hidden = row === null || groups.length > 0;
    const name = groups[0] ?? "";
    const rest = groups.slice(1).join(", ");
    const count = groups.length < 2 ? "" : say("people.groups.more", { count: groups.length - 1 });
    setText(first, name);
    setText(more, count);
    setAttribute(more, "title", rest);
    // What is in view begins the name: whoever says what they see means this cell.
    setAttribute(cell, "aria-label", groups.length === 0 ? NONE : rest === "" ? name : `${name}${count}: ${rest}`);
  };
}

/** An icon that few rows show: the others are spared it. @param {HTMLElement} cell @returns {(name: string | null) => void} */
function mountMark(cell) {
  /** @type {SVGSVGElement | null} */
  let icon = null;
  return (name) => {
    icon?.toggleAttribute("hidden", name === null);
    if (name === null) return;
    if (icon) setIcon(icon, name);
    else cell.prepend((icon = makeIcon(name)));
  };
}

/** @type {Mount} */
function mountStaff(cell) {
  const showMark = mountMark(cell);
  return (row) => {
    const staff = row !== null && (row.is_staff || row.is_superuser);
    showMark(staff ? (row.is_superuser ? "shield" : "check") : null);
    const word = row?.is_superuser ? say("role.superuser") : say(staff ? "role.staff" : "people.staff.no");
    setAttribute(cell, "aria-label", word);
    setAttribute(cell, "title", staff ? word : "");
  };
}

/** @type {Mount} */
function mountSuperuser(cell) {
  const showMark = mountMark(cell);
  return (row) => {
    showMark(row?.is_superuser ? "shield" : null);
    setAttribute(cell, "aria-label", say(row?.is_superuser ? "role.superuser" : "people.staff.no"));
  };
}

/** @type {Mount} */
function mountStatus(cell) {
  const status = make("span", "status");
  cell.append(status);
  return (row) => {
    status.hidden = row === null;
    const { word, look } = row ? statusOf(row) : { word: "", look: "status" };
    setAttribute(status, "class", look);
    setText(status, word);
  };
}

/** The same with a mark that opens what can be changed in place. @param {Mount} mount @returns {Mount} */
const withEdit = (mount) => (cell) => {
  const paint = mount(cell);
  const mark = make("span", EDIT_MARK);
  mark.setAttribute("aria-hidden", "true");
  mark.title = say("flags.open");
  cell.classList.add("is-editable");
  cell.append(mark);
  return (row) => {
    mark.hidden = row === null;
    paint(row);
  };
};

/** @param {(row: UserRow) => string | null} read @returns {Mount} */
const mountMoment = (read) => (cell) => {
  const time = make("time");
  cell.append(time);
  return (row) => {
    const moment = row ? read(row) : null;
    setAttribute(time, "datetime", moment ?? "");
    setText(time, moment ? formatMoment(moment) : row ? say("people.never") : "");
  };
};

/** What a letter of a head takes, and what stands around it, the arrow included; in rem. */
const HEAD = { letter: 0.46, rest: 2.4 };

/**
 * Tracks as wide as what stands in them, in English; in another language also as their head.
 * @param {string} label
 */
function makeTracks(label) {
  const need = language.speaker === null ? 0 : label.length * HEAD.letter + HEAD.rest;
  const room = (/** @type {number} */ least) => Math.max(least, need);
  return {
    /** A track at least so wide, and its share of what is left. @param {number} least in rem @param {number} share */
    flexible: (least, share) => ({ least: room(least), width: `minmax(${room(least)}rem, ${share}fr)` }),
    /** @param {number} least in rem */
    fixed: (least) => ({ least: room(least), width: `${room(least)}rem` }),
  };
}

/**
 * @param {ListColumn} column
 * @param {Terms} terms
 * @returns {Omit<Column<UserRow>, "id" | "label">}
 */
function describeColumn(column, terms) {
  const { flexible, fixed } = makeTracks(nameColumn(column));
  switch (column) {
    case "username":
      return { ...flexible(7, 1), cell: "cell", mount: mountText("username", terms) };
    case "email":
      return { ...flexible(10.75, 1.65), cell: "cell", mount: mountText("email", terms) };
    case "first_name":
      return { ...flexible(7.25, 1), cell: "cell", mount: mountText("first_name", terms) };
    case "last_name":
      return { ...flexible(8.25, 1), cell: "cell", mount: mountText("last_name", terms) };
    case "location":
      return { ...flexible(8.25, 1), cell: "cell", isUnsorted: true, mount: mountPlain("location") };
    case "phone_number":
      return { ...flexible(8.25, 1), cell: "cell", isUnsorted: true, mount: mountPlain("phone_number") };
    case "groups":
      return { ...flexible(7.25, 1.1), cell: "cell-flex", mount: mountGroups };
    case "is_staff":
      return { ...fixed(4.5), cell: "cell-flex", latestFirst: true, mount: withEdit(mountStaff) };
    case "is_superuser":
      return { ...fixed(6.25), cell: "cell-flex", latestFirst: true, mount: withEdit(mountSuperuser) };
    case "is_active":
      return { ...fixed(5.75), cell: "cell", mount: withEdit(mountStatus) };
    case "last_login":
      return { ...fixed(7.5), cell: "cell", latestFirst: true, mount: mountMoment((row) => row.last_login) };
    case "date_joined":
      return { ...fixed(6.5), cell: "cell", latestFirst: true, mount: mountMoment((row) => row.date_joined) };
    default:
      return { ...flexible(11.75, 1.7), cell: "pinned", mount: mountPerson(terms) };
  }
}

/** Widths are kept in pixels of a text size of so many. */
export const USUAL_TEXT = 16;

/**
 * The person, and the chosen columns in their order.
 * @param {readonly ColumnChoice[]} choices
 * @param {Terms} terms
 * @returns {Column<UserRow>[]}
 */
export function makeColumns(choices, terms) {
  return tidyColumns(choices).map(({ column, width }) => {
    const id = /** @type {ListColumn} */ (column);
    return { id, label: nameColumn(id), ...describeColumn(id, terms), ...(width && { fixed: width / USUAL_TEXT }) };
  });
}

/** Marks a row as a whole. @param {HTMLElement} element @param {UserRow | null} row */
export function decorateRow(element, row) {
  element.classList.toggle("is-loading", row === null);
  element.classList.toggle("is-inactive", row !== null && !row.is_active);
}
