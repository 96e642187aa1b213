//! Asking for a picture: one dialog at a time, on the right thread, beginning where the last one ended.

use std::path::{Path, PathBuf};

use tauri::{AppHandle, Runtime};
use tokio::sync::{Mutex, oneshot};

use crate::error::CommandError;
use crate::state::AppState;

/// Held while a dialog is open.
#[derive(Debug, Default)]
pub(crate) struct Picker(Mutex<()>);

impl Picker {
    /// Shows the dialog and waits for the person; nothing if they closed it.
    ///
    /// The dialog is made on the main thread, as macOS demands, and awaited elsewhere, as GTK demands: its answer comes
    /// through the main loop, which a wait there would block for good.
    pub(crate) async fn choose_picture<R: Runtime>(
        &self,
        app: &AppHandle<R>,
        state: &AppState,
    ) -> Result<Option<PathBuf>, CommandError> {
        // GTK's dialog is not modal to the window, so a second click gets through.
        let Ok(_open) = self.0.try_lock() else {
            return Err(CommandError::picker_is_open());
        };
        let desktop = state.desktop.clone();
        let folder = state.preferences.picture_folder();
        let (sender, receiver) = oneshot::channel();
        app.run_on_main_thread(move || {
            // Nobody waits any more if the page went away meanwhile.
            let _ = sender.send(desktop.choose_picture(folder.as_deref()));
        })
        .map_err(CommandError::internal)?;
        let chosen = receiver.await.map_err(CommandError::internal)?.await;
        if let Some(folder) = chosen.as_deref().and_then(Path::parent) {
            state.preferences.keep_picture_folder(folder);
        }
        Ok(chosen)
    }
}
