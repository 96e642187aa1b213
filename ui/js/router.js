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

/**
 * @typedef {object} Router
 * @property {(hash: string) => Promise<boolean>} go
 * @property {() => Promise<boolean>} canLeave asks the screen in view
 * @property {() => Promise<void>} start shows the screen of the address, or of the first route
 */

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
 * @param {object} options
 * @param {Route[]} options.routes the first one is home
 * @param {HTMLElement} options.outlet its `<main>` child is replaced by each screen
 * @param {Session} options.session
 * @param {(place: string) => void} options.onShow told the place of each screen that comes up
 * @returns {Router}
 */
export function createRouter({ routes, outlet, session, onShow }) {
  /** @type {OpenScreen} */
  let current = {};
  let shownHash = "";
  let controller = new AbortController();
  /** @type {Map<string, unknown>} */
  const memory = new Map();

  const setTitle = (/** @type {string} */ screen) => {
    document.title = say("app.title", { screen });
  };

  async function canLeave() {
    return (await current.canLeave?.()) ?? true;
  }

  /** @param {string} hash */
  function findRoute(hash) {
    for (const route of routes) {
      const params = matchPath(route.path, hash);
      if (params !== null) return { route, params };
    }
    return null;
  }

  function leave() {
    controller.abort();
    current.close?.();
    current = {};
    controller = new AbortController();
    return controller.signal;
  }

  /** @param {string} hash */
  async function show(hash) {
    const found = findRoute(hash);
    if (found === null) {
      history.replaceState(null, "", routes[0]?.path);
      return show(location.hash);
    }
    const signal = leave();
    shownHash = hash;
    const root = make("main", "page");
    root.id = "main";
    root.tabIndex = -1;
    const attach = () => {
      if (signal.aborted || root.isConnected) return;
      find(outlet, "main").replaceWith(root);
      onShow(found.route.place);
    };
    const opening = openScreen(root, found.route, found.params, signal);
    await Promise.race([opening, pause(PATIENCE)]);
    attach();
    const opened = await opening;
    if (signal.aborted) return;
    current = opened;
    current.shown?.();
    focusScreen(root);
  }

  /**
   * @param {HTMLElement} root
   * @param {Route} route
   * @param {Params} params
   * @param {AbortSignal} signal
   * @returns {Promise<OpenScreen>}
   */
  async function openScreen(root, route, params, signal) {
    try {
      const screen = await route.load();
      return (await screen.open(root, params, { session, signal, go, setTitle, memory })) ?? {};
    } catch (reason) {
      showFailure(root, reason, () => show(shownHash));
      return {};
    }
  }

  /** @param {string} hash */
  async function go(hash) {
    if (hash === shownHash) return true;
    if (!(await canLeave())) return false;
    history.pushState(null, "", hash);
    await show(hash);
    return true;
  }

  /** Back and forward change the address first: put it back when the person stays. */
  async function followAddress() {
    const hash = location.hash;
    if (hash === shownHash) return;
    if (await canLeave()) await show(hash);
    else history.pushState(null, "", shownHash);
  }

  outlet.ownerDocument.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[href^="#/"]') : null;
    if (link === null || event.defaultPrevented) return;
    event.preventDefault();
    void go(link.getAttribute("href") ?? "");
  });
  window.addEventListener("popstate", followAddress);

  return { go, canLeave, start: () => show(location.hash) };
}
