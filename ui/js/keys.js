/** How keys are called on this computer: a Mac has Command where others have Ctrl, and signs for what others spell out. */

const isMac = typeof navigator === "object" && (navigator.platform ?? "").startsWith("Mac");

/** @param {string} text such as `Ctrl Enter` @returns {string} the same as it stands on a Mac's keys */
export const nameMacKeys = (text) => text.replace(/\bCtrl /g, "⌘").replace(/^Alt$/, "⌥").replace(/^Shift$/, "⇧");

/** @param {string} text a sentence that names a key */
export const nameKey = (text) => (isMac ? nameMacKeys(text) : text);

/** @param {ParentNode} root a copy of a template */
export function nameKeys(root) {
  if (!isMac) return;
  for (const key of root.querySelectorAll("kbd")) key.textContent = nameMacKeys(key.textContent ?? "");
  for (const one of root.querySelectorAll("[aria-keyshortcuts]")) {
    one.setAttribute("aria-keyshortcuts", (one.getAttribute("aria-keyshortcuts") ?? "").replaceAll("Control+", "Meta+"));
  }
}
