/** Waiting after too many failures: a notice that counts down, with the form off until then. */

/** @import { ApiError } from "../api.js" */

import { cloneTemplate, part } from "../dom.js";
import { say } from "../words.js";
import { setOff } from "./button.js";

/** How often it is said aloud. */
const SAID_EVERY = 30;

/** @param {number} seconds @returns {string} such as `0:42` */
const formatLeft = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

/** @param {number} seconds @returns {string} as it is said aloud */
const speakLeft = (seconds) => (seconds < 60 ? say("wait.seconds", { count: seconds }) : say("wait.minutes", { count: Math.ceil(seconds / 60) }));

/**
 * Shows the notice and turns the form off; at the end the form is as before, and the notice says so. Stops by itself
 * when the notice leaves the page.
 * @param {HTMLElement} host an empty element kept for notices
 * @param {ApiError} error that says how long to wait
 * @param {HTMLFormElement} form with `data-part="submit"`
 * @param {() => void} onEnd
 */
export function startCountdown(host, error, form, onEnd) {
  const time = error.retryAfter;
  const why = error.code === "throttled" ? say("wait.throttled") : error.message;
  const notice = cloneTemplate("wait");
  host.replaceChildren(notice);
  host.hidden = false;
  const controls = [...form.querySelectorAll("input, button:not([type=submit])")].filter((control) => !control.matches(":disabled"));
  /** @param {boolean} off */
  const turn = (off) => {
    for (const control of controls) control.toggleAttribute("disabled", off);
    setOff(part(form, "submit"), off ? say("wait.reason") : null);
  };
  turn(true);

  const end = performance.now() + time;
  let said = Infinity;
  const tick = () => {
    if (!notice.isConnected) return;
    const left = Math.ceil((end - performance.now()) / 1000);
    if (left <= 0) {
      turn(false);
      part(notice, "title").textContent = say("wait.over");
      part(notice, "hint").hidden = true;
      part(notice, "said").textContent = say("wait.over");
      return onEnd();
    }
    part(notice, "title").textContent = say("wait.title", { why, left: formatLeft(left) });
    if (said - left >= SAID_EVERY) {
      said = left;
      part(notice, "said").textContent = say("wait.said", { why, left: speakLeft(left) });
    }
    setTimeout(tick, Math.max(50, (end - performance.now()) % 1000));
  };
  // A live region that comes along with its words is not read out.
  setTimeout(tick, 0);
  part(notice, "title").textContent = say("wait.title", { why, left: formatLeft(Math.ceil(time / 1000)) });
}
