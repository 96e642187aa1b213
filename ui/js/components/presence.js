/** Tells Rust that the person is there, and the person that they seem not to be. */

import { noteActivity } from "../api.js";
import { make, makeIcon } from "../dom.js";
import { say } from "../words.js";

/** What a person does. */
const SIGNS = ["pointermove", "pointerdown", "keydown", "wheel", "input"];

/** Moving a pointer is hundreds of events a second. */
const SELDOM = 5_000;

/** How often the time left is said aloud, in seconds. */
const SAID_EVERY = 10;

/** @returns {(left: number) => void} shows that the window will be locked in so many milliseconds */
export function watchPresence() {
  let told = performance.now();
  /** @type {HTMLElement | null} */
  let notice = null;
  const note = () => {
    const now = performance.now();
    if (notice === null && now - told < SELDOM) return;
    told = now;
    notice?.remove();
    notice = null;
    noteActivity().catch((error) => console.warn("The window does not know that somebody is there:", error));
  };
  for (const sign of SIGNS) window.addEventListener(sign, note, { capture: true, passive: true });

  return (left) => {
    notice?.remove();
    const shown = make("div", "away");
    const words = make("p", "num");
    words.setAttribute("aria-hidden", "true");
    const said = make("p", "visually-hidden");
    said.setAttribute("role", "status");
    shown.append(makeIcon("lock"), words, said);
    // A modal dialog makes all else inert and lies above it.
    (document.querySelector("dialog[open]") ?? document.body).append(shown);
    notice = shown;
    const end = performance.now() + left;
    let before = Infinity;
    const tick = () => {
      const seconds = Math.ceil((end - performance.now()) / 1000);
      if (!shown.isConnected || seconds <= 0) return shown.remove();
      words.textContent = say("lock.soon", { left: say("wait.seconds", { count: seconds }) });
      if (before - seconds >= SAID_EVERY) {
        before = seconds;
        said.textContent = say("lock.soon.said", { left: say("wait.seconds", { count: seconds }) });
      }
      setTimeout(tick, Math.max(50, (end - performance.now()) % 1000));
    };
    setTimeout(tick, 0);
  };
}
