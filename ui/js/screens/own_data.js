/** A person's own data, for themselves. */

import { exportOwn } from "../api.js";
import { askExport } from "../components/export_dialog.js";
import { say } from "../words.js";

export function openOwnData() {
  return askExport({
    title: say("export.own.title"),
    kinds: ["json", "csv", "vcard"],
    save: async (format) => (format !== null && (await exportOwn(format)) ? say("export.own.saved") : null),
  });
}
