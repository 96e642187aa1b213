/** Notices inside a page or form: what happened, then what to do. */

import { make, makeIcon } from "../dom.js";

const ICONS = { info: "info", ok: "ok", warn: "warning", danger: "error" };

/**
 * Shows one notice in a host, in place of what was there.
 * @param {HTMLElement} host an empty element kept for it
 * @param {object} notice
 * @param {"info" | "ok" | "warn" | "danger"} [notice.tone]
 * @param {string} notice.title
 * @param {string | Node} [notice.text]
 * @param {HTMLElement[]} [notice.actions] buttons
 * @returns {HTMLElement}
 */
export function showNotice(host, { tone = "danger", title, text = "", actions = [] }) {
  const element = make("div", `notice is-${tone}`);
  element.setAttribute("role", tone === "danger" || tone === "warn" ? "alert" : "status");
  const body = make("div");
  body.append(make("strong", "", title));
  if (text instanceof Node) body.append(text);
  else if (text) body.append(make("p", "", text));
  element.append(makeIcon(ICONS[tone]), body);
  if (actions.length > 0) {
    const row = make("div", "actions");
    row.append(...actions);
    element.append(row);
  }
  host.replaceChildren(element);
  host.hidden = false;
  return element;
}

/** @param {HTMLElement} host */
export function clearNotice(host) {
  host.replaceChildren();
  host.hidden = true;
}
