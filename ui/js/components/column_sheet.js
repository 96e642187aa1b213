/** The sheet that chooses columns and puts them in order. */

/** @import { ColumnChoice } from "../types.js" */
/** @import { ListColumn } from "../types.js" */

import { make, makeIcon, part } from "../dom.js";
import { say } from "../words.js";
import { setOff } from "./button.js";
import { CHOOSABLE, moveColumn, showColumn, usualColumns } from "./column_choice.js";
import { nameColumn } from "./person_columns.js";
import { attachPopover } from "./popover.js";

/**
 * @param {HTMLElement} button
 * @param {HTMLElement} sheet with the parts `choices`, `shown`, `usual` and `done`
 * @param {{ get: () => ColumnChoice[], set: (columns: ColumnChoice[]) => void }} columns
 */
export function attachColumnSheet(button, sheet, { get, set }) {
  const popover = attachPopover(button, sheet);
  button.setAttribute("aria-haspopup", "dialog");
  const list = part(sheet, "choices");

  /** @param {ColumnChoice[]} columns */
  const choose = (columns) => {
    set(columns);
    show();
  };
  /** Keeps the keyboard where it was: the lines are made anew. @param {string} what */
  const focus = (what) => {
    const control = list.querySelector(what);
    if (control instanceof HTMLElement) control.focus();
  };
  /** @param {ListColumn} column @param {boolean} isShown */
  const makeBox = (column, isShown) => {
    const row = make("label", "facet-row");
    const box = make("input");
    box.type = "checkbox";
    box.checked = isShown;
    box.dataset.column = column;
    box.addEventListener("change", () => {
      choose(showColumn(get(), column, box.checked));
      focus(`input[data-column="${column}"]`);
    });
    row.append(box, make("span", "label", nameColumn(column)));
    return row;
  };
  /** @param {ListColumn} column @param {1 | -1} step */
  const makeMove = (column, step) => {
    const move = make("button", "btn btn-icon btn-sm btn-ghost");
    const key = `move${step}-${column}`;
    move.type = "button";
    move.dataset.move = key;
    move.setAttribute("aria-label", say(step < 0 ? "people.columns.earlier" : "people.columns.later", { column: nameColumn(column) }));
    move.append(makeIcon(step < 0 ? "arrow-up" : "arrow-down"));
    move.addEventListener("click", () => {
      const moved = moveColumn(get(), column, step);
      if (moved) choose(moved);
      focus(`[data-move="${key}"]`);
    });
    return move;
  };
  /** @param {ListColumn} column @param {boolean} isShown */
  const makeLine = (column, isShown) => {
    const line = make("li", "column-line");
    line.append(makeBox(column, isShown));
    if (!isShown) return line;
    for (const step of /** @type {const} */ ([-1, 1])) {
      const move = makeMove(column, step);
      line.append(move);
      setOff(move, moveColumn(get(), column, step) === null ? say(step < 0 ? "people.columns.first" : "people.columns.last") : null);
    }
    return line;
  };
  const show = () => {
    const chosen = get().map(({ column }) => column);
    const shown = chosen.flatMap((column) => CHOOSABLE.filter((one) => one === column));
    const hidden = CHOOSABLE.filter((column) => !shown.includes(column));
    list.replaceChildren(...shown.map((column) => makeLine(column, true)), ...hidden.map((column) => makeLine(column, false)));
    part(sheet, "shown").textContent = say("people.columns.shown", { shown: shown.length + 1, all: CHOOSABLE.length + 1 });
  };
  sheet.addEventListener("beforetoggle", (event) => {
    if (/** @type {ToggleEvent} */ (event).newState === "open") show();
  });
  part(sheet, "usual").addEventListener("click", () => choose(usualColumns()));
  part(sheet, "done").addEventListener("click", popover.hide);
}
