/** The tiles of the sign-in screen: arrows move, typing filters, one click removes. */

/** @import { RecentAccount } from "../types.js" */

import { forgetAccount } from "../api.js";
import { setAvatar } from "../components/avatar.js";
import { cloneTemplate, fill, part } from "../dom.js";
import { formatRecentDay } from "../format.js";
import { say } from "../words.js";

/** @param {string} text @returns {string} without case and accents, as the core compares names */
const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase();

/** @param {RecentAccount} account @returns {HTMLElement} */
function makeTile(account) {
  const item = cloneTemplate("sign-in-tile");
  setAvatar(part(item, "face"), account);
  fill(item, { name: account.name, when: account.last_login === null ? "" : formatRecentDay(account.last_login) });
  return item;
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
  switch (key) {
    case "ArrowRight":
      return Math.min(last, at + 1);
    case "ArrowLeft":
      return Math.max(0, at - 1);
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

/**
 * Fills the tiles of a mounted `sign-in-tiles` template.
 * @param {HTMLElement} main
 * @param {RecentAccount[]} accounts
 * @param {object} actions
 * @param {(account: RecentAccount) => void} actions.onPick
 * @param {(left: RecentAccount[]) => void} actions.onOther told which accounts are still listed
 */
export function openTiles(main, accounts, { onPick, onOther }) {
  const list = part(main, "accounts");
  const other = part(main, "other");
  const filter = part(main, "filter", HTMLInputElement);
  let removing = false;
  let left = accounts;
  /** @type {Map<RecentAccount, HTMLElement>} */
  const items = new Map(accounts.map((account) => [account, makeTile(account)]));
  other.before(...items.values());

  const buttons = () => [...list.querySelectorAll("li:not([hidden]) > button")].filter((button) => button instanceof HTMLElement);

  /** One tile is in the Tab order: the one last in focus. @param {HTMLElement | undefined} button */
  function setCurrent(button) {
    for (const tile of buttons()) tile.tabIndex = tile === button ? 0 : -1;
  }

  /** @param {HTMLElement | undefined} button */
  function focusTile(button) {
    setCurrent(button);
    button?.focus();
  }

  function showMatches() {
    const wanted = fold(filter.value.trim());
    let found = 0;
    for (const [account, item] of items) {
      item.hidden = !fold(`${account.name} ${account.username}`).includes(wanted);
      if (!item.hidden) found += 1;
    }
    part(main, "found").textContent = wanted === "" ? "" : say("sign_in.found", { count: found });
    setCurrent(buttons()[0]);
  }

  function clearFilter() {
    filter.value = "";
    part(main, "filter-row").hidden = true;
    part(main, "hint").hidden = false;
    showMatches();
  }

  /** @param {boolean} on */
  function setRemoving(on) {
    removing = on;
    clearFilter();
    list.classList.toggle("is-removing", on);
    other.hidden = on;
    for (const name of ["title", "hint", "remove"]) part(main, name).hidden = on;
    for (const name of ["removing-title", "removing-hint", "done"]) part(main, name).hidden = !on;
    for (const [account, item] of items) {
      const tile = part(item, "tile");
      if (on) tile.setAttribute("aria-label", say("sign_in.remove", { name: account.name }));
      else tile.removeAttribute("aria-label");
    }
    setCurrent(buttons()[0]);
  }

  /** @param {RecentAccount} account */
  async function remove(account) {
    await forgetAccount(account.id);
    const at = left.indexOf(account);
    items.get(account)?.remove();
    items.delete(account);
    left = left.filter((one) => one !== account);
    if (left.length === 0) onOther(left);
    else focusTile(buttons()[Math.min(at, left.length - 1)]);
  }

  for (const [account, item] of items) {
    part(item, "tile").addEventListener("click", () => (removing ? void remove(account) : onPick(account)));
  }
  other.addEventListener("click", () => onOther(left));
  part(main, "remove").addEventListener("click", () => setRemoving(true));
  part(main, "done").addEventListener("click", () => {
    setRemoving(false);
    focusTile(buttons()[0]);
  });

  filter.addEventListener("input", showMatches);
  filter.addEventListener("keydown", (event) => {
    const [first] = buttons();
    if (event.key === "ArrowDown") focusTile(first);
    else if (event.key === "Enter") first?.click();
    else if (event.key === "Escape") {
      clearFilter();
      focusTile(buttons()[0]);
    } else return;
    event.preventDefault();
  });
  list.addEventListener("keydown", (event) => {
    const tiles = buttons();
    const at = tiles.findIndex((tile) => tile === document.activeElement);
    const to = moveAmong(event.key, at, tiles);
    if (to !== at) {
      event.preventDefault();
      focusTile(tiles[to]);
    } else if (event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey && !removing) {
      // The letter lands in the field, which has focus before the key does its work.
      part(main, "hint").hidden = true;
      part(main, "filter-row").hidden = false;
      filter.focus();
    } else if (event.key === "Escape" && removing) {
      setRemoving(false);
      focusTile(buttons()[0]);
    }
  });
  focusTile(buttons()[0]);
}
