//! Which copies there are, and which are kept.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::{BackupName, backup_folder};
use crate::view::BackupReason;

/// How many regular copies are kept: those of each day and those made by hand, together.
pub const KEPT: usize = 10;

/// How many are kept of each kind that is made before something else is done.
const KEPT_BEFORE: usize = 3;

/// Half a copy that nobody has written to for so long was left behind by a program that was killed.
const LEFT_BEHIND: Duration = Duration::from_hours(1);

/// The copies of a database, the newest first. One that can't be listed is as good as none.
pub(crate) fn list(database: &Path) -> Vec<BackupName> {
    let mut names: Vec<BackupName> = list_files(&backup_folder(database))
        .filter_map(|file| BackupName::parse(database, &file))
        .collect();
    names.sort_by_key(|name| std::cmp::Reverse((name.made_at, name.number)));
    names
}

/// The number of the next copy of that moment and reason. None is given twice while a later one is there.
pub(super) fn next_number(database: &Path, first: &BackupName) -> u32 {
    let names = list(database).into_iter();
    let alike = names.filter(|name| name.made_at == first.made_at && name.reason == first.reason);
    alike
        .map(|name| name.number)
        .max()
        .map_or(1, |last| last + 1)
}

/// Removes copies that are too many: to be called once `fresh` is there and was found good, so that a good one stays
/// whatever the clock says. What was damaged is never removed: it may be all that is left of somebody.
pub(super) fn prune(database: &Path, fresh: &str) {
    let folder = backup_folder(database);
    let names = list(database);
    for kind in [
        &[BackupReason::Daily, BackupReason::ByHand][..],
        &[BackupReason::BeforeUpdate],
        &[BackupReason::BeforeRestore],
        &[BackupReason::BeforeRepair],
    ] {
        let kept = if kind[0].is_regular() {
            KEPT
        } else {
            KEPT_BEFORE
        };
        let mine = names.iter().filter(|name| kind.contains(&name.reason));
        let is_fresh = |name: &&BackupName| name.file == fresh;
        let has_fresh = mine.clone().any(|name| is_fresh(&name));
        let others = mine.filter(|name| !is_fresh(name));
        for name in others.skip(kept - usize::from(has_fresh)) {
            // Whoever has it open keeps it for as long as that.
            let removed = fs::remove_file(folder.join(&name.file));
            tracing::info!(?removed, "an old backup was removed");
        }
    }
}

/// Removes what killed programs have left of copies of this database, in the folder of copies or beside it.
pub(super) fn remove_leftovers(database: &Path) {
    let own = database.file_name().unwrap_or_default().to_string_lossy();
    let is_ours = |file: &str| {
        let whole = file
            .strip_suffix("-journal")
            .unwrap_or(file)
            .strip_suffix(".part");
        let Some((name, number)) = whole.and_then(|whole| whole.rsplit_once('.')) else {
            return false;
        };
        number.parse::<u32>().is_ok()
            && (name == own || BackupName::parse(database, name).is_some())
    };
    for folder in [backup_folder(database), folder_of(database)] {
        for file in list_files(&folder).filter(|file| is_ours(file)) {
            let path = folder.join(file);
            let age = fs::metadata(&path)
                .and_then(|file| file.modified())
                .ok()
                .and_then(|changed| SystemTime::now().duration_since(changed).ok());
            if age.is_some_and(|age| age > LEFT_BEHIND) {
                // The next copy tries again.
                let _ = fs::remove_file(&path);
            }
        }
    }
}

fn folder_of(database: &Path) -> PathBuf {
    match database.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    }
}

fn list_files(folder: &Path) -> impl Iterator<Item = String> {
    fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| entry.file_name().into_string().ok())
}
