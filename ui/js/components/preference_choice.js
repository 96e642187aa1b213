/** A preference that is chosen among the settings: it counts at once, and a line says so. */

/** @import { Session } from "../session.js" */
/** @import { Preferences } from "../types.js" */

import { say } from "../words.js";
import { showToast } from "./toast.js";

/** The line of the choice before, which arrow keys would pile up. @type {{ close: () => void } | null} */
let last = null;

/**
 * @param {Session} session
 * @param {Partial<Preferences>} changes
 * @param {string} [text] what to say once it is kept
 */
export async function choosePreference(session, changes, text = say("settings.saved")) {
  const isKept = await session.setPreferences(changes);
  last?.close();
  last = isKept ? showToast({ text }) : showToast({ text: say("settings.not_kept"), tone: "warn" });
}
