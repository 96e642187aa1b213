/**
 * The import that somebody has open: its file, the plan, how far it is, what came of it. It goes on while other screens are in
 * view, and ends when they sign out.
 */

/** @import { ImportWork } from "./api.js" */
/** @import { ImportDecision, ImportField, ImportFile, ImportOutcome, ImportPasswords, ImportSummary } from "./types.js" */

import * as api from "./api.js";
import { announceEnd } from "./end_notice.js";
import { say } from "./words.js";

/** @typedef {"choose" | "plan" | "run" | "done"} ImportStep */

/**
 * How far it is. Each part of the work counts afresh.
 * @typedef {object} ImportProgress
 * @property {ImportWork} work
 * @property {number} done
 * @property {number} total
 * @property {number} began when this part did, in milliseconds
 */

export class ImportJob {
  /** @type {ImportStep} */
  step = "choose";
  /** @type {ImportFile | null} */
  file = null;
  /** What each column says; empty for what is no table. @type {(ImportField | null)[]} */
  columns = [];
  /** @type {ImportSummary | null} */
  summary = null;
  /** @type {ImportPasswords} */
  passwords = "temporary";
  /** @type {ImportProgress | null} */
  progress = null;
  /** @type {ImportOutcome | null} */
  outcome = null;
  /** How long it took, in milliseconds. */
  took = 0;
  /** Why the last step did not come about. @type {unknown} */
  trouble = null;
  /** A file is being looked at, or planned. */
  isReading = false;
  /** The passphrases were printed or saved. */
  isHandedOut = true;
  #changes = new EventTarget();
  /** Whether the window was told that it has to ask before it closes. */
  #asksFirst = false;

  constructor() {
    api.onImportProgress((work, done, total) => {
      if (!this.isReading && this.step !== "run") return;
      const began = this.progress?.work === work ? this.progress.began : performance.now();
      this.progress = { work, done, total, began };
      this.#changed();
    });
  }

  /** @param {() => void} listener @param {AbortSignal} [signal] */
  onChange(listener, signal) {
    this.#changes.addEventListener("change", listener, signal && { signal });
  }

  /** Opens a file, and plans it. @param {() => Promise<ImportFile | null>} load */
  async open(load) {
    await this.#read(async () => {
      const file = await load();
      if (file === null) return;
      this.file = file;
      this.columns = file.columns.map(({ field }) => field);
      this.summary = null;
      this.step = "choose";
      await this.#plan(this.columns);
    });
  }

  /** Plans the same file with other columns, or rejects and stays as it is. @param {(ImportField | null)[]} columns */
  async match(columns) {
    this.isReading = true;
    try {
      await this.#plan(columns);
      this.trouble = null;
    } finally {
      this.isReading = false;
      this.progress = null;
      this.#changed();
    }
  }

  /** @param {number | null} row null for all alike @param {ImportDecision | null} decision */
  async decide(row, decision) {
    this.summary = await api.decideImport(row, decision);
    this.#changed();
  }

  /** @param {ImportPasswords} passwords */
  choosePasswords(passwords) {
    this.passwords = passwords;
    this.#changed();
  }

  /** Takes the plan over. @returns {Promise<ImportOutcome | null>} null when nothing was done */
  async run() {
    const began = performance.now();
    this.step = "run";
    this.trouble = null;
    this.progress = null;
    this.#changed();
    try {
      this.outcome = await api.applyImport(this.passwords);
      this.took = performance.now() - began;
      this.isHandedOut = this.outcome.passphrases.length === 0;
      this.step = "done";
      announceEnd(began, say("import.ended"), say("import.ended.text", { count: this.outcome.added + this.outcome.changed }));
      return this.outcome;
    } catch (reason) {
      this.trouble = reason;
      this.step = "plan";
      announceEnd(began, say("import.not_done"), reason instanceof api.ApiError ? reason.message : "");
      return null;
    } finally {
      this.progress = null;
      this.#changed();
    }
  }

  /** The passphrases lie somewhere else now. */
  handOut() {
    this.isHandedOut = true;
    this.#changed();
  }

  /** Begins anew. */
  async forget() {
    await api.forgetImport();
    this.step = "choose";
    this.file = this.summary = this.outcome = this.trouble = null;
    this.columns = [];
    this.isHandedOut = true;
    this.#changed();
  }

  /** @param {() => Promise<void>} work */
  async #read(work) {
    this.trouble = null;
    this.isReading = true;
    this.#changed();
    try {
      await work();
    } catch (reason) {
      this.trouble = reason;
    } finally {
      this.isReading = false;
      this.progress = null;
      this.#changed();
    }
  }

  /** @param {(ImportField | null)[]} columns */
  async #plan(columns) {
    const began = performance.now();
    this.summary = await api.planImport(columns.length > 0 ? { columns } : {});
    this.columns = columns;
    this.step = "plan";
    announceEnd(began, say("import.planned"), say("import.planned.text", { count: this.summary.rows }));
  }

  #changed() {
    const asksFirst = this.step === "run" || !this.isHandedOut;
    if (asksFirst !== this.#asksFirst) void api.noteUnsavedChanges(asksFirst, "import");
    this.#asksFirst = asksFirst;
    this.#changes.dispatchEvent(new Event("change"));
  }
}
