//! Asking for a file: one dialog at a time, on the right thread; for a picture beginning where the last one ended.

use std::path::{Path, PathBuf};

use tauri::{AppHandle, Runtime};
use tokio::sync::{Mutex, oneshot};

use crate::desktop::{Choice, Desktop};
use crate::error::CommandError;
use crate::preferences::Language;
use crate::state::AppState;

/// Held while a dialog is open.
#[derive(Debug, Default)]
pub(crate) struct Picker(Mutex<()>);

impl Picker {
    /// Shows the dialog for pictures and waits for the person; nothing if they closed it.
    pub(crate) async fn choose_picture<R: Runtime>(
        &self,
        app: &AppHandle<R>,
        state: &AppState,
    ) -> Result<Option<PathBuf>, CommandError> {
        let folder = state.preferences.picture_folder();
        let show = move |desktop: &dyn Desktop, language| {
            desktop.choose_picture(language, folder.as_deref())
        };
        let chosen = self.choose(app, state, show).await?;
        if let Some(folder) = chosen.as_deref().and_then(Path::parent) {
            state.preferences.keep_picture_folder(folder);
        }
        Ok(chosen)
    }

    /// Shows the dialog for a file that people come from, and waits; nothing if they closed it.
    pub(crate) async fn choose_import<R: Runtime>(
        &self,
        app: &AppHandle<R>,
        state: &AppState,
    ) -> Result<Option<PathBuf>, CommandError> {
        let show = |desktop: &dyn Desktop, language| desktop.choose_import(language);
        self.choose(app, state, show).await
    }

    /// The same for a folder with pictures.
    pub(crate) async fn choose_media<R: Runtime>(
        &self,
        app: &AppHandle<R>,
        state: &AppState,
    ) -> Result<Option<PathBuf>, CommandError> {
        let show = |desktop: &dyn Desktop, language| desktop.choose_media(language);
        self.choose(app, state, show).await
    }

    /// The same for another roster.
    pub(crate) async fn choose_roster<R: Runtime>(
        &self,
        app: &AppHandle<R>,
        state: &AppState,
    ) -> Result<Option<PathBuf>, CommandError> {
        let show = |desktop: &dyn Desktop, language| desktop.choose_roster(language);
        self.choose(app, state, show).await
    }

    /// Shows the dialog for saving and waits for the person; nothing if they closed it.
    pub(crate) async fn choose_export<R: Runtime>(
        &self,
        app: &AppHandle<R>,
        state: &AppState,
        name: &'static str,
    ) -> Result<Option<PathBuf>, CommandError> {
        let show = move |desktop: &dyn Desktop, language| desktop.choose_export(language, name);
        self.choose(app, state, show).await
    }

    /// The dialog is made on the main thread, as macOS demands, and awaited elsewhere, as GTK demands: its answer comes
    /// through the main loop, which a wait there would block for good.
    async fn choose<R: Runtime>(
        &self,
        app: &AppHandle<R>,
        state: &AppState,
        show: impl FnOnce(&dyn Desktop, Language) -> Choice + Send + 'static,
    ) -> Result<Option<PathBuf>, CommandError> {
        // GTK's dialog is not modal to the window, so a second click gets through.
        let Ok(_open) = self.0.try_lock() else {
            return Err(CommandError::picker_is_open());
        };
        let (desktop, language) = (state.desktop.clone(), state.language());
        let (sender, receiver) = oneshot::channel();
        app.run_on_main_thread(move || {
            // Nobody waits any more if the page went away meanwhile.
            let _ = sender.send(show(desktop.as_ref(), language));
        })
        .map_err(CommandError::internal)?;
        // Dropped, it closes where the system lets us close it. In any case its answer is for nobody any more.
        let choice = receiver.await.map_err(CommandError::internal)?;
        let chosen = tokio::select! {
            chosen = choice => chosen,
            () = state.locking.notified() => None,
        };
        Ok(chosen.filter(|_| !state.is_locked()))
    }
}
