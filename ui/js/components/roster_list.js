/** The rosters that were opened on this computer, each a click away, and the way to one that was not. */

/** @import { RosterPlace } from "../types.js" */

import { listRosters, openRoster, pickRoster } from "../api.js";
import { cloneTemplate, fill, part } from "../dom.js";
import { formatList } from "../format.js";
import { say } from "../words.js";
import { withBusy } from "./button.js";
import { openDialog } from "./dialog.js";
import { showFormError } from "./form_error.js";
import { clearNotice, showNotice } from "./notice.js";

/** @param {RosterPlace} place @returns {string} */
const nameRoster = ({ name, is_own }) => (is_own ? say("rosters.own") : name);

/** @param {RosterPlace} place @param {((button: HTMLElement) => void) | null} open null for the one that is open */
function makeRow(place, open) {
  const row = cloneTemplate("roster-row");
  const [now, button] = [part(row, "open-now"), part(row, "open")];
  fill(row, { name: nameRoster(place), folder: place.folder });
  now.hidden = open !== null;
  button.hidden = open === null;
  button.setAttribute("aria-label", say("rosters.open_name", { name: nameRoster(place) }));
  button.addEventListener("click", () => open?.(button));
  return row;
}

/**
 * @param {HTMLElement} host
 * @param {() => Promise<boolean>} canEnd asks about what would be lost with this window
 */
export async function attachRosters(host, canEnd) {
  const root = cloneTemplate("roster-list");
  host.append(root);
  const [notice, pick] = [part(root, "notice"), part(root, "pick")];
  /** @param {HTMLElement} button @param {() => Promise<RosterPlace | null>} choose */
  const open = async (button, choose) => {
    clearNotice(notice);
    try {
      const place = await withBusy(button, choose);
      if (place !== null && (await canEnd())) await withBusy(button, () => openRoster(place.path));
    } catch (reason) {
      showFormError(reason, {}, notice);
    }
  };
  pick.addEventListener("click", () => void open(pick, pickRoster));
  const { current, others, gone } = await listRosters();
  const rows = others.map((place) => makeRow(place, (button) => void open(button, async () => place)));
  part(root, "rows").append(makeRow(current, null), ...rows);
  if (gone.length > 0) showNotice(notice, { tone: "info", title: say("rosters.gone", { count: gone.length }), text: formatList(gone) });
}

/** The same in a dialog. @param {() => Promise<boolean>} canEnd */
export async function openRosters(canEnd) {
  const { element } = openDialog("rosters");
  await attachRosters(part(element, "rosters"), canEnd);
  part(element, "pick").focus();
}
