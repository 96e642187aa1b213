/** Help with passwords: reveal, Caps Lock, strength, and the rules ticking off while typing. */

/** @import { PasswordContext, PasswordReport } from "../types.js" */
/** @import { Field } from "./field.js" */

import { checkPassword, suggestPassword } from "../api.js";
import { cloneTemplate, debounce, find, make, makeIcon, part, setIcon, uniqueId } from "../dom.js";
import { onLanguage } from "../language.js";
import { say } from "../words.js";
import { nameIconButtons } from "./tip.js";

const PAUSE = 120;
const STRENGTHS = /** @type {const} */ ([
  "password.strength.0",
  "password.strength.1",
  "password.strength.2",
  "password.strength.3",
  "password.strength.4",
  "password.strength.5",
]);

/**
 * Wires up the button with `data-part="reveal"` beside a password.
 * @param {Field} field
 * @returns {(shown: boolean) => void} shows or hides the password
 */
export function attachReveal(field) {
  const input = /** @type {HTMLInputElement} */ (field.input);
  const button = part(field.element, "reveal");
  button.setAttribute("aria-controls", input.id);
  nameIconButtons(field.element);
  const reveal = (/** @type {boolean} */ shown) => {
    input.type = shown ? "text" : "password";
    button.setAttribute("aria-pressed", String(shown));
    setIcon(find(button, ".icon", SVGSVGElement), shown ? "eye-off" : "eye");
  };
  button.addEventListener("click", () => {
    reveal(input.type === "password");
    input.focus();
  });
  reveal(input.type === "text");
  return reveal;
}

/** Says under the field that Caps Lock is on. @param {Field} field */
export function attachCapsLock(field) {
  let shown = false;
  let shownBefore = false;
  /** @param {boolean} on */
  const show = (on) => {
    if (on === shown || field.isWrong()) return;
    shown = on;
    field.setNote(on ? say("password.caps_lock") : null, "caps");
  };
  const input = /** @type {HTMLElement} */ (field.input);
  input.addEventListener("keydown", (event) => {
    shownBefore = shown;
    show(event.getModifierState("CapsLock"));
  });
  input.addEventListener("keyup", (event) => {
    // The release of the lock key itself still reports the lock that it has just ended.
    show(event.getModifierState("CapsLock") && !(event.key === "CapsLock" && shownBefore));
  });
  input.addEventListener("blur", () => show(false));
}

/**
 * @typedef {object} PasswordHelp
 * @property {() => void} refresh looks at the password again, because what it must not resemble has changed
 * @property {() => void} showMissed marks the rules that are not met yet, after an attempt to save
 */

/**
 * @param {HTMLElement} list
 * @param {PasswordReport["rules"]} rules
 * @param {boolean} strict whether a rule that is not met is a mistake by now
 */
function showRules(list, rules, strict) {
  list.replaceChildren(
    ...rules.map(({ met, text }) => {
      const item = make("li", met ? "is-met" : strict ? "is-missed" : "");
      const words = make("span", "", text);
      words.append(make("span", "visually-hidden", met ? say("password.rule.met") : say("password.rule.not_met")));
      item.append(makeIcon(met ? "check" : strict ? "x" : "minus"), words);
      return item;
    }),
  );
}

/**
 * Puts strength and rules under a new password.
 * @param {Field} field
 * @param {() => PasswordContext} context what the password must not resemble
 * @returns {PasswordHelp}
 */
export function attachPasswordHelp(field, context) {
  const help = cloneTemplate("password-help");
  field.element.append(help);
  const strength = part(help, "strength");
  const rules = part(help, "rules");
  rules.id = uniqueId("rules");
  field.describeWith(rules.id);
  let asked = 0;
  let strict = false;

  async function look() {
    const turn = ++asked;
    const report = await checkPassword(field.get(), context());
    if (turn !== asked) return;
    strength.dataset.score = String(report.score);
    part(strength, "word").textContent = say(STRENGTHS[report.score] ?? STRENGTHS[0]);
    part(strength, "hint").textContent = report.hint;
    showRules(rules, report.rules, strict);
  }
  const refresh = () => void look().catch((error) => console.warn("A password could not be checked:", error));
  const refreshSoon = debounce(PAUSE, refresh);
  field.input.addEventListener("input", () => {
    field.setError(null);
    refreshSoon();
  });
  refresh();
  onLanguage(() => {
    if (help.isConnected) refresh();
  });
  return {
    refresh,
    showMissed() {
      strict = true;
      refresh();
    },
  };
}

/**
 * Wires up the button with `data-part="suggest"`: a passphrase of four words, shown so that it can be learnt.
 * @param {Field} field
 * @param {(shown: boolean) => void} reveal
 * @param {PasswordHelp} help
 */
export function attachSuggestion(field, reveal, help) {
  part(field.element, "suggest").addEventListener("click", async () => {
    field.set(await suggestPassword());
    reveal(true);
    help.refresh();
  });
}
