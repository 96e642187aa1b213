/** Groups: the list beside the form over one of them, with its members below. */

/** @import { EditForm } from "../components/edit_form.js" */
/** @import { Context, Screen } from "../router.js" */
/** @import { Group, GroupChanges, GroupRow } from "../types.js" */

import * as api from "../api.js";
import { setOff } from "../components/button.js";
import { createEditForm } from "../components/edit_form.js";
import { listPermissions } from "../components/event_changes.js";
import { attachFields } from "../components/field.js";
import { showFormError } from "../components/form_error.js";
import { makePermissionsControl, makeTextControl } from "../components/group_controls.js";
import { attachMembers, tellOutcome } from "../components/group_members.js";
import { GROUP } from "../components/group_subject.js";
import { showDone } from "../components/undo.js";
import { fill, find, make, makeName, mountTemplate, part, showRows } from "../dom.js";
import { formatNumber } from "../format.js";
import { say } from "../words.js";
import { askAddGroup, askAddMembers, askDeleteGroup } from "./group_dialogs.js";

/** How many permissions there are. */
const ALL = 10;

/** @param {GroupRow} group @returns {string} */
function summarise({ description, permissions }) {
  if (description !== "") return description;
  if (permissions.length === 0) return say("permission.none");
  return permissions.length === ALL ? say("permission.all") : listPermissions(permissions);
}

/** @param {GroupRow} group @param {number | undefined} current @returns {HTMLElement} */
function makeItem(group, current) {
  const item = make("a", "master-item");
  item.href = `#/groups/${group.id}`;
  if (group.id === current) item.setAttribute("aria-current", "true");
  const head = make("b");
  const count = make("span", "", formatNumber(group.members));
  count.setAttribute("aria-hidden", "true");
  head.append(makeName(group.name), count, make("span", "visually-hidden", say("group.people", { count: group.members })));
  const summary = make("small", "", summarise(group));
  summary.dir = "auto";
  item.append(head, summary);
  return item;
}

/** @param {HTMLElement} root @param {GroupRow[]} groups @param {number | undefined} current */
function showList(root, groups, current) {
  const list = part(root, "list");
  const focused = list.contains(document.activeElement) ? document.activeElement?.getAttribute("href") : null;
  showRows(list, groups, (group) => makeItem(group, current));
  fill(root, { count: say("groups.count", { count: groups.length }) });
  if (focused) /** @type {HTMLElement | null} */ (list.querySelector(`[href="${focused}"]`))?.focus();
}

/**
 * @typedef {object} Editor
 * @property {(group: Group) => void} follow takes over what was changed beside the form
 * @property {() => Promise<void>} reloadMembers
 * @property {() => boolean | Promise<boolean>} canLeave
 */

/**
 * @param {HTMLElement} root
 * @param {Group} group
 * @param {Context} context
 * @param {() => void} reload reads list, group and members again
 * @returns {Editor}
 */
