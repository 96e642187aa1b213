/** Who is signed in and how they like the window: what every screen of the signed-in page shares. */

/** @import { Me, Preferences } from "./types.js" */

import * as api from "./api.js";
import { ImportJob } from "./import_job.js";
import { speak } from "./language.js";
import { SavedViews } from "./saved_views.js";

/**
 * @typedef {object} Session
 * @property {Me} me always current; never keep a copy
 * @property {Preferences} preferences always current; never keep a copy
 * @property {SavedViews} views their saved views of the list
 * @property {ImportJob} imports the import that they have open
 * @property {(me: Me) => void} setMe after the signed-in person changed
 * @property {() => Promise<void>} refreshMe asks the core again
 * @property {(changes: Partial<Preferences>) => void} setPreferences applies and remembers them
 * @property {(listener: () => void) => void} onChange
 */

/**
 * Shows preferences that change the whole page.
 * @param {Preferences} preferences
 */
export function applyPreferences({ theme, density }) {
  const root = document.documentElement;
  if (theme === "system") delete root.dataset.theme;
  else root.dataset.theme = theme;
  root.dataset.density = density;
}

/**
 * @param {Me} me
 * @param {Preferences} preferences
 * @returns {Session}
 */
export function createSession(me, preferences) {
  /** @type {(() => void)[]} */
  const listeners = [];
  const tell = () => listeners.forEach((listener) => listener());
  /** @type {Session} */
  const session = {
    me,
    preferences,
    views: new SavedViews(),
    imports: new ImportJob(),
    setMe(changed) {
      session.me = changed;
      tell();
    },
    async refreshMe() {
      session.setMe(await api.showMe());
    },
    setPreferences(changes) {
      session.preferences = { ...session.preferences, ...changes };
      applyPreferences(session.preferences);
      if (changes.language !== undefined) void speak(changes.language);
      tell();
      // A preference that could not be written is lost at the next start, which is not worth a word now.
      api.savePreferences(session.preferences).catch((error) => console.warn("Preferences were not saved:", error));
    },
    onChange: (listener) => listeners.push(listener),
  };
  return session;
}
