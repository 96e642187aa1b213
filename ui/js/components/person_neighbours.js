/** Who comes before and after somebody in the list as it was last seen. */

/** @import { UserQuery } from "../types.js" */

import * as api from "../api.js";
import { recallPlace, rememberPlace } from "./person_list_place.js";

/** @typedef {{ previous: number | null, next: number | null }} Neighbours */

/**
 * Nobody, when the list cannot be read: a convenience must not stand in the way of the page.
 * @param {Map<string, unknown>} memory
 * @param {number} id
 * @returns {Promise<Neighbours>}
 */
export async function findNeighbours(memory, id) {
  try {
    return await lookUp(memory, id);
  } catch (reason) {
    console.warn("The neighbours could not be read:", reason);
    return { previous: null, next: null };
  }
}

/** @param {Map<string, unknown>} memory @param {number} id @returns {Promise<Neighbours>} */
async function lookUp(memory, id) {
  const { search, filter, sort } = recallPlace(memory);
  /** @type {UserQuery} */
  const query = { search, filter, sort, offset: 0, limit: 3 };
  const index = await api.locateUser(id, query);
  if (index === null) return { previous: null, next: null };
  const offset = Math.max(0, index - 1);
  const { rows } = await api.listUsers({ ...query, offset });
  const at = index - offset;
  return { previous: rows[at - 1]?.id ?? null, next: rows[at + 1]?.id ?? null };
}

/** The list shall stand on this person when it opens next. @param {Map<string, unknown>} memory @param {number | null} id */
export function choosePerson(memory, id) {
  rememberPlace(memory, { ...recallPlace(memory), chosen: id });
}
