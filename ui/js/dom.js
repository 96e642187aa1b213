/** Small, typed handles on the page. Data goes in by textContent and properties only. */

import { nameKeys } from "./keys.js";
import { language } from "./language.js";

const SVG = "http://www.w3.org/2000/svg";
let lastId = 0;
/** What lists show. @type {WeakMap<HTMLElement, string>} */
const SHOWN = new WeakMap();

/** @param {string} prefix @returns {string} an id that nothing else in the page has */
export const uniqueId = (prefix) => `${prefix}-${++lastId}`;

/**
 * A fresh copy of the single element inside `<template id="…">`.
 * @param {string} id
 * @returns {HTMLElement}
 */
export function cloneTemplate(id) {
  const template = find(document, `template#${id}`, HTMLTemplateElement);
  const copy = document.importNode(template.content, true).firstElementChild;
  if (!(copy instanceof HTMLElement)) throw new Error(`Template "${id}" is empty`);
  language.speaker?.translateNode(copy);
  nameKeys(copy);
  return copy;
}

/**
 * Appends everything inside `<template id="…">` to a root.
 * @param {HTMLElement} root
 * @param {string} id
 * @returns {HTMLElement} the root
 */
export function mountTemplate(root, id) {
  const template = find(document, `template#${id}`, HTMLTemplateElement);
  const copy = document.importNode(template.content, true);
  language.speaker?.translateNode(copy);
  nameKeys(copy);
  root.append(copy);
  return root;
}

/**
 * The first match, of the expected kind; a missing element is a mistake in a template, so it throws.
 * @template {Element} [T=HTMLElement]
 * @param {ParentNode} root
 * @param {string} selector
 * @param {new () => T} [kind]
 * @returns {T}
 */
export function find(root, selector, kind) {
  const element = root.querySelector(selector);
  if (element === null || !(element instanceof (kind ?? HTMLElement))) throw new Error(`Nothing fits "${selector}"`);
  return /** @type {T} */ (element);
}

/**
 * The element with `data-part="name"`.
 * @template {Element} [T=HTMLElement]
 * @param {ParentNode} root
 * @param {string} name
 * @param {new () => T} [kind]
 * @returns {T}
 */
export const part = (root, name, kind) => find(root, `[data-part="${name}"]`, kind);

/**
 * Sets the text of each `data-part` named.
 * @param {ParentNode} root
 * @param {Record<string, string>} texts
 */
export function fill(root, texts) {
  for (const [name, text] of Object.entries(texts)) setText(part(root, name), text);
}

/**
 * Sets the text of an element that is nothing but text. Another text in the same node costs far less than another node:
 * no style depends on it. Nothing happens when nothing would change.
 * @param {HTMLElement} element
 * @param {string} text
 */
export function setText(element, text) {
  const child = element.firstChild;
  if (child instanceof Text && child === element.lastChild) {
    if (child.data !== text) child.data = text;
  } else if (child !== null || text !== "") element.textContent = text;
}

/**
 * Sets an attribute, unless it says the same already.
 * @param {Element} element
 * @param {string} name
 * @param {string} value
 */
export function setAttribute(element, name, value) {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

/**
 * A new element with a class and text.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {string} [className]
 * @param {string} [text]
 * @returns {HTMLElementTagNameMap[K]}
 */
export function make(tag, className, text) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
}

/**
 * A decorative icon from icons.svg.
 * @param {string} name
 * @param {string} [className] such as `icon-lg`
 * @returns {SVGSVGElement}
 */
export function makeIcon(name, className) {
  const icon = document.createElementNS(SVG, "svg");
  icon.setAttribute("class", className ? `icon ${className}` : "icon");
  icon.setAttribute("aria-hidden", "true");
  icon.append(document.createElementNS(SVG, "use"));
  setIcon(icon, name);
  return icon;
}

/** @param {Element} icon the `<svg class="icon">` @param {string} name */
export function setIcon(icon, name) {
  setAttribute(find(icon, "use", SVGUseElement), "href", `icons.svg#${name}`);
}

/**
 * Fills a list anew, unless it shows these rows already: then focus stays, and nothing moves away under a pointer.
 * @template T
 * @param {HTMLElement} list
 * @param {readonly T[]} rows
 * @param {(row: T) => HTMLElement} makeRow
 */
export function showRows(list, rows, makeRow) {
  const shown = JSON.stringify(rows);
  if (SHOWN.get(list) === shown) return;
  SHOWN.set(list, shown);
  list.replaceChildren(...rows.map(makeRow));
}

/** @param {string} text typed by a person @returns {HTMLElement} that keeps its own direction */
export const makeName = (text) => make("bdi", "", text);

/**
 * Does something once what was just changed is on the screen: what nobody waits for should not delay it. That is the
 * frame after the next, since only then the next one is surely there.
 * @param {() => void} action
 * @returns {{ cancel: () => void }}
 */
export function afterPaint(action) {
  let [frame, timer] = [0, 0];
  frame = requestAnimationFrame(() => {
    frame = requestAnimationFrame(() => {
      timer = window.setTimeout(action);
    });
  });
  return {
    cancel() {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    },
  };
}

/**
 * Does something now, or once the pointer that is down has been let go: what moves under a press takes it away from the
 * button that it was meant for.
 * @param {() => void} action
 */
export function afterPress(action) {
  if (document.querySelector(":active") === null) return action();
  const end = new AbortController();
  const later = () => {
    end.abort();
    // The click comes after this event.
    setTimeout(action);
  };
  for (const ending of ["pointerup", "pointercancel"]) document.addEventListener(ending, later, { capture: true, signal: end.signal });
}

/** @returns {Promise<void>} once what was just changed is on the screen */
export const painted = () => new Promise((resolve) => afterPaint(resolve));

/**
 * Does something at once, and while it is asked for again and again, once in each such time.
 * @template {unknown[]} A
 * @param {number} pause in milliseconds
 * @param {(...args: A) => void} action
 * @returns {((...args: A) => void) & { cancel: () => void }} `cancel` forgets what waits
 */
export function throttle(pause, action) {
  let isQuiet = true;
  /** @type {A | null} */
  let last = null;
  const run = (/** @type {A} */ args) => {
    isQuiet = false;
    setTimeout(() => {
      const waiting = last;
      last = null;
      isQuiet = true;
      if (waiting !== null) run(waiting);
    }, pause);
    action(...args);
  };
  const ask = (/** @type {A} */ ...args) => {
    if (isQuiet) run(args);
    else last = args;
  };
  return Object.assign(ask, { cancel: () => void (last = null) });
}

/**
 * Does something at once, and while it is asked for again and again, only when that has ended.
 * @param {number} pause in milliseconds
 * @param {() => void} action
 * @returns {() => void}
 */
export function skim(pause, action) {
  let timer = 0;
  return () => {
    const isQuiet = timer === 0;
    clearTimeout(timer);
    timer = window.setTimeout(() => {
      timer = 0;
      if (!isQuiet) action();
    }, pause);
    if (isQuiet) action();
  };
}

/**
 * Does something after a pause, starting the pause again each time it is asked.
 * @template {unknown[]} A
 * @param {number} pause in milliseconds
 * @param {(...args: A) => void} action
 * @returns {((...args: A) => void) & { cancel: () => void }}
 */
export function debounce(pause, action) {
  let timer = 0;
  const later = (/** @type {A} */ ...args) => {
    clearTimeout(timer);
    timer = window.setTimeout(action, pause, ...args);
  };
  return Object.assign(later, { cancel: () => clearTimeout(timer) });
}
