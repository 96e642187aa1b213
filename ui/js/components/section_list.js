/** The list of sections beside a long form: leads to each, and marks the one in view. */

import { find } from "../dom.js";

/** How far below the top edge a section may start and still be the one being read. */
const REACH = 72;

/**
 * Wires up links with `data-section` to the elements of these ids.
 * @param {HTMLElement} list
 * @param {HTMLElement} scroller
 */
export function attachSectionList(list, scroller) {
  const places = [...list.querySelectorAll("[data-section]")]
    .filter((link) => link instanceof HTMLElement)
    .map((link) => ({ link, section: find(scroller, `[data-name="${link.dataset.section}"]`) }));
  /** Went there by its link; sections near the end cannot come to the top. @type {HTMLElement | null} */
  let asked = null;

  /** @param {HTMLElement | undefined} current */
  const mark = (current) => {
    for (const { link } of places) {
      if (link === current) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  };
  const follow = () => {
    if (asked) mark(asked);
    else {
      const edge = scroller.getBoundingClientRect().top + REACH;
      const passed = places.filter(({ section }) => section.getBoundingClientRect().top <= edge);
      const atEnd = scroller.scrollTop > 0 && scroller.scrollTop + scroller.clientHeight >= scroller.scrollHeight - 1;
      mark((atEnd ? places : passed).at(-1)?.link ?? places[0]?.link);
    }
    asked = null;
  };
  for (const { link, section } of places) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      asked = link;
      mark(link);
      section.scrollIntoView({ block: "start" });
      section.focus({ preventScroll: true });
      // When the section was in place already, no scrolling comes to use this up.
      requestAnimationFrame(() => requestAnimationFrame(() => (asked = null)));
    });
  }
  scroller.addEventListener("scroll", follow, { passive: true });
  mark(places[0]?.link);
}
