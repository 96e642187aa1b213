/** Trash: who was deleted, by whom, for how long they stay, and the two ways out. */

/** @import { Context, Screen } from "../router.js" */
/** @import { TrashRow } from "../types.js" */

import * as api from "../api.js";
import { setAvatar } from "../components/avatar.js";
import { setOff, withBusy } from "../components/button.js";
import { askChoice } from "../components/dialog.js";
import { showFormError } from "../components/form_error.js";
import { clearNotice } from "../components/notice.js";
import { attachSearchBox } from "../components/search_box.js";
import { showToast } from "../components/toast.js";
import { showDone } from "../components/undo.js";
import { fill, find, make, makeIcon, makeName, mountTemplate, part, showRows, throttle } from "../dom.js";
import { formatFull, formatMoment } from "../format.js";
import { say } from "../words.js";
import { focusWithKeys } from "./activity.js";

/** How many are shown at first, and with each press of "Show more". */
const PAGE = 100;
/** From this many days on, it is time to look. */
const SOON = 3;

/** @param {TrashRow} row @returns {HTMLElement} */
function makeFate({ deleted_at, deleted_by, days_left }) {
  const fate = make("span", "fate");
  const when = make("time", "", formatMoment(deleted_at));
  when.dateTime = deleted_at;
  when.title = formatFull(deleted_at);
  const by = make("span", "", deleted_by === null ? say("trash.deleted") : say("trash.deleted_by", { name: deleted_by }));
  const days = make("span", `badge ${days_left <= SOON ? "is-warn" : ""}`, days_left === 0 ? say("trash.today") : say("trash.days", { count: days_left }));
  fate.append(by, when, days);
  return fate;
}

/** @param {string} text @param {string} label @param {string} icon @param {string} look @returns {HTMLElement} */
function makeButton(text, label, icon, look) {
  const button = make("button", `btn btn-sm ${look}`);
  button.type = "button";
  button.append(makeIcon(icon), text);
  button.setAttribute("aria-label", label);
  return button;
}

/**
 * @param {TrashRow} row
 * @param {(row: TrashRow, button: HTMLElement) => void} onRestore
 * @param {(row: TrashRow, button: HTMLElement) => void} onPurge
 * @returns {HTMLElement}
 */
function makeRow(row, onRestore, onPurge) {
  const item = make("li", "boxed-row trash-row");
  const face = make("span", "avatar avatar-32");
  setAvatar(face, row);
  const what = make("span", "what");
  const name = make("b");
  name.append(makeName(row.name));
  what.append(name, make("span", "", [row.username, row.email].filter(Boolean).join(" · ")));
  const restore = makeButton(say("trash.restore"), say("trash.restore_name", { name: row.name }), "undo", "");
  const purge = makeButton(say("trash.purge"), say("trash.purge_name", { name: row.name }), "trash", "btn-ghost btn-danger");
  restore.addEventListener("click", () => onRestore(row, restore));
  purge.addEventListener("click", () => onPurge(row, purge));
  const control = make("span", "control");
  control.append(restore, purge);
  item.append(face, what, makeFate(row), control);
  setOff(restore, row.refused);
  setOff(purge, row.refused);
  return item;
}

/** @param {string} name @returns {Promise<boolean>} */
async function confirmPurge(name) {
  const answer = await askChoice({
    title: say("trash.purge.title", { name }),
    text: say("trash.purge.text"),
    icon: "trash",
    tone: "danger",
    choices: [
      { value: "cancel", label: say("cancel"), focus: true },
      { value: "purge", label: say("trash.purge.confirm"), look: "danger" },
    ],
  });
  return answer === "purge";
}

/** @type {Screen} */
export const trash = {
  async open(root, _params, /** @type {Context} */ { signal, setTitle }) {
    setTitle(say("trash.title"));
    mountTemplate(root, "trash");
    const list = part(root, "list");
    const notice = part(root, "notice");
    const more = part(root, "more");
    let shown = PAGE;
    let asked = 0;

    async function load() {
      const turn = ++asked;
      const text = search.get();
      try {
        const { rows, total } = await api.listTrash({ search: text, offset: 0, limit: shown });
        if (signal.aborted || turn !== asked) return;
        showRows(list, rows, (row) => makeRow(row, restore, purge));
        fill(root, {
          count: say("trash.count", { count: total }),
          "empty-title": text ? say("trash.no_match", { search: text }) : say("trash.empty"),
          "empty-text": say(text ? "trash.no_match.text" : "trash.empty.text"),
        });
        list.hidden = total === 0;
        part(root, "empty").hidden = total > 0;
        part(root, "toolbar").hidden = total === 0 && text === "";
        more.hidden = rows.length >= total;
      } catch (reason) {
        if (!signal.aborted) showFormError(reason, {}, notice);
      }
    }

    /** @param {HTMLElement} button @param {() => Promise<void>} work */
    async function run(button, work) {
      clearNotice(notice);
      try {
        await withBusy(button, work);
        await load();
        (list.querySelector("button") ?? find(root, "h1")).focus();
      } catch (reason) {
        if (!signal.aborted) showFormError(reason, {}, notice);
      }
    }
    /** @param {TrashRow} row @param {HTMLElement} button */
    const restore = (row, button) =>
      void run(button, async () => {
        const { person, event } = await api.restoreUser(row.id);
        showDone(say("person.restored", { name: person.name }), event, () => void load());
      });
    /** @param {TrashRow} row @param {HTMLElement} button */
    const purge = async (row, button) => {
      if (!(await confirmPurge(row.name))) return;
      void run(button, async () => {
        await api.purgeUser(row.id);
        showToast({ text: say("trash.purged", { name: row.name }) });
      });
    };

    const later = throttle(40, () => void load());
    const search = attachSearchBox(part(root, "search"), {
      onSearch() {
        shown = PAGE;
        later();
      },
      onLeave: () => list.querySelector("button")?.focus(),
    });
    more.addEventListener("click", () => {
      shown = Math.min(shown + PAGE, 500);
      void withBusy(more, load);
    });
    focusWithKeys(search.focus, signal);
    api.onChange(() => void load(), signal);
    await load();
  },
};
