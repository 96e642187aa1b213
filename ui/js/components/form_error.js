/** One way to show that a form was refused: on its fields, or as a notice above them. */

import { ApiError } from "../api.js";
import { say } from "../words.js";
import { showFieldErrors } from "./field.js";
import { clearNotice, showNotice } from "./notice.js";

/**
 * Shows why a form was refused. Errors of its fields go on the fields, the first of which gets focus;
 * everything else is a notice.
 * @param {unknown} reason
 * @param {Parameters<typeof showFieldErrors>[0]} fields
 * @param {HTMLElement} host an empty element kept for the notice
 */
export function showFormError(reason, fields, host) {
  clearNotice(host);
  if (reason instanceof ApiError) {
    if (showFieldErrors(fields, reason.fields)) return;
    showNotice(host, { title: reason.message });
  } else {
    console.error(reason);
    showNotice(host, { title: say("error.unexpected") });
  }
  host.scrollIntoView({ block: "nearest" });
}
