/** The saved views in the rail, below the places. */

/** @import { SavedViews } from "../saved_views.js" */
/** @import { SavedView } from "../types.js" */

import { make, makeName } from "../dom.js";
import { onLanguage } from "../language.js";
import { say } from "../words.js";

/** Everyone, in the usual order and columns. */
export const EVERYONE = "#/people/everyone";

/** @param {number} id */
export const viewAddress = (id) => `#/people/views/${id}`;

/** @param {string} address @param {HTMLElement} name @param {boolean} isCurrent */
function makeItem(address, name, isCurrent) {
  const item = make("li");
  const link = make("a", "nav-item");
  const label = make("span", "label");
  label.append(name);
  link.href = address;
  link.append(label);
  // "true", not "page": the page is People, which is marked above.
  if (isCurrent) link.setAttribute("aria-current", "true");
  item.append(link);
  return item;
}

/**
 * @param {HTMLElement} section hidden while there are none
 * @param {HTMLElement} list
 * @param {SavedViews} views
 */
export function attachViewRail(section, list, views) {
  const show = () => {
    const focused = list.contains(document.activeElement) ? document.activeElement?.getAttribute("href") : null;
    section.hidden = views.all.length === 0;
    list.replaceChildren(
      makeItem(EVERYONE, make("span", "", say("views.everyone")), false),
      ...views.all.map((view) => makeItem(viewAddress(view.id), makeName(view.name), view.id === views.current?.id)),
    );
    if (focused) [...list.querySelectorAll("a")].find((link) => link.getAttribute("href") === focused)?.focus();
  };
  views.onChange(show);
  onLanguage(show);
  show();
}

/** @param {readonly SavedView[]} views @param {string} name @returns {SavedView | undefined} the one that has the name, whatever its case */
export const findByName = (views, name) => views.find((view) => view.name.toLocaleLowerCase() === name.toLocaleLowerCase());
