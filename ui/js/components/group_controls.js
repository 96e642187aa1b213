/** The controls of the form over a group: its texts, and what its members may do. */

/** @import { Group, Permission } from "../types.js" */
/** @import { Control, Value } from "./control.js" */
/** @import { Field } from "./field.js" */

import { make } from "../dom.js";
import { say } from "../words.js";
import { isOff, setOff } from "./button.js";
import { listPermissions } from "./event_changes.js";
import { makeMatrix } from "./permission_matrix.js";

/**
 * A name or a description: the core checks it when it is saved.
 * @param {Field} field
 * @param {(group: Group) => string} read
 * @returns {Control<Group>}
 */
export function makeTextControl(field, read) {
  return {
    name: field.name,
    label: field.label,
    read,
    get: field.get,
    set: (value) => field.set(String(value ?? "")),
    toChange: (value) => value,
    describe: (value) => String(value ?? "") || say("edit.empty"),
    setError: field.setError,
    isWrong: field.isWrong,
    // A wrong one is told by saving it; it may be right by now.
    async check() {
      field.setError(null);
      return true;
    },
    focus: field.focus,
    onChange: (listener) => field.input.addEventListener("input", listener),
  };
}

/** A value of the control below: permissions as one text, in the order in which they are shown. @param {Value} value @returns {Permission[]} */
const toPermissions = (value) => /** @type {Permission[]} */ (String(value ?? "").split(" ").filter(Boolean));

/** @param {Permission} permission @returns {{ label: HTMLElement, box: HTMLInputElement }} */
function makeBox(permission) {
  const label = make("label");
  const box = make("input");
  box.type = "checkbox";
  box.value = permission;
  label.append(make("span", "visually-hidden", say(`permission.${permission}`)), box);
  return { label, box };
}

/**
 * A table of boxes to tick, with heads that toggle a line, and buttons for all and none.
 * @param {HTMLElement} host
 * @param {{ all: HTMLElement, none: HTMLElement }} buttons
 * @returns {Control<Group> & { showRights: (group: Group) => void }}
 */
export function makePermissionsControl(host, { all, none }) {
  /** @type {Map<Permission, HTMLInputElement>} */
  const boxes = new Map();
  const tell = () => host.dispatchEvent(new Event("change"));
  /** @param {Permission[]} permissions @param {boolean} held */
  const give = (permissions, held) => {
    for (const permission of permissions) {
      const box = boxes.get(permission);
      if (box && !isOff(box)) box.checked = held;
    }
    tell();
  };
  /** @param {Permission[]} permissions */
  const onToggle = (permissions) => {
    const free = permissions.map((permission) => boxes.get(permission)).filter((box) => box !== undefined && !isOff(box));
    give(permissions, free.some((box) => box?.checked === false));
  };
  const makeCell = (/** @type {Permission} */ permission) => {
    const { label, box } = makeBox(permission);
    boxes.set(permission, box);
    return label;
  };
  host.replaceChildren(makeMatrix({ caption: say("group.permissions"), makeCell, onToggle }));
  all.addEventListener("click", () => give([...boxes.keys()], true));
  none.addEventListener("click", () => give([...boxes.keys()], false));
  return {
    name: "permissions",
    label: say("field.permissions"),
    read: ({ permissions }) => permissions.filter(({ held }) => held).map(({ permission }) => permission).sort().join(" "),
    get: () => [...boxes].filter(([, box]) => box.checked).map(([permission]) => permission).sort().join(" "),
    set(value) {
      const held = new Set(toPermissions(value));
      for (const [permission, box] of boxes) box.checked = held.has(permission);
    },
    toChange: toPermissions,
    describe: (value) => listPermissions(toPermissions(value)) || say("value.none"),
    setError: () => {},
    isWrong: () => false,
    check: async () => true,
    focus: () => boxes.values().next().value?.focus(),
    onChange: (listener) => host.addEventListener("change", listener),
    showRights({ permissions }) {
      for (const { permission, edit } of permissions) {
        const box = boxes.get(permission);
        if (box) setOff(box, edit);
      }
    },
  };
}
