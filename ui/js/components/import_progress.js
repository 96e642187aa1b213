/** How far an import is, in words and on a bar. */

/** @import { ImportJob } from "../import_job.js" */

import { say } from "../words.js";

/** How long a part has to run before its pace says anything, in milliseconds. */
const TOO_EARLY = 700;

/**
 * Shows on a bar how far the part under way is.
 * @param {ImportJob} job
 * @param {HTMLProgressElement} bar
 * @returns {string} the same in words
 */
export function describeProgress({ progress }, bar) {
  if (progress === null || progress.total === 0) {
    bar.removeAttribute("value");
    return progress === null ? say("import.begins") : say(`import.work.${progress.work}`, { done: progress.done });
  }
  bar.max = progress.total;
  bar.value = progress.done;
  return say(`import.work.${progress.work}.of`, { done: progress.done, total: progress.total });
}

/** @param {ImportJob} job @returns {string} how fast it goes and how long it takes still; nothing before that can be told */
export function describePace({ progress }) {
  if (progress === null || progress.done === 0) return "";
  const passed = performance.now() - progress.began;
  if (passed < TOO_EARLY) return "";
  const rate = (progress.done / passed) * 1000;
  const left = Math.max(1, Math.ceil((progress.total - progress.done) / rate));
  const time = left < 90 ? say("wait.seconds", { count: left }) : say("wait.minutes", { count: Math.ceil(left / 60) });
  return say("import.pace", { rate: rate < 10 ? rate.toFixed(1) : Math.round(rate), left: time });
}

/** @param {ImportJob} job @returns {number} from 0 to 100, of the part under way */
export const percentOf = ({ progress }) => (progress === null || progress.total === 0 ? 0 : Math.floor((progress.done / progress.total) * 100));
