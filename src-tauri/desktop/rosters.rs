//! The rosters that were opened on this computer, so that one leads to another.
//!
//! Not among the settings: those lie beside each roster. Windows of several rosters write this list, so it is read anew
//! each time, and replaced as a whole. Looking whether a file is there opens none, which could cost SQLite its locks.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use roster_core::Error;
use roster_core::location::default_database;
use serde::Serialize;

use crate::export_file::ExportFile;

/// How many are remembered.
const MOST: usize = 8;

/// The largest list that is read, in bytes.
const MAX_SIZE: u64 = 1 << 16;

/// The list, the latest first.
pub(crate) struct RecentRosters {
    file: Option<PathBuf>,
    own: Option<PathBuf>,
    /// What the person chose last, which may be none of the list.
    chosen: Mutex<Option<PathBuf>>,
}

/// A roster that can be opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(crate) struct RosterPlace {
    /// The file.
    pub(crate) path: String,
    /// Its name.
    pub(crate) name: String,
    /// Where it is.
    pub(crate) folder: String,
    /// Whether it is the one of this computer account.
    pub(crate) is_own: bool,
}

/// What can be opened.
#[derive(Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(crate) struct RosterList {
    /// The one that is open.
    current: RosterPlace,
    /// The others, the latest first.
    others: Vec<RosterPlace>,
    /// The names of those that are not there any more, and were just taken off the list.
    gone: Vec<String>,
}

impl RecentRosters {
    /// The list in this file, which may not be there yet.
    pub(crate) fn new(file: Option<PathBuf>) -> Self {
        Self {
            // Beside the file, and not asked of the system: tests have a folder of their own.
            own: file.as_ref().and_then(|file| {
                let name = default_database()?.file_name()?.to_owned();
                Some(file.with_file_name(name))
            }),
            file,
            chosen: Mutex::default(),
        }
    }

    /// This one was opened.
    pub(crate) fn remember(&self, database: &Path) {
        let Ok(database) = std::path::absolute(database) else {
            return;
        };
        let mut rosters = self.read();
        rosters.retain(|roster| *roster != database);
        rosters.insert(0, database);
        rosters.truncate(MOST);
        self.keep(&rosters);
    }

    /// What can be opened beside `current`. Whatever is gone is taken off the list.
    pub(crate) fn list(&self, current: &Path) -> RosterList {
        let current = std::path::absolute(current).unwrap_or_else(|_| current.to_owned());
        let (there, gone): (Vec<_>, Vec<_>) =
            self.read().into_iter().partition(|path| path.exists());
        if !gone.is_empty() {
            self.keep(&there);
        }
        // One's own is always there: it is made when it is first opened.
        let mut others = there;
        others.extend(self.own.clone().filter(|own| !others.contains(own)));
        others.retain(|path| *path != current);
        RosterList {
            current: self.describe(&current),
            others: others.iter().map(|path| self.describe(path)).collect(),
            gone: gone.iter().map(|path| name_of(path)).collect(),
        }
    }

    /// What the roster is called, if it is not one's own.
    pub(crate) fn name_other(&self, current: &Path) -> Option<String> {
        let current = std::path::absolute(current).ok()?;
        let is_other = self.own.as_ref().is_some_and(|own| *own != current);
        is_other.then(|| name_of(&current))
    }

    /// The person chose this file.
    pub(crate) fn choose(&self, database: PathBuf) -> RosterPlace {
        let place = self.describe(&database);
        *self.chosen.lock().unwrap_or_else(PoisonError::into_inner) = Some(database);
        place
    }

    /// The file of this path, if the person could have chosen it: from the list, or in the system's dialog.
    pub(crate) fn find(&self, path: &str) -> Option<PathBuf> {
        let chosen = self.chosen.lock().unwrap_or_else(PoisonError::into_inner);
        let known = chosen.clone().into_iter().chain(self.read());
        known
            .chain(self.own.clone())
            .find(|known| known.to_str() == Some(path))
    }

    fn describe(&self, path: &Path) -> RosterPlace {
        let folder = path.parent().unwrap_or(Path::new(""));
        RosterPlace {
            path: path.display().to_string(),
            name: name_of(path),
            folder: folder.display().to_string(),
            is_own: self.own.as_deref() == Some(path),
        }
    }

    /// Whatever is wrong with the file, the list only begins anew.
    fn read(&self) -> Vec<PathBuf> {
        let Some(file) = &self.file else {
            return Vec::new();
        };
        // By path first: opening a named pipe would wait for ever.
        let is_list = fs::metadata(file).is_ok_and(|file| file.is_file() && file.len() <= MAX_SIZE);
        let bytes = is_list.then(|| fs::read(file).ok()).flatten();
        let read = bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok());
        let mut rosters: Vec<PathBuf> = read.unwrap_or_default();
        rosters.retain(|path| path.is_absolute());
        rosters.truncate(MOST);
        rosters
    }

    /// Not worth an error if it can't.
    fn keep(&self, rosters: &[PathBuf]) {
        if let Some(file) = &self.file
            && let Err(error) = write_list(file, rosters)
        {
            tracing::warn!(%error, "which rosters were opened is not remembered");
        }
    }
}

