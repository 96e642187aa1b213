//! One person: what they tell about themselves.

use roster_core::Error;
use roster_core::view::{ChangedPerson, Field, FieldCheck, Person, ProfileChanges};

use super::Shared;
use crate::error::{Answer, CommandError};

#[tauri::command]
pub(crate) async fn show_user(state: Shared<'_>, id: i64) -> Answer<Person> {
    let caller = state.caller().await?;
    Ok(caller.read().await?.show_user(id).await?)
}

#[tauri::command]
pub(crate) async fn check_field(
    state: Shared<'_>,
    field: Field,
    value: String,
    id: Option<i64>,
) -> Answer<FieldCheck> {
    match state.caller_if_any().await? {
        Some(caller) => Ok(caller.read().await?.check_field(field, &value, id).await?),
        None if state.is_locked() => Err(CommandError::locked()),
        // Before there is anybody to sign in as.
        None => match state.roster().await?.check_first_field(field, &value).await {
            Err(Error::AlreadySetUp) => Err(CommandError::not_signed_in()),
            checked => Ok(checked?),
        },
    }
}

#[tauri::command]
pub(crate) async fn edit_profile(
    state: Shared<'_>,
    id: i64,
    version: i64,
    changes: ProfileChanges,
) -> Answer<ChangedPerson> {
    let caller = state.caller().await?;
    let picture = caller.drafts().find_edit(changes.avatar)?;
    let saved = caller
        .write()
        .await?
        .edit_profile(id, version, &changes, picture)
        .await?;
    caller.drafts().discard_used(changes.avatar);
    Ok(saved)
}

#[tauri::command]
pub(crate) async fn open_site(state: Shared<'_>, id: i64) -> Answer<()> {
    let caller = state.caller().await?;
    let site = caller
        .read()
        .await?
        .show_site(id)
        .await?
        .ok_or_else(CommandError::no_site)?;
    state
        .desktop
        .open_site(site.as_str())
        .map_err(CommandError::no_browser)
}
