/**
 * Screens and the addresses that lead to them: `#/profile`, `#/people/7/edit`.
 *
 * How a screen comes up: `open` gets a fresh, detached `<main>` and fills it. It should put its skeleton there at
 * once; the old screen stays in view until `open` is done, or for 150 ms, so a quick answer never shows a skeleton.
 */

/** @import { Session } from "./session.js" */

import { ApiError } from "./api.js";
import { find, fill, make, mountTemplate, part } from "./dom.js";
import { say } from "./words.js";

/**
 * What every screen is given.
 * @typedef {object} Context
 * @property {Session} session who is signed in, and their preferences
 * @property {AbortSignal} signal aborted when the screen closes: pass it to addEventListener and check it after awaits
 * @property {(hash: string) => Promise<boolean>} go leads to another screen; false when the person stayed to save
 * @property {(title: string) => void} setTitle names the screen in the window's title
 * @property {Map<string, unknown>} memory what a screen wants to find again at its next opening; gone at sign-out
 */

/**
 * What a screen gives back. All of it is optional.
 * @typedef {object} OpenScreen
 * @property {() => void} [shown] called once the screen is in the page: measure and focus here
 * @property {() => void} [again] called when somebody asks for the very address that is in view
 * @property {() => boolean | Promise<boolean>} [canLeave] may ask about unsaved changes
 * @property {() => void} [close]
 */

/** Numbers taken from the address. @typedef {Record<string, number>} Params */

/**
 * @typedef {object} Screen
 * @property {(root: HTMLElement, params: Params, context: Context) => OpenScreen | void | Promise<OpenScreen | void>} open
 */

/**
 * @typedef {object} Route
 * @property {string} path such as `#/people/:id/edit`
 * @property {string} place the item of the rail it belongs to
 * @property {() => Promise<Screen>} load
 */

/** @typedef {{ route: Route, params: Params }} Found */

/** How long the old screen stays in view while the next one loads. */
const PATIENCE = 150;

/**
 * @param {string} path
 * @param {string} hash
 * @returns {Params | null} null when the address does not fit
 */
function matchPath(path, hash) {
  const pattern = path.replaceAll(/:(\w+)/g, "(?<$1>\\d+)");
  const match = new RegExp(`^${pattern}$`).exec(hash);
  if (match === null) return null;
  return Object.fromEntries(Object.entries(match.groups ?? {}).map(([name, digits]) => [name, Number(digits)]));
}

/** @param {string} screen */
function setTitle(screen) {
  document.title = say("app.title", { screen });
}

/** @returns {HTMLElement} the place for one screen */
function makeRoot() {
  const root = make("main", "page");
  root.id = "main";
  root.tabIndex = -1;
  return root;
}

/** @param {number} time @returns {Promise<void>} */
const pause = (time) => new Promise((resolve) => setTimeout(resolve, time));

/**
 * Puts focus where a reader would start, unless the screen has placed it already.
 * @param {HTMLElement} root
 */
function focusScreen(root) {
  if (root.contains(document.activeElement)) return;
  const heading = root.querySelector("h1") ?? root;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
}

/**
 * The page for a screen that could not be opened: a person who is gone, a database that does not answer.
 * @param {HTMLElement} root
 * @param {unknown} reason
 * @param {() => void} retry
 */
function showFailure(root, reason, retry) {
  if (!(reason instanceof ApiError)) console.error(reason);
  root.replaceChildren();
  mountTemplate(root, "screen-failed");
  fill(root, { message: reason instanceof ApiError ? reason.message : say("error.unexpected") });
  part(root, "retry").addEventListener("click", retry);
}

/**
 * @typedef {object} RouterOptions
 * @property {Route[]} routes the first one is home
 * @property {HTMLElement} outlet its `<main>` child is replaced by each screen
 * @property {Session} session
 * @property {(place: string) => void} onShow told the place of each screen that comes up
 */

