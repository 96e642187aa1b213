/** The groups somebody belongs to, as a list of boxes to tick. */

/** @import { GroupName, Person } from "../types.js" */
/** @import { Control, Value } from "./control.js" */

import { make } from "../dom.js";
import { formatList } from "../format.js";
import { say } from "../words.js";

/**
 * @typedef {object} GroupChoice
 * @property {HTMLInputElement[]} boxes
 * @property {() => number[]} get ids, in the order of the list
 * @property {(ids: readonly number[]) => void} set
 * @property {(listener: () => void) => void} onChange
 */

/** @param {GroupName} group @returns {{ line: HTMLElement, box: HTMLInputElement }} */
function makeLine({ id, name }) {
  const line = make("label", "check");
  const box = make("input");
  const words = make("span", "", name);
  box.type = "checkbox";
  box.value = String(id);
  words.dir = "auto";
  line.append(box, words);
  return { line, box };
}

/**
 * @param {HTMLElement} host
 * @param {GroupName[]} groups
 * @returns {GroupChoice}
 */
export function attachGroups(host, groups) {
  const lines = groups.map(makeLine);
  const boxes = lines.map(({ box }) => box);
  host.replaceChildren(...lines.map(({ line }) => line));
  return {
    boxes,
    get: () => boxes.filter((box) => box.checked).map((box) => Number(box.value)),
    set(ids) {
      for (const box of boxes) box.checked = ids.includes(Number(box.value));
    },
    onChange: (listener) => host.addEventListener("change", listener),
  };
}

/** A value of the control below: ids, ascending, so that equal sets are equal texts. @param {readonly number[]} ids */
const toValue = (ids) => [...ids].sort((one, other) => one - other).join(" ");

/** @param {Value} value @returns {number[]} */
const toIds = (value) => String(value ?? "").split(" ").filter(Boolean).map(Number);

/**
 * @param {GroupChoice} choice
 * @param {GroupName[]} groups
 * @returns {Control}
 */
export function makeGroupsControl(choice, groups) {
  return {
    name: "groups",
    label: say("person.fact.groups"),
    read: (/** @type {Person} */ person) => toValue(person.groups.map(({ id }) => id)),
    get: () => toValue(choice.get()),
    set: (value) => choice.set(toIds(value)),
    toChange: toIds,
    describe(value) {
      const ids = toIds(value);
      return ids.length === 0 ? say("person.groups.none") : formatList(groups.filter(({ id }) => ids.includes(id)).map(({ name }) => name));
    },
    setError: () => {},
    isWrong: () => false,
    check: async () => true,
    focus: () => choice.boxes[0]?.focus(),
    onChange: choice.onChange,
  };
}
