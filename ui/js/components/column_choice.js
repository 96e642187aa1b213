/** Which columns the list shows, in which order and how wide: remembered for each account that signs in here. */

/** @import { Session } from "../session.js" */
/** @import { ColumnChoice, ListColumn } from "../types.js" */

/** Always the first column, and always there. @type {ListColumn} */
export const PINNED = "name";

/** Columns that can be chosen, in the order in which they are offered. @type {readonly ListColumn[]} */
export const CHOOSABLE = ["username", "email", "first_name", "last_name", "location", "phone_number", "groups", "is_staff", "is_superuser", "is_active", "last_login", "date_joined"];

/** @type {readonly ListColumn[]} */
const USUAL_COLUMNS = ["username", "email", "groups", "is_staff", "is_active", "last_login", "date_joined"];

/** @param {readonly ListColumn[]} columns @returns {ColumnChoice[]} */
const chooseAll = (columns) => [PINNED, ...columns].map((column) => ({ column }));

/** @returns {ColumnChoice[]} */
export const usualColumns = () => chooseAll(USUAL_COLUMNS);

/**
 * The same with the person in front and without what this program does not know. Empty means the usual columns.
 * @param {readonly ColumnChoice[]} choices
 * @returns {ColumnChoice[]}
 */
export function tidyColumns(choices) {
  if (choices.length === 0) return usualColumns();
  const pinned = choices.find(({ column }) => column === PINNED) ?? { column: PINNED };
  return [pinned, ...choices.filter(({ column }) => CHOOSABLE.some((known) => known === column))];
}

/** @param {Pick<Session, "me" | "preferences">} session @returns {ColumnChoice[]} */
export function recallColumns({ me, preferences }) {
  const kept = preferences.columns.find(({ account }) => account === me.id) ?? preferences.columns.find(({ account }) => account === 0);
  return tidyColumns(kept?.columns ?? []);
}

/** @param {Session} session @param {ColumnChoice[]} columns */
export function keepColumns(session, columns) {
  const { me, preferences } = session;
  const others = preferences.columns.filter(({ account }) => account !== me.id);
  session.setPreferences({ columns: [...others, { account: me.id, columns }] });
}

/**
 * Moves a column among those that can move: all but the person.
 * @param {readonly ColumnChoice[]} choices
 * @param {string} id
 * @param {number} step
 * @returns {ColumnChoice[] | null} null when it can go no further
 */
export function moveColumn(choices, id, step) {
  const at = choices.findIndex(({ column }) => column === id);
  const to = at + step;
  const moved = choices[at];
  if (moved === undefined || at === 0 || to < 1 || to >= choices.length) return null;
  const rest = choices.filter((choice) => choice !== moved);
  rest.splice(to, 0, moved);
  return rest;
}

/** @param {readonly ColumnChoice[]} choices @param {string} id @param {number | null} width null for the usual one @returns {ColumnChoice[]} */
export const resizeColumn = (choices, id, width) =>
  choices.map((choice) => (choice.column !== id ? choice : width === null ? { column: id } : { column: id, width }));

/** @param {readonly ColumnChoice[]} choices @param {string} id @param {boolean} shown @returns {ColumnChoice[]} */
export function showColumn(choices, id, shown) {
  if (!shown) return choices.filter(({ column }) => column !== id);
  return [...choices, { column: id }];
}
