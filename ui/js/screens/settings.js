/** Settings: so far, the backups. */

/** @import { Screen } from "../router.js" */

import { attachBackups } from "../components/backups.js";
import { mountTemplate } from "../dom.js";
import { say } from "../words.js";

/** @type {Screen} */
export const settings = {
  async open(root, _params, { session, setTitle, signal }) {
    setTitle(say("settings.title"));
    mountTemplate(root, "settings");
    await attachBackups(root, session.me.manages_backups, signal);
  },
};
