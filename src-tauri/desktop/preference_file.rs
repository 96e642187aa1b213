//! The settings file beside the database: preferences, and what the window remembers by itself.
//!
//! Kept with tauri-plugin-store, from here only. Its save is not atomic and its load takes a broken file for an empty
//! one, so the file is looked at first, and set aside if it can't be read.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

use roster_core::private::tighten_file;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tauri::{AppHandle, Runtime};
use tauri_plugin_store::{Store, StoreBuilder};

use crate::preferences::{Preferences, parse_settings, read_value};

/// The largest file that can be settings, in bytes; Roster's own are a few kilobytes.
const MAX_SIZE: u64 = 1 << 20;

/// How many accounts the sign-in screen offers.
const MAX_RECENT: usize = 8;

/// An account that signed in here, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct RecentEntry {
    id: i64,
    at: u64,
}

/// The file. Every key stands for itself, so one strange value costs no other.
pub(crate) struct PreferenceFile {
    entries: Arc<dyn Entries>,
    path: PathBuf,
    notice: Mutex<Option<String>>,
}

/// The part of [`Store`] that is used here, without the type of the window system.
trait Entries: Send + Sync {
    fn get(&self, key: &str) -> Option<Value>;
    fn set(&self, key: &str, value: Value);
    fn save(&self) -> tauri_plugin_store::Result<()>;
}

impl<R: Runtime> Entries for Store<R> {
    fn get(&self, key: &str) -> Option<Value> {
        Store::get(self, key)
    }

    fn set(&self, key: &str, value: Value) {
        Store::set(self, key, value);
    }

    fn save(&self) -> tauri_plugin_store::Result<()> {
        Store::save(self)
    }
}

impl PreferenceFile {
    /// Opens the settings that lie beside the database.
    pub(crate) fn open<R: Runtime>(
        app: &AppHandle<R>,
        database: &Path,
    ) -> tauri_plugin_store::Result<Self> {
        let file = std::path::absolute(database)?.with_file_name("settings.json");
        let notice = set_aside_unreadable(&file);
        tighten_file(&file);
        let path = file.clone();
        let store: Arc<Store<R>> = StoreBuilder::new(app, file).disable_auto_save().build()?;
        Ok(Self {
            entries: store,
            path,
            notice: Mutex::new(notice),
        })
    }

    /// The person's choices.
    pub(crate) fn preferences(&self) -> Preferences {
        Preferences::read(|key| self.entries.get(key))
    }

    /// Keeps the person's choices. Whoever wants no tiles wants nobody remembered.
    pub(crate) fn save(&self, preferences: Preferences) -> Result<(), String> {
        let preferences = preferences.normalised();
        if !preferences.show_tiles {
            self.entries
                .set("recent_accounts", Value::Array(Vec::new()));
        }
        let Ok(Value::Object(values)) = serde_json::to_value(preferences) else {
            return Err("preferences are an object".to_owned());
        };
        for (key, value) in values {
            self.entries.set(&key, value);
        }
        self.write().map_err(|error| error.to_string())
    }

    /// The plugin makes a file that others may read.
    fn write(&self) -> tauri_plugin_store::Result<()> {
        self.entries.save()?;
        tighten_file(&self.path);
        Ok(())
    }

    /// What the person should know about this file, once.
    pub(crate) fn take_notice(&self) -> Option<String> {
        self.notice
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take()
    }

    /// The accounts that signed in here, the latest first.
    pub(crate) fn recent_accounts(&self) -> Vec<i64> {
        self.recent_entries()
            .into_iter()
            .map(|entry| entry.id)
            .collect()
    }

    /// Whether the sign-in screen shows this account.
    pub(crate) fn offers_account(&self, id: i64) -> bool {
        self.preferences().show_tiles && self.recent_accounts().contains(&id)
    }

    /// Someone signed in here.
    pub(crate) fn remember_account(&self, id: i64) {
        if !self.preferences().show_tiles {
            return;
        }
        let mut entries = self.recent_entries();
        entries.retain(|entry| entry.id != id);
        entries.insert(
            0,
            RecentEntry {
                id,
                at: seconds_now(),
            },
        );
        entries.truncate(MAX_RECENT);
        self.keep("recent_accounts", &entries);
    }

