/** What nobody waits for, done while nobody is typing. */

import { afterPaint } from "./dom.js";

/**
 * How long keys must rest, ms. Between two letters of a name less time passes; and whoever has stopped typing does not see
 * that it was waited for.
 */
const REST = 250;

let lastKey = -REST;
for (const kind of ["keydown", "input"]) {
  document.addEventListener(kind, () => void (lastKey = performance.now()), { capture: true, passive: true });
}

/**
 * Does something once what was just changed is on the screen and no key was pressed for a moment, so that the next letter
 * finds the page idle.
 * @param {() => void} action
 * @returns {{ cancel: () => void }}
 */
export function whenQuiet(action) {
  let timer = 0;
  const look = () => {
    const left = lastKey + REST - performance.now();
    if (left <= 0) action();
    else timer = window.setTimeout(look, left);
  };
  const paint = afterPaint(look);
  return {
    cancel() {
      paint.cancel();
      clearTimeout(timer);
    },
  };
}
