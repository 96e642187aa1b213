/** States of buttons: busy, and off with a reason. */

import { attachTip } from "./tip.js";

/** @import { Tip } from "./tip.js" */

/** @type {WeakMap<HTMLElement, Tip>} */
const tips = new WeakMap();

/**
 * Turns a button off and says why, or on again. An off button keeps its place in the Tab order so that the reason
 * can be read; pressing it does nothing.
 * @param {HTMLElement} button
 * @param {string | null} reason null turns it on
 */
export function setOff(button, reason) {
  const tip = tips.get(button) ?? (reason === null ? null : attachTip(button, ""));
  if (tip === null) return;
  tips.set(button, tip);
  tip.setText(reason ?? "");
  if (reason === null) {
    button.removeAttribute("aria-disabled");
    button.removeAttribute("aria-describedby");
  } else {
    button.setAttribute("aria-disabled", "true");
    button.setAttribute("aria-describedby", tip.element.id);
  }
}

/** @param {HTMLElement} button @returns {boolean} */
export const isOff = (button) => button.getAttribute("aria-disabled") === "true";

/**
 * Runs work with the button busy: it keeps its label, shows a spinner if the work takes longer than 150 ms,
 * and a second press does nothing.
 * @template T
 * @param {HTMLElement} button
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withBusy(button, work) {
  const timer = setTimeout(() => button.setAttribute("aria-busy", "true"), 150);
  button.dataset.working = "";
  try {
    return await work();
  } finally {
    clearTimeout(timer);
    button.removeAttribute("aria-busy");
    delete button.dataset.working;
  }
}

/** Stops presses on buttons that are off or at work, wherever they are. Called once. */
export function ignoreOffButtons() {
  document.addEventListener(
    "click",
    (event) => {
      const button = event.target instanceof Element ? event.target.closest('[aria-disabled="true"], [data-working]') : null;
      if (button === null) return;
      event.preventDefault();
      event.stopPropagation();
    },
    { capture: true },
  );
}
