//! People one by one, for those who may change them.

use roster_core::auth::{AddUser, ChangeUser, DeleteUser, ViewUser};
use roster_core::view::{
    AddedUser, ChangedPerson, DeletePreview, NewUser, PasswordChoice, PasswordContext, Person,
    ProposedRights, RightsPreview, UserChanges,
};

use super::Shared;
use crate::error::Answer;

#[tauri::command]
pub(crate) async fn add_user(state: Shared<'_>, form: NewUser) -> Answer<AddedUser> {
    let caller = state.caller().await?;
    caller.check_right::<AddUser>().await?;
    // Taken out, so that whoever uses it wipes it.
    let mut form = form;
    let choice = std::mem::replace(&mut form.password, PasswordChoice::None);
    let credential = caller
        .roster()
        .prepare_credential(choice, &context_of_new(&form))
        .await?;
    let ChangedPerson { person, event } = caller
        .write()
        .await?
        .grant::<AddUser>()?
        .add_user(&form, &credential)
        .await?;
    Ok(AddedUser {
        person,
        event,
        temporary_password: credential.temporary().map(str::to_owned),
    })
}

#[tauri::command]
pub(crate) async fn edit_user(
    state: Shared<'_>,
    id: i64,
    version: i64,
    changes: UserChanges,
) -> Answer<ChangedPerson> {
    let caller = state.caller().await?;
    let change = changes.profile.as_ref().and_then(|profile| profile.avatar);
    let picture = caller.drafts().find_edit(change)?;
    let saved = caller
        .write()
        .await?
        .grant::<ChangeUser>()?
        .edit_user(id, version, &changes, picture)
        .await?;
    caller.drafts().discard_used(change);
    Ok(saved)
}

#[tauri::command]
pub(crate) async fn reset_password(
    state: Shared<'_>,
    id: i64,
    choice: PasswordChoice,
) -> Answer<Option<String>> {
    let caller = state.caller().await?;
    caller.check_right::<ChangeUser>().await?;
    let person = caller.read().await?.show_user(id).await?;
    let credential = caller
        .roster()
        .prepare_credential(choice, &context_of(&person))
        .await?;
    caller
        .write()
        .await?
        .grant::<ChangeUser>()?
        .reset_password(id, &credential)
        .await?;
    Ok(credential.temporary().map(str::to_owned))
}

#[tauri::command]
pub(crate) async fn unlock_user(state: Shared<'_>, id: i64) -> Answer<Person> {
    let caller = state.caller().await?;
    Ok(caller
        .write()
        .await?
        .grant::<ChangeUser>()?
        .unlock_user(id)
        .await?)
}

#[tauri::command]
pub(crate) async fn preview_rights(
    state: Shared<'_>,
    id: i64,
    proposed: ProposedRights,
) -> Answer<RightsPreview> {
    let caller = state.caller().await?;
    Ok(caller
        .read()
        .await?
        .grant::<ViewUser>()?
        .preview_rights(id, &proposed)
        .await?)
}

#[tauri::command]
pub(crate) async fn preview_delete(state: Shared<'_>, id: i64) -> Answer<DeletePreview> {
    let caller = state.caller().await?;
    Ok(caller
        .read()
        .await?
        .grant::<DeleteUser>()?
        .preview_delete(id)
        .await?)
}

/// The event, which can be undone.
#[tauri::command]
pub(crate) async fn delete_user(state: Shared<'_>, id: i64, version: i64) -> Answer<i64> {
    let caller = state.caller().await?;
    Ok(caller
        .write()
        .await?
        .grant::<DeleteUser>()?
        .delete_user(id, version)
        .await?)
}

#[tauri::command]
pub(crate) async fn restore_user(state: Shared<'_>, id: i64) -> Answer<ChangedPerson> {
    let caller = state.caller().await?;
    Ok(caller
        .write()
        .await?
        .grant::<DeleteUser>()?
        .restore_user(id)
        .await?)
}

fn context_of(person: &Person) -> PasswordContext {
    PasswordContext {
        username: person.face.username.clone(),
        email: person.email.clone(),
        first_name: person.first_name.clone(),
        last_name: person.last_name.clone(),
    }
}

fn context_of_new(form: &NewUser) -> PasswordContext {
    PasswordContext {
        username: form.username.clone(),
        email: form.email.clone(),
        first_name: form.first_name.clone(),
        last_name: form.last_name.clone(),
    }
}
