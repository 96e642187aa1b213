/** The dialog that says after how long the window locks by itself. */

/** @import { Session } from "../session.js" */

import { openDialog } from "../components/dialog.js";
import { attachFields } from "../components/field.js";
import { showToast } from "../components/toast.js";
import { find, part } from "../dom.js";
import { say } from "../words.js";

/** What is offered to whoever had it switched off. */
const USUAL = 15;

/** @param {Session} session */
export function openLockAfter(session) {
  /** @type {import("../components/dialog.js").OpenDialog<true>} */
  const { element, close } = openDialog("lock-after");
  const { minutes } = attachFields(element);
  if (minutes === undefined) throw new Error("The dialog has no minutes");
  const on = part(element, "on", HTMLInputElement);
  const now = session.preferences.lock_after;
  on.checked = now > 0;
  minutes.set(String(now || USUAL));
  const follow = () => minutes.input.toggleAttribute("disabled", !on.checked);
  on.addEventListener("change", follow);
  follow();
  find(element, "form").addEventListener("submit", (event) => {
    event.preventDefault();
    const count = on.checked ? Number(minutes.get().trim()) : 0;
    if (on.checked && !(Number.isInteger(count) && count >= 1 && count <= 60)) {
      minutes.setError(say("lock.minutes"));
      return minutes.focus();
    }
    session.setPreferences({ lock_after: count });
    close(true);
    showToast({ text: count > 0 ? say("lock.saved", { count }) : say("lock.saved.never") });
  });
  on.focus();
}
