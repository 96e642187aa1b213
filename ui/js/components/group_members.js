/** Who is in a group: searched, taken out one by one, and added through a dialog of its own. */

/** @import { BulkOutcome, Group, Member } from "../types.js" */

import * as api from "../api.js";
import { fill, find, make, makeName, part, showRows, throttle } from "../dom.js";
import { formatNumber } from "../format.js";
import { say } from "../words.js";
import { setAvatar } from "./avatar.js";
import { setOff, withBusy } from "./button.js";
import { showFormError } from "./form_error.js";
import { clearNotice, showNotice } from "./notice.js";
import { attachSearchBox } from "./search_box.js";
import { showDone } from "./undo.js";

/** How many are shown at first, and with each press of "Show more". */
const PAGE = 50;

/**
 * @typedef {object} MemberEvents
 * @property {() => void} onChanged somebody came or went
 * @property {() => void} onAdd the button was pressed
 */

/**
 * Says what became of people who were to be put in or taken out, with the way back.
 * @param {HTMLElement} host for whom was left as they are, and why
 * @param {BulkOutcome} outcome
 * @param {string} text
 * @param {() => void} onChanged
 */
export function tellOutcome(host, { event, changed, skipped }, text, onChanged) {
  clearNotice(host);
  const [first] = skipped;
  if (first) showNotice(host, { tone: "warn", title: first.reason, text: first.names.join(", ") });
  if (changed > 0) showDone(text, event, onChanged);
}

/**
 * @param {Member} member
 * @param {(button: HTMLElement) => void} onRemove
 * @returns {HTMLElement}
 */
function makeMember(member, onRemove) {
  const row = make("li", "boxed-row is-low");
  const face = make("span", "avatar avatar-28");
  setAvatar(face, member);
  const words = make("a", "what");
  words.href = `#/people/${member.id}/edit`;
  const name = make("b");
  name.append(makeName(member.name));
  words.append(name, make("span", "", member.username));
  row.append(face, words);
  if (!member.is_active) row.append(make("span", "status is-off", say("person.status.inactive")));
  const button = make("button", "btn btn-sm btn-ghost", say("group.member.remove"));
  button.type = "button";
  button.setAttribute("aria-label", say("group.member.remove_name", { name: member.name }));
  button.addEventListener("click", () => onRemove(button));
  row.append(button);
  setOff(button, member.remove);
  return row;
}

/**
 * @param {HTMLElement} root the section
 * @param {() => Group} getGroup as it is now
 * @param {AbortSignal} signal
 * @param {MemberEvents} events
 * @returns {{ reload: () => Promise<void> }}
 */
export function attachMembers(root, getGroup, signal, { onChanged, onAdd }) {
  const list = part(root, "members");
  const more = part(root, "more");
  const notice = part(root, "members-notice");
  let shown = PAGE;
  let asked = 0;

  /** @param {Member} member @param {HTMLElement} button */
  async function remove(member, button) {
    try {
      const outcome = await withBusy(button, () => api.removeMembers(getGroup().id, { kind: "ids", ids: [member.id] }));
      tellOutcome(notice, outcome, say("group.members.removed", { name: member.name, group: getGroup().name }), onChanged);
      onChanged();
      await reload();
      // Not the search: in a field, Ctrl Z belongs to the text.
      (list.querySelector("button") ?? part(root, "add-members")).focus();
    } catch (reason) {
      showFormError(reason, {}, notice);
    }
  }

  async function reload() {
    const turn = ++asked;
    try {
      const { rows, total } = await api.listMembers(getGroup().id, { search: box.get(), offset: 0, limit: shown });
      if (signal.aborted || turn !== asked) return;
      showRows(list, rows, (member) => makeMember(member, (button) => void remove(member, button)));
      list.hidden = rows.length === 0;
      more.hidden = rows.length >= total;
      const none = part(root, "nobody");
      none.hidden = rows.length > 0;
      none.textContent = say(box.get() ? "group.members.no_match" : "group.members.none");
      fill(root, { "member-count": rows.length < total ? say("group.members.shown", { shown: rows.length, total }) : formatNumber(total) });
    } catch (reason) {
      if (!signal.aborted) showFormError(reason, {}, notice);
    }
  }

  const search = throttle(40, () => void reload());
  const box = attachSearchBox(part(root, "member-search"), {
    onSearch() {
      shown = PAGE;
      search();
    },
    onLeave: () => find(list, "a").focus(),
  });
  more.addEventListener("click", () => {
    shown = Math.min(shown + PAGE * 2, 500);
    void withBusy(more, reload);
  });
  part(root, "add-members").addEventListener("click", onAdd);
  void reload();
  return { reload };
}
