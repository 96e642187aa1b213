/** The icons above the list: how it looks, and the tips that name them. */

/** @import { Session } from "../session.js" */
/** @import { ColumnChoice } from "../types.js" */

import { part } from "../dom.js";
import { attachColumnSheet } from "./column_sheet.js";
import { attachDensityMenu } from "./density_menu.js";
import { attachTip } from "./tip.js";
import { attachToolbar } from "./toolbar.js";

/**
 * @param {HTMLElement} root
 * @param {Session} session
 * @param {{ get: () => ColumnChoice[], set: (columns: ColumnChoice[]) => void, onDensity: () => void }} list its columns
 */
export function attachListToolbar(root, session, { get, set, onDensity }) {
  attachDensityMenu(part(root, "density"), part(root, "density-menu"), session, onDensity);
  attachColumnSheet(part(root, "columns"), part(root, "columns-sheet"), { get, set });
  attachToolbar(part(root, "view"));
  for (const name of ["saved-views", "density", "columns", "panel-toggle"]) {
    const button = part(root, name);
    attachTip(button, button.getAttribute("aria-label") ?? "", () => button.getAttribute("aria-expanded") !== "true");
  }
}
