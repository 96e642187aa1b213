/** The tiles of the sign-in screen: arrows move, typing filters, one click removes. */

/** @import { RecentAccount } from "../types.js" */

import { forgetAccount } from "../api.js";
import { setAvatar } from "../components/avatar.js";
import { showFormError } from "../components/form_error.js";
import { cloneTemplate, fill, part } from "../dom.js";
import { formatRecentDay } from "../format.js";
import { language, onLanguage } from "../language.js";
import { say } from "../words.js";

/**
 * @typedef {object} TileActions
 * @property {(account: RecentAccount) => void} onPick
 * @property {(left: RecentAccount[]) => void} onOther told which accounts are still listed
 */

/** @param {string} text @returns {string} without case and accents, as the core compares names */
const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase();

/** @param {RecentAccount} account @returns {HTMLElement} */
function makeTile(account) {
  const item = cloneTemplate("sign-in-tile");
  setAvatar(part(item, "face"), account);
  fill(item, { name: account.name });
  showWhen(item, account);
  return item;
}

/** @param {HTMLElement} item @param {RecentAccount} account */
function showWhen(item, { last_login }) {
  fill(item, { when: last_login === null ? "" : formatRecentDay(last_login) });
}

/**
 * How many tiles stand in the first row.
 * @param {HTMLElement[]} tiles
 * @returns {number}
 */
function countColumns(tiles) {
  const top = tiles[0]?.getBoundingClientRect().top;
  const wrapped = tiles.findIndex((tile) => tile.getBoundingClientRect().top !== top);
  return wrapped === -1 ? tiles.length : wrapped;
}

/**
 * @param {string} key
 * @param {number} at
 * @param {HTMLElement[]} tiles
 * @returns {number} where the key leads
 */
function moveAmong(key, at, tiles) {
  const columns = countColumns(tiles);
  const last = tiles.length - 1;
  const forward = language.isRightToLeft ? "ArrowLeft" : "ArrowRight";
  if (key === "ArrowRight" || key === "ArrowLeft") return key === forward ? Math.min(last, at + 1) : Math.max(0, at - 1);
  switch (key) {
    case "ArrowDown":
      return at + columns <= last ? at + columns : at;
    case "ArrowUp":
      return at - columns >= 0 ? at - columns : at;
    case "Home":
      return 0;
    case "End":
      return last;
    default:
      return at;
  }
}

/** @param {KeyboardEvent} event @returns {boolean} whether the key types a letter */
const isLetter = (event) => event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey;

/** The tiles of a mounted `sign-in-tiles` template. */
export class Tiles {
  /** @type {HTMLElement} */
  #main;
  /** @type {TileActions} */
  #actions;
  /** The accounts still listed, each with its `<li>`. @type {Map<RecentAccount, HTMLElement>} */
  #items;
  #removing = false;

  /**
   * @param {HTMLElement} main
   * @param {RecentAccount[]} accounts
   * @param {TileActions} actions
   */
  constructor(main, accounts, actions) {
    this.#main = main;
    this.#actions = actions;
    this.#items = new Map(accounts.map((account) => [account, makeTile(account)]));
    part(main, "other").before(...this.#items.values());
    onLanguage(() => this.#items.forEach(showWhen));
    this.#listen();
    this.#focus(this.#buttons()[0]);
  }

  #listen() {
    const main = this.#main;
    for (const [account, item] of this.#items) {
      part(item, "tile").addEventListener("click", () => (this.#removing ? void this.#remove(account) : this.#actions.onPick(account)));
    }
    part(main, "other").addEventListener("click", () => this.#actions.onOther([...this.#items.keys()]));
    part(main, "remove").addEventListener("click", () => this.#setRemoving(true));
    part(main, "done").addEventListener("click", () => this.#setRemoving(false));
    part(main, "accounts").addEventListener("keydown", (event) => this.#onTileKey(event));
    this.#filter().addEventListener("input", () => this.#showMatches());
    this.#filter().addEventListener("keydown", (event) => this.#onFilterKey(event));
  }

  #filter() {
    return part(this.#main, "filter", HTMLInputElement);
  }

  #buttons() {
    return [...part(this.#main, "accounts").querySelectorAll("li:not([hidden]) > button")].filter((button) => button instanceof HTMLElement);
  }

  /** One tile is in the Tab order: the one last in focus. @param {HTMLElement | undefined} button */
  #setCurrent(button) {
    for (const tile of this.#buttons()) tile.tabIndex = tile === button ? 0 : -1;
  }

  /** @param {HTMLElement | undefined} button */
  #focus(button) {
    this.#setCurrent(button);
    button?.focus();
  }

  /** @param {KeyboardEvent} event */
  #onTileKey(event) {
    const tiles = this.#buttons();
    const at = tiles.findIndex((tile) => tile === document.activeElement);
    const to = moveAmong(event.key, at, tiles);
    if (to !== at) {
      event.preventDefault();
      this.#focus(tiles[to]);
    } else if (isLetter(event) && !this.#removing) this.#openFilter();
    else if (event.key === "Escape" && this.#removing) this.#setRemoving(false);
  }

  /** @param {KeyboardEvent} event */
  #onFilterKey(event) {
    const [first] = this.#buttons();
    if (event.key === "ArrowDown") this.#focus(first);
    else if (event.key === "Enter") first?.click();
    else if (event.key === "Escape") {
      this.#closeFilter();
      this.#focus(this.#buttons()[0]);
    } else return;
    event.preventDefault();
  }

  /** The letter typed lands in the field, which has focus before the key does its work. */
  #openFilter() {
    const list = part(this.#main, "accounts");
    // Fewer tiles must not move the page, which is centred.
    list.style.setProperty("min-block-size", `${list.offsetHeight}px`);
    part(this.#main, "hint").hidden = true;
    part(this.#main, "filter-row").hidden = false;
    this.#filter().focus();
  }

  #closeFilter() {
    part(this.#main, "accounts").style.removeProperty("min-block-size");
    this.#filter().value = "";
    part(this.#main, "filter-row").hidden = true;
    part(this.#main, "hint").hidden = this.#removing;
    this.#showMatches();
  }

  #showMatches() {
    const wanted = fold(this.#filter().value.trim());
    let found = 0;
    for (const [account, item] of this.#items) {
      item.hidden = !fold(`${account.name} ${account.username}`).includes(wanted);
      if (!item.hidden) found += 1;
    }
    part(this.#main, "found").textContent = wanted === "" ? "" : say("sign_in.found", { count: found });
    this.#setCurrent(this.#buttons()[0]);
  }

  /** @param {boolean} on */
  #setRemoving(on) {
    this.#removing = on;
    this.#closeFilter();
    part(this.#main, "accounts").classList.toggle("is-removing", on);
    for (const name of ["title", "remove", "other"]) part(this.#main, name).hidden = on;
    for (const name of ["removing-title", "removing-hint", "done"]) part(this.#main, name).hidden = !on;
    for (const item of this.#items.values()) part(item, "purpose").textContent = on ? say("sign_in.remove") : "";
    this.#focus(this.#buttons()[0]);
  }

  /** @param {RecentAccount} account */
  async #remove(account) {
    try {
      await forgetAccount(account.id);
    } catch (reason) {
      return showFormError(reason, {}, part(this.#main, "notice"));
    }
    const at = [...this.#items.keys()].indexOf(account);
    this.#items.get(account)?.remove();
    this.#items.delete(account);
    const buttons = this.#buttons();
    if (this.#items.size === 0) this.#actions.onOther([]);
    else this.#focus(buttons[Math.min(at, buttons.length - 1)]);
  }
}
