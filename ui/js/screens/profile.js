/** A person's profile: one's own with every row, or another's with what they gave. */

/** @import { Screen } from "../router.js" */
/** @import { Session } from "../session.js" */
/** @import { Person } from "../types.js" */

import { showUser } from "../api.js";
import { setAvatar } from "../components/avatar.js";
import { setOff } from "../components/button.js";
import { clearNotice, showNotice } from "../components/notice.js";
import { copyEmail } from "../components/person_actions.js";
import { describePassword, makeEmail, makeSite, makeTime } from "../components/person_facts.js";
import { makeStatus } from "../components/person_status.js";
import { nameIconButtons } from "../components/tip.js";
import { fill, find, make, makeIcon, makeName, mountTemplate, part } from "../dom.js";
import { formatDate, formatDay, formatFull, formatList } from "../format.js";
import { say } from "../words.js";
import { WANTED_FIELD } from "./profile_edit.js";
import { openRenewCodes } from "./renew_codes.js";

/** With this many things missing, the own profile offers to fill them in. */
const MUCH_MISSING = 3;

/** @param {Person} person @returns {string} */
function describeRole({ is_superuser, is_staff }) {
  if (is_superuser) return is_staff ? say("role.superuser_staff") : say("role.superuser");
  return is_staff ? say("role.staff") : say("role.member");
}

/** @param {Person} person @returns {HTMLElement[]} */
function makeBadges({ is_superuser, is_staff, groups }) {
  const badges = groups.map(({ name }) => make("span", "badge is-line", name));
  const addRole = (/** @type {string} */ look, /** @type {string} */ icon, /** @type {string} */ word) => {
    const badge = make("span", look);
    badge.append(makeIcon(icon), word);
    badges.unshift(badge);
  };
  if (is_staff) addRole("badge", "badge", say("role.staff"));
  if (is_superuser) addRole("badge is-accent", "shield", say("role.superuser"));
  return badges;
}

/** @param {string} date @returns {HTMLElement} */
function makeDate(date) {
  const time = make("time", "", formatDate(date));
  time.dateTime = date;
  return time;
}

/** @param {string} moment @returns {HTMLElement} */
function makeDay(moment) {
  const time = make("time", "", formatDay(moment));
  time.dateTime = moment;
  time.title = formatFull(moment);
  return time;
}

/** How many recovery codes there are, and the way to others. @param {Session} session @returns {Node} */
function makeRecovery(session) {
  const line = make("span");
  const count = session.me.recovery_codes;
  line.append(count > 0 ? say("codes.row", { count }) : say("codes.row.none"), " · ", makeCodesButton(session, "link"));
  return line;
}

/** @param {Session} session @param {string} look @returns {HTMLElement} */
function makeCodesButton(session, look) {
  const button = make("button", look, say("codes.make"));
  button.type = "button";
  button.addEventListener("click", () => openRenewCodes(session));
  return button;
}

/** Says when the codes run out. @param {HTMLElement} root @param {Session} session */
function showCodesNotice(root, session) {
  const notice = part(root, "notice");
  const { recovery_notice } = session.me;
  if (recovery_notice === null) return clearNotice(notice);
  showNotice(notice, { tone: "info", title: recovery_notice, actions: [makeCodesButton(session, "btn btn-sm")] });
}

/**
 * What stands in each row; null when there is nothing.
 * @param {Person} person
 * @param {Session} session
 * @returns {Record<string, Node | null>}
 */
function makeValues(person, session) {
  const groups = formatList(person.groups.map(({ name }) => name));
  return {
    email: person.email ? makeEmail(person.email) : null,
    phone_number: person.phone_number ? make("bdi", "num selectable", person.phone_number) : null,
    portfolio_site: person.portfolio_site ? makeSite(person) : null,
    location: person.location ? makeName(person.location) : null,
    birth_date: person.birth_date ? makeDate(person.birth_date) : null,
    joined: makeDay(person.date_joined),
    last_login: person.last_login ? makeTime(person.last_login) : make("span", "blank", say("people.never")),
    groups: groups ? makeName(groups) : null,
    role: document.createTextNode(describeRole(person)),
    password: document.createTextNode(describePassword(person)),
    recovery: makeRecovery(session),
    status: makeStatus(person),
  };
}

