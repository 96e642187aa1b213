/**
 * Everything the window asks of the core. The only module that knows Tauri.
 *
 * Each function is one command of the same name; arguments and answers keep the core's snake_case names.
 * A refused command rejects with an {@link ApiError}. One that takes a proof asks for the password, and is repeated;
 * it rejects if the person would rather not. While the window is locked, all wait. A lost session is announced once to the listener
 * and its promise never settles: the page is about to be reloaded, and no screen should flash an error first.
 */

/** @import {
 *   AddedUser, AvatarDraft, Backup, BackupList, BackupPreview, BulkAction, BulkOutcome, BulkPreview, ChangedGroup, ChangedPerson,
 *   About, CheckReport, CommandError, Crop, DeletePreview, ErrorCode,
 *   EventPage, EventQuery, ExportFormat, Field, FieldCheck, FilterCounts, FirstAdmin, Group, GroupChanges, GroupDeletePreview,
 *   GroupName, Language, GroupRow, ImportDecision, ImportFile, ImportOptions, ImportOutcome, ImportPage, ImportPasswords, ImportQuery, ImportSummary,
 *   ListColumn, Me, MemberPage, MemberQuery, NameMatch, NewGroup, NewUser, PasswordChoice, PasswordContext,
 *   PasswordReport, Person, Preferences, ProfileChanges, ProposedRights, RescueOffer, RosterList, RosterPlace, RosterSettings, RestoreOutcome, RightsPreview, SavedView, Security, Selection, SettingChanges, Sort,
 *   Place, Start,
 *   Suggestion, TrashPage, TrashQuery, UndoOutcome, UndoPreview, UserChanges, UserPage, UserQuery,
 *   ViewContent } from "./types.js" */

import { readAnswer } from "./language.js";
import { say } from "./words.js";

/**
 * The part of Tauri's bridge that the window uses.
 * @typedef {object} Bridge
 * @property {(command: string, args?: object, options?: { headers: Record<string, string> }) => Promise<any>} invoke
 * @property {(path: string, scheme: string) => string} convertFileSrc
 */

/** @returns {Bridge} */
const bridge = () => /** @type {any} */ (window).__TAURI_INTERNALS__;

