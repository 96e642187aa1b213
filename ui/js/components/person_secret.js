/** A temporary password, shown once, with a way to take it along. */

import { cloneTemplate, find, part, setIcon } from "../dom.js";
import { nameKey } from "../keys.js";
import { say } from "../words.js";

const COPIED_FOR = 2_000;

/**
 * @param {string} password
 * @returns {HTMLElement}
 */
export function makeSecret(password) {
  const element = cloneTemplate("person-secret");
  const code = part(element, "secret");
  const button = part(element, "copy");
  code.textContent = password;
  /** @param {string} icon @param {string} words */
  const show = (icon, words) => {
    setIcon(find(button, ".icon", SVGSVGElement), icon);
    part(button, "copy-label").textContent = words;
  };
  let timer = 0;
  button.addEventListener("click", async () => {
    clearTimeout(timer);
    try {
      await navigator.clipboard.writeText(password);
      show("ok", say("secret.copied"));
    } catch (reason) {
      console.warn("The clipboard refused:", reason);
      getSelection()?.selectAllChildren(code);
      show("warning", nameKey(say("secret.copy_by_hand")));
    }
    timer = window.setTimeout(() => show("copy", say("secret.copy")), COPIED_FOR);
  });
  return element;
}
