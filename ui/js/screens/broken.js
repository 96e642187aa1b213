/** The page for a database that cannot be opened: what is the matter, and what can be done. */

/** @import { RescueOffer } from "../types.js" */
/** @import { Gate } from "./gate.js" */

import * as api from "../api.js";
import { withBusy } from "../components/button.js";
import { askChoice } from "../components/dialog.js";
import { showFormError } from "../components/form_error.js";
import { showToast } from "../components/toast.js";
import { fill, find, makeIcon, mountTemplate, part } from "../dom.js";
import { formatFull } from "../format.js";
import { say } from "../words.js";
import { finishGate } from "./gate.js";

const ICONS = { newer: "database", damaged: "warning", not_a_database: "file", read_only: "lock", disk_full: "database", busy: "clock", other: "warning" };

/**
 * Offers the newest good backup where one would help. To find it, each is read to the end: the page does not wait.
 * @param {HTMLElement} root
 * @param {(notice?: string) => void} restart
 */
async function offerRescue(root, restart) {
  const offer = await api.findRescue();
  if (offer === null) return;
  part(root, "offer").textContent = offer.sentence;
  part(root, "rescue").hidden = false;
  part(root, "by-hand").remove();
  const button = part(root, "restore");
  button.addEventListener("click", () => void rescue(root, offer, button, restart));
}

/** @param {HTMLElement} root @param {RescueOffer} offer @param {HTMLElement} button @param {(notice?: string) => void} restart */
async function rescue(root, { backup }, button, restart) {
  const when = formatFull(backup.made_at);
  const answer = await askChoice({
    title: say("broken.rescue.ask", { when }),
    text: say("broken.rescue.text", { count: backup.people ?? 0 }),
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

/** @type {Gate} */
export const broken = {
  open(root, { start, restart }) {
    const trouble = start.broken;
    if (trouble === null) throw new Error("Nothing is broken");
    mountTemplate(root, "broken");
    finishGate(root, start, trouble.title);
    fill(root, { title: trouble.title, message: trouble.message, path: trouble.path });
    part(root, "icon").append(makeIcon(ICONS[trouble.kind], "icon-lg"));
    for (const row of root.querySelectorAll("[data-kinds]")) {
      const kinds = row.getAttribute("data-kinds")?.split(" ") ?? [];
      if (!kinds.includes(trouble.kind)) row.remove();
    }
    part(root, "retry").addEventListener("click", () => restart());
    part(root, "copy").addEventListener("click", async () => {
      await navigator.clipboard.writeText(say("broken.details", { ...trouble, version: start.version }));
      showToast({ text: say("broken.copied") });
    });
    void offerRescue(root, restart);
    find(root, "h1").focus();
  },
};
