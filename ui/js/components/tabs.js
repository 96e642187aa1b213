/** Tabs: one Tab stop, arrows inside; each shows its panel and hides the others. */

import { find } from "../dom.js";

/**
 * Wires up `[role=tablist] > [role=tab][data-tab]` to the elements with `data-panel` of the same name.
 * @param {HTMLElement} list
 * @param {HTMLElement} root
 * @param {(tab: string) => void} onShow
 */
export function attachTabs(list, root, onShow) {
  const tabs = [...list.querySelectorAll('[role="tab"]')].filter((tab) => tab instanceof HTMLElement);
  const panels = tabs.map((tab) => find(root, `[data-panel="${tab.dataset.tab}"]`));
  /** @param {number} index */
  const show = (index) => {
    tabs.forEach((tab, at) => {
      tab.setAttribute("aria-selected", String(at === index));
      tab.tabIndex = at === index ? 0 : -1;
      panels[at]?.toggleAttribute("hidden", at !== index);
    });
    onShow(tabs[index]?.dataset.tab ?? "");
  };
  tabs.forEach((tab, index) => {
    tab.addEventListener("click", () => show(index));
    tab.addEventListener("keydown", (event) => {
      const back = getComputedStyle(list).direction === "rtl" ? "ArrowRight" : "ArrowLeft";
      if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
      event.preventDefault();
      const next = (index + (event.key === back ? -1 : 1) + tabs.length) % tabs.length;
      show(next);
      tabs[next]?.focus();
    });
  });
}
