/** A panel beside the page where there is room, which is remembered; over the page where not, and then only while asked for. */

/** From this width of the page on, there is room. */
const BESIDE_FROM = 840;

/**
 * @typedef {object} SidePanelOptions
 * @property {HTMLElement} page
 * @property {HTMLElement} panel
 * @property {HTMLElement} button shows and hides it
 * @property {() => boolean} isRemembered whether it stands open beside the page
 * @property {(open: boolean) => void} remember
 * @property {() => void} onOpen it shows now
 * @property {() => void} onLeave focus was in it when it closed
 */

export class SidePanel {
  #options;
  #isOver = false;
  #isAskedFor = false;

  /** @param {SidePanelOptions} options */
  constructor(options) {
    this.#options = options;
    options.button.addEventListener("click", () => (this.isOpen ? this.close() : this.open()));
    new ResizeObserver(() => this.#measure()).observe(options.page);
    this.#mark();
  }

  /** It lies over the page. */
  get isOver() {
    return this.#isOver;
  }

  get isOpen() {
    return this.#isOver ? this.#isAskedFor : this.#options.isRemembered();
  }

  /** Asks for it, should there be no room; beside the page it stays as remembered. */
  askFor() {
    this.#isAskedFor = true;
    this.#mark();
  }

  open() {
    this.#isAskedFor = true;
    if (!this.#isOver) this.#options.remember(true);
    this.#show();
  }

  close() {
    const { panel, remember, onLeave } = this.#options;
    const inside = panel.contains(document.activeElement);
    this.#isAskedFor = false;
    if (!this.#isOver) remember(false);
    this.#show();
    if (inside) onLeave();
  }

  #measure() {
    const isOver = this.#options.page.clientWidth < BESIDE_FROM;
    if (isOver === this.#isOver) return;
    this.#isOver = isOver;
    this.#show();
  }

  #show() {
    this.#mark();
    if (this.isOpen) this.#options.onOpen();
  }

  #mark() {
    const { panel, button } = this.#options;
    panel.classList.toggle("is-over", this.#isOver);
    panel.toggleAttribute("data-closed", !this.isOpen);
    button.setAttribute("aria-pressed", String(this.isOpen));
  }
}
