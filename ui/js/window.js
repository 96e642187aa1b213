/** What a window of its own needs against the habits of a browser page. */

import { runToastAction } from "./components/toast.js";
import { zoomWithKeys } from "./zoom.js";

const TEXT = "input, textarea, .selectable";

/** A file dropped beside its target must not replace the page. */
function refuseStrayDrops() {
  for (const type of /** @type {const} */ (["dragover", "drop"])) {
    document.addEventListener(type, (event) => {
      if (event.defaultPrevented) return;
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = "none";
    });
  }
}

/** The engine's own menu offers Back and Reload, which would throw away what is being typed; text keeps its menu. */
function refuseBrowserMenu() {
  document.addEventListener("contextmenu", (event) => {
    const onText = event.target instanceof Element && event.target.closest(TEXT) !== null;
    if (!onText && getSelection()?.isCollapsed !== false) event.preventDefault();
  });
}

/** Ctrl Z takes back what the latest toast offers to, unless a field is being edited. */
function undoWithKeys() {
  document.addEventListener("keydown", (event) => {
    const inField = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
    if (event.key.toLowerCase() !== "z" || !(event.ctrlKey || event.metaKey) || event.shiftKey || inField) return;
    if (runToastAction()) event.preventDefault();
  });
}

export function guardWindow() {
  refuseStrayDrops();
  refuseBrowserMenu();
  undoWithKeys();
  zoomWithKeys();
}
