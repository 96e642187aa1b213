// The English of the templates, as ui/js/speaker_nodes.js asks for it.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const PAGE = fileURLToPath(new URL("../../../ui/index.html", import.meta.url));
const TOKEN = /<!--.*?-->|<!doctype[^>]*>|<(\/?)([a-z0-9-]+)((?:\s+[^\s=>/]+(?:="[^"]*")?)*)\s*(\/?)>|([^<]+)/gs;
const VOID = new Set(["br", "hr", "img", "input", "link", "meta"]);
const ATTRIBUTES = ["aria-label", "aria-description", "placeholder", "title"];
const FOREIGN = new Set(["bdi", "kbd", "code", "svg"]);
const WITHIN = new Set(["kbd", "code", "bdi"]);

const squeeze = (text) => text.trim().replace(/\s+/g, " ");

/** The page as elements and strings. */
function parse(html) {
  const root = { name: "", attributes: {}, children: [] };
  const open = [root];
  for (const [, slash, name, attributes, empty, text] of html.matchAll(TOKEN)) {
    if (text !== undefined) open.at(-1).children.push(text.replaceAll("&amp;", "&"));
    else if (slash === "/") open.pop();
    else if (name !== undefined) {
      const pairs = [...attributes.matchAll(/([^\s=]+)(?:="([^"]*)")?/g)].map(([, key, value]) => [key, value ?? ""]);
      const element = { name, attributes: Object.fromEntries(pairs), children: [] };
      open.at(-1).children.push(element);
      if (empty !== "/" && !VOID.has(name)) open.push(element);
    }
  }
  return root;
}

/** Whether nothing in it is for a reader of any language: numbers, dates and addresses as they are typed. */
const isPlain = (text) => !/\p{L}{2}/u.test(text) || text === "example.org" || text === "Roster";

function collect(element, found) {
  if (FOREIGN.has(element.name) || element.attributes.translate === "no") return;
  for (const name of ATTRIBUTES) if (element.attributes[name]) found.add(element.attributes[name]);
  const texts = element.children.filter((child) => typeof child === "string");
  const isSentence = element.children.some((child) => WITHIN.has(child.name)) && texts.some((text) => /\p{L}/u.test(text));
  let part = 0;
  if (isSentence) found.add(squeeze(element.children.map((child) => (typeof child === "string" ? child : `{${++part}}`)).join("")));
  else for (const text of texts) found.add(squeeze(text));
  for (const child of element.children) if (typeof child !== "string") collect(child, found);
}

/** @returns {string[]} each once, in the order of the page */
export function listPageTexts() {
  const html = readFileSync(PAGE, "utf8");
  const found = new Set();
  collect(parse(html.slice(html.indexOf("<body>"), html.indexOf("</body>"))), found);
  return [...found].filter((text) => !isPlain(text));
}
