/** Whether the roster is as it should be: read to the end when somebody asks. */

/** @import { CheckReport } from "../types.js" */

import * as api from "../api.js";
import { make, part } from "../dom.js";
import { say } from "../words.js";
import { setOff, withBusy } from "./button.js";
import { showFormError } from "./form_error.js";
import { clearNotice, showNotice } from "./notice.js";
import { showToast } from "./toast.js";

/** @param {CheckReport} report @returns {Record<string, number>} how much is wrong, by the row that tells it */
const countFlaws = ({ integrity, foreign_keys, missing_profiles, stale_search, stale_keys }) => ({
  database: integrity.length + foreign_keys.length,
  profiles: missing_profiles,
  search: stale_search + stale_keys,
});

/** @param {number} count @returns {HTMLElement} */
const makeStatus = (count) =>
  count === 0 ? make("span", "status", say("about.healthy")) : make("span", "status is-wait", say("about.flaws", { count }));

/**
 * @param {HTMLElement} root filled from the template "settings-about"
 * @param {string | null} refused why the person may not look
 * @param {AbortSignal} signal
 */
export function attachHealth(root, refused, signal) {
  const [check, list, notice] = [part(root, "check"), part(root, "health"), part(root, "health-notice")];
  setOff(check, refused);
  /** @param {CheckReport} report */
  const show = (report) => {
    const flaws = countFlaws(report);
    for (const [name, count] of Object.entries(flaws)) part(root, name).replaceChildren(makeStatus(count));
    list.hidden = false;
    if (Object.values(flaws).every((count) => count === 0)) showToast({ text: say("about.all_healthy") });
    else showNotice(notice, { tone: "warn", title: say("about.unhealthy"), text: say("about.repair") });
  };
  check.addEventListener("click", async () => {
    clearNotice(notice);
    try {
      const report = await withBusy(check, api.checkRoster);
      if (!signal.aborted) show(report);
    } catch (reason) {
      if (!signal.aborted) showFormError(reason, {}, notice);
    }
  });
}