/** Rows of the Account card that are for the person alone, or for others alone. */
const OWN_ROWS = new Set(["role", "password", "recovery"]);
const OTHERS_ROWS = new Set(["status"]);

/**
 * @param {HTMLElement} root
 * @param {Person} person
 * @param {Session} session
 */
function showRows(root, person, session) {
  const values = makeValues(person, session);
  for (const [name, value] of Object.entries(values)) {
    const row = find(root, `[data-row="${name}"]`);
    const forOther = person.is_me ? OTHERS_ROWS : OWN_ROWS;
    if (forOther.has(name) || (value === null && !person.is_me)) row.remove();
    else find(row, "dd").replaceChildren(value ?? make("span", "blank", name === "groups" ? say("person.groups.none") : say("profile.blank")));
  }
  const contact = part(root, "contact");
  if (contact.querySelector("[data-row]") === null) contact.remove();
}

/**
 * @param {HTMLElement} root
 * @param {Person} person
 */
function showBio(root, { bio, is_me }) {
  const text = part(root, "bio");
  text.classList.toggle("blank", bio === "");
  text.textContent = bio || say("profile.no_bio");
  if (bio === "" && !is_me) part(root, "about").remove();
}

/**
 * Offers to fill in an empty profile, until it is turned down.
 * @param {HTMLElement} root
 * @param {Person} person
 * @param {Session} session
 * @param {Map<string, unknown>} memory
 */
function showNudge(root, person, session, memory) {
  const nudge = part(root, "nudge");
  const dismissed = session.preferences.dismissed_nudges;
  const missing = [...nudge.querySelectorAll("[data-wants]")].filter((link) => {
    const field = /** @type {keyof Person} */ (link.getAttribute("data-wants"));
    if (person[field]) link.remove();
    return !person[field];
  });
  if (missing.length < MUCH_MISSING || dismissed.includes(person.id)) return nudge.remove();
  for (const item of nudge.querySelectorAll("li:empty")) item.remove();
  part(nudge, person.avatar === null ? "with-picture" : "without-picture").hidden = true;
  // One filled button per view: the card's, while it is there.
  if (person.avatar === null) part(root, "edit").classList.remove("btn-primary");
  nudge.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("[data-wants]") : null;
    if (link) memory.set(WANTED_FIELD, link.getAttribute("data-wants"));
  });
  nameIconButtons(nudge);
  part(nudge, "dismiss").addEventListener("click", () => {
    session.setPreferences({ dismissed_nudges: [...dismissed, person.id] });
    nudge.remove();
    part(root, "edit").classList.add("btn-primary");
    part(root, "edit").focus();
  });
}

/**
 * Where another's profile can be edited, if it may be.
 * @param {HTMLElement} root
 * @param {Person} person
 */
function showActionsForOther(root, person) {
  const edit = part(root, "edit", HTMLAnchorElement);
  const copy = part(root, "copy");
  if (person.may.edit_profile === null || person.may.edit_account === null) edit.href = `#/people/${person.id}/edit`;
  else edit.remove();
  copy.hidden = false;
  setOff(copy, person.email ? null : say("person.no_email"));
  copy.addEventListener("click", () => void copyEmail(person, () => showNotice(part(root, "notice"), { title: say("profile.not_copied") })));
}

/** @type {Screen} */
export const profile = {
  async open(root, { id }, { session, signal, setTitle, memory }) {
    const mine = id === undefined || id === session.me.id;
    setTitle(mine ? say("profile.title") : say("profile.title_other"));
    mountTemplate(root, "profile-loading");
    const person = await showUser(id ?? session.me.id);

    root.replaceChildren();
    mountTemplate(root, "profile");
    setAvatar(part(root, "face"), person, 512);
    fill(root, { name: person.name, username: person.username, "crumb-name": person.name });
    part(root, "username").hidden = person.name === person.username;
    part(root, "badges").append(...makeBadges(person));
    showBio(root, person);
    showRows(root, person, session);
    if (person.is_me) {
      part(root, "crumbs").remove();
      showNudge(root, person, session, memory);
      showCodesNotice(root, session);
      session.onChange(() => {
        if (signal.aborted) return;
        showCodesNotice(root, session);
        find(root, '[data-row="recovery"] dd').replaceChildren(makeRecovery(session));
      });
    } else {
      setTitle(person.name);
      part(root, "nudge").remove();
      showActionsForOther(root, person);
    }
  },
};
