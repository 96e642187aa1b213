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
