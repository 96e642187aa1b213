/** What is printed and never seen on the screen: a sheet beside the page, in its place on paper. */

import { printPage } from "../api.js";
import { make } from "../dom.js";

/** @type {HTMLElement | null} */
let sheet = null;

function putAway() {
  sheet?.remove();
  sheet = null;
}

/**
 * Opens the system's print dialog for something. It stays in the page while that dialog may need it.
 * @param {string} title stands at the head of it
 * @param {string} text below the title
 * @param {HTMLElement} content
 * @param {AbortSignal} signal takes it out of the page
 */
export async function printSheet(title, text, content, signal) {
  putAway();
  const element = make("div", "sheet-print");
  element.append(make("h1", "", title), make("p", "", text), content);
  // Not for reading on the screen, by whatever means.
  element.setAttribute("aria-hidden", "true");
  document.body.append(element);
  sheet = element;
  signal.addEventListener("abort", () => sheet === element && putAway());
  const pictures = [...element.querySelectorAll("img")].map((image) => image.decode().catch(() => image.remove()));
  await Promise.all(pictures);
  await printPage();
}
