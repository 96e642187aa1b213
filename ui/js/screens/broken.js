/** The page for a database that cannot be opened: what is the matter, and what can be done. */

/** @import { Gate } from "./gate.js" */

import { offerRescue } from "../components/rescue.js";
import { showToast } from "../components/toast.js";
import { fill, find, makeIcon, mountTemplate, part } from "../dom.js";
import { say } from "../words.js";
import { finishGate } from "./gate.js";

const ICONS = { newer: "database", damaged: "warning", not_a_database: "file", read_only: "lock", disk_full: "database", busy: "clock", other: "warning" };

/** @type {Gate} */
export const broken = {
  open(root, context) {
    const { start, restart } = context;
    const trouble = start.broken;
    if (trouble === null) throw new Error("Nothing is broken");
    mountTemplate(root, "broken");
    fill(root, { title: trouble.title, message: trouble.message, path: trouble.path });
    finishGate(root, context, part(root, "title"));
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
    void offerRescue(root, restart).then((isOffered) => isOffered && part(root, "by-hand").remove());
    find(root, "h1").focus();
  },
};
