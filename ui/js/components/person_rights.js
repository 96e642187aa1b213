/** What somebody may do, and why: each cell of the table explains itself, and lets the permission be given directly. */

/** @import { EffectivePermission, EffectivePermissions, Permission, Person } from "../types.js" */
/** @import { Control, Value } from "./control.js" */

import { make, makeIcon, makeName, setIcon, uniqueId } from "../dom.js";
import { say } from "../words.js";
import { setOff } from "./button.js";
import { listPermissions } from "./event_changes.js";
import { makeMatrix } from "./permission_matrix.js";
import { attachPopover } from "./popover.js";

/** A value of the control: permissions as one text. @param {readonly Permission[]} permissions */
const toValue = (permissions) => [...permissions].sort().join(" ");

/** @param {Value} value @returns {Permission[]} */
export const toPermissions = (value) => /** @type {Permission[]} */ (String(value ?? "").split(" ").filter(Boolean));

/** @param {EffectivePermission} row @returns {{ icon: string, look: string, source: string }} */
function sourceOf({ held, by_superuser, by_groups }) {
  if (!held) return { icon: "minus", look: "none", source: "" };
  if (by_superuser) return { icon: "shield", look: "by-hand", source: say("rights.from_superuser") };
  if (by_groups.length > 0) return { icon: "groups", look: "by-group", source: say("rights.from_group") };
  return { icon: "user", look: "by-hand", source: say("rights.from_hand") };
}

/** @param {string} icon @param {Node | string} text @param {string} [more] @returns {HTMLElement} */
function makeReason(icon, text, more) {
  const item = make("li");
  const mark = make("span", "icon-wrap");
  mark.append(makeIcon(icon));
  const words = make("span");
  words.append(text);
  if (more) words.append(make("small", "", more));
  item.append(mark, words);
  return item;
}

/** @param {string} name of the person @param {EffectivePermission} row @returns {HTMLElement[]} */
function listReasons(name, { by_superuser, by_groups, direct }) {
  const reasons = by_groups.map((group) => {
    const [before = "", after = ""] = say("rights.why.group").split("{group}");
    const link = make("a");
    link.href = `#/groups/${group.id}`;
    link.append(makeName(group.name));
    const words = document.createDocumentFragment();
    words.append(before, link, after);
    return makeReason("groups", /** @type {Node} */ (words));
  });
  if (by_superuser) reasons.unshift(makeReason("shield", say("rights.why.superuser", { name }), say("rights.why.superuser.text")));
  if (direct) reasons.push(makeReason("user", say("rights.why.hand", { name })));
  if (reasons.length === 0) reasons.push(makeReason("minus", say("rights.why.nobody")));
  return reasons;
}

/**
 * One cell: the button, and what it opens.
 * @param {Permission} permission
 * @param {() => void} onGive
 */
function makeCell(permission, onGive) {
  const words = say(`permission.${permission}`);
  const host = make("span");
  const button = make("button", "grant");
  button.type = "button";
  button.setAttribute("aria-haspopup", "dialog");
  const icon = makeIcon("minus");
  const answer = make("span");
  button.append(icon, answer);
  const sheet = make("div", "pop why");
  sheet.popover = "auto";
  sheet.dataset.align = "end";
  sheet.setAttribute("role", "dialog");
  const title = make("h2");
  title.id = uniqueId("why");
  sheet.setAttribute("aria-labelledby", title.id);
  const reasons = make("ol");
  reasons.setAttribute("role", "list");
  const asleep = make("p", "verdict");
  const give = make("label", "check verdict");
  const box = make("input");
  box.type = "checkbox";
  give.append(box, make("span", "", say("rights.give")));
  sheet.append(title, reasons, asleep, give);
  box.addEventListener("change", onGive);
  host.append(button, sheet);
  attachPopover(button, sheet);
  return {
    host,
    box,
    button,
    /** @param {string} name @param {EffectivePermission} row @param {string | null} sleep */
    show(name, row, sleep) {
      const { icon: shape, look, source } = sourceOf(row);
      button.className = `grant ${look}`;
      setIcon(icon, shape);
      answer.textContent = say(row.held ? "rights.yes" : "rights.no");
      button.setAttribute("aria-label", row.held ? say("rights.cell", { permission: words, answer: say("rights.yes"), source }) : say("rights.cell.no", { permission: words }));
      title.textContent = say(row.held ? "rights.why.yes" : "rights.why.no", { permission: words });
      reasons.replaceChildren(...listReasons(name, row));
      asleep.textContent = sleep ?? "";
      asleep.hidden = sleep === null;
      setOff(box, row.edit);
    },
  };
}

/**
 * @param {HTMLElement} host
 * @param {Person} person
 * @param {() => void} onSet told when the form sets its value, after loading or discarding
 * @returns {Control & { show: (name: string, effective: EffectivePermissions) => void }}
 */
export function makeRightsControl(host, person, onSet) {
  /** @type {Map<Permission, ReturnType<typeof makeCell>>} */
  const cells = new Map();
  const tell = () => host.dispatchEvent(new Event("rights"));
  host.replaceChildren(
    makeMatrix({
      caption: say("rights.caption", { name: person.name }),
      makeCell(permission) {
        const cell = makeCell(permission, tell);
        cells.set(permission, cell);
        return cell.host;
      },
    }),
  );
  return {
    name: "permissions",
    label: say("rights.permissions"),
    read: ({ permissions }) => toValue(permissions),
    get: () => toValue([...cells].filter(([, { box }]) => box.checked).map(([permission]) => permission)),
    set(value) {
      const held = new Set(toPermissions(value));
      for (const [permission, { box }] of cells) box.checked = held.has(permission);
      onSet();
    },
    toChange: toPermissions,
    describe: (value) => listPermissions(toPermissions(value)) || say("rights.none"),
    setError: () => {},
    isWrong: () => false,
    check: async () => true,
    focus: () => cells.values().next().value?.button.focus(),
    onChange: (listener) => host.addEventListener("rights", listener),
    show(name, { rows, asleep }) {
      for (const row of rows) cells.get(row.permission)?.show(name, row, asleep);
    },
  };
}
