/** What this is, where its data is, and what helpers ask for. */

/** @import { Context } from "../router.js" */
/** @import { About } from "../types.js" */

import * as api from "../api.js";
import { make, part } from "../dom.js";
import { formatNumber } from "../format.js";
import { say } from "../words.js";
import { setOff, withBusy } from "./button.js";
import { openDialog } from "./dialog.js";
import { showFormError } from "./form_error.js";
import { attachHealth } from "./health.js";
import { clearNotice } from "./notice.js";
import { showToast } from "./toast.js";

/** @param {About} about @returns {[string, string][]} what is told, without anything about anybody */
function listFacts({ version, webview, platform, diagnostics: { sqlite, schema, contents } }) {
  /** @type {[string, string][]} */
  const facts = [
    ["Roster", version],
    [say("about.system"), platform],
    [say("about.webview"), webview === "" ? say("about.unknown") : webview],
    ["SQLite", sqlite],
    [say("about.schema"), String(schema)],
  ];
  if (contents === null) return facts;
  return [
    ...facts,
    [say("about.people"), formatNumber(contents.people)],
    [say("about.groups"), formatNumber(contents.groups)],
    [say("about.events"), formatNumber(contents.events)],
  ];
}

/** @param {[string, string]} fact @returns {HTMLElement} */
function makeFact([name, value]) {
  const row = make("div");
  row.append(make("dt", "", name), make("dd", "", value));
  return row;
}

/** @param {HTMLElement} root filled from the template "settings-about" */
function attachLicences(root) {
  const [button, notice] = [part(root, "licences"), part(root, "licences-notice")];
  button.addEventListener("click", async () => {
    clearNotice(notice);
    try {
      const text = await withBusy(button, api.showLicences);
      part(openDialog("licences").element, "text").textContent = text;
    } catch (reason) {
      showFormError(reason, {}, notice);
    }
  });
}

/** @param {HTMLElement} root filled from the template "settings-about" @param {Context} context */
export async function attachAbout(root, { session, signal }) {
  const about = await api.showAbout();
  if (signal.aborted) return;
  const facts = listFacts(about);
  part(root, "version").textContent = say("app.version", { version: about.version });
  part(root, "folder").textContent = about.folder;
  part(root, "facts").append(...facts.map(makeFact));
  attachLicences(root);
  attachHealth(root, session.me.manages_backups, signal);
  const [reveal, copy, notice] = [part(root, "reveal"), part(root, "copy"), part(root, "notice")];
  setOff(reveal, session.me.manages_backups);
  reveal.addEventListener("click", async () => {
    clearNotice(notice);
    await withBusy(reveal, api.revealData).catch((reason) => showFormError(reason, {}, notice));
  });
  copy.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(facts.map(([name, value]) => `${name}: ${value}`).join("\n"));
      showToast({ text: say("about.copied") });
    } catch (reason) {
      console.warn("The clipboard refused:", reason);
      showToast({ text: say("about.not_copied"), tone: "warn" });
    }
  });
}
