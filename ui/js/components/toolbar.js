/** Toolbars: one Tab stop, arrows inside. */

/**
 * @param {HTMLElement} toolbar `[role="toolbar"]` of buttons
 */
export function attachToolbar(toolbar) {
  const buttons = [...toolbar.querySelectorAll("button")].filter((button) => button.closest("[popover]") === null);
  /** @param {HTMLButtonElement | undefined} chosen */
  const setStop = (chosen) => {
    for (const button of buttons) button.tabIndex = button === chosen ? 0 : -1;
  };
  setStop(buttons[0]);
  toolbar.addEventListener("focusin", ({ target }) => {
    const button = buttons.find((one) => one === target);
    if (button) setStop(button);
  });
  toolbar.addEventListener("keydown", (event) => {
    const at = buttons.findIndex((button) => button === document.activeElement);
    if (at === -1) return;
    const forward = getComputedStyle(toolbar).direction === "rtl" ? -1 : 1;
    /** @type {Record<string, HTMLButtonElement | undefined>} */
    const next = {
      ArrowRight: buttons[at + forward],
      ArrowLeft: buttons[at - forward],
      Home: buttons[0],
      End: buttons.at(-1),
    };
    if (!next[event.key]) return;
    event.preventDefault();
    next[event.key]?.focus();
  });
}
