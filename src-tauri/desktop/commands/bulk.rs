//! One action for many people.

use roster_core::view::{BulkAction, BulkOutcome, BulkPreview, Selection};
use tauri::{AppHandle, Runtime};

use super::Shared;
use crate::error::Answer;

#[tauri::command]
pub(crate) async fn preview_bulk(
    state: Shared<'_>,
    action: BulkAction,
    selection: Selection,
) -> Answer<BulkPreview> {
    let caller = state.caller().await?;
    Ok(caller
        .read()
        .await?
        .preview_bulk(action, &selection)
        .await?)
}

#[tauri::command]
pub(crate) async fn apply_bulk<R: Runtime>(
    state: Shared<'_>,
    app: AppHandle<R>,
    action: BulkAction,
    selection: Selection,
) -> Answer<BulkOutcome> {
    let caller = state.caller().await?;
    let mut progress = state.work.begin(app);
    Ok(caller
        .write()
        .await?
        .apply_bulk(action, &selection, &mut progress)
        .await?)
}

/// Stops whatever is being done to many people: nothing of it stays.
#[tauri::command]
pub(crate) async fn cancel_bulk(state: Shared<'_>) -> Answer<()> {
    let caller = state.caller().await?;
    caller.read().await?;
    state.work.cancel();
    Ok(())
}
