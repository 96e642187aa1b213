//! What only a desktop can do: show the system's file dialog, open its browser.
//!
//! A trait, so that tests can stand in for the person at the screen.

use std::future::Future;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::process::{Command, Stdio};

use crate::file_dialog;
use crate::preferences::Language;

/// The file that a person chooses, or nothing if they close the dialog.
pub type Choice = Pin<Box<dyn Future<Output = Option<PathBuf>> + Send>>;

/// The desktop around the window. Its dialogs speak the language that they are given.
pub trait Desktop: Send + Sync + 'static {
    /// Shows a dialog to choose a picture, beginning in `folder`. Called on the main thread; the answer is awaited elsewhere.
    fn choose_picture(&self, language: Language, folder: Option<&Path>) -> Choice;

    /// Shows a dialog to choose a file that people come from. Called on the main thread; the answer is awaited elsewhere.
    fn choose_import(&self, language: Language) -> Choice;

    /// Shows a dialog to choose the folder that a site keeps its pictures in. Called on the main thread; the answer is
    /// awaited elsewhere.
    fn choose_media(&self, language: Language) -> Choice;

    /// Shows a dialog to say where to save an export, with a name to begin with; asks before a file is replaced. Called
    /// on the main thread; the answer is awaited elsewhere.
    fn choose_export(&self, language: Language, name: &str) -> Choice;

    /// Shows a dialog to choose another roster. Called on the main thread; the answer is awaited elsewhere.
    fn choose_roster(&self, language: Language) -> Choice;

    /// Starts this program for another roster.
    fn open_roster(&self, database: &Path) -> Result<(), String>;

    /// Tells whoever looks at something else that something has ended. May take its time.
    fn notify(&self, title: &str, text: &str) -> Result<(), String>;

    /// Opens a web address in the system's browser.
    fn open_site(&self, url: &str) -> Result<(), String>;

    /// Shows a folder in the system's file manager.
    fn open_folder(&self, folder: &Path) -> Result<(), String>;
}

/// The real one.
#[derive(Debug, Clone, Copy)]
pub struct NativeDesktop;

impl Desktop for NativeDesktop {
    fn choose_picture(&self, language: Language, folder: Option<&Path>) -> Choice {
        file_dialog::choose_picture(language, folder)
    }

    fn choose_import(&self, language: Language) -> Choice {
        file_dialog::choose_import(language)
    }

    fn choose_media(&self, language: Language) -> Choice {
        file_dialog::choose_media(language)
    }

    fn choose_export(&self, language: Language, name: &str) -> Choice {
        file_dialog::choose_export(language, name)
    }

    fn choose_roster(&self, language: Language) -> Choice {
        file_dialog::choose_roster(language)
    }

    fn open_roster(&self, database: &Path) -> Result<(), String> {
        // An AppImage goes when its process does; this names the file that it came from.
        let program = tauri::process::current_binary(&tauri::Env::default());
        Command::new(program.map_err(|error| error.to_string())?)
            .arg("--db")
            .arg(database)
            .stdin(Stdio::null())
            .spawn()
            .map(drop)
            .map_err(|error| error.to_string())
    }

    #[cfg(target_os = "linux")]
    fn notify(&self, title: &str, text: &str) -> Result<(), String> {
        crate::notification::show(title, text).map_err(|error| error.to_string())
    }

    #[cfg(not(target_os = "linux"))]
    fn notify(&self, _title: &str, _text: &str) -> Result<(), String> {
        Ok(())
    }

    fn open_site(&self, url: &str) -> Result<(), String> {
        open::that_detached(url).map_err(|error| error.to_string())
    }

    fn open_folder(&self, folder: &Path) -> Result<(), String> {
        open::that_detached(folder).map_err(|error| error.to_string())
    }
}
