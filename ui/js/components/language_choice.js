/** The choice of the language: small, at the foot of the pages before signing in, and in the settings. */

/** @import { Language } from "../types.js" */

import { afterPaint, make } from "../dom.js";
import { TONGUES, onLanguage } from "../language.js";
import { say } from "../words.js";

/** @param {string} value @param {string} name @param {string} [tag] @returns {HTMLOptionElement} */
function makeOption(value, name, tag) {
  const option = make("option", "", name);
  option.value = value;
  if (tag) [option.lang, option.dir] = [tag, "auto"];
  return option;
}

/**
 * Fills a select with the languages, each by its own name, and says when another is chosen.
 * @param {HTMLSelectElement} select
 * @param {Language} chosen
 * @param {(choice: Language) => void | Promise<void>} choose
 */
export function attachLanguageChoice(select, chosen, choose) {
  const system = makeOption("system", "");
  const name = () => {
    select.setAttribute("aria-label", say("language"));
    system.textContent = say("language.system");
  };
  name();
  onLanguage(name);
  const options = [system, ...Object.entries(TONGUES).map(([tag, tongue]) => makeOption(tag, tongue.name, tag))];
  const current = options.findIndex(({ value }) => value === chosen);
  select.replaceChildren(...options.slice(current, current + 1));
  // Fonts for other scripts are found slowly: the first screen does not wait for them.
  afterPaint(() => {
    select.prepend(...options.slice(0, current));
    select.append(...options.slice(current + 1));
  });
  select.dataset.language = "";
  select.addEventListener("change", () => void choose(/** @type {Language} */ (select.value)));
}

/** Once the screen was opened anew in the language just chosen. */
export function focusLanguageChoice() {
  const select = document.querySelector("main select[data-language]");
  if (select instanceof HTMLElement) select.focus();
}
