/**
 * Everything the window asks of the core. The only module that knows Tauri.
 *
 * Each function is one command of the same name; arguments and answers keep the core's snake_case names.
 * A refused command rejects with an {@link ApiError}. A lost session is announced once to the listener
 * and its promise never settles: the page is about to be reloaded, and no screen should flash an error first.
 */

/** @import {
 *   AddedUser, AvatarDraft, BulkAction, BulkOutcome, BulkPreview, CommandError, Crop, DeletePreview, ErrorCode, Field, FieldCheck, FilterCounts, FirstAdmin,
 *   GroupName, Me, NewUser, PasswordChoice, PasswordContext, PasswordReport, Person, Preferences, ProfileChanges,
 *   SavedView, Selection, Start, Suggestion, UserChanges, UserPage, UserQuery, ViewContent } from "./types.js" */

import { say } from "./words.js";

/**
 * The part of Tauri's bridge that the window uses.
 * @typedef {object} Bridge
 * @property {(command: string, args?: object) => Promise<any>} invoke
 * @property {(path: string, scheme: string) => string} convertFileSrc
 */

/** @returns {Bridge} */
const bridge = () => /** @type {any} */ (window).__TAURI_INTERNALS__;

/** Why a command was refused. `message` is a finished sentence for the person. */
export class ApiError extends Error {
  /** @param {CommandError} error */
  constructor({ code, message, fields, current }) {
    super(message);
    /** @type {ErrorCode} */
    this.code = code;
    /** One sentence for each field that is wrong, by field name. @type {Record<string, string>} */
    this.fields = fields ?? {};
    /** With `conflict`: the person as they are now. @type {Person | null} */
    this.current = current ?? null;
  }
}

/** @type {ReadonlySet<ErrorCode>} */
const SESSION_CODES = new Set(["not_signed_in", "session_ended", "password_change_required"]);

/** @type {(error: ApiError) => void} */
let tellSessionLost = () => {};

/**
 * Names the one listener for "this session is over, or must choose a password first".
 * @param {(error: ApiError) => void} listener
 */
export function onSessionLost(listener) {
  tellSessionLost = listener;
}

/**
 * Turns whatever `invoke` rejected with into an ApiError. Anything that is not a command's own answer
 * (a refused permission, a broken bridge) has no words for a person, so it gets ours.
 * @param {unknown} reason
 * @returns {ApiError}
 */
function toApiError(reason) {
  if (reason !== null && typeof reason === "object" && "code" in reason && "message" in reason) {
    return new ApiError(/** @type {CommandError} */ (reason));
  }
  console.error("A command failed without an answer:", reason);
  return new ApiError({ code: "internal", message: say("error.unexpected") });
}

/**
 * @param {string} command
 * @param {object} [args]
 * @returns {Promise<any>}
 */
async function call(command, args) {
  try {
    return await bridge().invoke(command, args);
  } catch (reason) {
    const error = toApiError(reason);
    if (!SESSION_CODES.has(error.code)) throw error;
    tellSessionLost(error);
    return new Promise(() => {});
  }
}

/**
 * Address of a picture in the `avatar:` scheme. The scheme's base differs by platform, and only Tauri knows it;
 * it would percent-encode the slashes of a path, so it is asked for the empty one.
 * @param {string} path such as `user/7/96?v=3f2a`
 * @returns {string}
 */
export function avatarUrl(path) {
  return bridge().convertFileSrc("", "avatar") + path;
}

/** @returns {Promise<Start>} */
export const showStart = () => call("show_start");

/** @param {FirstAdmin} form @returns {Promise<Me>} */
export const createFirstAdmin = (form) => call("create_first_admin", { form });

/** @param {string} name username or e-mail @param {string} password @returns {Promise<Me>} */
export const signIn = (name, password) => call("sign_in", { name, password });

/** @returns {Promise<null>} */
export const signOut = () => call("sign_out");

/** Removes one account from the sign-in tiles. @param {number} id @returns {Promise<null>} */
export const forgetAccount = (id) => call("forget_account", { id });

/** @param {string} password @param {PasswordContext} context @returns {Promise<PasswordReport>} */
export const checkPassword = (password, context) => call("check_password", { password, context });

/** A passphrase of four words. @returns {Promise<string>} */
export const suggestPassword = () => call("suggest_password");

/** @param {string} new_password @returns {Promise<Me>} */
export const choosePassword = (new_password) => call("choose_password", { new_password });

/** @param {string} current_password @param {string} new_password @returns {Promise<null>} */
export const changePassword = (current_password, new_password) => call("change_password", { current_password, new_password });

/** @returns {Promise<Me>} */
export const showMe = () => call("show_me");

/** @param {number} id @returns {Promise<Person>} */
export const showUser = (id) => call("show_user", { id });

/**
 * What would be wrong with one value, before it is saved.
 * @param {Field} field
 * @param {string} value
 * @param {number | null} id the person edited, so that their own name does not count as taken
 * @returns {Promise<FieldCheck>}
 */
export const checkField = (field, value, id) => call("check_field", { field, value, id });

/** @param {number} id @param {number} version @param {ProfileChanges} changes @returns {Promise<Person>} */
export const editProfile = (id, version, changes) => call("edit_profile", { id, version, changes });

