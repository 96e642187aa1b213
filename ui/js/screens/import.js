/** Bringing people in: choose a file, check the plan, import, and see what came of it. */

/** @import { ImportStep } from "../import_job.js" */
/** @import { Context, OpenScreen, Params } from "../router.js" */

import { attachChoose } from "../components/import_choose.js";
import { attachDone } from "../components/import_done.js";
import { ImportPlanStep } from "../components/import_plan.js";
import { attachRun } from "../components/import_run.js";
import { find, makeIcon, mountTemplate, part } from "../dom.js";
import { say } from "../words.js";

/** @type {readonly ImportStep[]} */
const STEPS = ["choose", "plan", "run", "done"];

/** Marks where one is. @param {HTMLElement} root @param {ImportStep} step */
function showStep(root, step) {
  const now = STEPS.indexOf(step);
  STEPS.forEach((name, index) => {
    const item = find(root, `[data-step="${name}"]`);
    const isDone = index < now || step === "done";
    item.classList.toggle("is-done", isDone);
    if (index === now && step !== "done") item.setAttribute("aria-current", "step");
    else item.removeAttribute("aria-current");
    find(item, ".n").replaceChildren(isDone ? makeIcon("check") : String(index + 1));
  });
}

class ImportScreen {
  #root;
  #context;
  /** @type {ImportStep | null} */
  #step = null;
  /** Ends with the step in view. */
  #end = new AbortController();
  /** @type {ImportPlanStep | null} */
  #plan = null;

  /** @param {HTMLElement} root @param {Context} context */
  constructor(root, context) {
    this.#root = root;
    this.#context = context;
    const { imports } = context.session;
    imports.onChange(() => this.#follow(), context.signal);
    context.signal.addEventListener("abort", () => this.#end.abort());
    this.#follow();
  }

  shown() {
    this.#plan?.shown();
  }

  /** Shows the step where the import is. */
  #follow() {
    const { step } = this.#context.session.imports;
    if (step === this.#step) return;
    const isFirst = this.#step === null;
    this.#step = step;
    this.#mount(step);
    // What had the keyboard is gone.
    const heading = find(this.#root, "h1");
    heading.tabIndex = -1;
    if (!isFirst && document.querySelector("dialog[open]") === null) heading.focus({ preventScroll: true });
  }

  /** @param {ImportStep} step */
  #mount(step) {
    const { session } = this.#context;
    this.#end.abort();
    this.#end = new AbortController();
    this.#plan = null;
    this.#root.replaceChildren();
    mountTemplate(this.#root, "import");
    mountTemplate(this.#root, `import-${step}`);
    part(this.#root, "steps-place").replaceWith(part(this.#root, "stepper"));
    showStep(this.#root, step);
    const { signal } = this.#end;
    if (step === "choose") attachChoose(this.#root, session.imports, session.me.imports_people, signal);
    else if (step === "run") attachRun(this.#root, session.imports, signal);
    else if (step === "done") attachDone(this.#root, session.imports, signal);
    else {
      this.#plan = new ImportPlanStep(this.#root, session.imports, signal);
      this.#plan.shown();
    }
  }
}

export const importPeople = {
  /** @param {HTMLElement} root @param {Params} _params @param {Context} context @returns {OpenScreen} */
  open(root, _params, context) {
    context.setTitle(say("import.title"));
    const screen = new ImportScreen(root, context);
    return { shown: () => screen.shown() };
  },
};
