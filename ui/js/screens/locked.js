/** The lock after the page was loaded anew: there is nothing to give back but the way in. */

/** @import { Gate } from "./gate.js" */

import { showLockForm } from "../components/lock_form.js";

/** @type {Gate} */
export const lockedGate = {
  open(root, { start, enter, restart }) {
    const [face] = start.tiles;
    if (face === undefined) throw new Error("Nobody is signed in");
    showLockForm(root, face, { onUnlocked: enter, restart });
  },
};
