// What is lost when the page is narrow: what sticks out of the window, or is cut off where nothing scrolls.

const lost = [];

/** A list of people is a table, which may scroll both ways; so may what is printed, and pictures that are being cropped. */
const WIDE = "[role=grid], .table-wrap, .crop-stage, pre, .visually-hidden, .skip-link, [inert], svg, option";

const describe = (element) => {
  const words = (element.innerText || element.getAttribute("aria-label") || element.value || "").trim().split("\n")[0].slice(0, 40);
  const name = element.localName + (element.className?.baseVal === undefined && element.className ? "." + element.className.trim().split(/\s+/).join(".") : "");
  return `${name}${element.dataset.part ? `[${element.dataset.part}]` : ""} "${words}"`;
};

const clips = (style, axis) => ["hidden", "clip"].includes(style[axis]);
const scrolls = (style, axis) => ["auto", "scroll"].includes(style[axis]);

/** Whether the text ends in dots by design, and has all of it for whoever points at it or opens it. */
const isShortened = (element) => getComputedStyle(element).textOverflow === "ellipsis";

/** @returns {string | null} why something of the box can't be seen, however one scrolls */
function whyLost(element) {
  const box = element.getBoundingClientRect();
  let [start, end, top, bottom] = [box.left, box.right, box.top, box.bottom];
  let [isAcross, isDown] = [false, false];
  for (let around = element.parentElement; around !== null; around = around.parentElement) {
    const style = getComputedStyle(around);
    const frame = around.getBoundingClientRect();
    if (!isAcross && clips(style, "overflowX") && (start < frame.left - 1.5 || end > frame.right + 1.5)) {
      return isShortened(around) ? null : `is cut off at the side by ${describe(around)}`;
    }
    if (!isDown && clips(style, "overflowY") && around.clientHeight > 0 && (top < frame.top - 1.5 || bottom > frame.bottom + 1.5)) {
      return isShortened(around) ? null : `is cut off below by ${describe(around)}`;
    }
    isAcross ||= scrolls(style, "overflowX");
    isDown ||= scrolls(style, "overflowY");
    if (isDown && !isAcross && (start < frame.left - 1.5 || end > frame.right + 1.5)) return `sticks out of ${describe(around)}`;
    if (style.position === "fixed" || around.matches("dialog:modal, :popover-open")) break;
  }
  if (!isAcross && (start < -1.5 || end > innerWidth + 1.5)) return `sticks out of the window (${Math.round(start)} to ${Math.round(end)})`;
  return null;
}

function list() {
  const page = document.documentElement;
  if (page.scrollWidth > page.clientWidth) lost.push(`the page scrolls sideways: ${page.scrollWidth} in ${page.clientWidth}`);
  for (const scroller of document.querySelectorAll(".page-body, .dialog-body, .scroll")) {
    if (look.isInView(scroller) && !scroller.matches(WIDE) && scroller.querySelector(WIDE) === null && scroller.scrollWidth > scroller.clientWidth + 1) {
      lost.push(`${describe(scroller)} scrolls sideways: ${scroller.scrollWidth} in ${scroller.clientWidth}`);
    }
  }
  const top = [...document.querySelectorAll("dialog:modal")].at(-1) ?? document;
  const shown = [...top.querySelectorAll("a, button, input, select, textarea, label, h1, h2, h3, p, li, dt, dd, legend, [role]")].filter(
    (one) => one.closest(WIDE) === null && look.isInView(one) && one.getClientRects().length > 0 && one.offsetWidth > 1,
  );
  for (const one of shown) {
    const reason = whyLost(one);
    if (reason !== null) lost.push(`${describe(one)} ${reason}`);
  }
  const controls = shown.filter((one) => one.matches("a, button, input:not([type=hidden]), select, textarea"));
  for (const [index, one] of controls.entries()) {
    for (const other of controls.slice(index + 1)) {
      if (one.contains(other) || other.contains(one) || one.closest(".combo, .select-wrap, label") === (other.closest(".combo, .select-wrap, label") ?? false)) continue;
      const around = (element) => element.closest(".page-body, .dialog-body, .scroll, :popover-open, .rail-scroll, .rail, .page-head, .savebar, .dialog-foot, .toasts");
      if (around(one) !== around(other)) continue;
      const [a, b] = [one.getBoundingClientRect(), other.getBoundingClientRect()];
      const [across, down] = [Math.min(a.right, b.right) - Math.max(a.left, b.left), Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)];
      if (across > 2 && down > 2) lost.push(`${describe(one)} overlaps ${describe(other)}`);
    }
  }
  return [...new Set(lost)];
}

return list();
