/** How a person stands: the dot with its word, and the badges of their role. */

/** @import { Person, UserRow } from "../types.js" */

import { make, makeIcon } from "../dom.js";
import { say } from "../words.js";

/** @typedef {Pick<UserRow, "is_active" | "has_password"> & (Pick<UserRow, "is_locked"> | Pick<Person, "locked_until">)} Standing */

/**
 * @param {Standing} person
 * @returns {{ word: string, look: string }}
 */
export function statusOf(person) {
  const { is_active, has_password } = person;
  const isLocked = "is_locked" in person ? person.is_locked : person.locked_until !== null;
  if (!is_active) return { word: say("person.status.inactive"), look: "status is-off" };
  if (!has_password) return { word: say("person.status.invited"), look: "status is-wait" };
  if (isLocked) return { word: say("person.status.locked"), look: "status is-wait" };
  return { word: say("person.status.active"), look: "status" };
}

/** @param {Standing} person @returns {HTMLElement} */
export function makeStatus(person) {
  const { word, look } = statusOf(person);
  return make("span", look, word);
}

/** @param {string} icon @param {string} word @returns {HTMLElement} */
function makeBadge(icon, word) {
  const badge = make("span", "badge");
  badge.append(makeIcon(icon), word);
  return badge;
}

/**
 * The status and what else stands out about a person.
 * @param {Pick<Person, "is_active" | "has_password" | "locked_until" | "is_staff" | "is_superuser" | "must_change_password" | "is_me">} person
 * @returns {HTMLElement[]}
 */
export function makeStanding(person) {
  const standing = [makeStatus(person)];
  if (person.is_superuser) standing.push(makeBadge("shield", say("role.superuser")));
  else if (person.is_staff) standing.push(makeBadge("badge", say("role.staff")));
  if (person.must_change_password) standing.push(makeBadge("key", say("person.badge.new_password")));
  if (person.is_me) standing.push(make("span", "badge is-line", say("person.badge.you")));
  return standing;
}
