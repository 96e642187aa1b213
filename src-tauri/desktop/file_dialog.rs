//! The system's own dialogs: for choosing a picture or a file that people come from, and for saying where to save a file.
//!
//! On Linux they are shown by a second process of this program. GTK's dialog opens and closes every file of the folder
//! that it shows, to find out what each is; POSIX drops all locks that a process has on a file when it closes any
//! handle to it (fcntl(2), "record locks"). Were the roster in that folder, this process would lose SQLite's locks on
//! it: the next program would take itself for the only one, and clear away the log that this one still writes to.

use std::path::Path;

use crate::desktop::Choice;
use crate::preferences::Language;

/// The kinds of pictures that the core reads, by the ends of their names.
const PICTURES: [&str; 6] = ["png", "jpg", "jpeg", "webp", "gif", "bmp"];

/// The kinds of files that people come from. What a file is, the core tells from what is in it.
const PEOPLE: [&str; 7] = ["csv", "tsv", "txt", "json", "sqlite3", "sqlite", "db"];

/// What rosters are called by the ends of their names.
const ROSTERS: [&str; 1] = ["db"];

#[cfg(target_os = "linux")]
pub(crate) use linux::{
    choose_export, choose_import, choose_media, choose_picture, choose_roster, run,
};

/// The dialog within this process, made on the main thread as macOS demands.
#[cfg(not(target_os = "linux"))]
pub(crate) fn choose_picture(language: Language, folder: Option<&Path>) -> Choice {
    let words = language.words();
    let mut dialog = rfd::AsyncFileDialog::new()
        .set_title(words.choose_picture)
        .add_filter(words.pictures, &PICTURES)
        .add_filter(words.all_files, &["*"]);
    if let Some(folder) = folder {
        dialog = dialog.set_directory(folder);
    }
    let file = dialog.pick_file();
    Box::pin(async move { file.await.map(|file| file.path().to_owned()) })
}

/// The same for a file that people come from.
#[cfg(not(target_os = "linux"))]
pub(crate) fn choose_import(language: Language) -> Choice {
    let words = language.words();
    let file = rfd::AsyncFileDialog::new()
        .set_title(words.choose_import)
        .add_filter(words.lists, &PEOPLE)
        .add_filter(words.all_files, &["*"])
        .pick_file();
    Box::pin(async move { file.await.map(|file| file.path().to_owned()) })
}

/// The same for a folder.
#[cfg(not(target_os = "linux"))]
pub(crate) fn choose_media(language: Language) -> Choice {
    let words = language.words();
    let folder = rfd::AsyncFileDialog::new()
        .set_title(words.choose_media)
        .pick_folder();
    Box::pin(async move { folder.await.map(|folder| folder.path().to_owned()) })
}

/// The same for another roster.
#[cfg(not(target_os = "linux"))]
pub(crate) fn choose_roster(language: Language) -> Choice {
    let words = language.words();
    let file = rfd::AsyncFileDialog::new()
        .set_title(words.choose_roster)
        .add_filter(words.rosters, &ROSTERS)
        .add_filter(words.all_files, &["*"])
        .pick_file();
    Box::pin(async move { file.await.map(|file| file.path().to_owned()) })
}

/// The same for saving.
#[cfg(not(target_os = "linux"))]
pub(crate) fn choose_export(language: Language, name: &str) -> Choice {
    let words = language.words();
    let dialog = rfd::AsyncFileDialog::new()
        .set_title(words.save)
        .set_file_name(name);
    let file = dialog.save_file();
    Box::pin(async move { file.await.map(|file| file.path().to_owned()) })
}

#[cfg(target_os = "linux")]
mod linux {
    use std::ffi::OsString;
    use std::io::{self, Read as _, Write as _};
    use std::os::unix::ffi::{OsStrExt as _, OsStringExt as _};
    use std::path::PathBuf;
    use std::process::{Command, ExitCode, Stdio};
    use std::thread;

    use super::{Choice, Language, PEOPLE, PICTURES, Path, ROSTERS};
    use crate::arguments::Dialog;
    use crate::words::Words;

    /// This program, even if an update has replaced its file meanwhile.
    const THIS_PROGRAM: &str = "/proc/self/exe";

