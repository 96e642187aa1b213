/** How the list looks: the row-height menu and the sheet that chooses columns. Both are remembered at once. */

/** @import { Session } from "../session.js" */
/** @import { Preferences, SortColumn } from "../types.js" */

import { make, part } from "../dom.js";
import { say } from "../words.js";
import { CHOOSABLE, USUAL, nameColumn } from "./person_columns.js";
import { attachMenu, attachPopover } from "./popover.js";

/**
 * @param {HTMLElement} button
 * @param {HTMLElement} menu its items carry `data-density`
 * @param {Session} session
 * @param {() => void} onChange
 */
export function attachDensityMenu(button, menu, session, onChange) {
  attachMenu(button, menu);
  const items = [...menu.querySelectorAll("[data-density]")];
  const show = () => {
    for (const item of items) {
      item.setAttribute("aria-checked", String(item.getAttribute("data-density") === session.preferences.density));
    }
  };
  for (const item of items) {
    item.addEventListener("click", () => {
      session.setPreferences({ density: /** @type {Preferences["density"]} */ (item.getAttribute("data-density")) });
      show();
      onChange();
    });
  }
  show();
}

/** @param {SortColumn} column @returns {{ row: HTMLElement, box: HTMLInputElement }} */
function makeChoice(column) {
  const row = make("label", "facet-row");
  const box = make("input");
  box.type = "checkbox";
  box.value = column;
  row.append(box, make("span", "label", nameColumn(column)));
  return { row, box };
}

/**
 * @param {HTMLElement} button
 * @param {HTMLElement} sheet with the parts `choices`, `shown`, `usual` and `done`
 * @param {Session} session
 * @param {() => void} onChange
 */
export function attachColumnSheet(button, sheet, session, onChange) {
  const popover = attachPopover(button, sheet);
  button.setAttribute("aria-haspopup", "dialog");
  const choices = CHOOSABLE.map(makeChoice);
  part(sheet, "choices").append(...choices.map(({ row }) => row));

  const show = () => {
    const { columns } = session.preferences;
    for (const { box } of choices) box.checked = columns.some((column) => column === box.value);
    const shown = choices.filter(({ box }) => box.checked).length + 1;
    part(sheet, "shown").textContent = say("people.columns.shown", { shown, all: choices.length + 1 });
  };
  /** @param {readonly SortColumn[]} columns */
  const choose = (columns) => {
    session.setPreferences({ columns: [...columns] });
    show();
    onChange();
  };
  for (const { box } of choices) {
    box.addEventListener("change", () => {
      choose(CHOOSABLE.filter((_, position) => choices[position]?.box.checked));
    });
  }
  part(sheet, "usual").addEventListener("click", () => choose(USUAL));
  part(sheet, "done").addEventListener("click", popover.hide);
  show();
}
