//! What was done, taking it out as a file, and undoing it.

use roster_core::auth::ViewHistory;
use roster_core::view::{EventPage, EventQuery, UndoOutcome, UndoPreview};
use tauri::{AppHandle, Runtime};

use super::Shared;
use crate::error::Answer;
use crate::export_file::ExportFile;

/// What the file is called unless the person says otherwise.
const EXPORT: &str = "roster-history.csv";

#[tauri::command]
pub(crate) async fn list_events(state: Shared<'_>, query: EventQuery) -> Answer<EventPage> {
    let caller = state.caller().await?;
    Ok(caller
        .read()
        .await?
        .grant::<ViewHistory>()?
        .list_events(&query)
        .await?)
}

#[tauri::command]
pub(crate) async fn list_own_events(state: Shared<'_>, query: EventQuery) -> Answer<EventPage> {
    let caller = state.caller().await?;
    Ok(caller.read().await?.list_own_events(&query).await?)
}

/// How many events were written; nothing if the dialog was closed.
#[tauri::command]
pub(crate) async fn export_events<R: Runtime>(
    state: Shared<'_>,
    app: AppHandle<R>,
    query: EventQuery,
) -> Answer<Option<u32>> {
    let caller = state.caller().await?;
    caller.check_proven_right::<ViewHistory>().await?;
    let Some(file) = state.picker.choose_export(&app, &state, EXPORT).await? else {
        return Ok(None);
    };
    let export = ExportFile::create(file)?;
    let count = caller
        .write()
        .await?
        .grant::<ViewHistory>()?
        .proven()?
        .export_events(&query, export.writer())
        .await?;
    export.finish()?;
    Ok(Some(count))
}

#[tauri::command]
pub(crate) async fn preview_undo(state: Shared<'_>, event: i64) -> Answer<UndoPreview> {
    let caller = state.caller().await?;
    Ok(caller.read().await?.preview_undo(event).await?)
}

#[tauri::command(rename_all = "snake_case")]
pub(crate) async fn undo_event<R: Runtime>(
    state: Shared<'_>,
    app: AppHandle<R>,
    event: i64,
    skip_conflicts: bool,
) -> Answer<UndoOutcome> {
    let caller = state.caller().await?;
    let mut progress = state.work.begin(app);
    Ok(caller
        .write()
        .await?
        .undo_event(event, skip_conflicts, &mut progress)
        .await?)
}
