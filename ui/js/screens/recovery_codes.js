/** The second step of the first run: the first administrator's recovery codes, before anything else. */

/** @import { Gate } from "./gate.js" */

import { keepRecoveryCodes, makeRecoveryCodes } from "../api.js";
import { withBusy } from "../components/button.js";
import { showFormError } from "../components/form_error.js";
import { clearNotice } from "../components/notice.js";
import { showCodes } from "../components/recovery_codes.js";
import { find, mountTemplate, part } from "../dom.js";
import { finishGate } from "./gate.js";

/** @type {Gate} */
export const recoveryCodes = {
  async open(root, context) {
    const { start: { me }, enter } = context;
    if (me === null) throw new Error("Nobody is signed in");
    mountTemplate(root, "recovery-codes");
    const title = find(root, "h1");
    finishGate(root, context, title);
    title.focus();
    const notice = part(root, "gate-notice");
    const goOn = part(root, "go-on");
    goOn.addEventListener("click", async () => {
      clearNotice(notice);
      try {
        await enter(await withBusy(goOn, keepRecoveryCodes));
      } catch (reason) {
        showFormError(reason, {}, notice);
      }
    });
    try {
      showCodes(part(root, "place"), await makeRecoveryCodes(), me.username, goOn);
    } catch (reason) {
      showFormError(reason, {}, notice);
    }
  },
};
