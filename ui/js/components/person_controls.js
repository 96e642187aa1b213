/** The controls of the page that edits somebody else: profile, account, rights. What may not be changed is off and says why. */

/** @import { GroupName, Person } from "../types.js" */
/** @import { Control } from "./control.js" */
/** @import { Field } from "./field.js" */

import { find, part } from "../dom.js";
import { setAvatar } from "./avatar.js";
import { setOff } from "./button.js";
import { makeSwitchControl, makeTextControl } from "./control.js";
import { attachFields } from "./field.js";
import { attachGroups, makeGroupsControl } from "./person_groups.js";
import { makePictureControl } from "./picture_field.js";
import { makeProfileControls } from "./profile_controls.js";

/**
 * @typedef {object} PersonControls
 * @property {Control[]} all in the order they stand
 * @property {(person: Person) => void} showRights turns each on or off as that person's rights have it
 */

/** A text that may be read and copied, but not changed. @param {Field} field @param {string | null} reason */
function setReadOnly(field, reason) {
  field.input.readOnly = reason !== null;
  setOff(field.input, reason);
}

/**
 * The picture, with a control unless it may not be changed: then nothing is there to drop a file on.
 * @param {HTMLElement} element
 * @param {HTMLElement} page
 * @param {Person} person
 * @param {AbortSignal} signal
 * @returns {Control[]}
 */
function makePicture(element, page, person, signal) {
  if (person.may.edit_profile === null) return [makePictureControl(element, page, person, signal)];
  setAvatar(part(element, "face"), person, 512);
  part(element, "drop").hidden = true;
  return [];
}

/**
 * @param {HTMLElement} root
 * @param {Person} person
 * @param {GroupName[]} groupNames
 * @param {AbortSignal} signal
 * @returns {PersonControls}
 */
export function makePersonControls(root, person, groupNames, signal) {
  const fields = attachFields(root);
  const { username, ...profileFields } = fields;
  if (!username) throw new Error("The page has no username");
  const switches = {
    is_active: part(root, "is_active", HTMLInputElement),
    is_staff: part(root, "is_staff", HTMLInputElement),
    is_superuser: part(root, "is_superuser", HTMLInputElement),
  };
  const label = (/** @type {HTMLElement} */ input) => find(input.closest("li") ?? root, "b").textContent ?? "";
  const choice = attachGroups(part(root, "groups"), groupNames);
  const all = [
    ...makePicture(part(root, "picture"), root, person, signal),
    makeTextControl(username, (one) => one.username, person.id),
    ...makeProfileControls(profileFields, person.id),
    makeSwitchControl(switches.is_active, "is_active", label(switches.is_active), (one) => one.is_active),
    makeSwitchControl(switches.is_staff, "is_staff", label(switches.is_staff), (one) => one.is_staff),
    makeSwitchControl(switches.is_superuser, "is_superuser", label(switches.is_superuser), (one) => one.is_superuser),
    makeGroupsControl(choice, groupNames),
  ];
  return {
    all,
    showRights({ may }) {
      setReadOnly(username, may.edit_account);
      for (const field of Object.values(profileFields)) setReadOnly(field, may.edit_profile);
      setOff(switches.is_active, may.edit_flags);
      setOff(switches.is_staff, may.edit_staff);
      setOff(switches.is_superuser, may.edit_superuser);
      for (const box of choice.boxes) setOff(box, may.edit_groups);
    },
  };
}
