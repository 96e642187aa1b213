/** The menu for the height of rows, which is remembered at once. */

/** @import { Session } from "../session.js" */
/** @import { Preferences } from "../types.js" */

import { attachMenu } from "./popover.js";

/**
 * @param {HTMLElement} button
 * @param {HTMLElement} menu its items carry `data-density`
 * @param {Session} session
 * @param {() => void} onChange
 */
export function attachDensityMenu(button, menu, session, onChange) {
  attachMenu(button, menu);
  const items = [...menu.querySelectorAll("[data-density]")];
  const show = () => {
    for (const item of items) {
      item.setAttribute("aria-checked", String(item.getAttribute("data-density") === session.preferences.density));
    }
  };
  for (const item of items) {
    item.addEventListener("click", () => {
      session.setPreferences({ density: /** @type {Preferences["density"]} */ (item.getAttribute("data-density")) });
      show();
      onChange();
    });
  }
  show();
}
