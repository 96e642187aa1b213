/** Faces: a picture, or initials on one of twelve calm tiles. */

/** @import { Face } from "../types.js" */

import { avatarUrl } from "../api.js";
import { make, setAttribute, setText } from "../dom.js";

/**
 * Shows a face in an `.avatar` element. Pictures are decoration next to a name, so both forms are hidden from readers.
 * @param {HTMLElement} element
 * @param {Pick<Face, "id" | "initials" | "hue" | "avatar">} face
 * @param {96 | 512} [pixels] 512 from 56 px up, so that it stays sharp on dense displays
 */
export function setAvatar(element, face, pixels = 96) {
  if (face.avatar === null) showInitials(element, face);
  else showPicture(element, avatarUrl(`user/${face.id}/${pixels}?v=${face.avatar}`), () => showInitials(element, face));
}

/**
 * Shows any picture in an `.avatar` element.
 * @param {HTMLElement} element
 * @param {string} url
 * @param {() => void} onFailure
 */
export function showPicture(element, url, onFailure) {
  const shown = element.querySelector("img");
  if (shown?.src === url) return;
  const image = make("img");
  image.alt = "";
  image.draggable = false;
  image.addEventListener("error", onFailure, { once: true });
  image.src = url;
  element.removeAttribute("data-hue");
  element.setAttribute("aria-hidden", "true");
  element.replaceChildren(image);
}

/**
 * @param {HTMLElement} element
 * @param {Pick<Face, "initials" | "hue">} face
 */
export function showInitials(element, { initials, hue }) {
  setAttribute(element, "data-hue", String(hue));
  setAttribute(element, "aria-hidden", "true");
  setText(element, initials);
}
