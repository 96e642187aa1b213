/** The bar at the foot of an edit form: how the form stands, Discard and Save. */

import { make, makeIcon, part, setIcon } from "../dom.js";
import { say } from "../words.js";
import { setOff } from "./button.js";

/**
 * How a form stands.
 * @typedef {{ kind: "clean" } | { kind: "changed", count: number, effect?: string | undefined } | { kind: "wrong", count: number }
 *   | { kind: "conflict" } | { kind: "saved" }} Standing
 */

/**
 * @typedef {object} SaveBar
 * @property {HTMLElement} saveButton
 * @property {(standing: Standing) => void} show
 */

const LOOKS = {
  clean: { icon: "pencil", tone: "" },
  changed: { icon: "pencil", tone: "is-warn" },
  wrong: { icon: "warning", tone: "is-warn" },
  conflict: { icon: "warning", tone: "is-warn" },
  saved: { icon: "ok", tone: "is-ok" },
};

/** @param {Standing} standing @returns {string} */
function describeStanding(standing) {
  switch (standing.kind) {
    case "changed":
      return [say("edit.unsaved", { count: standing.count }), standing.effect].filter(Boolean).join(". ");
    case "wrong":
      return say("edit.wrong", { count: standing.count });
    case "conflict":
      return say("edit.choose_version");
    case "saved":
      return say("edit.saved");
    case "clean":
      return "";
  }
}

/** @param {Standing} standing @returns {string | null} why saving is off */
function whyOff(standing) {
  if (standing.kind === "conflict") return say("edit.choose_version");
  return standing.kind === "clean" || standing.kind === "saved" ? say("edit.nothing_to_save") : null;
}

/**
 * Wires up a `.savebar` with the parts state, discard, save, and optionally done.
 * @param {HTMLElement} element
 * @param {{ onSave: () => void, onDiscard: () => void, onShowWrong: () => void }} actions
 * @returns {SaveBar}
 */
export function attachSaveBar(element, { onSave, onDiscard, onShowWrong }) {
  const state = part(element, "state");
  const icon = makeIcon("pencil");
  const text = make("span");
  const showWrong = make("button", "link", say("edit.show_wrong"));
  showWrong.type = "button";
  showWrong.addEventListener("click", onShowWrong);
  state.replaceChildren(icon, text, showWrong);

  const saveButton = part(element, "save");
  const discard = part(element, "discard");
  const done = element.querySelector('[data-part="done"]');
  saveButton.addEventListener("click", onSave);
  discard.addEventListener("click", onDiscard);

  return {
    saveButton,
    show(standing) {
      const words = describeStanding(standing);
      const { icon: shape, tone } = LOOKS[standing.kind];
      state.className = `state ${tone}`;
      setIcon(icon, shape);
      icon.toggleAttribute("hidden", words === "");
      // Writing the same words again would make a screen reader say them again.
      if (text.textContent !== words) text.textContent = words;
      showWrong.hidden = standing.kind !== "wrong";
      const idle = standing.kind === "clean" || standing.kind === "saved";
      discard.hidden = idle;
      if (done instanceof HTMLElement) done.hidden = !idle;
      setOff(saveButton, whyOff(standing));
    },
  };
}
