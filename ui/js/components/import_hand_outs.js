/** Temporary passphrases on paper: one slip for each, to be cut and handed over. */

/** @import { NewPassphrase } from "../types.js" */

import { make, makeName } from "../dom.js";
import { say } from "../words.js";
import { printSheet } from "./print_sheet.js";

/** @param {NewPassphrase} one @returns {HTMLElement} */
function makeSlip({ name, username, passphrase }) {
  const slip = make("li", "slip");
  const title = make("b");
  title.append(makeName(name));
  const facts = make("dl");
  const known = make("dd");
  known.append(makeName(username));
  facts.append(make("dt", "", say("import.slip.username")), known, make("dt", "", say("import.slip.passphrase")), make("dd", "mono", passphrase));
  slip.append(title, facts, make("p", "", say("import.slip.text")));
  return slip;
}

/** Opens the print dialog with them. @param {readonly NewPassphrase[]} passphrases @param {AbortSignal} signal */
export async function showHandOuts(passphrases, signal) {
  const list = make("ul", "slips");
  list.append(...passphrases.map(makeSlip));
  await printSheet(say("import.slips.title"), say("import.slips.text", { count: passphrases.length }), list, signal);
}
