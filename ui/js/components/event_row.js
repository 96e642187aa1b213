/** One event as a line of the history: when, who did what, the fields from old to new, and the way back. */

/** @import { EventPage, EventQuery, EventRow } from "../types.js" */

import { make, makeIcon } from "../dom.js";
import { formatFull, formatTime } from "../format.js";
import { say } from "../words.js";
import { setOff, withBusy } from "./button.js";
import { makeDiff } from "./event_changes.js";
import { couldBeUndone, makeSentence, markOf } from "./event_words.js";

/** How many people of an action on many are shown at once. */
const PARTS = 50;

/**
 * @typedef {object} EventActions
 * @property {(query: EventQuery) => Promise<EventPage>} list
 * @property {(event: EventRow, button: HTMLElement) => void} onUndo
 * @property {(reason: unknown) => void} onFailure
 */

/** @param {string} label @param {string} [icon] @returns {HTMLElement} */
function makeAct(label, icon) {
  const button = make("button", "btn btn-sm btn-ghost");
  button.type = "button";
  if (icon) button.append(makeIcon(icon));
  button.append(label);
  return button;
}

/** @param {EventRow} part @returns {HTMLElement} */
function makePart(part) {
  const item = make("li");
  item.append(makeSentence(part));
  if (part.changes.length > 0) item.append(makeDiff(part.changes));
  return item;
}

/**
 * A button that shows whom an action on many changed, and how.
 * @param {EventRow} event
 * @param {HTMLElement} host
 * @param {EventActions} actions
 * @returns {HTMLElement}
 */
function makePartsButton(event, host, { list, onFailure }) {
  const button = makeAct(say("activity.parts"));
  button.setAttribute("aria-expanded", "false");
  const box = make("div", "event-parts");
  const items = make("ul");
  items.setAttribute("role", "list");
  const more = makeAct(say("more.rows"));
  box.append(items, more);
  box.hidden = true;
  host.append(box);
  /** @type {number | null} */
  let last = null;
  const load = async () => {
    const { rows } = await list({ batch: event.id, limit: PARTS, ...(last === null ? {} : { before: last }) });
    items.append(...rows.map(makePart));
    last = rows.at(-1)?.id ?? last;
    more.hidden = rows.length < PARTS;
  };
  button.addEventListener("click", async () => {
    try {
      if (last === null) await withBusy(button, load);
      box.hidden = !box.hidden;
      button.setAttribute("aria-expanded", String(!box.hidden));
      button.textContent = say(box.hidden ? "activity.parts" : "activity.parts.hide");
    } catch (reason) {
      onFailure(reason);
    }
  });
  more.addEventListener("click", () => void withBusy(more, load).catch(onFailure));
  return button;
}

/**
 * @param {EventRow} event
 * @param {EventActions} actions
 * @returns {HTMLElement}
 */
export function makeEventRow(event, actions) {
  const row = make("li", "event");
  row.dataset.event = String(event.id);
  const time = make("time", "", formatTime(event.at));
  time.dateTime = event.at;
  time.title = formatFull(event.at);
  const { icon, tone } = markOf(event);
  const mark = make("span", `event-mark ${tone ?? ""}`);
  mark.append(makeIcon(icon));
  const what = make("div", "what");
  const sentence = makeSentence(event);
  if (event.undone_by !== null) sentence.append(make("span", "badge", say("activity.undone")));
  what.append(sentence);
  if (event.changes.length > 0) what.append(makeDiff(event.changes, event.action === "add"));
  const acts = make("div", "acts");
  row.append(time, mark, what, acts);
  if (event.batch_size !== null) acts.append(makePartsButton(event, what, actions));
  if (couldBeUndone(event)) {
    const undo = makeAct(say("undo"), "undo");
    undo.addEventListener("click", () => actions.onUndo(event, undo));
    acts.append(undo);
    setOff(undo, event.may_undo);
  }
  return row;
}
