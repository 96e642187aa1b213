/** The panel with somebody's details, beside the list of people or over it. */

/** @import { Session } from "../session.js" */
/** @import { PanelOptions, Place } from "./person_panel.js" */

import { SidePanel } from "../components/side_panel.js";
import { part } from "../dom.js";
import { createPersonPanel } from "./person_panel.js";

/**
 * @typedef {object} PeoplePanelOptions
 * @property {() => Place | null | undefined} place the person to show; null for nobody, nothing while that is not known
 * @property {PanelOptions["onStep"]} onStep
 * @property {PanelOptions["onEdit"]} onEdit
 * @property {PanelOptions["events"]} events
 * @property {() => void} onLeave focus goes back to the list
 */

export class PeoplePanel {
  #options;
  #element;
  #panel;
  #side;

  /** @param {HTMLElement} root @param {Session} session @param {PeoplePanelOptions} options */
  constructor(root, session, options) {
    this.#options = options;
    this.#element = part(root, "panel");
    const { onStep, onEdit, events, onLeave } = options;
    this.#panel = createPersonPanel(this.#element, { onStep, onEdit, events, onClose: () => this.#side.close() });
    this.#side = new SidePanel({
      page: root,
      panel: this.#element,
      button: part(root, "panel-toggle"),
      isRemembered: () => session.preferences.panel_open,
      remember: (panel_open) => session.setPreferences({ panel_open }),
      onOpen: () => this.follow(),
      onLeave,
    });
  }

  /** Asks for it, should there be no room beside the list. */
  askFor() {
    this.#side.askFor();
  }

  /** Opens it and goes there. */
  enter() {
    this.#side.open();
    this.#panel.focus();
  }

  /** A row was pressed: where the panel lies over the list, that asks for it. */
  openOver() {
    if (this.#side.isOver && !this.#side.isOpen) this.#side.open();
  }

  /** Shows who is current, if it shows. */
  follow() {
    const place = this.#side?.isOpen ? this.#options.place() : undefined;
    if (place !== undefined) this.#panel.follow(place);
  }

  refresh() {
    this.#panel.refresh();
  }

  /** Esc leaves the panel for the list, or closes it. @param {KeyboardEvent} event @param {boolean} isInList */
  onEscape(event, isInList) {
    const inside = this.#element.contains(document.activeElement);
    if (!this.#side.isOpen || (!inside && !isInList)) return;
    event.preventDefault();
    if (inside && !this.#side.isOver) this.#options.onLeave();
    else this.#side.close();
  }
}
