/** How each action on many people is called, asked about and told of. */

/** @import { BulkAction } from "../types.js" */

/** @typedef {BulkAction["kind"]} BulkKind */

/** @typedef {{ icon: string, danger: boolean }} BulkLook */

/** @type {Record<BulkKind, BulkLook>} */
export const LOOKS = {
  activate: { icon: "ok", danger: false },
  deactivate: { icon: "skip", danger: false },
  add_to_group: { icon: "groups", danger: false },
  remove_from_group: { icon: "minus", danger: false },
  require_password: { icon: "key", danger: false },
  trash: { icon: "trash", danger: true },
  restore: { icon: "undo", danger: false },
};
