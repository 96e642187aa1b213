/** Popovers and menus, beside the button that opens them. */

import { uniqueId } from "../dom.js";
import { anchorPopover } from "./anchor.js";

/**
 * @typedef {object} Popover
 * @property {() => void} show
 * @property {() => void} hide
 */

/**
 * Ties a popover to the button that opens it. Placement follows the popover's `data-side` and `data-align`.
 * @param {HTMLElement} button
 * @param {HTMLElement} popover an element with the `popover` attribute, already in the page
 * @returns {Popover}
 */
export function attachPopover(button, popover) {
  anchorPopover(button, popover);
  popover.id ||= uniqueId("popover");
  button.setAttribute("aria-controls", popover.id);
  button.setAttribute("aria-expanded", "false");
  // The browser's own wiring: a press on the button while it is open closes it instead of reopening it.
  if (button instanceof HTMLButtonElement) button.popoverTargetElement = popover;
  popover.addEventListener("toggle", (event) => {
    const open = /** @type {ToggleEvent} */ (event).newState === "open";
    button.setAttribute("aria-expanded", String(open));
    if (open) focusFirst(popover);
  });
  popover.addEventListener("beforetoggle", (event) => {
    const closing = /** @type {ToggleEvent} */ (event).newState === "closed";
    if (closing && popover.contains(document.activeElement)) button.focus();
  });
  // The engine would close it as well, unless a screen has other work for the key: the top thing closes first.
  popover.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    popover.hidePopover();
  });
  return { show: () => popover.showPopover(), hide: () => popover.hidePopover() };
}

/** @param {HTMLElement} popover */
function focusFirst(popover) {
  const first = popover.querySelector('[autofocus], [role^="menuitem"], input:enabled, button');
  if (first instanceof HTMLElement) first.focus();
}

/** @param {HTMLElement} menu @returns {HTMLElement[]} */
const menuItems = (menu) => [...menu.querySelectorAll('[role^="menuitem"]')].filter((item) => item instanceof HTMLElement);

/**
 * A popover with `role="menu"`: arrows, Home, End and first letters move; choosing closes it.
 * @param {HTMLElement} button
 * @param {HTMLElement} menu
 * @returns {Popover}
 */
export function attachMenu(button, menu) {
  const popover = attachPopover(button, menu);
  button.setAttribute("aria-haspopup", "menu");
  for (const item of menuItems(menu)) item.tabIndex = -1;
  button.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    popover.show();
    if (event.key === "ArrowUp") menuItems(menu).at(-1)?.focus();
  });
  menu.addEventListener("keydown", (event) => moveInMenu(event, menu));
  // Before the item's own work: focus is back on the button by then, which is where a dialog returns it to.
  menu.addEventListener(
    "click",
    (event) => {
      if (event.target instanceof Element && event.target.closest('[role^="menuitem"]:not([aria-disabled="true"])')) popover.hide();
    },
    { capture: true },
  );
  return popover;
}

/**
 * @param {KeyboardEvent} event
 * @param {HTMLElement} menu
 */
function moveInMenu(event, menu) {
  const items = menuItems(menu);
  const at = items.findIndex((item) => item === document.activeElement);
  /** @type {HTMLElement | undefined} */
  let next;
  if (event.key === "ArrowDown") next = items[(at + 1) % items.length];
  else if (event.key === "ArrowUp") next = items.at(at - 1);
  else if (event.key === "Home") next = items[0];
  else if (event.key === "End") next = items.at(-1);
  else if (event.key === "Tab") return void menu.hidePopover();
  else if (event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey) {
    const letter = event.key.toLocaleLowerCase();
    next = [...items.slice(at + 1), ...items.slice(0, at + 1)].find((item) => item.textContent?.trim().toLocaleLowerCase().startsWith(letter));
  }
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}