/// The program's own folder may not be there yet, where only other rosters were opened.
fn write_list(file: &Path, rosters: &[PathBuf]) -> Result<(), Error> {
    let unwritten = |error: std::io::Error| Error::Output(error.to_string());
    if let Some(folder) = file.parent() {
        let mut builder = fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.recursive(true).create(folder).map_err(unwritten)?;
    }
    // A name that is no Unicode has no place in JSON.
    let named: Vec<&str> = rosters.iter().filter_map(|path| path.to_str()).collect();
    let list = serde_json::to_vec(&named).map_err(std::io::Error::from);
    let export = ExportFile::create_private(file.to_owned())?;
    export
        .writer()
        .write_all(&list.map_err(unwritten)?)
        .map_err(unwritten)?;
    export.finish()
}

fn name_of(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use super::{MOST, RecentRosters};

    /// A list in a folder, and the rosters in it.
    fn list_of(folder: &Path, names: &[&str]) -> (RecentRosters, Vec<PathBuf>) {
        let rosters = RecentRosters::new(Some(folder.join("data/recent.json")));
        let paths: Vec<_> = names.iter().map(|name| folder.join(name)).collect();
        for path in &paths {
            std::fs::write(path, "").unwrap();
            rosters.remember(path);
        }
        (rosters, paths)
    }

    fn names(rosters: &RecentRosters, current: &Path) -> Vec<String> {
        let list = rosters.list(current);
        list.others.into_iter().map(|place| place.name).collect()
    }

    #[test]
    fn the_latest_come_first_and_the_open_one_is_not_among_them() {
        let folder = tempfile::tempdir().unwrap();
        let (rosters, paths) = list_of(folder.path(), &["a.db", "b.db", "c.db"]);
        rosters.remember(&paths[0]);
        assert_eq!(names(&rosters, &paths[2]), ["a.db", "b.db", "roster.db"]);
        let again = RecentRosters::new(Some(folder.path().join("data/recent.json")));
        assert_eq!(names(&again, &paths[0]), ["c.db", "b.db", "roster.db"]);
        let own = folder.path().join("data/roster.db");
        assert!(again.list(&own).current.is_own);
        assert_eq!(names(&again, &own), ["a.db", "c.db", "b.db"]);
    }

    #[test]
    fn eight_are_remembered() {
        let folder = tempfile::tempdir().unwrap();
        let all: Vec<String> = (0..12).map(|number| format!("{number}.db")).collect();
        let all: Vec<&str> = all.iter().map(String::as_str).collect();
        let (rosters, _) = list_of(folder.path(), &all);
        assert_eq!(rosters.read().len(), MOST);
        assert_eq!(names(&rosters, Path::new("/none.db"))[0], "11.db");
    }

    #[test]
    fn what_is_gone_is_told_once() {
        let folder = tempfile::tempdir().unwrap();
        let (rosters, paths) = list_of(folder.path(), &["a.db", "b.db"]);
        std::fs::remove_file(&paths[0]).unwrap();
        assert_eq!(rosters.list(&paths[1]).gone, ["a.db"]);
        assert_eq!(rosters.list(&paths[1]).gone, Vec::<String>::new());
    }

    #[test]
    fn only_what_a_person_could_choose_is_found() {
        let folder = tempfile::tempdir().unwrap();
        let (rosters, paths) = list_of(folder.path(), &["a.db"]);
        let chosen = folder.path().join("chosen.db");
        let text = |path: &Path| path.to_str().unwrap().to_owned();
        assert_eq!(rosters.find(&text(&paths[0])), Some(paths[0].clone()));
        assert_eq!(rosters.find(&text(&chosen)), None);
        rosters.choose(chosen.clone());
        assert_eq!(rosters.find(&text(&chosen)), Some(chosen));
        assert_eq!(rosters.find("/etc/passwd"), None);
    }

    #[test]
    fn a_list_that_is_none_begins_anew() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("recent.json");
        for bad in ["", "{}", "[1]", "[\"relative.db\"]", "[\"/a\""] {
            std::fs::write(&file, bad).unwrap();
            let rosters = RecentRosters::new(Some(file.clone()));
            assert_eq!(rosters.read(), Vec::<PathBuf>::new(), "{bad}");
        }
        let nowhere = RecentRosters::new(None);
        nowhere.remember(Path::new("/a.db"));
        assert_eq!(names(&nowhere, Path::new("/b.db")), Vec::<String>::new());
    }
}
