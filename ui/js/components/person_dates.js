/** When things happened to an account, as rows of a `<dl class="defs">`. */

/** @import { Person } from "../types.js" */

import { make, makeIcon } from "../dom.js";
import { formatFull, formatMoment } from "../format.js";
import { say } from "../words.js";

/**
 * @param {string} icon
 * @param {string} term
 * @param {string} text
 * @param {string | null} [moment] told in full by the tooltip
 * @returns {HTMLElement}
 */
function makeRow(icon, term, text, moment = null) {
  const row = make("div");
  const description = make("dd");
  const time = make(moment ? "time" : "span", "", text);
  if (moment) time.title = formatFull(moment);
  if (time instanceof HTMLTimeElement && moment) time.dateTime = moment;
  description.append(time);
  row.append(makeIcon(icon), make("dt", "", term), description);
  return row;
}

/** @param {Person} person @returns {HTMLElement[]} */
export function makeDateFacts({ date_joined, last_login, password_changed, changed_at, changed_by }) {
  const when = (/** @type {string | null} */ moment, /** @type {string} */ otherwise) => (moment ? formatMoment(moment) : otherwise);
  const changed = when(changed_at, say("people.never"));
  return [
    makeRow("calendar", say("person.fact.joined"), formatMoment(date_joined), date_joined),
    makeRow("clock", say("person.fact.last_login"), when(last_login, say("people.never")), last_login),
    makeRow("key", say("person.fact.password_set"), when(password_changed, say("people.never")), password_changed),
    makeRow("pencil", say("person.fact.changed"), changed_at && changed_by ? say("person.changed_by", { when: changed, name: changed_by }) : changed, changed_at),
  ];
}
