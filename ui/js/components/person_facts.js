/** What the panel tells about a person, as rows of a `<dl class="defs compact">`. */

/** @import { Person } from "../types.js" */

import { openSite } from "../api.js";
import { make, makeName } from "../dom.js";
import { formatAgo, formatFull, formatMoment } from "../format.js";
import { say } from "../words.js";

/** @param {string} term @param {...(Node | string)} value @returns {HTMLElement} */
function makeFact(term, ...value) {
  const row = make("div");
  const description = make("dd");
  description.append(...value);
  row.append(make("dt", "", term), description);
  return row;
}

/** An address that may break after its "@". @param {string} email @returns {HTMLElement} */
export function makeEmail(email) {
  const text = make("bdi", "selectable");
  const at = email.lastIndexOf("@") + 1;
  text.append(email.slice(0, at), make("wbr"), email.slice(at));
  return text;
}

/** @param {string} moment @returns {HTMLTimeElement} */
export function makeTime(moment) {
  const time = make("time", "", formatMoment(moment));
  time.dateTime = moment;
  time.title = formatFull(moment);
  return time;
}

/** @param {Person} person @returns {HTMLElement} */
export function makeSite({ id, portfolio_site }) {
  const link = make("button", "link");
  link.type = "button";
  link.append(makeName(portfolio_site.replace(/^https?:\/\//, "").replace(/\/$/, "")));
  link.title = portfolio_site;
  link.addEventListener("click", () => void openSite(id));
  return link;
}

/** What is known of how to reach a person; nothing for what they did not give. @param {Person} person @returns {HTMLElement[]} */
export function makeContactFacts(person) {
  const facts = [];
  if (person.email) facts.push(makeFact(say("person.fact.email"), makeEmail(person.email)));
  if (person.phone_number) facts.push(makeFact(say("person.fact.phone"), make("bdi", "num selectable", person.phone_number)));
  if (person.location) facts.push(makeFact(say("person.fact.location"), makeName(person.location)));
  if (person.portfolio_site) facts.push(makeFact(say("person.fact.website"), makeSite(person)));
  return facts;
}

/** @param {Person} person @returns {string} one sentence about the password */
export function describePassword({ has_password, must_change_password, has_expired_password, password_changed }) {
  if (!has_password) return say("person.password.none");
  if (has_expired_password) return say("person.password.expired");
  if (must_change_password) return say("person.password.temporary");
  return password_changed ? say("person.password.changed", { ago: formatAgo(password_changed) }) : say("person.password.kept");
}

/** @param {Person} person @returns {HTMLElement} */
function makeGroups({ groups }) {
  if (groups.length === 0) return make("span", "blank", say("person.groups.none"));
  const badges = make("span", "badges");
  badges.append(...groups.map(({ name }) => make("span", "badge", name)));
  return badges;
}

/** @param {Person} person @returns {HTMLElement[]} */
export function makeAccountFacts(person) {
  return [
    makeFact(say("person.fact.groups"), makeGroups(person)),
    makeFact(say("person.fact.last_login"), person.last_login ? makeTime(person.last_login) : say("people.never")),
    makeFact(say("person.fact.joined"), makeTime(person.date_joined)),
    makeFact(say("person.fact.password"), describePassword(person)),
  ];
}
