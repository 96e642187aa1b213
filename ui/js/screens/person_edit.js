/** The page that edits somebody: account, profile, rights, dates, and what is hard to take back. */

/** @import { EditForm, Saved } from "../components/edit_form.js" */
/** @import { PersonEvents } from "../components/person_actions.js" */
/** @import { Neighbours } from "../components/person_neighbours.js" */
/** @import { Context, Screen } from "../router.js" */
/** @import { Person, ProfileChanges, UserChanges } from "../types.js" */

import * as api from "../api.js";
import { setOff, withBusy } from "../components/button.js";
import { createEditForm } from "../components/edit_form.js";
import { PERSON } from "../components/edit_subject.js";
import { showFormError } from "../components/form_error.js";
import { showNotice } from "../components/notice.js";
import { setActive, unlock } from "../components/person_actions.js";
import { makePersonControls } from "../components/person_controls.js";
import { makeDateFacts } from "../components/person_dates.js";
import { describePassword } from "../components/person_facts.js";
import { attachHistory } from "../components/person_history.js";
import { choosePerson, findNeighbours } from "../components/person_neighbours.js";
import { resetPassword } from "../components/person_password.js";
import { makeStanding } from "../components/person_status.js";
import { attachSectionList } from "../components/section_list.js";
import { attachTip } from "../components/tip.js";
import { showDone } from "../components/undo.js";
import { fill, find, mountTemplate, part } from "../dom.js";
import { formatTime } from "../format.js";
import { say } from "../words.js";
import { askDelete, whyNotAskDelete } from "./person_delete.js";

/** Changes that belong to the account; all others are the profile's. */
const ACCOUNT = new Set(["username", "is_active", "is_staff", "is_superuser", "groups", "permissions"]);

/**
 * Sends the changes. Whoever may change the profile only sends nothing else: the rest of the form is off for them.
 * @param {Record<string, unknown>} changes by control name
 * @param {Person} person
 * @returns {Promise<Saved<Person>>}
 */
async function save(changes, { id, version }) {
  const entries = Object.entries(changes);
  const account = Object.fromEntries(entries.filter(([name]) => ACCOUNT.has(name)));
  const profile = /** @type {ProfileChanges} */ (Object.fromEntries(entries.filter(([name]) => !ACCOUNT.has(name))));
  const all = Object.keys(profile).length === 0 ? account : { ...account, profile };
  const { person, event } = await (Object.keys(account).length === 0
    ? api.editProfile(id, version, profile)
    : api.editUser(id, version, /** @type {UserChanges} */ (all)));
  return { now: person, event };
}

/** Everything on the page that is not a control of the form. @param {HTMLElement} root @param {Person} person */
function showPerson(root, person) {
  const password = person.has_password ? say("edit_person.password", { password: describePassword(person) }) : say("edit_person.no_password");
  fill(root, { title: person.name, password });
  part(root, "standing").replaceChildren(...makeStanding(person));
  part(root, "dates").replaceChildren(...makeDateFacts(person));
  fill(root, {
    "toggle-title": say(person.is_active ? "edit_person.deactivate" : "edit_person.activate"),
    "toggle-text": say(person.is_active ? "edit_person.deactivate.text" : "edit_person.activate.text"),
    "toggle-active": say(person.is_active ? "action.deactivate" : "action.activate"),
  });
  part(root, "lock-state").textContent = person.locked_until === null ? say("edit_person.not_locked") : say("edit_person.locked", { time: formatTime(person.locked_until) });
  setOff(part(root, "unlock"), person.may.unlock);
  setOff(part(root, "reset"), person.may.reset_password);
  setOff(part(root, "toggle-active"), person.may.edit_flags);
  setOff(part(root, "delete"), whyNotAskDelete(person));
}

/** Says at the top that nothing here can be changed, where that is so. @param {HTMLElement} root @param {Person} person */
function showWhetherReadOnly(root, { may }) {
  const reason = may.edit_account !== null && may.edit_profile;
  if (reason) showNotice(part(root, "read-only"), { tone: "info", title: say("edit_person.read_only"), text: reason });
}

