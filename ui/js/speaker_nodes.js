/** What stands in templates, in another language: text, and the attributes that are read out or shown. */

/** @typedef {(english: string) => string} Translate English again where there is nothing better */

const ATTRIBUTES = ["aria-label", "aria-description", "placeholder", "title"];

/** In no language of ours: names, keys, commands. */
const FOREIGN = 'bdi, kbd, code, svg, [translate="no"]';

/** Whatever stands within a sentence. Such a sentence is one text, with `{1}`, `{2}` for them. */
const WITHIN = ":scope > :is(kbd, code, bdi)";

/**
 * What was translated: from which English, and to what. What has changed since was not ours.
 * @typedef {{ english: string, shown: string }} Translated
 */

/** @type {WeakMap<Text, Translated>} */
const TEXTS = new WeakMap();
/** @type {WeakMap<Element, Record<string, Translated>>} */
const NAMED = new WeakMap();
/** @type {WeakMap<Element, { english: string, parts: Element[] }>} */
const SENTENCES = new WeakMap();

/** @param {string} text */
const squeeze = (text) => text.trim().replace(/\s+/g, " ");

/** @param {Text} node @param {Translate} translate */
function translateText(node, translate) {
  const before = TEXTS.get(node);
  const english = before !== undefined && before.shown === node.data ? before.english : node.data;
  const core = squeeze(english);
  if (core === "") return;
  const found = translate(core);
  const shown = found === core ? english : english.replace(english.trim(), () => found);
  TEXTS.set(node, { english, shown });
  if (shown !== node.data) node.data = shown;
}

/** @param {Element} element @param {Translate} translate */
function translateAttributes(element, translate) {
  for (const name of ATTRIBUTES) {
    const value = element.getAttribute(name);
    if (value === null) continue;
    const named = NAMED.get(element) ?? {};
    const before = named[name];
    const english = before !== undefined && before.shown === value ? before.english : value;
    const shown = translate(english);
    NAMED.set(element, { ...named, [name]: { english, shown } });
    if (shown !== value) element.setAttribute(name, shown);
  }
}

/** @param {Element} element @returns {{ english: string, parts: Element[] }} */
function readSentence(element) {
  /** @type {Element[]} */
  const parts = [];
  const pieces = [...element.childNodes].map((node) => (node instanceof Element ? `{${parts.push(node)}}` : (node.textContent ?? "")));
  return { english: squeeze(pieces.join("")), parts };
}

/**
 * The parts move to where this language has them.
 * @param {Element} element @param {Translate} translate
 */
function translateSentence(element, translate) {
  const sentence = SENTENCES.get(element) ?? readSentence(element);
  SENTENCES.set(element, sentence);
  const pieces = translate(sentence.english).split(/\{(\d+)\}/);
  element.replaceChildren(...pieces.map((piece, at) => (at % 2 === 0 ? piece : (sentence.parts[Number(piece) - 1] ?? ""))));
}

/** @param {Element} element */
const isSentence = (element) =>
  SENTENCES.has(element) || (element.querySelector(WITHIN) !== null && [...element.childNodes].some((node) => node instanceof Text && /\p{L}/u.test(node.data)));

/**
 * Translates all that is inside.
 * @param {Element | DocumentFragment} root
 * @param {Translate} translate
 */
export function translateNode(root, translate) {
  if (root instanceof Element) {
    if (root.matches(FOREIGN)) return;
    translateAttributes(root, translate);
    if (isSentence(root)) {
      translateSentence(root, translate);
      for (const child of root.children) translateNode(child, translate);
      return;
    }
  }
  for (const node of root.childNodes) {
    if (node instanceof Text) translateText(node, translate);
    else if (node instanceof Element) translateNode(node, translate);
  }
}
