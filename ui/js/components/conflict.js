/** "Changed elsewhere": what differs between the saved person and the form, and the choice between the two. */

/** @import { Person } from "../types.js" */
/** @import { Control } from "./control.js" */

import { make } from "../dom.js";
import { formatTime } from "../format.js";
import { say } from "../words.js";
import { clearNotice, showNotice } from "./notice.js";

/**
 * Takes over what only they changed, and finds what both changed differently.
 * @param {Control[]} controls
 * @param {Person} base as the form was loaded
 * @param {Person} theirs as saved now
 * @returns {Control[]} the controls that need a choice
 */
export function mergeTheirs(controls, base, theirs) {
  const clashing = [];
  for (const control of controls) {
    const [before, now, mine] = [control.read(base), control.read(theirs), control.get()];
    if (now === before || now === mine) continue;
    if (mine === before) control.set(now);
    else clashing.push(control);
  }
  return clashing;
}

/**
 * @param {Control[]} clashing
 * @param {Person} theirs
 * @returns {HTMLElement}
 */
function makeDifferences(clashing, theirs) {
  const list = make("dl", "diff is-choice");
  for (const control of clashing) {
    if (clashing.length > 1) list.append(make("dt", "what", control.label));
    for (const [label, value] of [
      [say("conflict.theirs"), control.read(theirs)],
      [say("conflict.mine"), control.get()],
    ]) {
      const text = make("dd");
      text.append(make("bdi", "", control.describe(value ?? null)));
      list.append(make("dt", "", String(label)), text);
    }
  }
  return list;
}

/**
 * Asks whose version of the clashing fields to keep.
 * @param {HTMLElement} host
 * @param {Control[]} clashing
 * @param {Person} theirs
 * @returns {Promise<"theirs" | "mine">}
 */
export function askVersion(host, clashing, theirs) {
  const values = {
    who: theirs.changed_by ?? say("conflict.someone"),
    time: theirs.changed_at ? formatTime(theirs.changed_at) : "",
    field: clashing[0]?.label ?? "",
    count: clashing.length,
  };
  const text = document.createDocumentFragment();
  text.append(make("p", "", say("conflict.text", values)), makeDifferences(clashing, theirs));
  const [useTheirs, keepMine] = [say("conflict.use_theirs"), say("conflict.keep_mine")].map((label) => {
    const button = make("button", "btn btn-sm", label);
    button.type = "button";
    return button;
  });
  const notice = showNotice(host, { tone: "warn", title: say("conflict.title"), text, actions: [useTheirs, keepMine].filter((button) => button !== undefined) });
  notice.scrollIntoView({ block: "nearest" });
  return new Promise((resolve) => {
    const choose = (/** @type {"theirs" | "mine"} */ version) => () => {
      clearNotice(host);
      resolve(version);
    };
    useTheirs?.addEventListener("click", choose("theirs"));
    keepMine?.addEventListener("click", choose("mine"));
  });
}
