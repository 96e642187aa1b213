//! What only a desktop can do: show the system's file dialog, open its browser.
//!
//! A trait, so that tests can stand in for the person at the screen.

use std::future::Future;
use std::path::{Path, PathBuf};
use std::pin::Pin;

use rfd::AsyncFileDialog;

/// The file that a person chooses, or nothing if they close the dialog.
pub type Choice = Pin<Box<dyn Future<Output = Option<PathBuf>> + Send>>;

/// The kinds of pictures that the core reads, by the ends of their names.
const PICTURES: [&str; 6] = ["png", "jpg", "jpeg", "webp", "gif", "bmp"];

/// The desktop around the window.
pub trait Desktop: Send + Sync + 'static {
    /// Shows a dialog to choose a picture, beginning in `folder`. Called on the main thread; the answer is awaited elsewhere.
    fn choose_picture(&self, folder: Option<&Path>) -> Choice;

    /// Opens a web address in the system's browser.
    fn open_site(&self, url: &str) -> Result<(), String>;
}

/// The real one.
#[derive(Debug, Clone, Copy)]
pub struct NativeDesktop;

impl Desktop for NativeDesktop {
    fn choose_picture(&self, folder: Option<&Path>) -> Choice {
        let mut dialog = AsyncFileDialog::new()
            .set_title("Choose a picture")
            .add_filter("Pictures", &picture_endings())
            .add_filter("All files", &["*"]);
        if let Some(folder) = folder {
            dialog = dialog.set_directory(folder);
        }
        let file = dialog.pick_file();
        Box::pin(async move { file.await.map(|file| file.path().to_owned()) })
    }

    fn open_site(&self, url: &str) -> Result<(), String> {
        tauri_plugin_opener::open_url(url, None::<&str>).map_err(|error| error.to_string())
    }
}

/// GTK tells `.JPG` from `.jpg`; cameras write the one and programs the other.
fn picture_endings() -> Vec<String> {
    let shouted = PICTURES
        .iter()
        .map(|ending| ending.to_uppercase())
        .filter(|_| cfg!(target_os = "linux"));
    PICTURES
        .iter()
        .map(ToString::to_string)
        .chain(shouted)
        .collect()
}
