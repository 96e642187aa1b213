/** The second step of an import: what would become of each row, and what is to be decided before. */

/** @import { ImportJob } from "../import_job.js" */
/** @import { ImportDecision, ImportVerdict } from "../types.js" */

import * as api from "../api.js";
import { find, part, setText } from "../dom.js";
import { formatMegabytes, formatNumber } from "../format.js";
import { say } from "../words.js";
import { setOff, withBusy } from "./button.js";
import { openMatch } from "./import_match.js";
import { countNotes, listNotices, openNotes } from "./import_notes.js";
import { ImportTable } from "./import_table.js";
import { VERDICTS } from "./import_words.js";
import { clearNotice, showNotice } from "./notice.js";
import { attachToolbar } from "./toolbar.js";

/** @param {HTMLElement} host @param {unknown} trouble */
function showFailure(host, trouble) {
  if (trouble === null) return clearNotice(host);
  if (trouble instanceof api.ApiError && trouble.code === "cancelled") return void showNotice(host, { tone: "info", title: say("import.cancelled") });
  if (!(trouble instanceof api.ApiError)) console.error(trouble);
  showNotice(host, { title: say("import.not_done"), text: trouble instanceof api.ApiError ? trouble.message : say("error.unexpected") });
}

/** @param {number} bytes @returns {string} */
const describeSize = (bytes) =>
  bytes < 1_000_000 ? say("import.size.kb", { size: Math.ceil(bytes / 1000) }) : say("import.size.mb", { size: formatMegabytes(bytes) });

export class ImportPlanStep {
  #root;
  #job;
  #table;
  /** What the table was last read for. @type {unknown} */
  #shown = null;

  /**
   * @param {HTMLElement} root filled from the template "import-plan"
   * @param {ImportJob} job
   * @param {AbortSignal} signal ends with the step
   */
  constructor(root, job, signal) {
    this.#root = root;
    this.#job = job;
    this.#table = new ImportTable(part(root, "grid"), job, (reason) => showFailure(part(root, "notice"), reason));
    this.#wire();
    job.onChange(() => this.#show(), signal);
    api.onChange(() => void this.#table.refresh(), signal);
    this.#show();
  }

  shown() {
    this.#table.measure();
  }

  #wire() {
    const tiles = part(this.#root, "tiles");
    for (const verdict of VERDICTS) {
      const tile = this.#tile(verdict);
      tile.addEventListener("click", () => void this.#filter(this.#table.verdict === verdict ? null : verdict));
    }
    attachToolbar(tiles);
    const [match, media, notes, again, start] = ["match", "media", "notes", "again", "start"].map((name) => part(this.#root, name));
    match?.addEventListener("click", () => void openMatch(this.#job));
    media?.addEventListener("click", () => media && void withBusy(media, () => this.#job.open(api.pickImportMedia)));
    notes?.addEventListener("click", () => void openNotes(this.#job));
    again?.addEventListener("click", () => void this.#job.forget());
    start?.addEventListener("click", () => void this.#job.run());
    const all = part(this.#root, "decide-all", HTMLSelectElement);
    all.addEventListener("change", () => void this.#decideAll(all));
    const temporary = part(this.#root, "temporary", HTMLInputElement);
    temporary.checked = this.#job.passwords === "temporary";
    temporary.addEventListener("change", () => this.#job.choosePasswords(temporary.checked ? "temporary" : "none"));
  }

  /** @param {ImportVerdict} verdict */
  #tile(verdict) {
    return find(this.#root, `[data-verdict="${verdict}"]`);
  }

  /** @param {ImportVerdict | null} verdict */
  async #filter(verdict) {
    await this.#table.show(verdict);
    this.#showTiles();
  }

  /** @param {HTMLSelectElement} select */
  async #decideAll(select) {
    try {
      await this.#job.decide(null, select.value === "" ? null : /** @type {ImportDecision} */ (select.value));
      await this.#table.refresh();
    } catch (reason) {
      showFailure(part(this.#root, "notice"), reason);
    }
  }

  #show() {
    const { file, summary, columns, trouble, isReading } = this.#job;
    if (file === null || summary === null) return;
    setText(part(this.#root, "name"), file.name);
    setText(part(this.#root, "facts"), say("import.file", { count: summary.rows, size: describeSize(file.size), details: file.details }));
    part(this.#root, "match").hidden = columns.length === 0;
    part(this.#root, "media").hidden = file.kind !== "django";
    setText(part(this.#root, "media-label"), file.media === null ? say("import.media.choose") : say("import.media.other"));
    this.#showTiles();
    this.#showNotes();
    this.#showDecisions();
    this.#showStart();
    if (!isReading) showFailure(part(this.#root, "notice"), trouble);
    // A plan of its own, and not the same with another decision.
    if (this.#shown !== columns && !isReading) {
      this.#shown = columns;
      void this.#filter(null);
    }
  }

  #showTiles() {
    const { summary } = this.#job;
    for (const verdict of VERDICTS) {
      const tile = this.#tile(verdict);
      const count = summary?.[verdict] ?? 0;
      setText(part(tile, "count"), formatNumber(count));
      tile.setAttribute("aria-pressed", String(this.#table.verdict === verdict));
      setOff(tile, count === 0 ? say("import.tile.none") : null);
    }
  }

  #showNotes() {
    const count = countNotes(this.#job);
    const [first] = listNotices(this.#job);
    const groups = this.#job.summary?.new_groups.filter(({ refused }) => refused === null).length ?? 0;
    const plain = groups > 0 ? say("import.notes.groups", { count: groups }) : say("import.notes.left_out");
    part(this.#root, "notes-line").hidden = count === 0;
    setText(part(this.#root, "first-note"), first ?? plain);
    setText(part(this.#root, "notes"), say("import.notes.open", { count }));
  }

  #showDecisions() {
    const { summary } = this.#job;
    if (summary === null) return;
    part(this.#root, "conflict-line").hidden = summary.conflict === 0;
    setText(part(this.#root, "undecided"), summary.undecided === 0 ? say("import.decided") : say("import.undecided", { count: summary.undecided }));
    part(this.#root, "decide-all", HTMLSelectElement).value = summary.decision ?? "";
    part(this.#root, "password-line").hidden = summary.without_password === 0;
    setText(part(this.#root, "password-text"), say("import.temporary", { count: summary.without_password }));
  }

  #showStart() {
    const { summary, isReading } = this.#job;
    const start = part(this.#root, "start");
    const count = (summary?.would_add ?? 0) + (summary?.would_change ?? 0);
    setText(start, say("import.start", { count }));
    setOff(start, isReading ? say("import.reading") : count === 0 ? say("import.start.nobody") : null);
  }
}
