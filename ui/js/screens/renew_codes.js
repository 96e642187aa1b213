/** The dialog that makes new recovery codes for oneself. */

/** @import { Session } from "../session.js" */

import { keepRecoveryCodes, makeRecoveryCodes } from "../api.js";
import { withBusy } from "../components/button.js";
import { openDialog } from "../components/dialog.js";
import { showFormError } from "../components/form_error.js";
import { clearNotice } from "../components/notice.js";
import { showCodes } from "../components/recovery_codes.js";
import { showToast } from "../components/toast.js";
import { part } from "../dom.js";
import { say } from "../words.js";

/** @param {Session} session */
export function openRenewCodes(session) {
  /** @type {import("../components/dialog.js").OpenDialog<true>} */
  const { element, close } = openDialog("renew-codes");
  const { me } = session;
  part(element, "left").textContent = me.recovery_codes > 0 ? say("codes.left", { count: me.recovery_codes }) : say("codes.none");
  const notice = part(element, "dialog-notice");
  const makeThem = part(element, "make");
  const keep = part(element, "keep");
  /** @param {HTMLElement} button @param {() => Promise<void>} work */
  const run = async (button, work) => {
    clearNotice(notice);
    try {
      await withBusy(button, work);
    } catch (reason) {
      showFormError(reason, {}, notice);
    }
  };
  makeThem.addEventListener("click", () =>
    void run(makeThem, async () => {
      showCodes(part(element, "place"), await makeRecoveryCodes(), me.username, keep);
      part(element, "ask").hidden = true;
      makeThem.hidden = true;
      keep.hidden = false;
      // The codes are what to read first; the buttons below them would be scrolled into view where they do not all fit.
      part(element, "codes").focus({ preventScroll: true });
    }),
  );
  keep.addEventListener("click", () =>
    void run(keep, async () => {
      session.setMe(await keepRecoveryCodes());
      close(true);
      showToast({ text: say("codes.kept") });
    }),
  );
  makeThem.focus();
}
