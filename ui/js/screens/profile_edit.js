/** Editing one's own profile. */

/** @import { Screen } from "../router.js" */
/** @import { ProfileChanges } from "../types.js" */

import * as api from "../api.js";
import { createEditForm } from "../components/edit_form.js";
import { PERSON } from "../components/edit_subject.js";
import { attachFields } from "../components/field.js";
import { showFormError } from "../components/form_error.js";
import { makePictureControl } from "../components/picture_field.js";
import { makeProfileControls } from "../components/profile_controls.js";
import { showDone } from "../components/undo.js";
import { find, mountTemplate, part } from "../dom.js";
import { say } from "../words.js";

/** Where the profile page leaves the name of the field that a person asked to fill in. */
export const WANTED_FIELD = "profile_edit.field";

/** @type {Screen} */
export const profileEdit = {
  async open(root, _params, { session, signal, setTitle, memory }) {
    setTitle(say("profile_edit.title"));
    mountTemplate(root, "profile-loading");
    const person = await api.showUser(session.me.id);
    root.replaceChildren();
    mountTemplate(root, "profile-edit");

    const fields = attachFields(root);
    const picture = makePictureControl(part(root, "picture"), root, person, signal);
    const controls = [picture, ...makeProfileControls(fields, person.id)];
    const notice = part(root, "notice");
    /** Somebody else's later changes come along, and what is being edited stays. */
    const reload = async () => {
      void session.refreshMe();
      try {
        const now = await api.showUser(person.id);
        if (!signal.aborted) edit.rebase(now);
      } catch (reason) {
        if (!signal.aborted) showFormError(reason, {}, notice);
      }
    };
    const edit = createEditForm({
      subject: PERSON,
      form: find(root, "form", HTMLFormElement),
      bar: find(root, ".savebar"),
      notice,
      controls,
      person,
      async save(changes, { id, version }) {
        const saved = await api.editProfile(id, version, /** @type {ProfileChanges} */ (changes));
        return { now: saved.person, event: saved.event };
      },
      onSaved(_person, event) {
        void session.refreshMe();
        showDone(say("profile.saved"), event, () => void reload());
      },
      signal,
    });
    return {
      canLeave: () => edit.canLeave(),
      shown() {
        const wanted = memory.get(WANTED_FIELD);
        memory.delete(WANTED_FIELD);
        controls.find((control) => control.name === wanted)?.focus();
      },
    };
  },
};
