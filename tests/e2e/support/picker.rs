//! The system's own dialogs for choosing a file, and for saying where to save one. They are no part of the page: keys reach
//! them through the screen.

use std::path::Path;
use std::thread;
use std::time::Duration;

use super::display::Display;
use super::wait::wait_for;

/// The dialogs' titles, as the shell's `words.rs` has them; in Arabic too, where the main job is done in it.
pub(super) const PICTURE: &str = "^(Choose a picture|اختيار صورة)$";
pub(super) const IMPORT: &str = "^Choose a file with people$";
pub(super) const MEDIA: &str = "^Choose the folder with the pictures$";
pub(super) const ROSTER: &str = "^Open another roster$";
pub(super) const SAVE: &str = "^(Save to a file|حفظ في ملف)$";
/// GTK's own.
pub(super) const PRINT: &str = "^Print$";

/// How long GTK gets to do what a key asks for: it works on files in the background, and shows nobody that it does.
const PAUSE: Duration = Duration::from_millis(300);

/// The dialog, once a click has asked for it.
pub(crate) struct Picker<'a> {
    display: &'a Display,
    title: &'static str,
}

impl<'a> Picker<'a> {
    pub(super) const fn new(display: &'a Display, title: &'static str) -> Self {
        Self { display, title }
    }

    /// Chooses a file by typing its path.
    #[track_caller]
    pub(crate) fn choose(&self, file: &Path) {
        let file = file.to_str().expect("tests name their files in UTF-8");
        self.activate();
        self.display.xdotool(&["key", "ctrl+l"]);
        thread::sleep(PAUSE);
        self.type_path(file);
        thread::sleep(PAUSE);
        // The first may only take the suggestion that GTK made.
        self.press_until_gone("Return");
    }

    /// Says where to save by typing the whole path over the name that is offered.
    #[track_caller]
    pub(crate) fn save_as(&self, file: &Path) {
        let file = file.to_str().expect("tests name their files in UTF-8");
        self.activate();
        self.display.xdotool(&["key", "ctrl+a"]);
        self.type_path(file);
        thread::sleep(PAUSE);
        self.press_until_gone("Return");
    }

    /// Letters that the keyboard lacks go in by their numbers, as GTK lets any keyboard do. A new key for each, which is
    /// what xdotool would make, comes too late for GTK now and then.
    fn type_path(&self, path: &str) {
        for letters in path.split_inclusive(|letter: char| !letter.is_ascii()) {
            let plain = letters.trim_end_matches(|letter: char| !letter.is_ascii());
            self.display.xdotool(&["type", "--delay", "15", plain]);
            if let Some(foreign) = letters[plain.len()..].chars().next() {
                self.display.xdotool(&["key", "ctrl+shift+u"]);
                let number = format!("{:x}", u32::from(foreign));
                self.display.xdotool(&["type", "--delay", "15", &number]);
                self.display.xdotool(&["key", "Return"]);
            }
        }
    }

    /// Closes the dialog without choosing.
    #[track_caller]
    pub(crate) fn cancel(&self) {
        self.activate();
        self.press_until_gone("Escape");
    }

    /// Waits for the dialog, and gives it the keyboard.
    #[track_caller]
    pub(crate) fn activate(&self) {
        let window = wait_for("the dialog to open", || self.windows().first().cloned());
        self.display.xdotool(&["windowactivate", "--sync", &window]);
        thread::sleep(PAUSE);
    }

    /// Waits until it is gone without anybody's doing.
    #[track_caller]
    pub(crate) fn wait_until_gone(&self) {
        wait_for("the dialog to close", || {
            self.windows().is_empty().then_some(())
        });
    }

    #[track_caller]
    fn press_until_gone(&self, key: &str) {
        wait_for("the dialog to close", || {
            if self.windows().is_empty() {
                return Some(());
            }
            self.display.xdotool(&["key", key]);
            thread::sleep(PAUSE);
            None
        });
    }

    fn windows(&self) -> Vec<String> {
        self.display.windows_titled(self.title)
    }
}