    /// How the second process is told the language. What GTK says itself stays in that of the system, with its direction.
    const LANGUAGE: &str = "ROSTER_DIALOG_LANGUAGE";

    /// Starts the second process, and waits for its answer on a thread that may wait.
    pub(crate) fn choose_picture(language: Language, folder: Option<&Path>) -> Choice {
        start(
            language,
            &Dialog::Picture(folder.unwrap_or(Path::new(".")).to_owned()),
        )
    }

    /// The same for a file that people come from.
    pub(crate) fn choose_import(language: Language) -> Choice {
        start(language, &Dialog::Import)
    }

    /// The same for a folder.
    pub(crate) fn choose_media(language: Language) -> Choice {
        start(language, &Dialog::Media)
    }

    /// The same for another roster.
    pub(crate) fn choose_roster(language: Language) -> Choice {
        start(language, &Dialog::Roster)
    }

    /// The same for saving.
    pub(crate) fn choose_export(language: Language, name: &str) -> Choice {
        start(language, &Dialog::Export(name.into()))
    }

    fn start(language: Language, dialog: &Dialog) -> Choice {
        let mut process = Command::new(THIS_PROGRAM);
        process
            .arg(dialog.to_argument())
            .env(LANGUAGE, language.tag());
        Box::pin(async move {
            ask(process).await.unwrap_or_else(|error| {
                tracing::error!(%error, "the file dialog could not be shown");
                None
            })
        })
    }

    /// The file, or nothing if the dialog was closed. The dialog goes when the pipe to it does: it outlives neither us
    /// nor whoever waits here.
    async fn ask(mut process: Command) -> io::Result<Option<PathBuf>> {
        let mut child = process
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let lifeline = child.stdin.take();
        let wait = move || child.wait_with_output();
        let output = tauri::async_runtime::spawn_blocking(wait).await;
        let answer = output.map_err(io::Error::other).flatten()?.stdout;
        drop(lifeline);
        Ok((!answer.is_empty()).then(|| OsString::from_vec(answer).into()))
    }

    /// What the second process does: shows the dialog and prints the path.
    pub(crate) fn run(dialog: &Dialog) -> ExitCode {
        end_with_asker();
        let tag = std::env::var(LANGUAGE).unwrap_or_default();
        let words = Language::of_tag(&tag).words();
        answer(match dialog {
            Dialog::Picture(folder) => ask_for(words, words.pictures, &PICTURES)
                .set_title(words.choose_picture)
                .set_directory(folder)
                .pick_file(),
            Dialog::Import => ask_for(words, words.lists, &PEOPLE)
                .set_title(words.choose_import)
                .pick_file(),
            Dialog::Media => rfd::FileDialog::new()
                .set_title(words.choose_media)
                .pick_folder(),
            Dialog::Roster => ask_for(words, words.rosters, &ROSTERS)
                .set_title(words.choose_roster)
                .pick_file(),
            Dialog::Export(name) => rfd::FileDialog::new()
                .set_title(words.save)
                .set_file_name(name.to_string_lossy())
                .save_file(),
        })
    }

    /// A dialog for files with these endings.
    fn ask_for(words: &Words, kind: &str, endings: &[&str]) -> rfd::FileDialog {
        // GTK tells `.JPG` from `.jpg`; cameras write the one and programs the other.
        let shouted: Vec<String> = endings.iter().map(|ending| ending.to_uppercase()).collect();
        let both: Vec<&str> = endings
            .iter()
            .copied()
            .chain(shouted.iter().map(String::as_str))
            .collect();
        rfd::FileDialog::new()
            .add_filter(kind, &both)
            .add_filter(words.all_files, &["*"])
    }

    /// Ends this process when the one that asked does.
    fn end_with_asker() {
        thread::spawn(|| {
            let _ = io::stdin().read_to_end(&mut Vec::new());
            std::process::exit(1);
        });
    }

    fn answer(file: Option<PathBuf>) -> ExitCode {
        let Some(file) = file else {
            return ExitCode::SUCCESS;
        };
        match io::stdout().write_all(file.as_os_str().as_bytes()) {
            Ok(()) => ExitCode::SUCCESS,
            Err(_) => ExitCode::FAILURE,
        }
    }
}
