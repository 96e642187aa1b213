/** Activity: everything that was done, by whom and to whom, with filters, undo and export. */

/** @import { Context, Screen } from "../router.js" */
/** @import { EventQuery } from "../types.js" */

import * as api from "../api.js";
import { ApiError } from "../api.js";
import { withBusy } from "../components/button.js";
import { attachEventFilters } from "../components/event_filters.js";
import { EventLog } from "../components/event_log.js";
import { showFormError } from "../components/form_error.js";
import { attachSearchBox } from "../components/search_box.js";
import { showToast } from "../components/toast.js";
import { fill, find, mountTemplate, part, throttle } from "../dom.js";
import { say } from "../words.js";

/** The search is there with one key. @param {() => void} focus @param {AbortSignal} signal */
export function focusWithKeys(focus, signal) {
  document.addEventListener("keydown", (event) => {
    const typing = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
    const isFind = event.key.toLowerCase() === "f" && (event.ctrlKey || event.metaKey);
    if (document.querySelector("dialog[open]") || !(isFind || (event.key === "/" && !typing))) return;
    event.preventDefault();
    focus();
  }, { signal });
}

/**
 * @param {HTMLElement} root
 * @param {() => Omit<EventQuery, "limit">} getQuery
 * @param {AbortSignal} signal
 */
function attachExport(root, getQuery, signal) {
  const button = part(root, "export");
  button.addEventListener("click", async () => {
    try {
      const count = await withBusy(button, () => api.exportEvents({ ...getQuery(), limit: 1 }));
      if (count !== null) showToast({ text: say("activity.exported", { count }) });
    } catch (reason) {
      if (!signal.aborted) showFormError(reason, {}, part(root, "notice"));
    }
  });
}

/** @type {Screen} */
export const activity = {
  async open(root, _params, /** @type {Context} */ { signal, setTitle }) {
    setTitle(say("activity.title"));
    mountTemplate(root, "activity");
    const scroller = part(root, "scroller");
    const getQuery = () => ({ ...filters.get(), text: search.get() });
    const isAny = () => filters.isAny() && search.get() === "";
    const log = new EventLog({
      host: part(root, "log"),
      scroller,
      notice: part(root, "notice"),
      async list(query) {
        try {
          return await api.listEvents(query);
        } catch (reason) {
          if (reason instanceof ApiError) filters.showErrors(reason.fields);
          throw reason;
        }
      },
      onCount(total) {
        fill(root, { count: say("activity.count", { count: total }) });
        part(root, "count").classList.remove("is-stale");
        part(root, "empty").hidden = total > 0;
        scroller.hidden = total === 0;
        fill(root, {
          "empty-title": say(isAny() ? "activity.none" : "activity.no_match"),
          "empty-text": say(isAny() ? "activity.none.text" : "activity.no_match.text"),
        });
        part(root, "clear-all").hidden = isAny();
      },
      signal,
    });
    const load = () => {
      part(root, "count").classList.add("is-stale");
      return log.load(getQuery());
    };
    const later = throttle(40, () => void load());
    const filters = attachEventFilters(root, () => void load());
    const search = attachSearchBox(part(root, "search"), { onSearch: () => later(), onLeave: () => find(part(root, "log"), "a, button").focus() });
    part(root, "clear-all").addEventListener("click", () => {
      filters.clear();
      search.set("");
      search.focus();
      void load();
    });
    attachExport(root, getQuery, signal);
    focusWithKeys(search.focus, signal);
    await load();
  },
};