/** @param {number} id @param {number} version @param {UserChanges} changes @returns {Promise<Person>} */
export const editUser = (id, version, changes) => call("edit_user", { id, version, changes });

/** @param {UserQuery} query @returns {Promise<UserPage>} */
export const listUsers = (query) => call("list_users", { query });

/** Row number of a person in that order, or null. @param {number} id @param {UserQuery} query @returns {Promise<number | null>} */
export const locateUser = (id, query) => call("locate_user", { id, query });

/** The exact number of people that match. @param {UserQuery} query @returns {Promise<number>} */
export const countUsers = (query) => call("count_users", { query });

/** How many people each choice of each filter would list. @param {UserQuery} query @returns {Promise<FilterCounts>} */
export const countFilters = (query) => call("count_filters", { query });

/**
 * What the term under the cursor may become.
 * @param {string} text
 * @param {number} cursor in UTF-16 units
 * @returns {Promise<Suggestion[]>}
 */
export const suggestQuery = (text, cursor) => call("suggest_query", { text, cursor });

/** One's own views, by name. @returns {Promise<SavedView[]>} */
export const listSavedViews = () => call("list_saved_views");

/** Keeps a view in the place of one's own of that name. @param {string} name @param {ViewContent} content @returns {Promise<SavedView[]>} */
export const saveView = (name, content) => call("save_view", { name, content });

/** @param {number} id @param {string} name @returns {Promise<SavedView[]>} */
export const renameView = (id, name) => call("rename_view", { id, name });

/** @param {number} id @returns {Promise<SavedView[]>} the others */
export const deleteView = (id) => call("delete_view", { id });

/** What an action would do to these people. @param {BulkAction} action @param {Selection} selection @returns {Promise<BulkPreview>} */
export const previewBulk = (action, selection) => call("preview_bulk", { action, selection });

/** One action for all of these people. @param {BulkAction} action @param {Selection} selection @returns {Promise<BulkOutcome>} */
export const applyBulk = (action, selection) => call("apply_bulk", { action, selection });

/** Stops the action on many people that runs now, which then leaves nothing. @returns {Promise<null>} */
export const cancelBulk = () => call("cancel_bulk");

/** @returns {Promise<GroupName[]>} */
export const listGroups = () => call("list_groups");

/** @param {NewUser} form @returns {Promise<AddedUser>} */
export const addUser = (form) => call("add_user", { form });

/** @param {number} id @param {PasswordChoice} choice @returns {Promise<string | null>} the temporary passphrase, if one was made */
export const resetPassword = (id, choice) => call("reset_password", { id, choice });

/** @param {number} id @returns {Promise<DeletePreview>} */
export const previewDelete = (id) => call("preview_delete", { id });

/** Moves a person to the trash. @param {number} id @param {number} version @returns {Promise<null>} */
export const deleteUser = (id, version) => call("delete_user", { id, version });

/** Takes a person out of the trash. @param {number} id @returns {Promise<Person>} */
export const restoreUser = (id) => call("restore_user", { id });

/** Opens the system's own file picker; null when it was cancelled. @returns {Promise<AvatarDraft | null>} */
export const pickAvatar = () => call("pick_avatar");

/** Reads a picture that was dropped or pasted. @param {Uint8Array} bytes @returns {Promise<AvatarDraft>} */
export const loadAvatar = (bytes) => call("load_avatar", bytes);

/** @param {number} draft @param {Crop} crop @returns {Promise<string>} version of the cropped picture */
export const cropAvatar = (draft, crop) => call("crop_avatar", { draft, crop });

/** @param {number} draft @returns {Promise<null>} */
export const discardAvatar = (draft) => call("discard_avatar", { draft });

/** Opens that person's website in the system's browser. @param {number} id @returns {Promise<null>} */
export const openSite = (id) => call("open_site", { id });

/** @param {Preferences} preferences @returns {Promise<null>} */
export const savePreferences = (preferences) => call("save_preferences", { preferences });

/** The page is painted: the window may appear. @returns {Promise<null>} */
export const showWindow = () => call("show_window");

/** Tells the window whether it has to ask before it closes. @param {boolean} unsaved @returns {Promise<null>} */
export const noteUnsavedChanges = (unsaved) => call("note_unsaved_changes", { unsaved });

/** Closes the window without asking. @returns {Promise<null>} */
export const closeWindow = () => call("close_window");

/**
 * Calls when the roster was changed, by whomever: this window, another, or the command line.
 * @param {() => void} listener
 * @param {AbortSignal} signal
 */
export function onChange(listener, signal) {
  window.addEventListener("roster:change", listener, { signal });
}

/**
 * Calls while an action on many people runs, with how many it has done.
 * @param {(progress: { done: number, total: number }) => void} listener
 * @param {AbortSignal} signal
 */
export function onProgress(listener, signal) {
  window.addEventListener("roster:progress", (event) => listener(/** @type {CustomEvent} */ (event).detail), { signal });
}

/**
 * Calls when somebody wants to close the window while it holds unsaved changes: then it stays until `closeWindow`.
 * @param {() => void} listener
 */
export function onCloseAsked(listener) {
  window.addEventListener("roster:close", listener);
}
