/** What an edit form says of groups. */

/** @import { Group } from "../types.js" */
/** @import { Subject } from "./edit_subject.js" */

import { ApiError } from "../api.js";
import { say } from "../words.js";

/** @type {Subject<Group>} */
export const GROUP = {
  askLeave: ({ name }) => say("group.leave", { name }),
  findCurrent: (reason) => (reason instanceof ApiError ? reason.currentGroup : null),
  tellConflict: (_theirs, clash) => ({ title: say("group.conflict.title"), text: say("group.conflict.text", clash) }),
  tellEffect: ({ members }) => say("group.affects", { count: members }),
};
