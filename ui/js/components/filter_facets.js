/** The parts of the filter sheet: lines to tick with their counts, and dates. */

/** @import { FilterCounts, UserFilter } from "../types.js" */
/** @import { DateKind, Fact } from "./filter_model.js" */

import { cloneTemplate, debounce, find, make, part, uniqueId } from "../dom.js";
import { formatNumber, formatTypedDate } from "../format.js";
import { say } from "../words.js";
import { nameDays, parseDay, rangeOf, withFact, withGroups, withRange } from "./filter_model.js";

/**
 * @typedef {object} Facet
 * @property {(filter: UserFilter) => void} show what is chosen
 * @property {(counts: FilterCounts) => void} count
 */

/** @typedef {(change: (filter: UserFilter) => UserFilter) => void} Change */

/** From so many groups on, one can look for one. */
const MANY_GROUPS = 8;

/** @typedef {{ row: HTMLElement, input: HTMLInputElement, setCount: (count: number) => void }} Line */

/** @param {string} type @param {string} label @param {string} [name] @returns {Line} */
function makeLine(type, label, name) {
  const row = make("label", "facet-row");
  const input = make("input");
  input.type = type;
  if (name) input.name = name;
  const words = make("span", "label", label);
  words.dir = "auto";
  const hint = make("span", "hint");
  row.append(input, words, hint);
  return {
    row,
    input,
    setCount(count) {
      hint.textContent = formatNumber(count);
      row.classList.toggle("is-zero", count === 0 && !input.checked);
    },
  };
}

/** @param {string} title @returns {HTMLFieldSetElement} */
function makeFieldset(title) {
  const set = make("fieldset", "facet");
  set.append(make("legend", "", title));
  return set;
}

/**
 * Something that holds or not: one of the two lines at most is ticked.
 * @param {Fact} fact
 * @param {HTMLElement} host
 * @param {Change} change
 * @returns {Facet}
 */
export function makeFactFacet(fact, host, change) {
  const set = makeFieldset(say(`filter.${fact}`));
  const lines = /** @type {const} */ ([true, false]).map((holds) => {
    const line = makeLine("checkbox", say(`filter.${fact}.${holds ? "yes" : "no"}`));
    line.input.addEventListener("change", () => change((filter) => withFact(filter, fact, line.input.checked ? holds : undefined)));
    return { holds, ...line };
  });
  set.append(...lines.map(({ row }) => row));
  host.append(set);
  return {
    show(filter) {
      for (const { holds, input } of lines) input.checked = filter[fact] === holds;
    },
    count(counts) {
      for (const { holds, setCount } of lines) setCount(counts[fact][holds ? "yes" : "no"]);
    },
  };
}

/**
 * Groups, in any of which somebody may be, and none.
 * @param {HTMLElement} host
 * @param {Change} change
 * @returns {Facet}
 */
export function makeGroupFacet(host, change) {
  const set = makeFieldset(say("filter.group"));
  const search = make("input", "input");
  search.type = "search";
  search.setAttribute("aria-label", say("filter.group.find"));
  search.placeholder = say("filter.group.find");
  search.hidden = true;
  const list = make("div", "facet facet-list");
  const none = makeLine("checkbox", say("filter.no_group"));
  none.row.classList.add("is-apart");
  set.append(search, list, none.row);
  host.append(set);

  /** @type {Map<number, Line>} */
  const lines = new Map();
  /** @type {UserFilter} */
  let shown = {};
  const choose = () => {
    const ids = [...lines].filter(([, { input }]) => input.checked).map(([id]) => id);
    change((filter) => withGroups(filter, ids, none.input.checked));
  };
  const narrow = () => {
    const words = search.value.trim().toLocaleLowerCase();
    for (const { row, input } of lines.values()) {
      row.hidden = !input.checked && !(row.textContent ?? "").toLocaleLowerCase().includes(words);
    }
  };
  none.input.addEventListener("change", choose);
  search.addEventListener("input", narrow);
  // Esc empties the field first, as in every search.
  search.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || search.value === "") return;
    event.preventDefault();
    event.stopPropagation();
    search.value = "";
    narrow();
  });
  const mark = () => {
    for (const [id, { input }] of lines) input.checked = shown.groups?.includes(id) ?? false;
    none.input.checked = shown.no_group ?? false;
  };
  return {
    show(filter) {
      shown = filter;
      mark();
    },
    count({ groups, no_group }) {
      const names = groups.map(({ group }) => `${group.id} ${group.name}`).join("\n");
      if (names !== list.dataset.names) {
        list.dataset.names = names;
        lines.clear();
        for (const { group } of groups) {
          const line = makeLine("checkbox", group.name);
          line.input.addEventListener("change", choose);
          lines.set(group.id, line);
        }
        list.replaceChildren(...[...lines.values()].map(({ row }) => row));
        search.hidden = groups.length < MANY_GROUPS;
        mark();
        narrow();
      }
      for (const { group, count } of groups) lines.get(group.id)?.setCount(count);
      none.setCount(no_group);
    },
  };
}

