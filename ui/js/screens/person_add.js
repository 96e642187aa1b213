/** The dialog that adds people, one or several. */

/** @import { Field } from "../components/field.js" */
/** @import { GroupChoice } from "../components/person_groups.js" */
/** @import { PasswordChooser } from "../components/person_password_choice.js" */
/** @import { OpenDialog } from "../components/dialog.js" */
/** @import { Session } from "../session.js" */
/** @import { AddedUser, Field as FieldName, GroupName, NewUser, PasswordChoice, Person } from "../types.js" */

import * as api from "../api.js";
import { withBusy } from "../components/button.js";
import { openDialog } from "../components/dialog.js";
import { attachCheck, attachFields } from "../components/field.js";
import { showFormError } from "../components/form_error.js";
import { clearNotice, showNotice } from "../components/notice.js";
import { attachGroups } from "../components/person_groups.js";
import { attachPasswordChoice } from "../components/person_password_choice.js";
import { makeSecret } from "../components/person_secret.js";
import { showDone } from "../components/undo.js";
import { debounce, find, part } from "../dom.js";
import { say } from "../words.js";

/** Long enough not to call a name taken while it is still being typed. */
const PAUSE = 180;

/**
 * @typedef {object} AddForm
 * @property {HTMLDialogElement} element
 * @property {Record<string, Field>} fields
 * @property {GroupChoice} groups
 * @property {PasswordChooser} chooser
 */

/** Says whether a username is free while it is being typed. @param {Field} field */
function watchUsername(field) {
  const help = find(field.element, ".help");
  const usual = help.textContent ?? "";
  // The help line says that a name is free, so that nothing moves; a note would say it again below.
  const check = attachCheck(field, async (value) => ({ ...(await api.checkField("username", value, null)), note: null }));
  const look = debounce(PAUSE, async () => {
    const value = field.get();
    if (value.trim() === "") return;
    const free = await check.run().catch(() => false);
    if (free && field.get() === value) help.textContent = say("add.username_free");
  });
  field.input.addEventListener("input", () => {
    help.textContent = usual;
    look();
  });
}

/** @param {HTMLDialogElement} element @param {Session} session @param {GroupName[]} groupNames @returns {AddForm} */
function attachForm(element, { me }, groupNames) {
  const fields = attachFields(part(element, "who"));
  const text = (/** @type {FieldName} */ name) => fields[name]?.get() ?? "";
  const context = () => ({ username: text("username"), email: text("email"), first_name: text("first_name"), last_name: text("last_name") });
  const groups = attachGroups(part(element, "groups"), groupNames);
  const chooser = attachPasswordChoice(part(element, "choice"), { context, mayHaveNone: true });
  part(element, "groups-field").hidden = groupNames.length === 0;
  part(element, "superuser-line").hidden = !me.is_superuser;
  for (const field of Object.values(fields)) {
    if (field.name === "username") watchUsername(field);
    else attachCheck(field, (value) => api.checkField(/** @type {FieldName} */ (field.name), value, null));
    field.input.addEventListener("change", chooser.refresh);
  }
  return { element, fields, groups, chooser };
}

/** @param {AddForm} form @param {PasswordChoice} password @returns {NewUser} */
function readForm({ element, fields, groups }, password) {
  const text = (/** @type {FieldName} */ name) => fields[name]?.get() ?? "";
  return {
    username: text("username"),
    email: text("email"),
    first_name: text("first_name"),
    last_name: text("last_name"),
    is_staff: part(element, "staff", HTMLInputElement).checked,
    is_superuser: part(element, "superuser", HTMLInputElement).checked,
    groups: groups.get(),
    password,
  };
}

/** Ready for the next person: names go, groups and kind of password stay. @param {AddForm} form */
function startNext({ element, fields, chooser }) {
  for (const field of Object.values(fields)) field.set("");
  for (const name of ["staff", "superuser"]) part(element, name, HTMLInputElement).checked = false;
  find(fields.username?.element ?? element, ".help").textContent = say("add.username_help");
  chooser.clear();
  fields.username?.focus();
}

/**
 * Says above the form who was added. Earlier ones stay, because their passwords are shown nowhere else.
 * @param {AddForm} form
 * @param {AddedUser} added
 */
function noteAdded({ element }, { person, temporary_password }) {
  const host = document.createElement("div");
  part(element, "added").prepend(host);
  const title = say("add.added", { name: person.name });
  if (temporary_password === null) showNotice(host, { tone: "ok", title });
  else showNotice(host, { tone: "ok", title, text: makeSecret(temporary_password) });
}

/** The last step: the temporary password, shown once. @param {AddForm} form @param {AddedUser} added @param {string} password */
function showOnce({ element }, { person }, password) {
  part(element, "ask").hidden = true;
  find(element, "h2").textContent = say("add.added", { name: person.name });
  const done = part(element, "done");
  part(done, "made").replaceChildren(makeSecret(password));
  done.hidden = false;
  part(done, "copy").focus();
}

/** Undoing it is deleting them: whoever may not is not offered it. @param {AddedUser | null} added @param {() => void} onUndone */
function offerUndo(added, onUndone) {
  if (added === null) return;
  const { person, event } = added;
  showDone(say("add.added", { name: person.name }), person.may.delete === null ? event : null, onUndone);
}

/**
 * Adds people until the dialog is closed; the last of them can be undone from the toast then.
 * @param {Session} session
 * @param {GroupName[]} groupNames
 * @param {{ onAdded: (person: Person) => void, onUndone: () => void }} events told of each at once
 */
export async function openAddPerson(session, groupNames, { onAdded, onUndone }) {
  /** @type {OpenDialog<"added">} */
  const { element, close, closed } = openDialog("person-add");
  const form = attachForm(element, session, groupNames);
  const submit = part(element, "submit");
  const notice = part(element, "notice");
  const another = part(element, "another", HTMLInputElement);
  /** @type {AddedUser | null} */
  let last = null;

  /** @param {AddedUser} added */
  const finish = (added) => {
    last = added;
    onAdded(added.person);
    if (another.checked) {
      noteAdded(form, added);
      startNext(form);
    } else if (added.temporary_password !== null) {
      showOnce(form, added, added.temporary_password);
    } else {
      close("added");
    }
  };
  find(element, "form", HTMLFormElement).addEventListener("submit", async (event) => {
    event.preventDefault();
    const password = form.chooser.read();
    if (password === null || part(element, "ask").hidden) return;
    clearNotice(notice);
    try {
      finish(await withBusy(submit, () => api.addUser(readForm(form, password))));
    } catch (reason) {
      if (password.kind === "typed") form.chooser.showMissed();
      showFormError(reason, { ...form.fields, ...form.chooser.fields }, notice);
    }
  });
  part(element, "finish").addEventListener("click", () => close("added"));
  await closed;
  offerUndo(last, onUndone);
}
