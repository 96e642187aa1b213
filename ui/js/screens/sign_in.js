/** Sign-in: the accounts that signed in here before, then a password; or a username and a password. */

/** @import { Gate, GateContext } from "./gate.js" */
/** @import { RecentAccount } from "../types.js" */

import { ApiError, signIn as askSignIn } from "../api.js";
import { setAvatar } from "../components/avatar.js";
import { withBusy } from "../components/button.js";
import { startCountdown } from "../components/countdown.js";
import { attachFields } from "../components/field.js";
import { showFormError } from "../components/form_error.js";
import { clearNotice, showNotice } from "../components/notice.js";
import { attachCapsLock, attachReveal } from "../components/password_help.js";
import { fill, find, mountTemplate, part } from "../dom.js";
import { finishGate } from "./gate.js";
import { Tiles } from "./sign_in_tiles.js";

/**
 * @param {HTMLElement} main
 * @param {GateContext} context
 * @param {RecentAccount[]} accounts
 */
function showTiles(main, context, accounts) {
  if (accounts.length === 0) return showForm(main, context, null, accounts);
  main.replaceChildren();
  mountTemplate(main, "sign-in-tiles");
  showGateNotice(main, context);
  new Tiles(main, accounts, {
    onPick: (account) => showForm(main, context, account, accounts),
    onOther: (left) => showForm(main, context, null, left),
  });
}

/** Says once why the person is here. @param {HTMLElement} main @param {GateContext} context */
function showGateNotice(main, context) {
  if (context.notice === null) return;
  showNotice(part(main, "notice"), { tone: "info", title: context.notice });
  context.notice = null;
}

/**
 * The form for one account, or for any.
 * @param {HTMLElement} main
 * @param {GateContext} context
 * @param {RecentAccount | null} account
 * @param {RecentAccount[]} accounts
 */
function showForm(main, context, account, accounts) {
  main.replaceChildren();
  mountTemplate(main, account === null ? "sign-in-other" : "sign-in-account");
  showGateNotice(main, context);
  const fields = attachFields(main);
  const { username, password } = fields;
  if (password === undefined) throw new Error("The sign-in form has no password");
  attachReveal(password);
  attachCapsLock(password);

  const back = part(main, "back");
  back.hidden = account === null && accounts.length === 0;
  back.addEventListener("click", () => (accounts.length === 1 && account !== null ? showForm(main, context, null, accounts) : showTiles(main, context, accounts)));
  if (account !== null) {
    setAvatar(part(main, "face"), account);
    fill(main, { name: account.name, username: account.username });
    part(main, "username").hidden = account.name === account.username;
  }

  const form = find(main, "form", HTMLFormElement);
  const notice = part(main, "notice");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const name = account?.username ?? username?.get() ?? "";
    clearNotice(notice);
    try {
      await context.enter(await withBusy(part(form, "submit"), () => askSignIn(name, password.get())));
    } catch (reason) {
      showRefusal(reason, form, notice, fields);
    }
  });
  part(main, "recover").addEventListener("click", async () => {
    const { showRecovery } = await import("./sign_in_recovery.js");
    showRecovery(main, context, account?.username ?? username?.get() ?? "", () => showForm(main, context, account, accounts));
  });
  (username ?? password).focus();
}

/**
 * @param {unknown} reason
 * @param {HTMLFormElement} form
 * @param {HTMLElement} notice
 * @param {ReturnType<typeof attachFields>} fields
 */
function showRefusal(reason, form, notice, fields) {
  if (reason instanceof ApiError && reason.retryAfter > 0) {
    fields.password?.set("");
    startCountdown(notice, reason, form, () => fields.password?.focus());
    return;
  }
  const refused = reason instanceof ApiError && reason.code === "sign_in_refused";
  if (refused) mountTemplate(notice, "sign-in-refused");
  else showFormError(reason, fields, notice);
  notice.hidden = false;
  fields.password?.set("");
  fields.password?.focus();
}

/** @type {Gate} */
export const signIn = {
  open(root, context) {
    mountTemplate(root, "sign-in");
    finishGate(root, context, part(root, "title"));
    const main = find(root, "main");
    const { tiles, other_roster } = context.start;
    // Nobody should type a password into the wrong roster.
    part(root, "other").hidden = other_roster === null;
    part(root, "roster").textContent = other_roster ?? "";
    const [only] = tiles;
    if (only !== undefined && tiles.length === 1) showForm(main, context, only, tiles);
    else showTiles(main, context, tiles);
  },
};
