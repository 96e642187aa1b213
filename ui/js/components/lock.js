/**
 * Locking: what is on the screen leaves the page, and comes back after the password.
 *
 * Until then it is kept here, in a variable that nothing in the page leads to: forms of every kind come back as they
 * were, also pictures and dialogs, which no description sent to Rust and back could promise. It would be no safer there;
 * whoever reads this process's memory reads both. What counts while locked is that Rust answers nothing.
 */

/** @import { Session } from "../session.js" */

import { closeWindow, lock, onAway, onLock, onLocked } from "../api.js";
import { make, part } from "../dom.js";
import { say } from "../words.js";
import { showLockForm, warnUnsaved } from "./lock_form.js";
import { watchPresence } from "./presence.js";

/** @type {Promise<void> | null} */
let locked = null;

/** Everything that is on the screen, out of the page. @returns {() => void} puts it back */
function takeAway() {
  for (const open of document.querySelectorAll(":popover-open")) /** @type {HTMLElement} */ (open).hidePopover();
  const { title, activeElement, body } = document;
  const dialogs = [...body.querySelectorAll("dialog[open]")].filter((dialog) => dialog instanceof HTMLDialogElement);
  const scrolled = [...body.querySelectorAll("*")].filter((one) => one.scrollTop > 0 || one.scrollLeft > 0).map((one) => ({ one, top: one.scrollTop, left: one.scrollLeft }));
  const away = [...body.children].filter((one) => !(one instanceof HTMLTemplateElement));
  const marks = away.map((one) => {
    const mark = document.createComment("");
    one.replaceWith(mark);
    return mark;
  });
  // What ends meanwhile may want to say so: not here.
  const toasts = make("div");
  toasts.id = "toasts";
  toasts.hidden = true;
  body.append(toasts);
  return () => {
    const late = [...toasts.childNodes];
    toasts.remove();
    marks.forEach((mark, place) => mark.replaceWith(away[place] ?? ""));
    document.querySelector("#toasts")?.append(...late);
    for (const dialog of dialogs) {
      dialog.removeAttribute("open");
      dialog.showModal();
    }
    for (const { one, top, left } of scrolled) one.scrollTo({ top, left, behavior: "instant" });
    document.title = title;
    if (activeElement instanceof HTMLElement) activeElement.focus({ preventScroll: true });
  };
}

/** Keys and questions of what was taken away must not work behind the lock. @param {HTMLElement} root @param {AbortSignal} signal */
function keepOthersOut(root, signal) {
  root.addEventListener("keydown", (event) => event.stopPropagation(), { signal });
  window.addEventListener("keydown", (event) => {
    if (!(event.target instanceof Node && root.contains(event.target))) event.stopImmediatePropagation();
  }, { capture: true, signal });
  window.addEventListener("roster:close", (event) => {
    event.stopImmediatePropagation();
    warnUnsaved(part(root, "notice"), "close", say("lock.close"), () => void closeWindow());
  }, { capture: true, signal });
}

/**
 * Shows the lock until the password was shown.
 * @param {Session} session
 * @param {() => void} restart
 * @returns {Promise<void>}
 */
function showLock(session, restart) {
  const putBack = takeAway();
  const end = new AbortController();
  const root = make("div");
  document.body.append(root);
  keepOthersOut(root, end.signal);
  return new Promise((resolve) => {
    showLockForm(root, session.me, {
      onUnlocked(me) {
        end.abort();
        root.remove();
        putBack();
        locked = null;
        session.setMe(me);
        resolve();
        // Nobody was told of what changed meanwhile.
        window.dispatchEvent(new Event("roster:change"));
      },
      restart,
    });
  });
}

/**
 * Lets the window lock: by itself, with Ctrl L, or when a command finds it locked.
 * @param {Session} session
 * @param {() => void} restart reloads the page
 * @returns {() => void} locks it now
 */
export function attachLock(session, restart) {
  const show = () => (locked ??= showLock(session, restart));
  const lockNow = () => void lock().then(() => show());
  onLocked(show);
  onLock(() => void show());
  onAway(watchPresence());
  // Before any dialog, and whatever has focus.
  window.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "l" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || locked !== null) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    lockNow();
  }, { capture: true });
  return lockNow;
}
