/** What can be done to a person from more than one place: the panel beside the list, and the page that edits them. */

/** @import { ChangedPerson, Person, UserChanges } from "../types.js" */

import * as api from "../api.js";
import { ApiError } from "../api.js";
import { say } from "../words.js";
import { showToast } from "./toast.js";
import { showDone } from "./undo.js";

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
 * @returns {Promise<ChangedPerson>}
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
    const { person: changed, event } = await changeAnyway(person, { is_active });
    events.onChanged(changed);
    const text = say(is_active ? "person.activated" : "person.deactivated", { name: changed.name });
    showDone(text, event, () => void follow(changed.id, events));
  } catch (reason) {
    events.onFailure(reason);
  }
}

/**
 * Lets somebody try to sign in again at once.
 * @param {Pick<Person, "id">} person
 * @param {Pick<PersonEvents, "onChanged" | "onFailure">} events
 */
export async function unlock({ id }, events) {
  try {
    const changed = await api.unlockUser(id);
    events.onChanged(changed);
    showToast({ text: say("person.unlocked", { name: changed.name }) });
  } catch (reason) {
    events.onFailure(reason);
  }
}

/** Looks at a person again, after an undo. @param {number} id @param {Pick<PersonEvents, "onChanged" | "onFailure">} events */
async function follow(id, { onChanged, onFailure }) {
  try {
    onChanged(await api.showUser(id));
  } catch (reason) {
    onFailure(reason);
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
 * @param {number} event by which they came there
 * @param {Pick<PersonEvents, "onDeleted" | "onRestored" | "onFailure">} events
 */
export function offerRestore({ id, name }, event, { onDeleted, onRestored, onFailure }) {
  let isDeleted = true;
  // The undo can be undone in turn: then they are in the trash again.
  const run = async () => {
    isDeleted = !isDeleted;
    if (isDeleted) return onDeleted({ id });
    try {
      onRestored(await api.showUser(id));
    } catch (reason) {
      onFailure(reason);
    }
  };
  showDone(say("person.deleted", { name }), event, () => void run());
}
