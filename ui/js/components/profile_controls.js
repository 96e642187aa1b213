/** The controls for everything a person tells about themselves: the same on one's own and on another's edit page. */

/** @import { Person } from "../types.js" */
/** @import { Control } from "./control.js" */
/** @import { Field } from "./field.js" */

import { formatNumber, formatTypedDate } from "../format.js";
import { find } from "../dom.js";
import { say } from "../words.js";
import { makeTextControl } from "./control.js";

const BIO_LIMIT = 5_000;

/** How a person's value stands in each field. @type {Record<string, (person: Person) => string>} */
const READERS = {
  first_name: (person) => person.first_name,
  last_name: (person) => person.last_name,
  bio: (person) => person.bio,
  location: (person) => person.location,
  birth_date: (person) => (person.birth_date === null ? "" : formatTypedDate(person.birth_date)),
  email: (person) => person.email,
  phone_number: (person) => person.phone_number,
  portfolio_site: (person) => person.portfolio_site,
};

/**
 * Counts characters as the core does: one for each, whatever its size in bytes.
 * @param {Field} field with a `.num` in its help
 * @param {number} limit
 * @returns {() => void} counts again
 */
function attachCounter(field, limit) {
  const count = find(field.element, ".help .num");
  const show = () => {
    count.textContent = say("edit.counter", { used: formatNumber([...field.get()].length), limit: formatNumber(limit) });
  };
  field.input.addEventListener("input", show);
  return show;
}

/**
 * Controls for the profile fields among `fields`, in the order they stand.
 * @param {Record<string, Field>} fields
 * @param {number} id the person edited
 * @returns {Control[]}
 */
export function makeProfileControls(fields, id) {
  const controls = [];
  for (const field of Object.values(fields)) {
    const read = READERS[field.name];
    if (read === undefined) continue;
    const control = makeTextControl(field, read, id);
    if (field.name === "bio") {
      const count = attachCounter(field, BIO_LIMIT);
      controls.push({ ...control, set: (/** @type {import("./control.js").Value} */ value) => (control.set(value), count()) });
    } else {
      controls.push(control);
    }
  }
  return controls;
}
