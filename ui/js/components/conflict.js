/** "Changed elsewhere": what differs between the saved person and the form, and the choice between the two. */

/** @import { Control } from "./control.js" */
/** @import { Subject } from "./edit_subject.js" */

import { make } from "../dom.js";
import { say } from "../words.js";
import { clearNotice, showNotice } from "./notice.js";

/**
 * Takes over what only they changed, and finds what both changed differently.
 * @template T
 * @param {Control<T>[]} controls
 * @param {T} base as the form was loaded
 * @param {T} theirs as saved now
 * @returns {Control<T>[]} the controls that need a choice
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
 * @template T
 * @param {Control<T>[]} clashing
 * @param {T} theirs
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
 * @template T
 * @param {HTMLElement} host
 * @param {Control<T>[]} clashing
 * @param {T} theirs
 * @param {Subject<T>} subject
 * @returns {Promise<"theirs" | "mine">}
 */
export function askVersion(host, clashing, theirs, subject) {
  const story = subject.tellConflict(theirs, { field: clashing[0]?.label ?? "", count: clashing.length });
  const text = document.createDocumentFragment();
  text.append(make("p", "", story.text), makeDifferences(clashing, theirs));
  const [useTheirs, keepMine] = [say("conflict.use_theirs"), say("conflict.keep_mine")].map((label) => {
    const button = make("button", "btn btn-sm", label);
    button.type = "button";
    return button;
  });
  const notice = showNotice(host, { tone: "warn", title: story.title, text, actions: [useTheirs, keepMine].filter((button) => button !== undefined) });
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
