/** Editing one's own profile. */

/** @import { Screen } from "../router.js" */
/** @import { ProfileChanges } from "../types.js" */

import { editProfile, showUser } from "../api.js";
import { createEditForm } from "../components/edit_form.js";
import { PERSON } from "../components/edit_subject.js";
import { attachFields } from "../components/field.js";
import { makePictureControl } from "../components/picture_field.js";
import { makeProfileControls } from "../components/profile_controls.js";
import { find, mountTemplate, part } from "../dom.js";
import { say } from "../words.js";

/** Where the profile page leaves the name of the field that a person asked to fill in. */
export const WANTED_FIELD = "profile_edit.field";

/** @type {Screen} */
export const profileEdit = {
  async open(root, _params, { session, signal, setTitle, memory }) {
    setTitle(say("profile_edit.title"));
    mountTemplate(root, "profile-loading");
    const person = await showUser(session.me.id);
    root.replaceChildren();
    mountTemplate(root, "profile-edit");

    const fields = attachFields(root);
    const picture = makePictureControl(part(root, "picture"), root, person, signal);
    const controls = [picture, ...makeProfileControls(fields, person.id)];
    const edit = createEditForm({
      subject: PERSON,
      form: find(root, "form", HTMLFormElement),
      bar: find(root, ".savebar"),
      notice: part(root, "notice"),
      controls,
      person,
      save: (changes, { id, version }) => editProfile(id, version, /** @type {ProfileChanges} */ (changes)),
      onSaved: () => void session.refreshMe(),
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
