/** What an event changed, field by field, in words: `Status: Active → Inactive`. */

/** @import { FieldChange, GroupName, Permission } from "../types.js" */

import { make, makeIcon } from "../dom.js";
import { formatDate, formatList } from "../format.js";
import { say } from "../words.js";

/** @typedef {import("../words.js").WordKey} WordKey */

/** Longer texts, such as a bio, are cut in the history. */
const LONGEST = 240;

/** @type {Record<string, WordKey>} */
const FIELDS = {
  username: "field.username",
  email: "field.email",
  first_name: "field.first_name",
  last_name: "field.last_name",
  is_active: "field.is_active",
  is_staff: "field.is_staff",
  is_superuser: "field.is_superuser",
  must_change_password: "field.must_change_password",
  groups: "field.groups",
  permissions: "field.permissions",
  avatar: "field.avatar",
  deleted: "field.deleted",
  bio: "field.bio",
  location: "field.location",
  birth_date: "field.birth_date",
  phone_number: "field.phone_number",
  portfolio_site: "field.portfolio_site",
  name: "field.name",
  description: "field.description",
  minimum_password: "field.minimum_password",
};

/** @param {string} field @returns {string} what it is called; its own name if this page knows no better */
export function nameField(field) {
  const key = FIELDS[field];
  return key === undefined ? field : say(key);
}

/** @param {readonly Permission[]} permissions @returns {string} */
export const listPermissions = (permissions) => permissions.map((permission) => say(`permission.${permission}`)).join(" · ");

/** @param {unknown} item @returns {string} a member of a list: a group, or a permission */
function describeItem(item) {
  if (typeof item !== "string") return /** @type {GroupName} */ (item).name;
  return say(`permission.${/** @type {Permission} */ (item)}`);
}

/**
 * @param {string} field
 * @param {unknown} value
 * @param {boolean} isNew
 * @returns {string | null} null for a value that was not there
 */
export function describeValue(field, value, isNew) {
  if (value === null || value === undefined || value === "") return null;
  if (Array.isArray(value)) return value.length === 0 ? null : formatList(value.map(describeItem));
  if (field === "avatar") return say(isNew ? "value.new_picture" : "value.picture");
  if (field === "is_active") return say(value ? "person.status.active" : "person.status.inactive");
  if (typeof value === "boolean") return say(value ? "value.yes" : "value.no");
  if (field === "birth_date") return formatDate(String(value));
  const text = String(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

/**
 * @param {"del" | "ins"} tag
 * @param {string | null} text
 * @param {string} field
 * @returns {HTMLElement}
 */
function makeValue(tag, text, field) {
  if (text === null) return make("span", "muted", say(["groups", "permissions", "avatar"].includes(field) ? "value.none" : "value.empty"));
  const value = make(tag, "", text);
  value.dir = "auto";
  return value;
}

/**
 * Old and new value of each field.
 * @param {readonly FieldChange[]} changes
 * @param {boolean} [isNew] there was nothing before, so only the new values are told
 * @returns {HTMLElement}
 */
export function makeDiff(changes, isNew = false) {
  const list = make("dl", "diff");
  for (const { field, old, new: now } of changes) {
    const values = make("dd");
    if (!isNew) {
      const becomes = make("span", "visually-hidden", say("value.became"));
      values.append(makeValue("del", describeValue(field, old, false), field), makeIcon("arrow-right", "icon-flip"), becomes);
    }
    values.append(makeValue("ins", describeValue(field, now, true), field));
    list.append(make("dt", "", nameField(field)), values);
  }
  return list;
}
