/** The list of people on paper: picture, name, and how to reach them. */

/** @import { UserQuery, UserRow } from "../types.js" */

import { listUsers } from "../api.js";
import { make, makeName } from "../dom.js";
import { formatDay } from "../format.js";
import { say } from "../words.js";
import { setAvatar } from "./avatar.js";
import { printSheet } from "./print_sheet.js";

/** More would be a book: it takes minutes to lay out, and nobody looks anybody up in it. */
export const MOST_PRINTED = 1_000;
const PAGE = 200;

/** @param {UserRow} person @returns {HTMLElement} */
function makeEntry(person) {
  const entry = make("li", "entry");
  const face = make("span", "avatar avatar-40");
  setAvatar(face, person);
  const words = make("div");
  const name = make("b");
  name.append(makeName(person.name));
  words.append(name);
  for (const text of [person.email, person.phone_number, person.location]) {
    if (text === "") continue;
    const line = make("span");
    line.append(makeName(text));
    words.append(line);
  }
  entry.append(face, words);
  return entry;
}

/**
 * Opens the print dialog with the people of a list, in its order.
 * @param {Pick<UserQuery, "search" | "filter" | "sort">} question
 * @param {number} total how many there are, at most {@link MOST_PRINTED}
 * @param {AbortSignal} signal takes it out of the page
 */
export async function printDirectory(question, total, signal) {
  const list = make("ul", "entries");
  for (let offset = 0; offset < total; offset += PAGE) {
    const { rows } = await listUsers({ ...question, offset, limit: PAGE });
    list.append(...rows.map(makeEntry));
  }
  if (signal.aborted) return;
  await printSheet(say("directory.title"), say("directory.text", { count: total, day: formatDay(new Date().toISOString()) }), list, signal);
}
