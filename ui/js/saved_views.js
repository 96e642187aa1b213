/** The views of the list that somebody gave a name: those there are, and the one in view. The rail and the list share them. */

/** @import { SavedView, ViewContent } from "./types.js" */

import * as api from "./api.js";

export class SavedViews {
  /** @type {SavedView[]} */
  #views = [];
  /** @type {number | null} */
  #current = null;
  /** @type {(() => void)[]} */
  #listeners = [];

  /** By name. @returns {readonly SavedView[]} */
  get all() {
    return this.#views;
  }

  /** The one that the list in view was opened with. @returns {SavedView | null} */
  get current() {
    return this.find(this.#current);
  }

  /** @param {number | null} id @returns {SavedView | null} */
  find(id) {
    return this.#views.find((view) => view.id === id) ?? null;
  }

  /** @param {number | null} id */
  setCurrent(id) {
    if (id === this.#current) return;
    this.#current = id;
    this.#tell();
  }

  async load() {
    this.#show(await api.listSavedViews());
  }

  /** Keeps a view under a name, in the place of the one of that name. @param {string} name @param {ViewContent} content @returns {Promise<SavedView>} */
  async save(name, content) {
    const known = new Map(this.#views.map(({ id, content: old }) => [id, JSON.stringify(old)]));
    const views = await api.saveView(name, content);
    this.#show(views);
    const saved = views.find((view) => view.name === name.trim()) ?? views.find(({ id, content: now }) => known.get(id) !== JSON.stringify(now));
    if (saved === undefined) throw new Error("The view that was saved is not among the views");
    return saved;
  }

  /** @param {number} id @param {string} name */
  async rename(id, name) {
    this.#show(await api.renameView(id, name));
  }

  /** @param {number} id */
  async delete(id) {
    this.#show(await api.deleteView(id));
    if (this.#current === id) this.setCurrent(null);
  }

  /** Calls whenever the views, or which is in view, changed. @param {() => void} listener */
  onChange(listener) {
    this.#listeners.push(listener);
  }

  /** @param {SavedView[]} views */
  #show(views) {
    this.#views = views;
    this.#tell();
  }

  #tell() {
    for (const listener of this.#listeners) listener();
  }
}
