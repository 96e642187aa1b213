/** Taking people out: as what, and how far it is. */

/** @import { ExportFormat } from "../types.js" */

import * as api from "../api.js";
import { make, part } from "../dom.js";
import { announceEnd } from "../end_notice.js";
import { say } from "../words.js";
import { setOff } from "./button.js";
import { openDialog } from "./dialog.js";
import { showFormError } from "./form_error.js";
import { clearNotice } from "./notice.js";
import { showToast } from "./toast.js";

/** What a file has in it: the columns of the list, or everything in one of three forms. @typedef {"shown" | ExportFormat["kind"]} ExportKind */

/** Work that takes longer shows how far it is. */
const PATIENCE = 300;

/**
 * @typedef {object} ExportQuestion
 * @property {string} title
 * @property {readonly ExportKind[]} kinds the first is chosen at first
 * @property {(format: ExportFormat | null) => Promise<string | null>} save null for the columns of the list; what to say when it is saved, or null when the dialog for the file was closed
 */

/** @param {readonly ExportKind[]} kinds @returns {{ option: HTMLElement, box: HTMLInputElement, kind: ExportKind }[]} */
const makeOptions = (kinds) =>
  kinds.map((kind, index) => {
    const option = make("label", "option");
    const box = make("input");
    box.type = "radio";
    box.name = "export-format";
    box.checked = index === 0;
    box.autofocus = index === 0;
    option.append(box, make("b", "", say(`export.${kind}`)), make("span", "", say(`export.${kind}.text`)));
    return { option, box, kind };
  });

/** @param {ExportKind} kind @param {boolean} raw @returns {ExportFormat | null} */
function toFormat(kind, raw) {
  if (kind === "shown") return null;
  return kind === "csv" ? { kind, raw } : { kind };
}

/** @param {ExportQuestion} question */
export async function askExport({ title, kinds, save }) {
  const state = { isRunning: false };
  /** @type {import("./dialog.js").OpenDialog<string>} */
  const { element, close, closed } = openDialog("export", {
    canCancel() {
      if (state.isRunning) void api.cancelBulk();
      return !state.isRunning;
    },
  });
  part(element, "title").textContent = title;
  const options = makeOptions(kinds);
  part(element, "options").append(...options.map(({ option }) => option));
  const [confirm, progress, bar, raw] = [part(element, "confirm"), part(element, "progress"), part(element, "bar", HTMLProgressElement), part(element, "raw", HTMLInputElement)];
  const chosen = () => options.find(({ box }) => box.checked)?.kind ?? kinds[0] ?? "json";
  const follow = () => (part(element, "raw-line").hidden = chosen() !== "csv");
  element.addEventListener("change", follow);
  follow();
  options[0]?.box.focus();

  async function run() {
    const work = new AbortController();
    clearNotice(part(element, "notice"));
    bar.removeAttribute("value");
    part(element, "done").textContent = "";
    state.isRunning = true;
    setOff(confirm, say("bulk.running"));
    let slow = 0;
    // When it began to be written: what came before is the choice of a place, which may take any time.
    let began = Infinity;
    api.onProgress((done, total) => {
      began = Math.min(began, performance.now());
      slow ||= window.setTimeout(() => (progress.hidden = false), PATIENCE);
      bar.max = total;
      bar.value = done;
      part(element, "done").textContent = say("bulk.progress", { done, total });
    }, work.signal);
    try {
      const words = await save(toFormat(chosen(), raw.checked));
      if (words !== null) close(words);
      if (words !== null) announceEnd(began, say("export.ended"), words);
    } catch (reason) {
      if (reason instanceof api.ApiError && reason.code === "cancelled") showToast({ text: say("export.stopped"), tone: "info" });
      else showFormError(reason, {}, part(element, "notice"));
    } finally {
      clearTimeout(slow);
      work.abort();
      state.isRunning = false;
      progress.hidden = true;
      setOff(confirm, null);
    }
  }

  element.querySelector("form")?.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!state.isRunning) void run();
  });
  const words = await closed;
  if (words !== null) showToast({ text: words });
}