/**
 * Buttons and keys that lead to the persons before and after.
 * @param {HTMLElement} root
 * @param {Promise<Neighbours>} neighbours
 * @param {Context} context
 */
function attachNeighbours(root, neighbours, { go, signal }) {
  const ways = /** @type {const} */ ([
    { name: "previous", key: "[", end: say("people.position.first") },
    { name: "next", key: "]", end: say("people.position.last") },
  ]);
  for (const { name, key, end } of ways) {
    const button = part(root, name);
    /** @type {number | null} */
    let neighbour = null;
    attachTip(button, `${button.getAttribute("aria-label")}  ${key}`, () => neighbour !== null);
    button.addEventListener("click", () => {
      if (neighbour !== null) void go(`#/people/${neighbour}/edit`);
    });
    document.addEventListener("keydown", (event) => {
      const typing = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
      if (event.key !== key || typing || event.ctrlKey || event.metaKey || document.querySelector("dialog[open]")) return;
      event.preventDefault();
      button.click();
    }, { signal });
    void neighbours.then((found) => {
      neighbour = found[name];
      setOff(button, neighbour === null ? end : null);
    });
  }
}

/**
 * @param {HTMLElement} root
 * @param {EditForm} form
 * @param {PersonEvents} events
 */
function attachActions(root, form, events) {
  const reset = part(root, "reset");
  const toggle = part(root, "toggle-active");
  const remove = part(root, "delete");
  const unlockButton = part(root, "unlock");
  unlockButton.addEventListener("click", () => void withBusy(unlockButton, () => unlock(form.person(), events)));
  reset.addEventListener("click", () => void resetPassword(form.person(), events));
  toggle.addEventListener("click", () => {
    const person = form.person();
    void withBusy(toggle, () => setActive(person, !person.is_active, events));
  });
  remove.addEventListener("click", () => void askDelete(form.person(), remove, events));
}

/** @type {Screen} */
export const personEdit = {
  async open(root, params, context) {
    const id = params.id ?? 0;
    const { session, signal, setTitle, memory, go } = context;
    setTitle(say("edit_person.title"));
    mountTemplate(root, "person-edit-loading");
    const [person, groups] = await Promise.all([api.showUser(id), api.listGroups()]);
    root.replaceChildren();
    mountTemplate(root, "person-edit");
    setTitle(person.name);
    choosePerson(memory, id);

    const neighbours = findNeighbours(memory, id);
    const notice = part(root, "notice");
    const controls = makePersonControls(root, person, groups, signal);
    let gone = false;
    /** @param {Person} changed */
    const show = (changed) => {
      showPerson(root, changed);
      controls.showRights(changed);
    };
    const form = createEditForm({
      subject: PERSON,
      form: find(root, "form", HTMLFormElement),
      bar: find(root, ".savebar"),
      notice,
      controls: controls.all,
      person,
      save,
      onSaved(saved, event) {
        show(saved);
        if (saved.is_me) void session.refreshMe();
        showDone(say("person.saved", { name: saved.name }), event, reload);
      },
      signal,
    });
    /** @param {Person} changed */
    const onChanged = (changed) => {
      if (signal.aborted) return;
      form.rebase(changed);
      show(changed);
    };
    const reload = () => void api.showUser(id).then(onChanged, (reason) => signal.aborted || showFormError(reason, {}, notice));
    attachActions(root, form, {
      onChanged,
      async onDeleted() {
        gone = true;
        const { next, previous } = await neighbours;
        choosePerson(memory, next ?? previous);
        await go("#/people");
      },
      onRestored: (restored) => void go(`#/people/${restored.id}`),
      onFailure: (reason) => showFormError(reason, {}, notice),
    });
    attachNeighbours(root, neighbours, context);
    attachHistory(root, id, session, signal, reload);
    attachSectionList(part(root, "sections"), part(root, "scroller"));
    show(person);
    showWhetherReadOnly(root, person);
    return { canLeave: () => gone || form.canLeave() };
  },
};
