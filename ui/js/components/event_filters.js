/** The filters of the history: by whom, about whom, which actions, and when. */

/** @import { Action, EventQuery } from "../types.js" */

import { fill, find, make, part } from "../dom.js";
import { say } from "../words.js";
import { attachFields, showFieldErrors } from "./field.js";
import { attachPersonPicker, nameFound } from "./person_picker.js";
import { attachPopover } from "./popover.js";

/** @typedef {import("../words.js").WordKey} WordKey */

/** Actions that one looks for together. @type {{ key: WordKey, actions: Action[] }[]} */
const KINDS = [
  { key: "action.kind.add", actions: ["add"] },
  { key: "action.kind.change", actions: ["change"] },
  { key: "action.kind.delete", actions: ["delete", "restore", "purge"] },
  { key: "action.kind.active", actions: ["activate", "deactivate"] },
  { key: "action.kind.members", actions: ["add_members", "remove_members"] },
  { key: "action.kind.password", actions: ["change_password", "reset_password", "require_password", "recover", "make_recovery_codes"] },
  { key: "action.kind.sign_in", actions: ["sign_in", "sign_in_failed", "lock", "unlock"] },
  { key: "action.kind.import", actions: ["import"] },
  { key: "action.kind.export", actions: ["export"] },
  { key: "action.kind.backup", actions: ["back_up", "restore_backup"] },
  { key: "action.kind.undo", actions: ["undo"] },
];

/** @param {number} days before today @returns {string} such as `2026-06-14`, where the computer is */
function dayBack(days) {
  const date = new Date();
  date.setDate(date.getDate() - days);
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((number) => String(number).padStart(2, "0")).join("-");
}

/** @param {string} day @returns {string} the day after; what is no day stays, for the core to refuse */
function dayAfter(day) {
  const date = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(date.getTime())) return day;
  date.setUTCDate(date.getUTCDate() + 1);
  return date.toISOString().slice(0, 10);
}

/**
 * @typedef {object} EventFilters
 * @property {() => Pick<EventQuery, "actor" | "target" | "actions" | "from" | "until">} get
 * @property {() => boolean} isAny whether none is in use
 * @property {() => void} clear
 * @property {(fields: Record<string, string>) => boolean} showErrors of the days, if the core refuses them
 */

/** @param {HTMLElement} button @param {string} text @param {boolean} isOn */
function label(button, text, isOn) {
  fill(button, { label: text });
  button.classList.toggle("is-on", isOn);
}

/**
 * @param {HTMLElement} root
 * @param {"by" | "about"} name
 * @param {(found: import("./person_picker.js").Found | null) => void} onChoose
 */
function attachWho(root, name, onChoose) {
  const button = part(root, name);
  const sheet = part(root, `${name}-sheet`);
  const popover = attachPopover(button, sheet);
  const isBy = name === "by";
  const choose = (/** @type {import("./person_picker.js").Found | null} */ found) => {
    const text = found === null ? say(isBy ? "activity.anyone" : "activity.any_target") : say(isBy ? "activity.by" : "activity.about", { name: nameFound(found) });
    label(button, text, found !== null);
    popover.hide();
    onChoose(found);
  };
  const picker = attachPersonPicker(sheet, { hasGroups: !isBy, onChoose: choose });
  sheet.addEventListener("beforetoggle", (event) => {
    if (/** @type {ToggleEvent} */ (event).newState === "open") picker.reset();
  });
  part(sheet, "anyone").addEventListener("click", () => choose(null));
  return () => label(button, say(isBy ? "activity.anyone" : "activity.any_target"), false);
}

/**
 * @param {HTMLElement} root
 * @param {() => void} onChange
 * @returns {EventFilters}
 */
export function attachEventFilters(root, onChange) {
  /** @type {ReturnType<EventFilters["get"]>} */
  let filter = {};
  const change = () => onChange();
  const clearBy = attachWho(root, "by", (found) => {
    const { actor: _, ...rest } = filter;
    filter = found?.kind === "user" ? { ...rest, actor: found.face.id } : rest;
    change();
  });
  const clearAbout = attachWho(root, "about", (found) => {
    const { target: _, ...rest } = filter;
    filter = found === null ? rest : { ...rest, target: { kind: found.kind, id: found.kind === "user" ? found.face.id : found.group.id } };
    change();
  });

  const actionButton = part(root, "actions");
  attachPopover(actionButton, part(root, "actions-sheet"));
  const boxes = KINDS.map(({ key, actions }) => {
    const line = make("label", "facet-row");
    const box = make("input");
    box.type = "checkbox";
    line.append(box, make("span", "label", say(key)));
    part(root, "kinds").append(line);
    return { box, actions };
  });
  const showActions = () => {
    const chosen = boxes.filter(({ box }) => box.checked);
    label(actionButton, chosen.length === 0 ? say("activity.all_actions") : say("activity.actions", { count: chosen.length }), chosen.length > 0);
    const { actions: _, ...rest } = filter;
    filter = chosen.length === 0 ? rest : { ...rest, actions: chosen.flatMap(({ actions }) => actions) };
  };
  part(root, "kinds").addEventListener("change", () => {
    showActions();
    change();
  });

  const timeButton = part(root, "time");
  const timeSheet = part(root, "time-sheet");
  const timePopover = attachPopover(timeButton, timeSheet);
  const fields = attachFields(timeSheet);
  /** @param {string} text @param {{ from?: string, until?: string }} days */
  const setTime = (text, days) => {
    const { from: _from, until: _until, ...rest } = filter;
    filter = { ...rest, ...days };
    label(timeButton, text, "from" in days || "until" in days);
  };
  for (const choice of timeSheet.querySelectorAll("[data-days]")) {
    choice.addEventListener("click", () => {
      const days = choice.getAttribute("data-days");
      setTime(choice.textContent?.trim() ?? "", days === "" ? {} : { from: dayBack(Number(days)) });
      for (const field of Object.values(fields)) field.setError(null);
      timePopover.hide();
      change();
    });
  }
  find(timeSheet, "form", HTMLFormElement).addEventListener("submit", (event) => {
    event.preventDefault();
    const [from, until] = [fields.from?.get().trim() ?? "", fields.until?.get().trim() ?? ""];
    for (const field of Object.values(fields)) field.setError(null);
    setTime(say(from || until ? "activity.time.own" : "activity.any_time"), { ...(from ? { from } : {}), ...(until ? { until: dayAfter(until) } : {}) });
    change();
  });

  return {
    get: () => filter,
    isAny: () => Object.keys(filter).length === 0,
    clear() {
      filter = {};
      clearBy();
      clearAbout();
      for (const { box } of boxes) box.checked = false;
      showActions();
      setTime(say("activity.any_time"), {});
    },
    showErrors: (errors) => showFieldErrors(fields, errors),
  };
}
