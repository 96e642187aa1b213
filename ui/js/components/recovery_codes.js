/** Ten recovery codes, shown once, with the ways to take them along. */

import { printPage, saveRecoveryCodes } from "../api.js";
import { cloneTemplate, find, make, part, setIcon } from "../dom.js";
import { say } from "../words.js";
import { setOff, withBusy } from "./button.js";
import { showFormError } from "./form_error.js";
import { clearNotice } from "./notice.js";
import { showToast } from "./toast.js";

const COPIED_FOR = 2_000;

/** @param {HTMLElement} button @param {string} text */
async function copy(button, text) {
  const icon = find(button, ".icon", SVGSVGElement);
  try {
    await navigator.clipboard.writeText(text);
    setIcon(icon, "ok");
    part(button, "label").textContent = say("secret.copied");
  } catch (reason) {
    console.warn("The clipboard refused:", reason);
    setIcon(icon, "warning");
    part(button, "label").textContent = say("codes.not_copied");
  }
  setTimeout(() => {
    setIcon(icon, "copy");
    part(button, "label").textContent = say("secret.copy");
  }, COPIED_FOR);
}

/**
 * Puts the codes into a place of the page, and keeps a button off until the person says that they have saved them.
 * @param {HTMLElement} host
 * @param {string[]} codes
 * @param {string} username for the sheet that is printed
 * @param {HTMLElement} goOn
 */
export function showCodes(host, codes, username, goOn) {
  const element = cloneTemplate("codes");
  host.replaceChildren(element);
  part(element, "for").textContent = say("codes.for", { username });
  part(element, "codes").replaceChildren(...codes.map((code) => make("li", "", code)));
  const notice = part(element, "notice");
  /** @param {HTMLElement} button @param {() => Promise<void>} work */
  const run = async (button, work) => {
    clearNotice(notice);
    try {
      await withBusy(button, work);
    } catch (reason) {
      showFormError(reason, {}, notice);
    }
  };
  const print = part(element, "print");
  print.addEventListener("click", () => void run(print, async () => void (await printPage())));
  part(element, "copy").addEventListener("click", (event) => void copy(/** @type {HTMLElement} */ (event.currentTarget), codes.join("\n")));
  const save = part(element, "save");
  save.addEventListener("click", () =>
    void run(save, async () => {
      if (await saveRecoveryCodes()) showToast({ text: say("codes.saved") });
    }),
  );
  const saved = part(element, "saved", HTMLInputElement);
  const follow = () => setOff(goOn, saved.checked ? null : say("codes.reason"));
  saved.addEventListener("change", follow);
  follow();
}