    /// An account is not to be offered any more.
    pub(crate) fn forget_account(&self, id: i64) {
        let mut entries = self.recent_entries();
        entries.retain(|entry| entry.id != id);
        self.keep("recent_accounts", &entries);
    }

    /// Where the last picture came from, if that folder is still there.
    pub(crate) fn picture_folder(&self) -> Option<PathBuf> {
        self.read("picture_folder")
            .filter(|folder: &PathBuf| folder.is_dir())
    }

    /// Where a picture came from.
    pub(crate) fn keep_picture_folder(&self, folder: &Path) {
        self.keep("picture_folder", &folder);
    }

    fn recent_entries(&self) -> Vec<RecentEntry> {
        let mut entries: Vec<RecentEntry> = self.read("recent_accounts").unwrap_or_default();
        entries.truncate(MAX_RECENT);
        entries
    }

    fn read<T: DeserializeOwned>(&self, key: &str) -> Option<T> {
        read_value(self.entries.get(key))
    }

    /// For what the program remembers by itself: not worth an error if it can't.
    fn keep(&self, key: &str, value: &impl Serialize) {
        match serde_json::to_value(value) {
            Ok(value) => self.entries.set(key, value),
            Err(error) => return tracing::warn!(key, %error, "not remembered"),
        }
        if let Err(error) = self.write() {
            tracing::warn!(key, %error, "the settings can't be saved");
        }
    }
}

/// Moves a file out of the way that is no settings file, and says so.
fn set_aside_unreadable(file: &Path) -> Option<String> {
    let reason = find_fault(file)?;
    let aside = file.with_file_name(format!("settings.json.bad-{}", seconds_now()));
    tracing::warn!(reason, "the settings can't be read");
    let Err(error) = fs::rename(file, &aside) else {
        let name = aside.file_name().unwrap_or_default().to_string_lossy();
        return Some(format!(
            "Your settings could not be read, so Roster starts with new ones. The old file is kept as {name}."
        ));
    };
    tracing::warn!(%error, "the unreadable settings can't be moved");
    Some("Your settings could not be read, so Roster starts with new ones.".to_owned())
}

/// Why a file can't be settings. None is there at the first start, which is no fault.
fn find_fault(file: &Path) -> Option<String> {
    // By path first: opening a named pipe would wait for ever.
    let metadata = match fs::metadata(file) {
        Ok(metadata) => metadata,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return None,
        Err(error) => return Some(error.to_string()),
    };
    if !metadata.is_file() || metadata.len() > MAX_SIZE {
        return Some("no file of settings is like this".to_owned());
    }
    match fs::read(file) {
        Ok(bytes) => parse_settings(&bytes).err(),
        Err(error) => Some(error.to_string()),
    }
}

