/** Tells whoever looks at something else that long work has ended. */

import { showNotification } from "./api.js";

/** Whoever starts shorter work waits for it, in milliseconds. */
const LONG = 10_000;

/**
 * @param {number} began as `performance.now()` had it
 * @param {string} title
 * @param {string} text
 */
export function announceEnd(began, title, text) {
  if (performance.now() - began < LONG) return;
  // The page shows it in any case.
  showNotification(title, text).catch((reason) => console.warn("Nobody was told that work has ended:", reason));
}
