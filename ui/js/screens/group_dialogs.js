/** Dialogs about a group: adding one, deleting one, and putting people into one. */

/** @import { BulkOutcome, ChangedGroup, Group, GroupDeletePreview, NameMatch } from "../types.js" */

import * as api from "../api.js";
import { setOff, withBusy } from "../components/button.js";
import { openDialog } from "../components/dialog.js";
import { attachFields } from "../components/field.js";
import { showFormError } from "../components/form_error.js";
import { attachPersonPicker } from "../components/person_picker.js";
import { showDone } from "../components/undo.js";
import { cloneTemplate, fill, find, make, makeIcon, makeName, part, throttle } from "../dom.js";
import { formatList } from "../format.js";
import { say } from "../words.js";

/** @param {string} id of a template @returns {HTMLDialogElement} */
const cloneDialog = (id) => /** @type {HTMLDialogElement} */ (cloneTemplate(id));

/**
 * Asks for a name, and what it is for, and adds a group that allows nothing yet, or what another one does.
 * @param {Group} [model]
 * @returns {Promise<ChangedGroup | null>}
 */
export function askAddGroup(model) {
  /** @type {import("../components/dialog.js").OpenDialog<ChangedGroup>} */
  const { element, close, closed } = openDialog("group-add");
  const fields = attachFields(element);
  const held = model?.permissions.filter((one) => one.held) ?? [];
  const given = held.filter(({ edit }) => edit === null);
  if (model) {
    fields.name?.set(say("group.copy.name", { name: model.name }));
    fields.description?.set(model.description);
    fill(element, { title: say("group.copy.title", { name: model.name }), allowed: say(given.length < held.length ? "group.copy.less" : "group.copy.allowed") });
  }
  const confirm = part(element, "confirm");
  find(element, "form", HTMLFormElement).addEventListener("submit", async (event) => {
    event.preventDefault();
    if (confirm.dataset.working !== undefined) return;
    const form = { name: fields.name?.get() ?? "", description: fields.description?.get() ?? "", permissions: given.map(({ permission }) => permission) };
    for (const field of Object.values(fields)) field.setError(null);
    try {
      close(await withBusy(confirm, () => api.addGroup(form)));
    } catch (reason) {
      showFormError(reason, fields, part(element, "notice"));
    }
  });
  return closed;
}

/** @param {string} icon @param {string} text @returns {HTMLElement} */
function makeLine(icon, text) {
  const line = make("li");
  line.append(makeIcon(icon), make("span", "", text));
  return line;
}

/** @param {GroupDeletePreview} preview @returns {string[]} */
function listGoing({ members, permissions }) {
  const lost = permissions
    .filter(({ losers }) => losers > 0)
    .map(({ permission, losers, first_losers }) =>
      say("group.delete.lost", { permission: say(`permission.${permission}`), count: losers, names: first_losers[0] ?? say("group.people", { count: 1 }) }),
    );
  return [say("group.delete.name"), members === 0 ? say("group.delete.nobody") : say("group.delete.members", { count: members }), ...lost];
}

/**
 * Says what would go, and deletes the group if that is wished.
 * @param {Pick<Group, "id" | "name">} group
 * @param {HTMLElement} button busy until the question is there
 * @param {{ onDeleted: () => void, onUndone: () => void }} events
 */
export async function askDeleteGroup({ id, name }, button, { onDeleted, onUndone }) {
  const preview = await withBusy(button, () => api.previewDeleteGroup(id));
  const dialog = cloneDialog("group-delete");
  fill(dialog, { title: say("group.delete.title", { name }), who: formatList(preview.first_members.map((member) => member.name)) });
  part(dialog, "goes").append(...listGoing(preview).map((text) => makeLine("error", text)));
  part(dialog, "stays").append(...[say("group.delete.people"), say("group.delete.history")].map((text) => makeLine("ok", text)));
  /** @type {import("../components/dialog.js").OpenDialog<number>} */
  const { element, close, closed } = openDialog(dialog);
  const confirm = part(element, "confirm");
  setOff(confirm, preview.refused);
  confirm.addEventListener("click", async () => {
    try {
      close(await withBusy(confirm, () => api.deleteGroup(id, preview.version)));
    } catch (reason) {
      showFormError(reason, {}, part(element, "notice"));
    }
  });
  const event = await closed;
  if (event === null) return;
  onDeleted();
  showDone(say("group.deleted", { name }), event, onUndone);
}

/** @param {NameMatch} match @returns {HTMLElement} */
function makeMatch({ line, person, refused }) {
  const row = make("li", refused === null ? "" : "is-skipped");
  const words = make("span");
  words.append(makeName(person?.name ?? line));
  row.append(makeIcon(refused === null ? "ok" : "skip"), words, make("span", "muted", refused ?? say("group.members.will_add")));
  return row;
}

/**
 * Asks whom to put into a group: people who are searched for, and a pasted list of usernames or addresses.
 * @param {Group} group
 * @returns {Promise<BulkOutcome | null>}
 */
export function askAddMembers({ id, name }) {
  /** @type {import("../components/dialog.js").OpenDialog<BulkOutcome>} */
  const { element, close, closed } = openDialog("group-add-members");
  fill(element, { group: name });
  const { names } = attachFields(element);
  if (!names) throw new Error("The dialog has no list of names");
  const confirm = part(element, "confirm");
  const notice = part(element, "notice");
  /** @type {number[]} */
  let ids = [];
  let asked = 0;

  /** @param {NameMatch[]} matches */
  const show = (matches) => {
    ids = matches.flatMap(({ person, refused }) => (person !== null && refused === null ? [person.id] : []));
    const left = matches.length - ids.length;
    part(element, "matches").replaceChildren(...matches.map(makeMatch));
    part(element, "matches").hidden = matches.length === 0;
    fill(element, {
      matched: matches.length === 0 ? "" : [say("group.members.matched", { count: ids.length }), left > 0 ? say("group.members.unmatched", { count: left }) : ""].filter(Boolean).join(" · "),
      confirm: say("group.members.add", { count: ids.length }),
    });
    setOff(confirm, ids.length === 0 ? say("group.members.add_nobody") : null);
  };
  async function match() {
    const turn = ++asked;
    try {
      const matches = await api.matchNames(id, names?.get() ?? "");
      if (turn !== asked) return;
      names?.setError(null);
      show(matches);
    } catch (reason) {
      if (turn === asked) showFormError(reason, { names: /** @type {NonNullable<typeof names>} */ (names) }, notice);
    }
  }
  const later = throttle(150, () => void match());
  names.input.addEventListener("input", () => later());
  const picker = attachPersonPicker(part(element, "picker"), {
    onChoose(found) {
      if (found.kind !== "user") return;
      const text = names.get().trimEnd();
      names.set(`${text}${text ? "\n" : ""}${found.face.username}\n`);
      void match();
      picker.clear();
    },
  });
  confirm.addEventListener("click", async () => {
    try {
      close(await withBusy(confirm, () => api.addMembers(id, { kind: "ids", ids })));
    } catch (reason) {
      showFormError(reason, {}, notice);
    }
  });
  show([]);
  return closed;
}
