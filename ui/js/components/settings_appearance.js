/** How the window looks: language, theme, rows, size, motion. */

/** @import { Context } from "../router.js" */

import { make, part } from "../dom.js";
import { formatPercent } from "../format.js";
import { say } from "../words.js";
import { attachLanguageChoice } from "./language_choice.js";
import { choosePreference } from "./preference_choice.js";
import { showToast } from "./toast.js";
import { ZOOMS } from "../zoom.js";

/** The choices among a few. */
const CHOICES = /** @type {const} */ (["theme", "density", "text_size"]);

/** @param {HTMLSelectElement} select @param {number} current what a settings file may have in between is offered too */
function showZoom(select, current) {
  const offered = [...new Set([...ZOOMS, current])].sort((one, other) => one - other);
  const options = offered.map((percent) => {
    const option = make("option", "", formatPercent(percent / 100));
    option.value = String(percent);
    return option;
  });
  select.replaceChildren(...options);
  select.value = String(current);
}

/** @param {HTMLElement} root filled from the template "settings-appearance" @param {Context} context */
export function attachAppearance(root, { session, signal }) {
  const motion = part(root, "less-motion", HTMLInputElement);
  const zoom = part(root, "zoom", HTMLSelectElement);
  /** @param {typeof CHOICES[number]} name @returns {HTMLInputElement[]} */
  const radios = (name) => [...part(root, name).querySelectorAll("input")];
  const show = () => {
    for (const name of CHOICES) for (const radio of radios(name)) radio.checked = radio.value === session.preferences[name];
    motion.checked = session.preferences.less_motion;
    showZoom(zoom, session.preferences.zoom);
  };
  for (const name of CHOICES) {
    part(root, name).addEventListener("change", ({ target }) => {
      if (target instanceof HTMLInputElement) void choosePreference(session, { [name]: target.value });
    });
  }
  attachLanguageChoice(part(root, "language", HTMLSelectElement), session.preferences.language, async (language) => {
    // The page itself shows that it counts; only what does not last has to be said.
    if (!(await session.setPreferences({ language }))) showToast({ text: say("settings.not_kept"), tone: "warn" });
  });
  zoom.addEventListener("change", () => void choosePreference(session, { zoom: Number(zoom.value) }));
  motion.addEventListener("change", () => void choosePreference(session, { less_motion: motion.checked }));
  // The menu of the account has the theme as well.
  session.onChange(show, signal);
  show();
}
