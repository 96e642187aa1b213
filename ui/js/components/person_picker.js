/** Finds people by name while one types, as a list to choose from. */

/** @import { Face, GroupName } from "../types.js" */

import * as api from "../api.js";
import { ApiError } from "../api.js";
import { afterPress, fill, find, make, makeIcon, makeName, part, throttle, uniqueId } from "../dom.js";
import { say } from "../words.js";
import { setAvatar } from "./avatar.js";

/** How many are offered at once. */
const OFFERED = 8;

/** @typedef {{ kind: "user", face: Face } | { kind: "group", group: GroupName }} Found */

/** @param {Found} found @returns {string} */
export const nameFound = (found) => (found.kind === "user" ? found.face.name : found.group.name);

/** @param {Found} found @returns {HTMLElement} */
function makeOption(found) {
  const option = make("div", "menu-item");
  option.id = uniqueId("option");
  option.setAttribute("role", "option");
  const words = make("span", "label");
  words.append(makeName(nameFound(found)));
  if (found.kind === "user") {
    const face = make("span", "avatar avatar-24");
    setAvatar(face, found.face);
    option.append(face, words);
    if (found.face.username !== found.face.name) option.append(make("span", "hint", found.face.username));
  } else option.append(makeIcon("groups"), words, make("span", "hint", say("picker.group")));
  return option;
}

/**
 * Wires up `.picker > .combo > input` with the parts options and state, as a combobox whose list stands open while it has focus.
 * @param {HTMLElement} element
 * @param {object} options
 * @param {boolean} [options.hasGroups] groups are offered as well
 * @param {(found: Found) => void} options.onChoose
 * @returns {{ reset: () => void, clear: () => void }} `reset` offers everyone, `clear` nobody
 */
export function attachPersonPicker(element, { hasGroups = false, onChoose }) {
  const input = find(element, "input", HTMLInputElement);
  const list = part(element, "options");
  list.id = uniqueId("options");
  input.setAttribute("aria-controls", list.id);
  /** @type {Found[]} */
  let found = [];
  let current = -1;
  let asked = 0;

  /** @param {number} index */
  const mark = (index) => {
    current = index;
    [...list.children].forEach((option, at) => {
      option.classList.toggle("is-focus", at === index);
      option.setAttribute("aria-selected", String(at === index));
    });
    const option = list.children[index];
    if (option) {
      input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else input.removeAttribute("aria-activedescendant");
  };
  const open = (/** @type {boolean} */ isOpen) => {
    list.hidden = !isOpen;
    input.setAttribute("aria-expanded", String(isOpen));
  };
  const show = () => {
    list.replaceChildren(...found.map(makeOption));
    open(found.length > 0);
    fill(element, { state: found.length === 0 ? say("picker.nobody") : say("picker.found", { count: found.length }) });
    part(element, "state").classList.toggle("visually-hidden", found.length > 0);
    mark(found.length > 0 ? 0 : -1);
  };
  async function load() {
    const turn = ++asked;
    const text = input.value.trim();
    try {
      const [{ rows }, groups] = await Promise.all([api.listUsers({ search: text, sort: [], offset: 0, limit: OFFERED }), hasGroups ? api.listGroups() : []]);
      if (turn !== asked) return;
      const fitting = groups.filter(({ name }) => name.toLocaleLowerCase().includes(text.toLocaleLowerCase()));
      found = [
        ...rows.map((face) => /** @type {const} */ ({ kind: "user", face })),
        ...fitting.slice(0, OFFERED).map((group) => /** @type {const} */ ({ kind: "group", group })),
      ];
      show();
    } catch (reason) {
      open(false);
      part(element, "state").classList.remove("visually-hidden");
      fill(element, { state: reason instanceof ApiError ? reason.message : say("error.unexpected") });
    }
  }
  /** @param {number} index */
  const choose = (index) => {
    const chosen = found[index];
    if (chosen) onChoose(chosen);
  };
  const search = throttle(40, () => void load());
  input.addEventListener("input", () => search());
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && found.length > 0) mark((current + step + found.length) % found.length);
    else if (event.key === "Enter") choose(current);
    else return;
    event.preventDefault();
  });
  input.addEventListener("blur", () => afterPress(() => open(document.activeElement === input && found.length > 0)));
  input.addEventListener("focus", () => open(found.length > 0));
  // Focus stays in the field, or the list would be gone before it is clicked.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target instanceof Element ? event.target.closest('[role="option"]') : null;
    if (option) choose([...list.children].indexOf(option));
  });
  return {
    reset() {
      input.value = "";
      void load();
    },
    clear() {
      input.value = "";
      found = [];
      search.cancel();
      asked++;
      list.replaceChildren();
      open(false);
      mark(-1);
    },
  };
}
