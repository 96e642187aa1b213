//! The window itself: its look, and the moment it appears.

use tauri::{AppHandle, Runtime, UserAttentionType, WebviewWindow};

use super::Shared;
use crate::error::{Answer, CommandError};
use crate::menu;
use crate::preferences::{Language, Preferences};
use crate::window;

/// The longest text of a notification, in characters.
const LONGEST: usize = 200;

#[tauri::command(async)]
pub(crate) fn save_preferences<R: Runtime>(
    state: Shared<'_>,
    window: WebviewWindow<R>,
    preferences: Preferences,
) -> Answer<()> {
    window::apply_theme(&window, preferences.theme);
    window::apply_zoom(&window, preferences.zoom);
    state
        .preferences
        .save(preferences)
        .map_err(CommandError::unsaved_preferences)
}

/// Tells whoever looks at something else that long work has ended; the page says how. Whoever looks at the window sees it
/// there.
#[tauri::command(async)]
pub(crate) fn show_notification<R: Runtime>(
    state: Shared<'_>,
    window: WebviewWindow<R>,
    title: String,
    text: String,
) {
    if window.is_focused().unwrap_or(true) {
        return;
    }
    let told = window
        .request_user_attention(Some(UserAttentionType::Informational))
        .map_err(|error| error.to_string())
        .and(state.desktop.notify(&shorten(title), &shorten(text)));
    if let Err(error) = told {
        tracing::warn!(error, "nobody was told that work has ended");
    }
}

/// A line or two: that is all a desktop shows.
fn shorten(text: String) -> String {
    text.chars().take(LONGEST).collect()
}

/// The page speaks this from now on, and so do the system's dialogs and the menu.
#[tauri::command(async)]
pub(crate) fn note_language<R: Runtime>(state: Shared<'_>, app: AppHandle<R>, language: Language) {
    state.note_language(language);
    menu::speak(&app, language);
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
