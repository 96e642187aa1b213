//! One action for many people.

use std::ops::ControlFlow;

use roster_core::view::{BulkAction, BulkOutcome, BulkPreview, Selection};
use tauri::{Runtime, WebviewWindow};

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
    window: WebviewWindow<R>,
    action: BulkAction,
    selection: Selection,
) -> Answer<BulkOutcome> {
    let caller = state.caller().await?;
    let cancelled = state.begin_bulk();
    let mut progress = |done: u32, total: u32| {
        // A page that can't be reached shows nothing either.
        let _ = window.eval(format!(
            "window.dispatchEvent(new CustomEvent('roster:progress', {{ detail: {{ done: {done}, total: {total} }} }}))"
        ));
        if cancelled() {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    };
    Ok(caller
        .write()
        .await?
        .apply_bulk(action, &selection, &mut progress)
        .await?)
}

#[tauri::command]
pub(crate) fn cancel_bulk(state: Shared<'_>) {
    state.cancel_bulk();
}