/** Why a command was refused. `message` is a finished sentence for the person. */
export class ApiError extends Error {
  /** @param {CommandError} error */
  constructor({ code, message, fields, current, current_group, retry_after }) {
    super(message);
    /** @type {ErrorCode} */
    this.code = code;
    /** One sentence for each field that is wrong, by field name. @type {Record<string, string>} */
    this.fields = fields ?? {};
    /** With `conflict`: the person as they are now. @type {Person | null} */
    this.current = current ?? null;
    /** With `conflict` over a group: the group as it is now. @type {Group | null} */
    this.currentGroup = current_group ?? null;
    /** After too many failures: in how many milliseconds to try again; 0 for at once. @type {number} */
    this.retryAfter = retry_after ?? 0;
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

/** @type {() => Promise<void>} */
let waitForUnlock = () => new Promise(() => {});

/**
 * Names the one who shows that the window is locked, and knows when it is not any more.
 * @param {() => Promise<void>} waiter settled once it is unlocked
 */
export function onLocked(waiter) {
  waitForUnlock = waiter;
}

/** @type {() => Promise<boolean>} */
let askProof = async () => false;

/** What is being asked right now; all who need a proof share the answer. @type {Promise<boolean> | null} */
let asking = null;

/**
 * Names the one who asks for the password again when the core wants it shown for a deed.
 * @param {() => Promise<boolean>} asker whether it was shown
 */
export function onProofNeeded(asker) {
  askProof = asker;
}

/** @returns {Promise<boolean>} */
async function getProof() {
  asking ??= askProof().finally(() => {
    asking = null;
  });
  return asking;
}

/**
 * Turns whatever `invoke` rejected with into an ApiError. Anything that is not a command's own answer
 * (a refused permission, a broken bridge) has no words for a person, so it gets ours.
 * @param {unknown} reason
 * @returns {ApiError}
 */
function toApiError(reason) {
  if (reason !== null && typeof reason === "object" && "code" in reason && "message" in reason) {
    return new ApiError(readAnswer(/** @type {CommandError} */ (reason)));
  }
  console.error("A command failed without an answer:", reason);
  return new ApiError({ code: "internal", message: say("error.unexpected") });
}

/**
 * @param {string} command
 * @param {object} [args]
 * @param {{ headers: Record<string, string> }} [options]
 * @returns {Promise<any>}
 */
async function call(command, args, options) {
  try {
    return readAnswer(await bridge().invoke(command, args, options));
  } catch (reason) {
    const error = toApiError(reason);
    if (error.code === "locked") {
      await waitForUnlock();
      return call(command, args, options);
    }
    if (error.code === "proof_needed" && (await getProof())) return call(command, args, options);
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

/** Nobody is there until the password is shown. @returns {Promise<null>} */
export const lock = () => call("lock");

/** @param {string} password of whoever is signed in @returns {Promise<Me>} */
export const unlock = (password) => call("unlock", { password });

/** The person is there. @returns {Promise<null>} */
export const noteActivity = () => call("note_activity");

/** Shows the password again, for what takes a proof. @param {string} password @returns {Promise<null>} */
export const prove = (password) => call("prove", { password });

/**
 * Signs in with a recovery code, which is used up, and sets a new password.
 * @param {string} name username or e-mail
 * @param {string} code
 * @param {string} new_password
 * @returns {Promise<Me>}
 */
export const recover = (name, code, new_password) => call("recover", { name, code, new_password });

/** Ten new recovery codes, shown once. They count when they are kept. @returns {Promise<string[]>} */
export const makeRecoveryCodes = () => call("make_recovery_codes");

/** Lets the new codes count, and those of before no more. @returns {Promise<Me>} */
export const keepRecoveryCodes = () => call("keep_recovery_codes");

/** Asks where to, and writes the new codes there. @returns {Promise<boolean>} false when the dialog was closed */
export const saveRecoveryCodes = () => call("save_recovery_codes");

/** Opens the system's print dialog. @returns {Promise<null>} */
export const printPage = () => call("print_page");

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

/** @param {number} id @param {number} version @param {ProfileChanges} changes @returns {Promise<ChangedPerson>} */
export const editProfile = (id, version, changes) => call("edit_profile", { id, version, changes });

/** @param {number} id @param {number} version @param {UserChanges} changes @returns {Promise<ChangedPerson>} */
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

/**
 * Asks where to, and writes these people there, as the list shows them.
 * @param {Selection} selection
 * @param {Sort[]} sort
 * @param {ListColumn[]} columns
 * @returns {Promise<number | null>} how many were written; null when the dialog was closed
 */
export const exportUsers = (selection, sort, columns) => call("export_users", { selection, sort, columns });

/**
 * Asks where to, and writes all that is known of these people there, but for passwords. Tells its progress to
 * {@link onProgress}; {@link cancelBulk} stops it.
 * @param {Selection} selection
 * @param {Sort[]} sort
 * @param {ExportFormat} format
 * @returns {Promise<number | null>} how many were written; null when the dialog was closed
 */
export const exportPeople = (selection, sort, format) => call("export_people", { selection, sort, format });

/** Asks where to, and writes all that is kept of oneself there. @param {ExportFormat} format @returns {Promise<boolean>} false when the dialog was closed */
export const exportOwn = (format) => call("export_own", { format });

/** Opens the system's dialog for a file that people come from; null when it was closed. @returns {Promise<ImportFile | null>} */
export const pickImport = () => call("pick_import");

/** Reads a file that was dropped. @param {string} name @param {Uint8Array} bytes @returns {Promise<ImportFile>} */
export const loadImport = (name, bytes) => call("load_import", bytes, { headers: { "roster-name": encodeURIComponent(name) } });

/** Opens the same file with a folder of pictures that the system's dialog asks for; null when it was closed. @returns {Promise<ImportFile | null>} */
export const pickImportMedia = () => call("pick_import_media");

/** What would become of each row. Tells its progress to {@link onImportProgress}. @param {ImportOptions} options @returns {Promise<ImportSummary>} */
export const planImport = (options) => call("plan_import", { options });

/** @param {ImportQuery} query @returns {Promise<ImportPage>} */
export const listImportRows = (query) => call("list_import_rows", { query });

/**
 * @param {number | null} row null for all that are not decided by themselves
 * @param {ImportDecision | null} decision null to leave it open
 * @returns {Promise<ImportSummary>}
 */
export const decideImport = (row, decision) => call("decide_import", { row, decision });

/** Takes the plan over. Tells its progress to {@link onImportProgress}. @param {ImportPasswords} passwords @returns {Promise<ImportOutcome>} */
export const applyImport = (passwords) => call("apply_import", { passwords });

/** Stops a plan that is being made, or an import: it rejects with the code `cancelled`. @returns {Promise<null>} */
export const cancelImport = () => call("cancel_import");

/** Asks where to, and writes the rows that are left out there. @returns {Promise<number | null>} how many; null when the dialog was closed */
export const saveImportReport = () => call("save_import_report");

/** Asks where to, and writes the passphrases of the last import there. @returns {Promise<boolean>} false when the dialog was closed */
export const savePassphrases = () => call("save_passphrases");

/** Asks where to, and writes a table to begin with there. @returns {Promise<boolean>} false when the dialog was closed */
export const saveImportExample = () => call("save_import_example");

/** Forgets the file, the plan, and the passphrases. @returns {Promise<null>} */
export const forgetImport = () => call("forget_import");

/** One's own views, by name. @returns {Promise<SavedView[]>} */
export const listSavedViews = () => call("list_saved_views");

/** Keeps a view in the place of one's own of that name. @param {string} name @param {ViewContent} content @returns {Promise<SavedView[]>} */
export const saveView = (name, content) => call("save_view", { name, content });

/** @param {number} id @param {string} name @returns {Promise<SavedView[]>} */
export const renameView = (id, name) => call("rename_view", { id, name });

/** @param {number} id @returns {Promise<SavedView[]>} the others */
export const deleteView = (id) => call("delete_view", { id });

/** @returns {Promise<GroupName[]>} */
export const listGroups = () => call("list_groups");

/** @param {NewUser} form @returns {Promise<AddedUser>} */
export const addUser = (form) => call("add_user", { form });

/** @param {number} id @param {PasswordChoice} choice @returns {Promise<string | null>} the temporary passphrase, if one was made */
export const resetPassword = (id, choice) => call("reset_password", { id, choice });

/** Lets somebody try to sign in again at once. @param {number} id @returns {Promise<Person>} */
export const unlockUser = (id) => call("unlock_user", { id });

/** @param {number} id @returns {Promise<DeletePreview>} */
export const previewDelete = (id) => call("preview_delete", { id });

/** Moves a person to the trash. @param {number} id @param {number} version @returns {Promise<number>} the event, to undo it */
export const deleteUser = (id, version) => call("delete_user", { id, version });

/** Takes a person out of the trash. @param {number} id @returns {Promise<ChangedPerson>} */
export const restoreUser = (id) => call("restore_user", { id });

/** What a form about somebody's rights would come to. @param {number} id @param {ProposedRights} proposed @returns {Promise<RightsPreview>} */
export const previewRights = (id, proposed) => call("preview_rights", { id, proposed });

/** @param {TrashQuery} query @returns {Promise<TrashPage>} */
export const listTrash = (query) => call("list_trash", { query });

/** Deletes a person for good. @param {number} id @returns {Promise<string>} their username */
export const purgeUser = (id) => call("purge_user", { id });

/** @param {BulkAction} action @param {Selection} selection @returns {Promise<BulkPreview>} */
export const previewBulk = (action, selection) => call("preview_bulk", { action, selection });

/** Tells its progress to {@link onProgress}. @param {BulkAction} action @param {Selection} selection @returns {Promise<BulkOutcome>} */
export const applyBulk = (action, selection) => call("apply_bulk", { action, selection });

/** Stops what is being done to many people: it rejects with the code `cancelled`. @returns {Promise<null>} */
export const cancelBulk = () => call("cancel_bulk");

/** All groups with what they allow; for forms there is {@link listGroups}. @returns {Promise<GroupRow[]>} */
export const listGroupRows = () => call("list_group_rows");

/** @param {number} id @returns {Promise<Group>} */
export const showGroup = (id) => call("show_group", { id });

/** @param {number} id @param {MemberQuery} query @returns {Promise<MemberPage>} */
export const listMembers = (id, query) => call("list_members", { id, query });

/** Whom the lines of a pasted list name. @param {number} id of the group @param {string} text @returns {Promise<NameMatch[]>} */
export const matchNames = (id, text) => call("match_names", { id, text });

/** @param {NewGroup} form @returns {Promise<ChangedGroup>} */
export const addGroup = (form) => call("add_group", { form });

/** @param {number} id @param {number} version @param {GroupChanges} changes @returns {Promise<ChangedGroup>} */
export const editGroup = (id, version, changes) => call("edit_group", { id, version, changes });

/** @param {number} id @returns {Promise<GroupDeletePreview>} */
export const previewDeleteGroup = (id) => call("preview_delete_group", { id });

/** @param {number} id @param {number} version @returns {Promise<number>} the event, to undo it */
export const deleteGroup = (id, version) => call("delete_group", { id, version });

/** @param {number} id @param {Selection} selection @returns {Promise<BulkOutcome>} */
export const addMembers = (id, selection) => call("add_members", { id, selection });

/** @param {number} id @param {Selection} selection @returns {Promise<BulkOutcome>} */
export const removeMembers = (id, selection) => call("remove_members", { id, selection });

/** What was done, newest first. @param {EventQuery} query @returns {Promise<EventPage>} */
export const listEvents = (query) => call("list_events", { query });

/** What one did, and what was done to one. @param {EventQuery} query @returns {Promise<EventPage>} */
export const listOwnEvents = (query) => call("list_own_events", { query });

/** Asks where to save a file; null when that was cancelled. @param {EventQuery} query @returns {Promise<number | null>} how many events it has */
export const exportEvents = (query) => call("export_events", { query });

/** @param {number} event @returns {Promise<UndoPreview>} */
export const previewUndo = (event) => call("preview_undo", { event });

/**
 * Sets back what an event did; the undo can be undone in turn. Tells its progress to {@link onProgress}.
 * @param {number} event
 * @param {boolean} [skip_conflicts] do the rest where something stands in the way; otherwise nothing is done then
 * @returns {Promise<UndoOutcome>}
 */
export const undoEvent = (event, skip_conflicts = false) => call("undo_event", { event, skip_conflicts });

/** Opens the system's own file picker; null when it was cancelled. @returns {Promise<AvatarDraft | null>} */
export const pickAvatar = () => call("pick_avatar");

/** Reads a picture that was dropped or pasted. @param {Uint8Array} bytes @returns {Promise<AvatarDraft>} */
export const loadAvatar = (bytes) => call("load_avatar", bytes);

/** @param {number} draft @param {Crop} crop @returns {Promise<string>} version of the cropped picture */
export const cropAvatar = (draft, crop) => call("crop_avatar", { draft, crop });

/** @param {number} draft @returns {Promise<null>} */
export const discardAvatar = (draft) => call("discard_avatar", { draft });

/** @returns {Promise<BackupList>} */
export const listBackups = () => call("list_backups");

/** Reads the whole roster, and says what is wrong with it. @returns {Promise<CheckReport>} */
export const checkRoster = () => call("check_roster");

/** Takes its time with a large roster; `onProgress` counts kilobytes, `cancelBulk` stops it. @returns {Promise<Backup>} */
export const backUp = () => call("back_up");

/** What is in a backup; read to the end. @param {string} name @returns {Promise<BackupPreview>} */
export const previewRestore = (name) => call("preview_restore", { name });

/**
 * Puts a backup in the roster's place. Everybody's session ends with it, so this one's page goes, too.
 * @param {string} name
 * @param {string} message said on the page that comes next
 * @returns {Promise<never>}
 */
export async function restoreBackup(name, message) {
  await call("restore_backup", { name });
  tellSessionLost(new ApiError({ code: "session_ended", message }));
  return new Promise(() => {});
}

/** Shows the folder of backups in the system's file manager. @returns {Promise<null>} */
export const revealBackups = () => call("reveal_backups");

/** The newest good backup, for a roster that can't be opened and would be mended by one. @returns {Promise<RescueOffer | null>} */
export const findRescue = () => call("find_rescue");

/** Puts a backup in the place of a roster that can't be opened. @param {string} name @returns {Promise<RestoreOutcome>} */
export const rescueRoster = (name) => call("rescue_roster", { name });

/** Opens that person's website in the system's browser. @param {number} id @returns {Promise<null>} */
export const openSite = (id) => call("open_site", { id });

/** What the settings say of signing in. @returns {Promise<Security>} */
export const showSecurity = () => call("show_security");

/** Changes what holds for everyone in the roster. @param {SettingChanges} changes @returns {Promise<RosterSettings>} */
export const editSettings = (changes) => call("edit_settings", { changes });

/** The rosters that can be opened here. @returns {Promise<RosterList>} */
export const listRosters = () => call("list_rosters");

/** Opens the system's dialog for another roster; null when it was closed. @returns {Promise<RosterPlace | null>} */
export const pickRoster = () => call("pick_roster");

/** Opens another roster in a window of its own, and closes this one. @param {string} path of one that was listed or picked @returns {Promise<null>} */
export const openRoster = (path) => call("open_roster", { path });

/** Where the program was started for, told once. @returns {Promise<Place | null>} */
export const takePlace = () => call("take_place");

/** @returns {Promise<About>} */
export const showAbout = () => call("show_about");

/** The licences of the libraries that Roster is made of, in English. @returns {Promise<string>} */
export const showLicences = () => call("show_licences");

/** Shows the roster's folder in the system's file manager. @returns {Promise<null>} */
export const revealData = () => call("reveal_data");

/** Tells whoever looks at something else; nothing happens while the window is in use. @param {string} title @param {string} text @returns {Promise<null>} */
export const showNotification = (title, text) => call("show_notification", { title, text });

/** @type {Promise<unknown>} */
let saved = Promise.resolve();

/** One after another: the last choice is the one that stays. @param {Preferences} preferences @returns {Promise<null>} */
export const savePreferences = (preferences) => {
  const saving = saved.then(() => call("save_preferences", { preferences }));
  saved = saving.catch(() => {});
  return saving;
};

/** What the system's dialogs speak from now on. @param {Language} language @returns {Promise<null>} */
export const noteLanguage = (language) => call("note_language", { language });

/** The page knows what it shows: the window may appear. @returns {Promise<null>} */
export const showWindow = () => call("show_window");

/** What holds something that was not saved. @type {Set<"form" | "import">} */
const UNSAVED = new Set();

/** Whether the page holds something that was not saved. @returns {boolean} */
export const hasUnsavedChanges = () => UNSAVED.size > 0;

/**
 * Tells the window whether it has to ask before it closes.
 * @param {boolean} unsaved
 * @param {"form" | "import"} [holder]
 * @returns {Promise<null>}
 */
export function noteUnsavedChanges(unsaved, holder = "form") {
  if (unsaved) UNSAVED.add(holder);
  else UNSAVED.delete(holder);
  return call("note_unsaved_changes", { unsaved: UNSAVED.size > 0 });
}

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

/** The parts of an import that take their time. @typedef {"import-plan" | "import-prepare" | "import-apply"} ImportWork */

/** @typedef {CustomEvent<{ work: "deed" | ImportWork, done: number, total: number }>} ProgressEvent */

/**
 * Calls now and then while something is done to many people.
 * @param {(done: number, total: number) => void} listener
 * @param {AbortSignal} signal
 */
export function onProgress(listener, signal) {
  window.addEventListener("roster:progress", (event) => {
    const { work, done, total } = /** @type {ProgressEvent} */ (event).detail;
    if (work === "deed") listener(done, total);
  }, { signal });
}

/** Calls now and then while people are imported, which goes on beside other work. @param {(work: ImportWork, done: number, total: number) => void} listener */
export function onImportProgress(listener) {
  window.addEventListener("roster:progress", (event) => {
    const { work, done, total } = /** @type {ProgressEvent} */ (event).detail;
    if (work !== "deed") listener(work, done, total);
  });
}

/** Calls when the window was locked because nobody was there. @param {() => void} listener */
export function onLock(listener) {
  window.addEventListener("roster:lock", listener);
}

/** Calls when it will be locked soon. @param {(left: number) => void} listener told in how many milliseconds */
export function onAway(listener) {
  window.addEventListener("roster:away", (event) => listener(/** @type {CustomEvent<number>} */ (event).detail));
}

/** Calls when the program was started once more for a place, which `takePlace` tells. @param {() => void} listener */
export function onGo(listener) {
  window.addEventListener("roster:go", listener);
}

/**
 * Calls when somebody wants to close the window while it holds unsaved changes: then it stays until `closeWindow`.
 * @param {() => void} listener
 */
export function onCloseAsked(listener) {
  window.addEventListener("roster:close", listener);
}
