/** Settings: a screen for each section, under one head. */

/** @import { Context, Screen } from "../router.js" */

import { attachAbout } from "../components/settings_about.js";
import { attachAppearance } from "../components/settings_appearance.js";
import { attachBackups } from "../components/backups.js";
import { attachRosters } from "../components/roster_list.js";
import { attachSecurity } from "../components/settings_security.js";
import { find, mountTemplate, part } from "../dom.js";
import { say } from "../words.js";

/** Whether the section was chosen among the others: then focus stays there, and does not go to the head. */
const CHOSEN = "settings.chosen";

/**
 * @param {string} name of the template
 * @param {string} hash
 * @param {(root: HTMLElement, context: Context) => void | Promise<void>} attach
 * @returns {Screen}
 */
const makeSection = (name, hash, attach) => ({
  async open(root, _params, context) {
    context.setTitle(say("settings.title"));
    mountTemplate(root, "settings");
    const sections = part(root, "sections");
    const own = find(sections, `[href="${hash}"]`);
    own.setAttribute("aria-current", "page");
    sections.addEventListener("click", () => context.memory.set(CHOSEN, true));
    await attach(mountTemplate(part(root, "section"), name), context);
    return {
      shown() {
        if (context.memory.delete(CHOSEN)) own.focus();
      },
    };
  },
});

export const appearance = makeSection("settings-appearance", "#/settings", attachAppearance);

export const security = makeSection("settings-security", "#/settings/security", attachSecurity);

export const backups = makeSection("settings-backups", "#/settings/backups", (root, { session, signal }) =>
  attachBackups(root, session.me.manages_backups, signal),
);

export const rosters = makeSection("settings-rosters", "#/settings/rosters", (root, { session }) =>
  attachRosters(part(root, "rosters"), session.canEnd),
);

export const about = makeSection("settings-about", "#/settings/about", attachAbout);
