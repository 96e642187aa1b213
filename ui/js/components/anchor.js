/**
 * Keeps a popover beside the element it belongs to. CSS anchors do it where the engine has them; the names go in
 * through the CSSOM, since the content policy refuses inline styles. Older WebKit, as on macOS before 26, has none,
 * so there the place is worked out when the popover opens.
 */

import { uniqueId } from "../dom.js";

const GAP = 4;

/**
 * @param {HTMLElement} host
 * @param {HTMLElement} popover with `data-side` and `data-align` as in menu.css
 */
export function anchorPopover(host, popover) {
  if (!CSS.supports("anchor-name", "--anchor")) {
    popover.addEventListener("toggle", () => popover.matches(":popover-open") && placePopover(host, popover));
    return;
  }
  const name = uniqueId("--anchor");
  // One element can carry a menu and a tip: its names add up.
  const names = host.style.getPropertyValue("anchor-name");
  host.style.setProperty("anchor-name", names ? `${names}, ${name}` : name);
  popover.style.setProperty("position-anchor", name);
  popover.addEventListener("beforetoggle", (event) => {
    // Open by the end of this task, and not painted before.
    if (/** @type {ToggleEvent} */ (event).newState === "open") queueMicrotask(() => turnPopover(host, popover));
  });
}

/**
 * Turns a popover to the other side of its host where the window leaves more room there. CSS could do it alone, with
 * position-try-fallbacks; but when anything around such an open popover is hidden, WebKitGTK 2.50 styles it for ever
 * and the whole page hangs.
 * @param {HTMLElement} host
 * @param {HTMLElement} popover
 */
function turnPopover(host, popover) {
  const at = host.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = popover;
  const leftToRight = getComputedStyle(host).direction === "ltr";
  const [before, after] = leftToRight ? [at.right, innerWidth - at.left] : [innerWidth - at.left, at.right];
  const turned = [];
  if (isTighter(height + GAP, at.top, innerHeight - at.bottom, popover.dataset.side === "top")) turned.push("block");
  if (isTighter(width, before, after, popover.dataset.align === "end")) turned.push("inline");
  popover.dataset.turned = turned.join(" ");
}

/**
 * Whether something does not fit on the side where it should stand, and the other side has more room.
 * @param {number} size
 * @param {number} before room above, or towards the start
 * @param {number} after room below, or towards the end
 * @param {boolean} wantsBefore
 */
function isTighter(size, before, after, wantsBefore) {
  const [wanted, other] = wantsBefore ? [before, after] : [after, before];
  return size > wanted && other > wanted;
}

/**
 * Below its host or above it, whichever has the room, and inside the window.
 * @param {HTMLElement} host
 * @param {HTMLElement} popover
 */
function placePopover(host, popover) {
  const at = host.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = popover;
  const [above, below] = [at.top - height - GAP, at.bottom + GAP];
  const wantsTop = popover.dataset.side === "top";
  const fits = wantsTop ? above >= 0 : below + height <= innerHeight;
  const rightToLeft = getComputedStyle(host).direction === "rtl";
  const toTheRight = (popover.dataset.align === "end") === rightToLeft;
  const left = toTheRight ? at.left : at.right - width;
  popover.style.setProperty("margin", "0");
  popover.style.setProperty("top", `${wantsTop === fits ? above : below}px`);
  popover.style.setProperty("left", `${Math.max(GAP, Math.min(left, innerWidth - width - GAP))}px`);
}
