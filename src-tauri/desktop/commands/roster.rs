//! Other rosters, and what is known of this one.

use std::fs;

use roster_core::auth::ManageBackup;
use roster_core::view::Diagnostics;
use serde::Serialize;
use tauri::{AppHandle, Manager as _, Runtime, WebviewWindow};

use super::Shared;
use crate::arguments::Place;
use crate::error::{Answer, CommandError};
use crate::rosters::{RosterList, RosterPlace};
use crate::window;

/// What packages have the licences of libraries in, beside the program's other files. `xtask` names it as well.
const LICENCES: &str = "third-party-licences.txt";

/// What this is, for whoever asks for help. `folder` names the computer account, and is not for others; the rest is.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(crate) struct About {
    /// Roster's version.
    version: &'static str,
    /// The version of the engine that shows the page, or an empty string.
    webview: String,
    /// The system and its processor.
    platform: String,
    /// Where the roster is, with all that Roster puts beside it.
    folder: String,
    #[cfg_attr(test, ts(type = "Diagnostics"))]
    diagnostics: Diagnostics,
}

/// What can be opened beside this roster. Anybody at the computer can start the program with any of them.
#[tauri::command(async)]
pub(crate) fn list_rosters(state: Shared<'_>) -> RosterList {
    state.rosters.list(state.path())
}

/// Asks for another roster; nothing if the person closed the dialog.
#[tauri::command]
pub(crate) async fn pick_roster<R: Runtime>(
    state: Shared<'_>,
    app: AppHandle<R>,
) -> Answer<Option<RosterPlace>> {
    let Some(chosen) = state.picker.choose_roster(&app, &state).await? else {
        return Ok(None);
    };
    let is_this = |path: &std::path::Path| path.canonicalize().ok();
    if is_this(&chosen) == is_this(state.path()) {
        return Err(CommandError::roster_is_open());
    }
    Ok(Some(state.rosters.choose(chosen)))
}

/// Opens it in a process of its own, and ends this one with its sitting. A process has one roster from its first moment to
/// its last: so nothing of one can ever be shown, kept or written as if it were of the other.
#[tauri::command(async)]
pub(crate) fn open_roster<R: Runtime>(
    state: Shared<'_>,
    window: WebviewWindow<R>,
    path: String,
) -> Answer<()> {
    let roster = state
        .rosters
        .find(&path)
        .ok_or_else(CommandError::no_such_roster)?;
    state
        .desktop
        .open_roster(&roster)
        .map_err(CommandError::no_second_window)?;
    state.end();
    window::close(&window);
    Ok(())
}

/// Where the program was started for, told once.
#[tauri::command]
pub(crate) async fn take_place(state: Shared<'_>) -> Answer<Option<Place>> {
    drop(state.caller().await?.read().await?);
    Ok(state.take_wanted())
}

#[tauri::command]
pub(crate) async fn show_about(state: Shared<'_>) -> Answer<About> {
    let caller = state.caller().await?;
    let diagnostics = caller.read().await?.show_diagnostics().await?;
    let folder = state.path().parent().unwrap_or(state.path());
    Ok(About {
        version: env!("CARGO_PKG_VERSION"),
        webview: tauri::webview_version().unwrap_or_default(),
        platform: format!("{} {}", std::env::consts::OS, std::env::consts::ARCH),
        folder: folder.display().to_string(),
        diagnostics,
    })
}

/// The licences of the libraries in the program, as its package brings them. They are no secret, and needed by nobody's right.
#[tauri::command(async)]
pub(crate) fn show_licences<R: Runtime>(app: AppHandle<R>) -> Answer<String> {
    let folder = app.path().resource_dir().map_err(CommandError::internal)?;
    fs::read_to_string(folder.join(LICENCES)).map_err(CommandError::no_licences)
}

/// Shows the folder of the roster in the system's file manager. The backups are in it, so it takes the same right as theirs.
#[tauri::command]
pub(crate) async fn reveal_data(state: Shared<'_>) -> Answer<()> {
    let caller = state.caller().await?;
    caller.check_right::<ManageBackup>().await?;
    let folder = state.path().parent().unwrap_or(state.path());
    state
        .desktop
        .open_folder(folder)
        .map_err(CommandError::no_file_manager)
}
