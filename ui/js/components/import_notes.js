/** What somebody should know about a file before it is taken over: notices, groups that would be made, what has no place here. */

/** @import { ImportJob } from "../import_job.js" */
/** @import { ImportGroup, LeftOut } from "../types.js" */

import { make, makeIcon, makeName, part } from "../dom.js";
import { say } from "../words.js";
import { openDialog } from "./dialog.js";

/** @param {ImportJob} job @returns {string[]} each a finished sentence */
export const listNotices = ({ file, summary }) => [...(file?.notices ?? []), ...(summary?.notices ?? [])];

/** @param {ImportJob} job @returns {number} how many things there are to know */
export const countNotes = (job) => listNotices(job).length + (job.summary?.new_groups.length ?? 0) + (job.file?.left_out.length ?? 0);

/** @param {string} icon @param {(HTMLElement | string)[]} content */
function makeLine(icon, ...content) {
  const line = make("li");
  const words = make("span");
  words.append(...content);
  line.append(makeIcon(icon), words);
  return line;
}

/** @param {ImportGroup} group */
function makeGroup({ name, permissions, refused }) {
  const title = make("b");
  title.append(makeName(name));
  const text = refused ?? (permissions.length === 0 ? say("import.group.nothing") : permissions.join(" · "));
  return makeLine(refused === null ? "plus" : "skip", title, make("span", "muted", text));
}

/** @param {LeftOut} left */
const makeLeftOut = ({ column, filled }) => makeLine("minus", make("code", "", column), make("span", "muted", say("import.left_out.filled", { count: filled })));

/** @param {ImportJob} job */
export async function openNotes(job) {
  const { element, closed } = openDialog("import-notes");
  const { file, summary } = job;
  /** @type {[string, HTMLElement[]][]} */
  const lists = [
    ["notices", listNotices(job).map((text) => makeLine("info", text))],
    ["groups", (summary?.new_groups ?? []).map(makeGroup)],
    ["left-out", (file?.left_out ?? []).map(makeLeftOut)],
  ];
  for (const [name, lines] of lists) {
    part(element, name).replaceChildren(...lines);
    part(element, `${name}-part`).hidden = lines.length === 0;
  }
  await closed;
}
