/** The details of the current row, beside the list. */

/** @import { PersonEvents } from "../components/person_actions.js" */
/** @import { Person } from "../types.js" */

import * as api from "../api.js";
import { setAvatar } from "../components/avatar.js";
import { isOff, setOff, withBusy } from "../components/button.js";
import { showFormError } from "../components/form_error.js";
import { clearNotice } from "../components/notice.js";
import { copyEmail, setActive, unlock } from "../components/person_actions.js";
import { makeContactFacts, makeAccountFacts } from "../components/person_facts.js";
import { resetPassword } from "../components/person_password.js";
import { makeStanding } from "../components/person_status.js";
import { attachMenu } from "../components/popover.js";
import { attachTip } from "../components/tip.js";
import { fill, find, part, setIcon, skim } from "../dom.js";
import { say } from "../words.js";
import { askDelete, whyNotAskDelete } from "./person_delete.js";

/**
 * @typedef {object} PersonPanel
 * @property {(place: Place | null) => void} follow shows that person soon; nobody for null
 * @property {() => void} refresh reads the person again
 * @property {() => void} focus
 */

/** @typedef {{ id: number, index: number, total: number }} Place */

/**
 * @typedef {object} PanelOptions
 * @property {(step: 1 | -1) => void} onStep
 * @property {() => void} onClose
 * @property {(id: number) => void} onEdit
 * @property {PersonEvents} events
 */

/** Long enough to pass over rows while an arrow key is held. */
const PAUSE = 70;
/** After this the panel shows that it waits. */
const PATIENCE = 300;

/**
 * @param {HTMLElement} element
 * @param {PanelOptions} options
 * @returns {PersonPanel}
 */
export function createPersonPanel(element, { onStep, onClose, onEdit, events }) {
  /** @type {Place | null} */
  let place = null;
  /** @type {Person | null} */
  let person = null;
  /** Somebody came in before the details did. */
  let isAwaited = false;
  const notice = part(element, "panel-notice");

  const showPosition = () => {
    part(element, "position").textContent = place ? say("people.position", { index: place.index + 1, total: place.total }) : "";
    setOff(part(element, "previous"), place && place.index > 0 ? null : say("people.position.first"));
    setOff(part(element, "next"), place && place.index + 1 < place.total ? null : say("people.position.last"));
  };
  const showFailure = (/** @type {unknown} */ reason) => showFormError(reason, {}, notice);

  const load = async () => {
    const wanted = place?.id;
    if (wanted === undefined) return;
    const slow = setTimeout(() => part(element, "panel-body").setAttribute("aria-busy", "true"), PATIENCE);
    try {
      const read = await api.showUser(wanted);
      if (place?.id !== wanted) return;
      person = read;
      showPerson(element, read);
      if (isAwaited) focus();
    } catch (reason) {
      if (place?.id !== wanted) return;
      person = null;
      hideBody(element);
      part(element, "nobody").hidden = true;
      showFailure(reason);
    } finally {
      clearTimeout(slow);
      part(element, "panel-body").removeAttribute("aria-busy");
    }
  };
  const loadSoon = skim(PAUSE, () => void load());
  const focus = () => {
    isAwaited = person === null;
    if (!isAwaited) part(element, "edit").focus();
  };

  wireActions(element, () => person, { events: { ...events, onFailure: showFailure }, onEdit });
  part(element, "previous").addEventListener("click", () => onStep(-1));
  part(element, "next").addEventListener("click", () => onStep(1));
  part(element, "close").addEventListener("click", onClose);
  for (const name of ["previous", "next", "close", "more"]) {
    const button = part(element, name);
    attachTip(button, button.getAttribute("aria-label") ?? "", () => !isOff(button) && button.getAttribute("aria-expanded") !== "true");
  }
  showPosition();

  return {
    follow(wanted) {
      const same = wanted?.id === place?.id;
      place = wanted;
      showPosition();
      if (place === null) showNobody(element);
      if (same && person?.id === place?.id) return;
      clearNotice(notice);
      if (person === null) void load();
      else loadSoon();
    },
    refresh: () => void load(),
    focus,
  };
}

/** @param {HTMLElement} element */
function showNobody(element) {
  element.setAttribute("aria-label", say("person.details"));
  hideBody(element);
  part(element, "nobody").hidden = false;
}

/**
 * Takes the details away. Focus leaves first and takes the tip of its button along, which would be back with the next person.
 * @param {HTMLElement} element
 */
function hideBody(element) {
  const body = part(element, "body");
  const focused = document.activeElement;
  if (focused instanceof HTMLElement && body.contains(focused)) focused.blur();
  body.hidden = true;
}

/** @param {HTMLElement} element @param {Person} person */
function showPerson(element, person) {
  part(element, "body").hidden = false;
  part(element, "nobody").hidden = true;
  element.setAttribute("aria-label", say("person.details_of", { name: person.name }));
  setAvatar(part(element, "face"), person, 512);
  fill(element, { name: person.name, username: person.username });
  part(element, "standing").replaceChildren(...makeStanding(person));
  const contact = makeContactFacts(person);
  part(element, "contact-facts").replaceChildren(...contact);
  part(element, "no-contact").hidden = contact.length > 0;
  part(element, "account-facts").replaceChildren(...makeAccountFacts(person));
  part(element, "body").scrollTop = 0;
  showActions(element, person);
}

/** @param {HTMLElement} element @param {Person} person */
function showActions(element, person) {
  const { may } = person;
  setOff(part(element, "edit"), may.edit_account === null ? null : may.edit_profile);
  setOff(part(element, "reset"), may.reset_password);
  const toggle = part(element, "toggle-active");
  find(toggle, ".label").textContent = say(person.is_active ? "action.deactivate" : "action.activate");
  setIcon(find(toggle, ".icon", SVGSVGElement), person.is_active ? "lock" : "ok");
  setOff(toggle, may.edit_flags);
  setOff(part(element, "unlock"), may.unlock);
  setOff(part(element, "delete"), whyNotAskDelete(person));
  setOff(part(element, "copy-email"), person.email ? null : say("person.no_email"));
}

/**
 * @param {HTMLElement} element
 * @param {() => Person | null} getPerson
 * @param {{ events: PersonEvents, onEdit: (id: number) => void }} options
 */
function wireActions(element, getPerson, { events, onEdit }) {
  /** @param {string} name @param {(person: Person, button: HTMLElement) => void} act */
  const on = (name, act) => {
    const button = part(element, name);
    button.addEventListener("click", () => {
      const person = getPerson();
      if (person) act(person, button);
    });
  };
  attachMenu(part(element, "more"), part(element, "more-menu"));
  on("edit", (person) => onEdit(person.id));
  on("reset", (person) => void resetPassword(person, events));
  on("toggle-active", (person) => void withBusy(part(element, "more"), () => setActive(person, !person.is_active, events)));
  on("unlock", (person) => void withBusy(part(element, "more"), () => unlock(person, events)));
  on("delete", (person) => void askDelete(person, part(element, "more"), events));
  on("copy-email", (person) => void copyEmail(person, events.onFailure));
}
