//! The window itself: its look, and the moment it appears.

use tauri::{Runtime, WebviewWindow};

use super::Shared;
use crate::error::{Answer, CommandError};
use crate::preferences::Preferences;
use crate::window;

#[tauri::command(async)]
pub(crate) fn save_preferences<R: Runtime>(
    state: Shared<'_>,
    window: WebviewWindow<R>,
    preferences: Preferences,
) -> Answer<()> {
    window::apply_theme(&window, preferences.theme);
    state
        .preferences
        .save(preferences)
        .map_err(CommandError::unsaved_preferences)
}

#[tauri::command(async)]
pub(crate) fn show_window<R: Runtime>(window: WebviewWindow<R>) {
    window::show(&window);
}

#[tauri::command]
pub(crate) fn note_unsaved_changes(state: Shared<'_>, unsaved: bool) {
    state.note_unsaved_changes(unsaved);
}

#[tauri::command(async)]
pub(crate) fn close_window<R: Runtime>(window: WebviewWindow<R>) {
    window::close(&window);
}
