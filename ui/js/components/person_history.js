/** The history of one person, on the page that edits them: read when it is first looked at. */

/** @import { Session } from "../session.js" */

import * as api from "../api.js";
import { part } from "../dom.js";
import { formatNumber } from "../format.js";
import { EventLog } from "./event_log.js";
import { attachTabs } from "./tabs.js";

/**
 * Wires up the tabs of the page.
 * @param {HTMLElement} root
 * @param {number} id
 * @param {Session} session
 * @param {AbortSignal} signal
 * @param {() => void} onUndone something about the person may have been set back
 */
export function attachHistory(root, id, session, signal, onUndone) {
  // Without the right to see the history, one's own deeds and what was done to oneself are there still.
  const list = session.me.opens_history ? api.listEvents : api.listOwnEvents;
  part(root, "own-only").hidden = session.me.opens_history;
  const count = part(root, "history-count");
  const target = /** @type {const} */ ({ kind: "user", id });
  const log = new EventLog({
    host: part(root, "log"),
    scroller: part(root, "history"),
    notice: part(root, "history-notice"),
    list,
    onCount(total) {
      count.textContent = formatNumber(total);
      count.hidden = false;
    },
    onUndone,
    signal,
  });
  attachTabs(part(root, "tabs"), root, (tab) => {
    part(root, "savebar").hidden = tab === "history";
    if (tab === "history") void log.load({ target });
  });
}
