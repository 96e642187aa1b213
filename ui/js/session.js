/** Who is signed in and how they like the window: what every screen of the signed-in page shares. */

/** @import { Me, Preferences } from "./types.js" */

import * as api from "./api.js";
import { ImportJob } from "./import_job.js";
import { speak } from "./language.js";
import { SavedViews } from "./saved_views.js";
import { keepZoom } from "./zoom.js";

/**
 * @typedef {object} Session
 * @property {Me} me always current; never keep a copy
 * @property {Preferences} preferences always current; never keep a copy
 * @property {SavedViews} views their saved views of the list
 * @property {ImportJob} imports the import that they have open
 * @property {(me: Me) => void} setMe after the signed-in person changed
 * @property {() => Promise<void>} refreshMe asks the core again
 * @property {(changes: Partial<Preferences>) => Promise<boolean>} setPreferences applies and remembers them; false if they last only until the window closes
 * @property {(listener: () => void, signal?: AbortSignal) => void} onChange
 * @property {() => Promise<boolean>} canEnd asks about what would be lost; false when the person stays
 */

/**
 * Shows preferences that change the whole page.
 * @param {Preferences} preferences
 */
export function applyPreferences({ theme, density, text_size, less_motion }) {
  const root = document.documentElement;
  if (theme === "system") delete root.dataset.theme;
  else root.dataset.theme = theme;
  root.dataset.density = density;
  root.dataset.textSize = text_size;
  root.dataset.motion = less_motion ? "less" : "";
}

/**
 * @param {Me} me
 * @param {Preferences} preferences
 * @returns {Session}
 */
export function createSession(me, preferences) {
  /** @type {Set<() => void>} */
  const listeners = new Set();
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
    async setPreferences(changes) {
      session.preferences = { ...session.preferences, ...changes };
      applyPreferences(session.preferences);
      if (changes.language !== undefined) void speak(changes.language);
      tell();
      try {
        await api.savePreferences(session.preferences);
        return true;
      } catch (error) {
        // It is lost at the next start: worth a word only where it was chosen among the settings.
        console.warn("Preferences were not saved:", error);
        return false;
      }
    },
    onChange(listener, signal) {
      listeners.add(listener);
      signal?.addEventListener("abort", () => listeners.delete(listener));
    },
    canEnd: async () => true,
  };
  keepZoom({ get: () => session.preferences.zoom, set: (percent) => void session.setPreferences({ zoom: percent }) });
  return session;
}