fn seconds_now() -> u64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_secs())
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;
    use std::sync::{Arc, Mutex};

    use roster_core::view::ColumnChoice;
    use serde_json::{Value, json};

    use super::{Entries, MAX_RECENT, PreferenceFile, set_aside_unreadable};
    use crate::preferences::{AccountColumns, Language, Preferences, ThemeChoice};

    #[derive(Default)]
    struct Memory(Mutex<HashMap<String, Value>>);

    impl Entries for Memory {
        fn get(&self, key: &str) -> Option<Value> {
            self.0.lock().unwrap().get(key).cloned()
        }

        fn set(&self, key: &str, value: Value) {
            self.0.lock().unwrap().insert(key.to_owned(), value);
        }

        fn save(&self) -> tauri_plugin_store::Result<()> {
            Ok(())
        }
    }

    fn file(values: Value) -> PreferenceFile {
        let entries = Memory(Mutex::new(serde_json::from_value(values).unwrap()));
        PreferenceFile {
            entries: Arc::new(entries),
            path: std::path::PathBuf::new(),
            notice: Mutex::default(),
        }
    }

    #[test]
    fn a_strange_value_costs_no_other() {
        let read = file(
            json!({"theme": "dark", "language": "xx", "density": 7, "columns": ["email", 7], "from_the_future": 1}),
        );
        assert_eq!(
            read.preferences(),
            Preferences {
                theme: ThemeChoice::Dark,
                ..Preferences::default()
            }
        );
    }

    #[test]
    fn what_is_saved_comes_back() {
        let kept = file(json!({}));
        let wanted = Preferences {
            language: Language::Ar,
            theme: ThemeChoice::Light,
            panel_open: false,
            lock_after: 60,
            columns: vec![AccountColumns {
                account: 3,
                columns: vec![ColumnChoice {
                    column: "email".to_owned(),
                    width: Some(200),
                }],
            }],
            dismissed_nudges: vec![3],
            ..Preferences::default()
        };
        kept.save(wanted.clone()).unwrap();
        assert_eq!(kept.preferences(), wanted);
    }

    #[test]
    fn columns_that_were_kept_for_everyone_stay() {
        let kept = file(json!({"columns": ["email", "username"]}));
        let names = vec!["email".to_owned(), "username".to_owned()];
        assert_eq!(
            kept.preferences().columns,
            [AccountColumns::of_everyone(names)]
        );
    }

    #[test]
    fn the_last_eight_accounts_are_remembered() {
        let kept = file(json!({}));
        for id in (1..=20).chain([15]) {
            kept.remember_account(id);
        }
        assert_eq!(kept.recent_accounts(), [15, 20, 19, 18, 17, 16, 14, 13]);
        assert_eq!(kept.recent_accounts().len(), MAX_RECENT);
        kept.forget_account(20);
        assert!(!kept.recent_accounts().contains(&20));
    }

    #[test]
    fn without_tiles_nobody_is_remembered() {
        let kept = file(json!({}));
        kept.remember_account(1);
        kept.save(Preferences {
            show_tiles: false,
            ..Preferences::default()
        })
        .unwrap();
        kept.remember_account(2);
        assert!(kept.recent_accounts().is_empty());
    }

    #[test]
    fn a_folder_that_is_gone_is_not_offered() {
        let folder = tempfile::tempdir().unwrap();
        let kept = file(json!({}));
        kept.keep_picture_folder(folder.path());
        assert_eq!(kept.picture_folder().as_deref(), Some(folder.path()));
        folder.close().unwrap();
        assert_eq!(kept.picture_folder(), None);
    }

    #[test]
    fn a_file_that_cannot_be_read_is_kept_aside() {
        for bad in ["", "{", "[]", "null", "\u{0}", "{\"theme\":"] {
            let folder = tempfile::tempdir().unwrap();
            let settings = folder.path().join("settings.json");
            std::fs::write(&settings, bad).unwrap();
            let notice = set_aside_unreadable(&settings).unwrap();
            assert!(
                !settings.exists() && notice.contains("settings.json.bad-"),
                "{bad:?}: {notice}"
            );
            let aside = std::fs::read_dir(folder.path())
                .unwrap()
                .next()
                .unwrap()
                .unwrap();
            assert_eq!(
                std::fs::read_to_string(aside.path()).unwrap(),
                bad,
                "nothing is lost"
            );
        }
    }

    #[test]
    fn more_than_settings_can_be_is_not_read() {
        for is_folder in [true, false] {
            let folder = tempfile::tempdir().unwrap();
            let settings = folder.path().join("settings.json");
            if is_folder {
                std::fs::create_dir(&settings).unwrap();
            } else {
                let file = std::fs::File::create(&settings).unwrap();
                file.set_len(8 << 30).unwrap();
            }
            assert!(set_aside_unreadable(&settings).is_some());
            assert!(!settings.exists());
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_pipe_is_not_waited_for() {
        let folder = tempfile::tempdir().unwrap();
        let settings = folder.path().join("settings.json");
        let made = std::process::Command::new("mkfifo")
            .arg(&settings)
            .status()
            .unwrap();
        assert!(made.success());
        assert!(set_aside_unreadable(&settings).is_some());
    }

    #[test]
    fn a_good_file_and_no_file_stay_as_they_are() {
        let folder = tempfile::tempdir().unwrap();
        let settings = folder.path().join("settings.json");
        assert_eq!(set_aside_unreadable(&settings), None);
        std::fs::write(&settings, "{\"theme\": \"dark\"}").unwrap();
        assert_eq!(set_aside_unreadable(&settings), None);
        assert!(settings.exists());
    }
}
