//! One person: what they tell about themselves.

use roster_core::Error;
use roster_core::view::{ChangedPerson, ExportFormat, Field, FieldCheck, Person, ProfileChanges};
use tauri::{AppHandle, Runtime};

use super::Shared;
use crate::error::{Answer, CommandError};
use crate::export_file::ExportFile;

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

/// All that Roster keeps of whoever asks, but for their password; whether it was written.
#[tauri::command]
pub(crate) async fn export_own<R: Runtime>(
    state: Shared<'_>,
    app: AppHandle<R>,
    format: ExportFormat,
) -> Answer<bool> {
    let caller = state.caller().await?;
    drop(caller.read().await?);
    let name = match format {
        ExportFormat::Csv { .. } => "my-data.csv",
        ExportFormat::Json => "my-data.json",
        ExportFormat::Vcard => "my-data.vcf",
    };
    let Some(file) = state.picker.choose_export(&app, &state, name).await? else {
        return Ok(false);
    };
    let export = ExportFile::create_private(file)?;
    caller
        .write()
        .await?
        .export_own(format, export.writer())
        .await?;
    export.finish()?;
    Ok(true)
}
