/** Tooltips: a name for an icon, or the reason a button is off. They show on hover and on keyboard focus. */

import { make, uniqueId } from "../dom.js";
import { anchorPopover } from "./anchor.js";

const DELAY = 350;

/**
 * @typedef {object} Tip
 * @property {HTMLElement} element its id can stand in aria-describedby
 * @property {(text: string) => void} setText an empty text never shows
 */

/**
 * Gives an element a tooltip.
 * @param {HTMLElement} host already in its place among its siblings
 * @param {string} text
 * @param {() => boolean} [wanted] asked before it shows
 * @returns {Tip}
 */
export function attachTip(host, text, wanted = () => true) {
  const tip = make("div", "tip", text);
  tip.id = uniqueId("tip");
  tip.popover = "manual";
  tip.setAttribute("role", "tooltip");
  anchorPopover(host, tip);
  host.after(tip);

  let timer = 0;
  const show = () => {
    if (tip.textContent && wanted() && tip.isConnected) tip.showPopover();
  };
  const hide = () => {
    clearTimeout(timer);
    if (tip.isConnected) tip.hidePopover();
  };
  host.addEventListener("pointerenter", () => {
    timer = window.setTimeout(show, DELAY);
  });
  host.addEventListener("focus", () => {
    if (host.matches(":focus-visible")) show();
  });
  for (const type of ["pointerleave", "blur", "pointerdown"]) host.addEventListener(type, hide);
  host.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && tip.matches(":popover-open")) {
      event.stopPropagation();
      event.preventDefault();
      hide();
    }
  });
  return {
    element: tip,
    setText(changed) {
      tip.textContent = changed;
    },
  };
}

/**
 * Shows the names of icon buttons that have no tip yet.
 * @param {ParentNode} root
 */
export function nameIconButtons(root) {
  for (const button of root.querySelectorAll(".btn-icon[aria-label]")) {
    const named = button.nextElementSibling?.classList.contains("tip");
    if (button instanceof HTMLElement && !named) attachTip(button, button.getAttribute("aria-label") ?? "");
  }
}
