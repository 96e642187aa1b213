/** What can be done to a person from more than one place: the panel beside the list, and the page that edits them. */

/** @import { Person, UserChanges } from "../types.js" */

import * as api from "../api.js";
import { ApiError } from "../api.js";
import { say } from "../words.js";
import { showToast } from "./toast.js";

/**
 * Told what became of somebody.
 * @typedef {object} PersonEvents
 * @property {(person: Person) => void} onChanged
 * @property {(person: Pick<Person, "id">) => void} onDeleted
 * @property {(person: Person) => void} onRestored
 * @property {(reason: unknown) => void} onFailure
 */

/**
 * Changes one thing whatever else has changed meanwhile: a conflict over other fields is no reason to ask.
 * @param {Pick<Person, "id" | "version">} person
 * @param {UserChanges} changes
 * @returns {Promise<Person>}
 */
async function changeAnyway({ id, version }, changes) {
  try {
    return await api.editUser(id, version, changes);
  } catch (reason) {
    if (!(reason instanceof ApiError) || reason.code !== "conflict" || reason.current === null) throw reason;
    return api.editUser(id, reason.current.version, changes);
  }
}

/**
 * Lets a person sign in, or no longer; the toast offers the way back.
 * @param {Pick<Person, "id" | "version">} person
 * @param {boolean} is_active
 * @param {Pick<PersonEvents, "onChanged" | "onFailure">} events
 */
export async function setActive(person, is_active, events) {
  try {
    const changed = await changeAnyway(person, { is_active });
    events.onChanged(changed);
    showToast({
      text: say(is_active ? "person.activated" : "person.deactivated", { name: changed.name }),
      action: { label: say("undo"), run: () => void setActive(changed, !is_active, events) },
    });
  } catch (reason) {
    events.onFailure(reason);
  }
}

/**
 * @param {Pick<Person, "name" | "email">} person
 * @param {(reason: unknown) => void} onFailure
 */
export async function copyEmail({ name, email }, onFailure) {
  try {
    await navigator.clipboard.writeText(email);
    showToast({ text: say("person.email_copied", { name }), tone: "info" });
  } catch (reason) {
    onFailure(reason);
  }
}

/**
 * Says that a person is in the trash, with the way back.
 * @param {Pick<Person, "id" | "name">} person
 * @param {Pick<PersonEvents, "onRestored" | "onFailure">} events
 */
export function offerRestore({ id, name }, { onRestored, onFailure }) {
  const run = async () => {
    try {
      const person = await api.restoreUser(id);
      showToast({ text: say("person.restored", { name: person.name }) });
      onRestored(person);
    } catch (reason) {
      onFailure(reason);
    }
  };
  showToast({ text: say("person.deleted", { name }), action: { label: say("undo"), run: () => void run() } });
}
