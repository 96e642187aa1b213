/** The menu of saved views in the list of people: opens them where the rail has no room, and keeps, renames and deletes them. */

/** @import { SavedViews } from "../saved_views.js" */
/** @import { SavedView, ViewContent } from "../types.js" */

import { make, makeIcon, part } from "../dom.js";
import { say } from "../words.js";
import { setOff } from "./button.js";
import { attachMenu } from "./popover.js";
import { showToast } from "./toast.js";
import { showTrouble } from "./trouble.js";
import { isSameView } from "./view_content.js";
import { askViewName } from "./view_dialog.js";
import { EVERYONE, findByName, viewAddress } from "./view_rail.js";

/**
 * @typedef {object} ViewMenuOptions
 * @property {SavedViews} views
 * @property {() => ViewContent} content what is in view
 * @property {(address: string) => void} go
 * @property {(view: SavedView) => void} onSaved the list in view has this name now
 */

/** @param {unknown} reason */
const complain = (reason) => void showTrouble(say("views.failed"), reason);

export class ViewMenu {
  #options;
  #menu;

  /** @param {HTMLElement} button @param {HTMLElement} menu @param {ViewMenuOptions} options */
  constructor(button, menu, options) {
    this.#options = options;
    this.#menu = menu;
    attachMenu(button, menu);
    part(menu, "save-view").addEventListener("click", () => void this.save());
    part(menu, "update-view").addEventListener("click", () => void this.#update());
    part(menu, "rename-view").addEventListener("click", () => void this.#rename());
    part(menu, "delete-view").addEventListener("click", () => void this.#delete());
    menu.addEventListener("beforetoggle", (event) => {
      if (/** @type {ToggleEvent} */ (event).newState === "open") this.#show();
    });
  }

  /** Keeps the list in view under a new name. */
  async save() {
    const { views, content, onSaved } = this.#options;
    const kept = content();
    await askViewName({
      title: say("views.save.title"),
      action: say("views.save"),
      caution: (name) => (findByName(views.all, name) ? say("views.save.replaces", { name }) : null),
      keep: async (name) => {
        const saved = await views.save(name, kept);
        onSaved(saved);
        showToast({ text: say("views.saved", { name: saved.name }) });
      },
    });
  }

  #show() {
    const { views, content } = this.#options;
    const { current } = views;
    const list = part(this.#menu, "views");
    list.replaceChildren(
      this.#makeItem(say("views.everyone"), EVERYONE, false),
      ...views.all.map((view) => this.#makeItem(view.name, viewAddress(view.id), view === current)),
    );
    const none = current === null ? say("views.none_open") : null;
    setOff(part(this.#menu, "update-view"), none ?? (current && isSameView(current.content, content()) ? say("views.unchanged") : null));
    setOff(part(this.#menu, "rename-view"), none);
    setOff(part(this.#menu, "delete-view"), none);
  }

  /** @param {string} name @param {string} address @param {boolean} isCurrent */
  #makeItem(name, address, isCurrent) {
    const item = make("button", "menu-item");
    const label = make("span", "label", name);
    label.dir = "auto";
    item.type = "button";
    item.tabIndex = -1;
    item.setAttribute("role", "menuitemradio");
    item.setAttribute("aria-checked", String(isCurrent));
    item.append(label, makeIcon("check", "tick"));
    item.addEventListener("click", () => this.#options.go(address));
    return item;
  }

  async #update() {
    const { views, content, onSaved } = this.#options;
    const { current } = views;
    if (current === null) return;
    try {
      onSaved(await views.save(current.name, content()));
      const undo = () => void views.save(current.name, current.content).then(onSaved).catch(complain);
      showToast({ text: say("views.updated", { name: current.name }), action: { label: say("undo"), run: undo } });
    } catch (reason) {
      complain(reason);
    }
  }

  async #rename() {
    const { views } = this.#options;
    const { current } = views;
    if (current === null) return;
    await askViewName({
      title: say("views.rename.title", { name: current.name }),
      action: say("views.rename"),
      name: current.name,
      caution: () => null,
      keep: (name) => views.rename(current.id, name),
    });
  }

  async #delete() {
    const { views, onSaved } = this.#options;
    const { current } = views;
    if (current === null) return;
    try {
      await views.delete(current.id);
      const undo = () => void views.save(current.name, current.content).then(onSaved).catch(complain);
      showToast({ text: say("views.deleted", { name: current.name }), action: { label: say("undo"), run: undo } });
    } catch (reason) {
      complain(reason);
    }
  }
}
