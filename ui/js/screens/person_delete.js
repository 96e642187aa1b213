/** Asks before a person is deleted: what goes, what stays, and whether deactivating would do. */

/** @import { PersonEvents } from "../components/person_actions.js" */
/** @import { DeletePreview, Person } from "../types.js" */

import * as api from "../api.js";
import { setAvatar } from "../components/avatar.js";
import { withBusy } from "../components/button.js";
import { openDialog } from "../components/dialog.js";
import { showFormError } from "../components/form_error.js";
import { offerRestore, setActive } from "../components/person_actions.js";
import { cloneTemplate, fill, make, makeIcon, part, uniqueId } from "../dom.js";
import { formatDay, formatList } from "../format.js";
import { say } from "../words.js";

/** @param {string} icon @param {string} text @returns {HTMLElement} */
function makeLine(icon, text) {
  const line = make("li");
  line.append(makeIcon(icon), make("span", "", text));
  return line;
}

/** @param {DeletePreview} preview @returns {string[]} what goes for good when the trash is emptied */
function listGoing({ groups, has_avatar }) {
  const going = [say("delete.goes.account"), say("delete.goes.profile")];
  if (has_avatar) going.push(say("delete.goes.picture"));
  if (groups.length > 0) going.push(say("delete.goes.groups", { count: groups.length, groups: formatList(groups) }));
  return going;
}

/** @param {DeletePreview} preview @returns {string[]} */
const listStaying = ({ history_entries, name }) => [
  say("delete.stays.history", { count: history_entries, name }),
  say("delete.stays.backups"),
];

/** Ways out of a refusal. @type {Record<NonNullable<DeletePreview["refused"]>["rule"], [icon: string, key: "delete.instead.superuser" | "delete.instead.keep" | "delete.instead.other_admin" | "delete.instead.ask_superuser" | "delete.instead.ask_admin"][]>} */
const WAYS_OUT = {
  last_superuser: [
    ["shield", "delete.instead.superuser"],
    ["user", "delete.instead.keep"],
  ],
  yourself: [
    ["users", "delete.instead.other_admin"],
    ["user", "delete.instead.keep"],
  ],
  superuser: [["shield", "delete.instead.ask_superuser"]],
  forbidden: [["users", "delete.instead.ask_admin"]],
};

/**
 * Says why a person cannot be deleted and what to do. There is no delete button to press.
 * @param {DeletePreview} preview
 * @param {NonNullable<DeletePreview["refused"]>} refused
 */
async function showRefusal(preview, refused) {
  const dialog = cloneTemplate("person-delete-refused");
  fill(dialog, { title: say("delete.refused.title", { name: preview.name }), reason: refused.message });
  const ways = WAYS_OUT[refused.rule].map(([icon, key]) => makeLine(icon, say(key, { name: preview.name })));
  part(dialog, "ways").append(...ways);
  describeBy(dialog, part(dialog, "reason"));
  await openDialog(/** @type {HTMLDialogElement} */ (dialog)).closed;
}

/** @param {HTMLElement} dialog @param {HTMLElement} text */
function describeBy(dialog, text) {
  text.id = uniqueId("dialog-text");
  dialog.setAttribute("aria-describedby", text.id);
}

/**
 * @param {Person} person
 * @param {DeletePreview} preview
 * @returns {HTMLElement}
 */
function fillQuestion(person, preview) {
  const dialog = cloneTemplate("person-delete");
  setAvatar(part(dialog, "face"), person, 512);
  fill(dialog, {
    title: say("delete.title", { name: preview.name }),
    under: say("delete.under", { username: preview.username, joined: formatDay(preview.date_joined) }),
  });
  describeBy(dialog, part(dialog, "under"));
  part(dialog, "goes").append(...listGoing(preview).map((text) => makeLine("error", text)));
  part(dialog, "stays").append(...listStaying(preview).map((text) => makeLine("ok", text)));
  return dialog;
}

/**
 * Why there is nothing to ask. Protected accounts are no such case: the dialog says what to do about them.
 * @param {Person} person
 * @returns {string | null}
 */
export const whyNotAskDelete = ({ is_me, is_superuser, may }) => (is_me || is_superuser ? null : may.delete);

/**
 * Asks, and deletes or deactivates.
 * @param {Person} person
 * @param {HTMLElement} button the one pressed: busy until the question is there
 * @param {PersonEvents} events
 */
export async function askDelete(person, button, events) {
  try {
    const preview = await withBusy(button, () => api.previewDelete(person.id));
    await askAbout(person, preview, events);
  } catch (reason) {
    events.onFailure(reason);
  }
}

/**
 * @param {Person} person
 * @param {DeletePreview} preview
 * @param {PersonEvents} events
 */
async function askAbout(person, preview, events) {
  if (preview.refused !== null) return showRefusal(preview, preview.refused);
  const dialog = fillQuestion(person, preview);
  /** The event of the deletion, or what to do instead. @type {import("../components/dialog.js").OpenDialog<number | "deactivate">} */
  const { element, close, closed } = openDialog(/** @type {HTMLDialogElement} */ (dialog));
  const confirm = part(element, "confirm");
  confirm.addEventListener("click", async () => {
    try {
      close(await withBusy(confirm, () => api.deleteUser(preview.id, preview.version)));
    } catch (reason) {
      showFormError(reason, {}, part(element, "notice"));
    }
  });
  const instead = part(element, "instead");
  instead.hidden = !person.is_active || person.may.edit_flags !== null;
  instead.addEventListener("click", () => close("deactivate"));

  const answer = await closed;
  if (answer === "deactivate") return setActive(person, false, events);
  if (answer === null) return;
  events.onDeleted(person);
  offerRestore(person, answer, events);
}
