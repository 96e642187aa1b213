/** The dialog that fits a picture into the round mask: drag, wheel, keys or buttons. */

/** @import { AvatarDraft } from "../types.js" */
/** @import { View } from "./crop_math.js" */

import { avatarUrl, cropAvatar } from "../api.js";
import { find, make, part } from "../dom.js";
import { formatPercent } from "../format.js";
import { withBusy } from "./button.js";
import { moveView, placePicture, startView, toCrop, turnView, viewSide, zoomView } from "./crop_math.js";
import { openDialog } from "./dialog.js";
import { showFormError } from "./form_error.js";

/** How far one key press goes, in CSS pixels of the window; more with Shift. */
const STEP = 8;
const BIG_STEP = 40;
const ZOOM_STEP = 0.1;

/** A picture cut to size by the core. @typedef {{ draft: AvatarDraft, view: View, version: string }} CroppedDraft */

/** @param {AvatarDraft} draft @returns {string} */
const previewUrl = ({ draft }) => avatarUrl(`draft/${draft}/preview`);

/** Waits for the picture, so that the dialog opens with it. @param {AvatarDraft} draft */
export async function loadPreview(draft) {
  const image = new Image();
  image.src = previewUrl(draft);
  await image.decode();
}

/**
 * Draws a view into any box, by the CSSOM.
 * @param {HTMLImageElement} image absolutely placed in the middle of its box
 * @param {AvatarDraft} draft @param {View} view
 * @param {number} shown CSS pixels for the side of the crop
 */
function drawView(image, draft, view, shown) {
  const { width, height, right, down } = placePicture(draft, view, shown);
  image.style.setProperty("inline-size", `${width}px`);
  image.style.setProperty("block-size", `${height}px`);
  image.style.setProperty("transform", `translate(-50%, -50%) translate(${right}px, ${down}px) rotate(${view.turns * 90}deg)`);
}

/**
 * @param {ParentNode} root
 * @param {string} url
 */
function fillPictures(root, url) {
  for (const box of root.querySelectorAll("[data-crop]")) {
    const image = make("img");
    image.alt = "";
    image.draggable = false;
    image.src = url;
    box.prepend(image);
  }
}

/**
 * @typedef {object} Cropper
 * @property {() => View} view
 * @property {(change: (view: View) => View) => void} update
 * @property {() => number} scale source pixels for one CSS pixel of the stage
 */

/**
 * @param {HTMLElement} element
 * @param {AvatarDraft} draft
 * @param {View} view
 * @returns {Cropper}
 */
function createCropper(element, draft, view) {
  const boxes = [...element.querySelectorAll("[data-crop]")].map((box) => /** @type {const} */ ([find(box, "img", HTMLImageElement), box]));
  const mask = part(element, "mask");
  const zoom = part(element, "zoom", HTMLInputElement);
  const draw = () => {
    for (const [image, box] of boxes) drawView(image, draft, view, box.contains(mask) ? mask.clientWidth : box.clientWidth);
    zoom.valueAsNumber = Math.round(view.zoom * 100);
    zoom.setAttribute("aria-valuetext", formatPercent(view.zoom));
  };
  new ResizeObserver(draw).observe(part(element, "stage"));
  draw();
  return {
    view: () => view,
    update(change) {
      view = change(view);
      draw();
    },
    scale: () => viewSide(draft, view) / mask.clientWidth,
  };
}

/**
 * @param {HTMLElement} stage
 * @param {AvatarDraft} draft
 * @param {Cropper} cropper
 */
function attachPointer(stage, draft, cropper) {
  stage.addEventListener("pointerdown", (event) => {
    if (event.button === 0) stage.setPointerCapture(event.pointerId);
  });
  stage.addEventListener("pointermove", (event) => {
    if (!stage.hasPointerCapture(event.pointerId)) return;
    const scale = cropper.scale();
    cropper.update((view) => moveView(draft, view, -event.movementX * scale, -event.movementY * scale));
  });
  stage.addEventListener(
    "wheel",
    (event) => {
      event.preventDefault();
      const box = stage.getBoundingClientRect();
      const scale = cropper.scale();
      const view = cropper.view();
      const point = { x: view.x + (event.clientX - box.x - box.width / 2) * scale, y: view.y + (event.clientY - box.y - box.height / 2) * scale };
      cropper.update((current) => zoomView(draft, current, current.zoom * Math.exp(-event.deltaY / 500), point));
    },
    { passive: false },
  );
}

/** @type {Record<string, readonly [number, number]>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/**
 * @param {HTMLElement} stage
 * @param {AvatarDraft} draft
 * @param {Cropper} cropper
 */
function attachKeys(stage, draft, cropper) {
  stage.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const arrow = ARROWS[event.key];
    const step = (event.shiftKey ? BIG_STEP : STEP) * cropper.scale();
    if (arrow !== undefined) cropper.update((view) => moveView(draft, view, arrow[0] * step, arrow[1] * step));
    else if (event.key === "+" || event.key === "=") cropper.update((view) => zoomView(draft, view, view.zoom + ZOOM_STEP));
    else if (event.key === "-" || event.key === "_") cropper.update((view) => zoomView(draft, view, view.zoom - ZOOM_STEP));
    else return;
    event.preventDefault();
  });
}

/**
 * @param {HTMLElement} element
 * @param {AvatarDraft} draft
 * @param {Cropper} cropper
 */
function attachTools(element, draft, cropper) {
  /** @type {Record<string, (view: View) => View>} */
  const tools = {
    "zoom-out": (view) => zoomView(draft, view, view.zoom - ZOOM_STEP),
    "zoom-in": (view) => zoomView(draft, view, view.zoom + ZOOM_STEP),
    "turn-left": (view) => turnView(draft, view, -1),
    "turn-right": (view) => turnView(draft, view, 1),
    "start-over": () => startView(draft),
  };
  for (const [name, change] of Object.entries(tools)) part(element, name).addEventListener("click", () => cropper.update(change));
  const zoom = part(element, "zoom", HTMLInputElement);
  zoom.addEventListener("input", () => cropper.update((view) => zoomView(draft, view, zoom.valueAsNumber / 100)));
}

/**
 * Lets the person choose what of a picture to show.
 * @param {AvatarDraft} draft
 * @param {View} [view] where they left it last time
 * @returns {Promise<CroppedDraft | null>} null when they cancelled
 */
export function cropPicture(draft, view = startView(draft)) {
  /** @type {import("./dialog.js").OpenDialog<CroppedDraft>} */
  const { element, close, closed } = openDialog("crop");
  fillPictures(element, previewUrl(draft));
  const cropper = createCropper(element, draft, view);
  const stage = part(element, "stage");
  attachPointer(stage, draft, cropper);
  attachKeys(stage, draft, cropper);
  attachTools(element, draft, cropper);
  const use = part(element, "use");
  use.addEventListener("click", async () => {
    try {
      const chosen = cropper.view();
      const version = await withBusy(use, () => cropAvatar(draft.draft, toCrop(draft, chosen)));
      close({ draft, view: chosen, version });
    } catch (reason) {
      showFormError(reason, {}, part(element, "notice"));
    }
  });
  stage.focus();
  return closed;
}
