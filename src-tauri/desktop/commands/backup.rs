//! Backups: making them, looking inside, restoring one; and the way out for whoever has a roster that can't be opened.

use roster_core::auth::ManageBackup;
use roster_core::backup::backup_folder;
use roster_core::check::CheckReport;
use roster_core::restore::{self, find_backup};
use roster_core::view::{Backup, BackupList, BackupPreview, RescueOffer, RestoreOutcome};
use roster_core::{DatabaseError, Error};
use tauri::{AppHandle, Runtime};

use super::Shared;
use crate::error::{Answer, CommandError};

#[tauri::command]
pub(crate) async fn list_backups(state: Shared<'_>) -> Answer<BackupList> {
    let caller = state.caller().await?;
    let read = caller.read().await?.grant::<ManageBackup>()?;
    Ok(read.list_backups().await?)
}

/// Reads the whole roster, and says what is wrong with it.
#[tauri::command]
pub(crate) async fn check_roster(state: Shared<'_>) -> Answer<CheckReport> {
    let caller = state.caller().await?;
    let read = caller.read().await?.grant::<ManageBackup>()?;
    Ok(read.check_roster().await?)
}

#[tauri::command]
pub(crate) async fn back_up<R: Runtime>(state: Shared<'_>, app: AppHandle<R>) -> Answer<Backup> {
    let caller = state.caller().await?;
    let mut progress = state.work.begin(app);
    let write = caller.write().await?.grant::<ManageBackup>()?;
    Ok(write.back_up(&mut progress).await?)
}

#[tauri::command]
pub(crate) async fn preview_restore(state: Shared<'_>, name: String) -> Answer<BackupPreview> {
    let caller = state.caller().await?;
    let read = caller.read().await?.grant::<ManageBackup>()?;
    let file = find_backup(state.path(), &name)?;
    Ok(read.preview_restore(&file).await?)
}

/// Everybody's session ends with it, so the window is signed out as well.
#[tauri::command]
pub(crate) async fn restore_backup<R: Runtime>(
    state: Shared<'_>,
    app: AppHandle<R>,
    name: String,
) -> Answer<RestoreOutcome> {
    let caller = state.caller().await?;
    let mut progress = state.work.begin(app);
    let read = caller.read().await?.grant::<ManageBackup>()?;
    let file = find_backup(state.path(), &name)?;
    let staged = read.stage_backup(&file, &mut progress).await?;
    let restored = caller
        .roster()
        .restore_backup(caller.session(), staged)
        .await;
    let outcome = match caller.heed(restored) {
        Err(Error::Database(DatabaseError::Damaged { .. })) => {
            return Err(CommandError::damaged_inside(&name));
        }
        outcome => outcome?,
    };
    state.end();
    Ok(outcome)
}

/// Shows the folder of backups in the system's file manager.
#[tauri::command]
pub(crate) async fn reveal_backups(state: Shared<'_>) -> Answer<()> {
    let caller = state.caller().await?;
    caller.check_right::<ManageBackup>().await?;
    let folder = backup_folder(state.path());
    state
        .desktop
        .open_folder(&folder)
        .map_err(CommandError::no_file_manager)
}

/// Nothing while there is a roster with people in it, or where no backup would help.
#[tauri::command]
pub(crate) async fn find_rescue(state: Shared<'_>) -> Answer<Option<RescueOffer>> {
    Ok(match state.roster().await {
        Ok(roster) if roster.has_users().await? => None,
        Ok(_) => restore::find_lost(state.path()).await,
        Err(trouble) => restore::find_rescue(state.path(), &trouble).await,
    })
}

/// Nobody can sign in to a roster that can't be opened or has nobody in it, so nobody is asked who they are; the core
/// refuses any other.
#[tauri::command]
pub(crate) async fn rescue_roster<R: Runtime>(
    state: Shared<'_>,
    app: AppHandle<R>,
    name: String,
) -> Answer<RestoreOutcome> {
    let opened = state.roster().await;
    if let Ok(roster) = opened
        && roster.has_users().await?
    {
        return Err(Error::roster_is_sound().into());
    }
    let file = find_backup(state.path(), &name)?;
    let by = format!("Roster ({})", whoami::username().unwrap_or_default());
    let mut progress = state.work.begin(app);
    if let Ok(roster) = opened {
        return Ok(roster.refill_roster(&by, &file, &mut progress).await?);
    }
    let options = state.options();
    Ok(restore::rescue_roster(state.path(), &file, &by, options, &mut progress).await?)
}