function openEditor(root, group, context, reload) {
  const { session, signal, go, setTitle } = context;
  const notice = part(root, "notice");
  const { name, description } = attachFields(root);
  if (!name || !description) throw new Error("The page has no name or no description");
  const permissions = makePermissionsControl(part(root, "matrix"), { all: part(root, "all"), none: part(root, "none") });
  let gone = false;
  /** @param {Group} shown */
  const show = (shown) => {
    const { members: count, staff } = shown;
    fill(root, {
      title: shown.name,
      people: say("group.people", { count }),
      staff: count === 0 ? "" : say("group.staff", { count, staff: formatNumber(staff) }),
    });
    setTitle(shown.name);
    for (const { input } of [name, description]) {
      input.readOnly = shown.may.edit !== null;
      setOff(input, shown.may.edit);
    }
    setOff(part(root, "copy"), shown.may.edit);
    setOff(part(root, "delete"), shown.may.delete);
    setOff(part(root, "add-members"), shown.may.edit_members);
    permissions.showRights(shown);
  };
  /** @type {EditForm<Group>} */
  const form = createEditForm({
    subject: GROUP,
    form: find(root, "form", HTMLFormElement),
    bar: find(root, ".savebar"),
    notice,
    controls: [makeTextControl(name, (group) => group.name), makeTextControl(description, (group) => group.description), permissions],
    person: group,
    async save(changes, { id, version }) {
      const { group: now, event } = await api.editGroup(id, version, /** @type {GroupChanges} */ (changes));
      return { now, event };
    },
    onSaved(saved, event) {
      show(saved);
      reload();
      void session.refreshMe();
      showDone(say("group.saved", { name: saved.name }), event, reload);
    },
    signal,
  });
  const members = attachMembers(part(root, "member-section"), () => form.person(), signal, {
    onChanged: reload,
    async onAdd() {
      const outcome = await askAddMembers(form.person());
      if (outcome === null) return;
      const text = say("group.members.added", { count: outcome.changed, group: form.person().name });
      tellOutcome(part(root, "members-notice"), outcome, text, reload);
      reload();
    },
  });
  part(root, "copy").addEventListener("click", () => void addGroup(context, form.person()));
  const people = part(root, "show-members");
  people.hidden = !session.me.opens_people;
  people.addEventListener("click", () => void go(`#/people/groups/${group.id}`));
  const remove = part(root, "delete");
  remove.addEventListener("click", () => {
    const events = {
      onDeleted() {
        gone = true;
        void go("#/groups");
      },
      onUndone: () => void go(`#/groups/${group.id}`),
    };
    askDeleteGroup(form.person(), remove, events).catch((reason) => showFormError(reason, {}, notice));
  });
  show(group);
  return {
    follow(changed) {
      // What is being edited is settled when it is saved: taken over now, theirs would be lost without a word.
      if (form.isChanged() && changed.version !== form.person().version) return;
      form.rebase(changed);
      show(changed);
    },
    reloadMembers: members.reload,
    canLeave: () => gone || form.canLeave(),
  };
}

/** @param {Context} context @param {Group} [model] what it shall be like */
async function addGroup({ go }, model) {
  const added = await askAddGroup(model);
  if (added === null) return;
  const { group, event } = added;
  await go(`#/groups/${group.id}`);
  showDone(say("group.added", { name: group.name }), event, () => void go("#/groups"));
}

/** @type {Screen} */
export const groups = {
  async open(root, params, context) {
    const { signal, setTitle } = context;
    setTitle(say("groups.title"));
    let reload = () => {};
    let isBehind = false;
    // From before the first answer on: what is changed while that is on its way must be seen too.
    api.onChange(() => {
      isBehind = true;
      reload();
    }, signal);
    const rows = await api.listGroupRows();
    const id = params.id ?? rows[0]?.id;
    const asking = id === undefined ? null : api.showGroup(id);
    mountTemplate(root, "groups");
    showList(root, rows, id);
    part(root, "add").addEventListener("click", () => void addGroup(context));
    const group = await asking;
    if (group === null) {
      part(root, "editor").hidden = true;
      part(root, "empty").hidden = false;
      find(root, ".savebar").hidden = true;
      return;
    }

    let asked = 0;
    async function refresh() {
      const turn = ++asked;
      const [changedRows, changed] = await Promise.all([api.listGroupRows(), api.showGroup(/** @type {number} */ (id))]);
      if (signal.aborted || turn !== asked) return;
      showList(root, changedRows, id);
      editor.follow(changed);
      await editor.reloadMembers();
    }
    reload = () => {
      refresh().catch((reason) => {
        if (!signal.aborted) showFormError(reason, {}, part(root, "notice"));
      });
    };
    const editor = openEditor(root, group, context, reload);
    if (isBehind) reload();
    return { canLeave: editor.canLeave, shown: () => find(part(root, "list"), "[aria-current]").scrollIntoView({ block: "nearest" }) };
  },
};