/** How long after the last letter of a date the list follows. */
const PAUSE = 400;

/**
 * When somebody joined, or last signed in: any time, the last days, between two days, or never.
 * @param {DateKind} kind
 * @param {HTMLElement} host
 * @param {Change} change
 * @returns {Facet}
 */
export function makeDateFacet(kind, host, change) {
  const set = makeFieldset(say(`filter.${kind}`));
  const name = uniqueId(kind);
  const lines = make("div", "facet");
  const between = cloneTemplate("filter-between");
  const [from, to] = /** @type {const} */ (["from", "to"]).map((end) => find(between, `[data-end="${end}"] input`, HTMLInputElement));
  const error = part(between, "error");
  error.id = uniqueId("range-error");
  set.append(lines, between);
  host.append(set);

  const any = makeLine("radio", say("filter.any_time"), name);
  const range = makeLine("radio", say("filter.range"), name);
  const never = kind === "last_login" ? makeLine("radio", say("filter.never"), name) : null;
  /** @type {Map<string, Line>} by the beginning of the range */
  const since = new Map();
  any.input.addEventListener("change", () => change((filter) => withRange(filter, kind, undefined)));
  never?.input.addEventListener("change", () => change((filter) => ({ ...filter, last_login: { kind: "never" } })));

  const readRange = () => {
    const [first, last] = [from, to].map((input) => parseDay(input?.value ?? ""));
    const wrong = [from, to].filter((_, end) => [first, last][end] === null);
    for (const input of [from, to]) {
      if (wrong.includes(input)) input?.setAttribute("aria-invalid", "true");
      else input?.removeAttribute("aria-invalid");
      input?.setAttribute("aria-describedby", error.id);
    }
    error.hidden = wrong.length === 0;
    if (first === null || last === null) return;
    const isAny = first === undefined && last === undefined;
    change((filter) => withRange(filter, kind, isAny ? undefined : { ...(first && { from: first }), ...(last && { to: last }) }));
  };
  const readSoon = debounce(PAUSE, readRange);
  range.input.addEventListener("change", () => {
    between.hidden = false;
    from?.focus();
    readRange();
  });
  for (const input of [from, to]) {
    input?.addEventListener("input", readSoon);
    input?.addEventListener("change", () => {
      readSoon.cancel();
      readRange();
    });
  }

  /** @param {FilterCounts["joined"]} choices */
  const build = (choices) => {
    if (since.size === choices.length) return;
    for (const { days, from: start } of choices) {
      const line = makeLine("radio", nameDays(days), name);
      line.input.addEventListener("change", () => change((filter) => withRange(filter, kind, { from: start })));
      since.set(start, line);
    }
    lines.replaceChildren(...[any, ...since.values(), ...(never ? [never] : []), range].map(({ row }) => row));
  };
  /** @type {UserFilter} */
  let shown = {};
  const mark = () => {
    const chosen = rangeOf(shown, kind);
    const isNever = kind === "last_login" && shown.last_login?.kind === "never";
    const recent = chosen?.to === undefined ? since.get(chosen?.from ?? "") : undefined;
    const isTyping = between.contains(document.activeElement) || (range.input.checked && document.activeElement === range.input);
    const line = isNever ? never : chosen === undefined ? (isTyping ? range : any) : (recent ?? range);
    if (line) line.input.checked = true;
    between.hidden = line !== range;
    if (isTyping) return;
    error.hidden = true;
    for (const [input, end] of /** @type {const} */ ([[from, "from"], [to, "to"]])) {
      const value = line === range ? chosen?.[end] : undefined;
      if (input) input.value = value ? formatTypedDate(value.slice(0, 10)) : "";
      input?.removeAttribute("aria-invalid");
    }
  };
  return {
    show(filter) {
      shown = filter;
      mark();
    },
    count(counts) {
      build(counts[kind]);
      mark();
      for (const { from: start, count } of counts[kind]) since.get(start)?.setCount(count);
      never?.setCount(counts.never_signed_in);
    },
  };
}
