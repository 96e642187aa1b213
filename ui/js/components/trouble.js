/** Says what could not be done where no form or page is there to say it. */

import { ApiError } from "../api.js";
import { say } from "../words.js";
import { askChoice } from "./dialog.js";

/** @param {string} title @param {unknown} reason */
export async function showTrouble(title, reason) {
  if (!(reason instanceof ApiError)) console.error(reason);
  const text = reason instanceof ApiError ? reason.message : say("error.unexpected");
  await askChoice({ title, text, icon: "warning", tone: "warn", choices: [{ value: "close", label: say("close"), focus: true }] });
}
