/** What leads people into the list and out of it: import, export, and paper. */

/** @import { ListColumn, Selection } from "../types.js" */
/** @import { ListPlace } from "./person_list_place.js" */

import * as api from "../api.js";
import { part } from "../dom.js";
import { say } from "../words.js";
import { setOff } from "./button.js";
import { MOST_PRINTED, printDirectory } from "./directory.js";
import { askExport } from "./export_dialog.js";
import { attachMenu } from "./popover.js";
import { showTrouble } from "./trouble.js";

/** @typedef {{ selection: Selection, count: number, sort: ListPlace["sort"], columns: ListColumn[] }} Exported */

/** Asks as what these people are saved, and saves them. @param {Exported} exported */
export function exportPeople({ selection, count, sort, columns }) {
  return askExport({
    title: say("export.title", { count }),
    kinds: ["shown", "csv", "json", "vcard"],
    async save(format) {
      const saved = await (format === null ? api.exportUsers(selection, sort, columns) : api.exportPeople(selection, sort, format));
      return saved === null ? null : say("people.exported", { count: saved });
    },
  });
}

/**
 * @typedef {object} InOutOptions
 * @property {string | null} whyNotImport
 * @property {string | null} whyNotExport
 * @property {() => void} onImport
 * @property {() => ListPlace} place what the list shows
 * @property {() => number} total how many that are
 * @property {() => ListColumn[]} columns
 * @property {AbortSignal} signal
 */

/** @param {HTMLElement} root @param {InOutOptions} options */
export function attachInOut(root, { whyNotImport, whyNotExport, onImport, place, total, columns, signal }) {
  const menu = part(root, "in-out-menu");
  attachMenu(part(root, "in-out"), menu);
  const [bring, take, print] = [part(menu, "import"), part(menu, "export-list"), part(menu, "print-list")];
  setOff(bring, whyNotImport);
  setOff(take, whyNotExport);
  menu.addEventListener("beforetoggle", () => setOff(print, whyNotExport ?? (total() > MOST_PRINTED ? say("directory.many", { most: MOST_PRINTED }) : null)));
  bring.addEventListener("click", onImport);
  take.addEventListener("click", () => {
    const { search, filter, sort } = place();
    void exportPeople({ selection: { kind: "matching", search, filter }, count: total(), sort, columns: columns() });
  });
  print.addEventListener("click", async () => {
    const { search, filter, sort } = place();
    try {
      await printDirectory({ search, filter, sort }, total(), signal);
    } catch (reason) {
      void showTrouble(say("directory.failed"), reason);
    }
  });
}