export class Router {
  /** @type {RouterOptions} */
  #options;
  /** @type {OpenScreen} */
  #current = {};
  #shownHash = "";
  /** Ends with the screen in view. */
  #controller = new AbortController();
  /** @type {Map<string, unknown>} */
  #memory = new Map();

  /** @param {RouterOptions} options */
  constructor(options) {
    this.#options = options;
    document.addEventListener("click", (event) => this.#followLink(event));
    window.addEventListener("popstate", () => void this.#followAddress());
  }

  /** Shows the screen of the address, or home. @returns {Promise<void>} */
  start() {
    return this.#show(location.hash);
  }

  /** Opens the screen in view anew, unless the person stays to save. @returns {Promise<void>} */
  async reopen() {
    if (await this.canLeave()) await this.#show(this.#shownHash);
  }

  /** Asks the screen in view. @returns {Promise<boolean>} */
  async canLeave() {
    return (await this.#current.canLeave?.()) ?? true;
  }

  /**
   * Leads to another screen.
   * @param {string} hash
   * @returns {Promise<boolean>} false when the person stayed to save
   */
  async go(hash) {
    if (hash === this.#shownHash) {
      this.#current.again?.();
      return true;
    }
    if (!(await this.canLeave())) return false;
    history.pushState(null, "", hash);
    await this.#show(hash);
    return true;
  }

  /** @param {MouseEvent} event */
  #followLink(event) {
    const link = event.target instanceof Element ? event.target.closest('a[href^="#/"]') : null;
    if (link === null || event.defaultPrevented) return;
    event.preventDefault();
    void this.go(link.getAttribute("href") ?? "");
  }

  /** Back and forward change the address first: it is put back when the person stays. */
  async #followAddress() {
    const hash = location.hash;
    if (hash === this.#shownHash) return;
    if (await this.canLeave()) await this.#show(hash);
    else history.pushState(null, "", this.#shownHash);
  }

  /** @param {string} hash @returns {Promise<void>} */
  async #show(hash) {
    const found = this.#findRoute(hash);
    if (found === null) return this.#showHome();
    const signal = this.#leave();
    this.#shownHash = hash;
    const root = makeRoot();
    const opening = this.#open(root, found, signal);
    await Promise.race([opening, pause(PATIENCE)]);
    if (signal.aborted) return;
    // At once, as in other programs: a fade would draw both screens again and again before the new one can be used.
    find(this.#options.outlet, "main").replaceWith(root);
    this.#options.onShow(found.route.place);
    const opened = await opening;
    if (signal.aborted) return;
    this.#current = opened;
    opened.shown?.();
    focusScreen(root);
  }

  /** An address that leads nowhere, as after signing in, becomes that of the first route. @returns {Promise<void>} */
  #showHome() {
    const home = this.#options.routes[0]?.path ?? "";
    history.replaceState(null, "", home);
    return this.#show(home);
  }

  /** @param {string} hash @returns {Found | null} */
  #findRoute(hash) {
    for (const route of this.#options.routes) {
      const params = matchPath(route.path, hash);
      if (params !== null) return { route, params };
    }
    return null;
  }

  /** Closes the screen in view. @returns {AbortSignal} of the next one */
  #leave() {
    this.#controller.abort();
    this.#current.close?.();
    this.#current = {};
    this.#controller = new AbortController();
    return this.#controller.signal;
  }

  /**
   * @param {HTMLElement} root
   * @param {Found} found
   * @param {AbortSignal} signal
   * @returns {Promise<OpenScreen>}
   */
  async #open(root, { route, params }, signal) {
    const { session } = this.#options;
    try {
      const screen = await route.load();
      return (await screen.open(root, params, { session, signal, go: (hash) => this.go(hash), setTitle, memory: this.#memory })) ?? {};
    } catch (reason) {
      showFailure(root, reason, () => void this.#show(this.#shownHash));
      return {};
    }
  }
}
