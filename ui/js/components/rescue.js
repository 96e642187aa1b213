/** The newest good backup for whoever has no roster: one that can't be opened, or is gone. Nobody can sign in to that. */

/** @import { RescueOffer } from "../types.js" */

import * as api from "../api.js";
import { part } from "../dom.js";
import { formatFull } from "../format.js";
import { say } from "../words.js";
import { withBusy } from "./button.js";
import { askChoice } from "./dialog.js";
import { showFormError } from "./form_error.js";

/**
 * Offers a backup where one would help. To find it, each is read to the end: the page does not wait.
 * @param {HTMLElement} root
 * @param {(notice?: string) => void} restart
 * @returns {Promise<boolean>} whether there is one to offer
 */
export async function offerRescue(root, restart) {
  const offer = await api.findRescue();
  if (offer === null) return false;
  part(root, "offer").textContent = offer.sentence;
  part(root, "rescue").hidden = false;
  const button = part(root, "restore");
  button.addEventListener("click", () => void rescue(root, offer, button, restart));
  return true;
}

/** @param {HTMLElement} root @param {RescueOffer} offer @param {HTMLElement} button @param {(notice?: string) => void} restart */
async function rescue(root, { backup, replaces }, button, restart) {
  const when = formatFull(backup.made_at);
  const answer = await askChoice({
    title: say("broken.rescue.ask", { when }),
    text: say(replaces ? "broken.rescue.text" : "broken.rescue.text_plain", { count: backup.people ?? 0 }),
    icon: "database",
    tone: "warn",
    choices: [
      { value: "cancel", label: say("cancel"), focus: true },
      { value: "restore", label: say("broken.rescue.confirm"), look: "primary" },
    ],
  });
  if (answer !== "restore") return;
  try {
    const { kept_aside: name } = await withBusy(button, () => api.rescueRoster(backup.name));
    restart(name === null ? say("broken.rescue.done_plain", { when }) : say("broken.rescue.done", { when, name }));
  } catch (reason) {
    showFormError(reason, {}, part(root, "notice"));
  }
}
