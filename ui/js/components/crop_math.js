/**
 * The arithmetic of cropping, without a page. A view is what the round window shows of a picture: how often it was
 * turned, how far it is zoomed in, and which point of the turned picture is in the middle. Lengths are source pixels.
 */

/** @import { Crop } from "../types.js" */

/** @typedef {{ width: number, height: number }} Size of the picture before it is turned */
/** @typedef {{ turns: number, zoom: number, x: number, y: number }} View `turns` are clockwise quarters, 0 to 3; `zoom` 1 shows the largest square */

const MIN_ZOOM = 1;
const MAX_ZOOM = 4;

/** @param {number} value @param {number} low @param {number} high */
const clamp = (value, low, high) => Math.min(Math.max(value, low), high);

/**
 * The size after turning.
 * @param {Size} size @param {number} turns
 * @returns {Size}
 */
const turnSize = ({ width, height }, turns) => (turns % 2 === 0 ? { width, height } : { width: height, height: width });

/** Side of the square in view. @param {Size} size @param {View} view @returns {number} */
export const viewSide = (size, view) => Math.min(size.width, size.height) / view.zoom;

/**
 * The nearest view that leaves no empty corner.
 * @param {Size} size @param {View} view
 * @returns {View}
 */
function constrain(size, view) {
  const zoom = clamp(view.zoom, MIN_ZOOM, MAX_ZOOM);
  const half = viewSide(size, { ...view, zoom }) / 2;
  const { width, height } = turnSize(size, view.turns);
  return { turns: view.turns, zoom, x: clamp(view.x, half, width - half), y: clamp(view.y, half, height - half) };
}

/** The largest square in the middle. @param {Size} size @returns {View} */
export const startView = ({ width, height }) => ({ turns: 0, zoom: MIN_ZOOM, x: width / 2, y: height / 2 });

/**
 * @param {Size} size @param {View} view
 * @param {number} right how far the window moves over the picture @param {number} down
 * @returns {View}
 */
export const moveView = (size, view, right, down) => constrain(size, { ...view, x: view.x + right, y: view.y + down });

/**
 * Zooms so that one point of the picture keeps its place in the window.
 * @param {Size} size @param {View} view @param {number} zoom
 * @param {{ x: number, y: number }} [point] the middle unless told
 * @returns {View}
 */
export function zoomView(size, view, zoom, point = view) {
  const next = clamp(zoom, MIN_ZOOM, MAX_ZOOM);
  const shrink = view.zoom / next;
  return constrain(size, { ...view, zoom: next, x: point.x + (view.x - point.x) * shrink, y: point.y + (view.y - point.y) * shrink });
}

/**
 * Turns the picture by a quarter about the middle of the window.
 * @param {Size} size @param {View} view
 * @param {1 | -1} quarter 1 is clockwise
 * @returns {View}
 */
export function turnView(size, view, quarter) {
  const { width, height } = turnSize(size, view.turns);
  const turned = quarter === 1 ? { x: height - view.y, y: view.x } : { x: view.y, y: width - view.x };
  return constrain(size, { ...view, ...turned, turns: (view.turns + quarter + 4) % 4 });
}

/**
 * What the core is asked to cut out: whole pixels, inside the turned picture.
 * @param {Size} size @param {View} view
 * @returns {Crop}
 */
export function toCrop(size, view) {
  const { width, height } = turnSize(size, view.turns);
  const side = Math.max(1, Math.floor(viewSide(size, view)));
  return {
    x: clamp(Math.round(view.x - side / 2), 0, width - side),
    y: clamp(Math.round(view.y - side / 2), 0, height - side),
    side,
    turns: view.turns,
  };
}

/**
 * Where the unturned picture lies around the middle of a window that shows `viewSide` over `shown` CSS pixels.
 * @param {Size} size @param {View} view @param {number} shown
 * @returns {{ width: number, height: number, right: number, down: number }} its size, and its middle's offset
 */
export function placePicture(size, view, shown) {
  const scale = shown / viewSide(size, view);
  const { width, height } = turnSize(size, view.turns);
  return {
    width: size.width * scale,
    height: size.height * scale,
    right: (width / 2 - view.x) * scale,
    down: (height / 2 - view.y) * scale,
  };
}
