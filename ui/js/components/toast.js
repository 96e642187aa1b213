/**
 * Toasts: one short line at the foot of the page saying what just happened, with at most one action.
 * Never the only place for an error.
 */

import { find, make, makeIcon } from "../dom.js";
import { say } from "../words.js";

/**
 * @typedef {object} Toast
 * @property {string} text
 * @property {"ok" | "warn" | "danger" | "info"} [tone] `ok` unless told
 * @property {boolean} [stay] stays until it is closed: for what is said once and must not be missed
 * @property {{ label: string, run: () => void }} [action] such as Undo; also reached with Ctrl Z
 */

const ICONS = { ok: "ok", warn: "warning", danger: "error", info: "info" };
const STAY = 6_000;
const STAY_WITH_ACTION = 12_000;

/** @type {(() => void) | null} */
let lastAction = null;

/**
 * Counts down while nobody points at the toast or has focus in it.
 * @param {HTMLElement} element
 * @param {number} time
 * @param {() => void} end
 */
function startCountdown(element, time, end) {
  let timer = 0;
  const stop = () => clearTimeout(timer);
  const start = () => {
    stop();
    timer = window.setTimeout(end, time);
  };
  for (const type of ["pointerenter", "focusin"]) element.addEventListener(type, stop);
  for (const type of ["pointerleave", "focusout"]) element.addEventListener(type, start);
  start();
  return stop;
}

/** @param {() => void} close @returns {HTMLElement} */
function makeCloseButton(close) {
  const button = make("button", "btn btn-icon btn-sm btn-ghost");
  button.type = "button";
  button.setAttribute("aria-label", say("close"));
  button.append(makeIcon("x"));
  button.addEventListener("click", close);
  return button;
}

/**
 * Shows a toast.
 * @param {Toast} toast
 * @returns {{ close: () => void }}
 */
export function showToast({ text, tone = "ok", stay = false, action }) {
  const element = make("div", `toast is-${tone}`);
  element.append(makeIcon(ICONS[tone]), make("p", "", text));
  const run = () => {
    close();
    action?.run();
  };
  const stop = stay ? () => {} : startCountdown(element, action ? STAY_WITH_ACTION : STAY, () => close());
  function close() {
    stop();
    element.remove();
    if (lastAction === run) lastAction = null;
  }
  if (action) {
    const button = make("button", "btn btn-sm btn-ghost", action.label);
    button.type = "button";
    button.addEventListener("click", run);
    element.append(button);
    lastAction = run;
  }
  if (stay) element.append(makeCloseButton(close));
  find(document, "#toasts").append(element);
  return { close };
}

/** Runs the action of the latest toast that still shows one. @returns {boolean} whether there was one */
export function runToastAction() {
  if (lastAction === null) return false;
  lastAction();
  return true;
}
