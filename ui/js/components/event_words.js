/** Events as sentences: who did what, and to whom. */

/** @import { Action, EventRow } from "../types.js" */

import { make, makeName } from "../dom.js";
import { say } from "../words.js";

/** @typedef {import("../words.js").WordKey} WordKey */

/** What stands at the line of an event, and how. @type {Record<Action, { icon: string, tone?: string }>} */
const MARKS = {
  add: { icon: "user-plus" },
  change: { icon: "pencil" },
  delete: { icon: "trash", tone: "is-danger" },
  restore: { icon: "undo" },
  purge: { icon: "trash", tone: "is-danger" },
  sign_in: { icon: "sign-out" },
  sign_in_failed: { icon: "warning", tone: "is-warn" },
  lock: { icon: "lock", tone: "is-warn" },
  unlock: { icon: "ok" },
  recover: { icon: "key", tone: "is-warn" },
  make_recovery_codes: { icon: "shield" },
  change_password: { icon: "key" },
  reset_password: { icon: "key" },
  activate: { icon: "ok" },
  deactivate: { icon: "lock" },
  require_password: { icon: "key" },
  add_members: { icon: "groups" },
  remove_members: { icon: "groups" },
  import: { icon: "import" },
  export: { icon: "export" },
  back_up: { icon: "database" },
  restore_backup: { icon: "database", tone: "is-warn" },
  undo: { icon: "undo" },
};

/** What happened and left nothing to set back: no button says so at each. @type {ReadonlySet<Action>} */
const NEVER_UNDONE = new Set(/** @type {Action[]} */ ([
  "sign_in",
  "sign_in_failed",
  "lock",
  "unlock",
  "recover",
  "make_recovery_codes",
  "change_password",
  "reset_password",
  "export",
  "back_up",
  "restore_backup",
  "purge",
]));

/** @param {EventRow} event @returns {boolean} whether there is anything to undo at all */
export const couldBeUndone = ({ action, target, undone_by }) => !NEVER_UNDONE.has(action) && target.kind !== "roster" && undone_by === null;

/** @param {EventRow} event @returns {{ icon: string, tone?: string }} */
export const markOf = ({ action, target }) => (action === "add" && target.kind === "group" ? { icon: "groups" } : MARKS[action]);

/** @param {EventRow} event @returns {WordKey} */
function chooseSentence({ action, actor, target }) {
  const isOwn = target.kind === "user" && actor.id !== null && actor.id === target.id;
  if (target.kind === "group" && (action === "add" || action === "change" || action === "delete" || action === "undo")) return `event.${action}.group`;
  if (target.kind === "roster" && action === "change") return "event.change.roster";
  if (isOwn && (action === "change" || action === "change_password")) return `event.${action}.own`;
  if (target.id === null && (action === "sign_in_failed" || action === "lock")) return `event.${action}.nobody`;
  if (action === "export" && target.kind === "user") return "event.export.own";
  if (action === "export" && target.name === "people") return "event.export.people";
  return `event.${action}`;
}

/** @param {string} name @param {string | null} href @returns {HTMLElement} */
function makeNamed(name, href) {
  const element = href === null ? make("b") : make("a");
  if (element instanceof HTMLAnchorElement && href !== null) element.href = href;
  element.append(makeName(name));
  return element;
}

/** @param {number | null} count @returns {HTMLElement} */
const makeMany = (count) => make("b", "", say("event.many", { count: count ?? 0 }));

/** @param {EventRow} event @returns {HTMLElement} */
function makeTarget({ action, target, batch_size }) {
  if (target.id === null && batch_size !== null) return makeMany(batch_size);
  const isThere = target.id !== null && action !== "purge" && !(target.kind === "group" && action === "delete") && action !== "delete";
  const place = target.kind === "group" ? "#/groups/" : "#/people/";
  const end = target.kind === "group" ? "" : "/edit";
  return makeNamed(target.name, isThere ? `${place}${target.id}${end}` : null);
}

/**
 * The event as one sentence, with names that lead to whom they name.
 * @param {EventRow} event
 * @returns {HTMLElement}
 */
export function makeSentence(event) {
  const isPart = event.batch !== null;
  const sentence = make("p");
  const key = chooseSentence(event);
  /** @type {Record<string, () => Node>} */
  const nodes = {
    actor: () => makeNamed(event.actor.name, null),
    target: () => makeTarget(event),
    people: () => makeMany(event.batch_size),
  };
  // A part of such an action is about one person; what became of their groups stands below it.
  const whole = say(isPart && (event.action === "add_members" || event.action === "remove_members") ? "event.change" : key);
  for (const piece of whole.split(/(\{\w+\})/u)) {
    const makePiece = nodes[piece.slice(1, -1)];
    sentence.append(makePiece && piece.startsWith("{") ? makePiece() : piece);
  }
  return sentence;
}
