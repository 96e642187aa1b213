/** What a form about somebody's rights would come to, while it is being filled in. */

/** @import { Person, RightsPreview } from "../types.js" */
/** @import { Control } from "./control.js" */

import * as api from "../api.js";
import { make, throttle } from "../dom.js";
import { say } from "../words.js";
import { listPermissions } from "./event_changes.js";
import { clearNotice, showNotice } from "./notice.js";
import { toPermissions } from "./person_rights.js";

/** The controls that decide about rights. */
const DECIDING = ["is_active", "is_staff", "is_superuser", "groups", "permissions"];

/** @param {HTMLElement} host @param {RightsPreview} preview */
function showPreview(host, { gained, lost, refused }) {
  const lines = [
    ...(gained.length > 0 ? [say("rights.gained", { permissions: listPermissions(gained) })] : []),
    ...(lost.length > 0 ? [say("rights.lost", { permissions: listPermissions(lost) })] : []),
    ...(refused === null ? [] : [refused]),
  ];
  if (lines.length === 0) return clearNotice(host);
  const text = document.createDocumentFragment();
  text.append(...lines.map((line) => make("p", "", line)));
  showNotice(host, refused === null ? { tone: "info", title: say("rights.change"), text } : { tone: "warn", title: say("rights.refused"), text });
}

/**
 * Follows the controls that decide about rights.
 * @param {HTMLElement} host an empty element kept for what would be gained and lost
 * @param {Control[]} controls
 * @param {() => Person} getPerson as saved
 * @param {(effective: Person["effective"]) => void} show
 * @param {AbortSignal} signal
 * @returns {() => void} looks again
 */
export function followRights(host, controls, getPerson, show, signal) {
  const deciding = controls.filter(({ name }) => DECIDING.includes(name));
  const value = (/** @type {string} */ name) => deciding.find((control) => control.name === name)?.get() ?? null;
  let asked = 0;
  async function look() {
    const turn = ++asked;
    const person = getPerson();
    if (deciding.every((control) => control.get() === control.read(person))) {
      clearNotice(host);
      return show(person.effective);
    }
    try {
      const preview = await api.previewRights(person.id, {
        is_active: value("is_active") === true,
        is_staff: value("is_staff") === true,
        is_superuser: value("is_superuser") === true,
        groups: String(value("groups") ?? "").split(" ").filter(Boolean).map(Number),
        permissions: toPermissions(value("permissions")),
      });
      if (turn !== asked || signal.aborted) return;
      show(preview.effective);
      showPreview(host, preview);
    } catch (reason) {
      // The save itself says what is wrong; the table keeps what it last knew.
      console.warn("The rights could not be looked up:", reason);
    }
  }
  const later = throttle(40, () => void look());
  for (const control of deciding) control.onChange(later);
  return later;
}
