/** How a person stands: the dot with its word, and the badges of their role. */

/** @import { Person, UserRow } from "../types.js" */

import { make, makeIcon } from "../dom.js";
import { say } from "../words.js";

/**
 * @param {Pick<UserRow, "is_active" | "has_password">} person
 * @returns {{ word: string, look: string }}
 */
export function statusOf({ is_active, has_password }) {
  if (!is_active) return { word: say("person.status.inactive"), look: "status is-off" };
  if (!has_password) return { word: say("person.status.invited"), look: "status is-wait" };
  return { word: say("person.status.active"), look: "status" };
}

/** @param {Pick<UserRow, "is_active" | "has_password">} person @returns {HTMLElement} */
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
 * @param {Pick<Person, "is_active" | "has_password" | "is_staff" | "is_superuser" | "must_change_password" | "is_me">} person
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
