/** What an edit form says of what it is about: of people here, of groups in group_subject.js. */

/** @import { Person } from "../types.js" */

import { ApiError } from "../api.js";
import { formatTime } from "../format.js";
import { say } from "../words.js";

/**
 * @template T
 * @typedef {object} Subject
 * @property {(subject: T) => string} askLeave the question before unsaved changes are lost
 * @property {(reason: unknown) => T | null} findCurrent what is saved now, from the error that somebody else was faster
 * @property {(theirs: T, clash: { field: string, count: number }) => { title: string, text: string }} tellConflict
 * @property {(subject: T) => string} [tellEffect] whom the changes affect
 */

/** @type {Subject<Person>} */
export const PERSON = {
  askLeave: ({ is_me, name }) => (is_me ? say("leave.title_own") : say("leave.title", { name })),
  findCurrent: (reason) => (reason instanceof ApiError ? reason.current : null),
  tellConflict: ({ changed_by, changed_at }, clash) => ({
    title: say("conflict.title"),
    text: say("conflict.text", { who: changed_by ?? say("conflict.someone"), time: changed_at ? formatTime(changed_at) : "", ...clash }),
  }),
};
