//! Copies of the database as files: what they are called, how one is made, which are kept.
//!
//! A copy is made by `VACUUM INTO`: one statement that reads one state of the roster, beside everybody who reads and
//! writes, and holds no lock that a writer waits for. The backup API of SQLite would do as well, but copies page by page,
//! damage and free space included, and begins anew whenever another process writes. What `VACUUM INTO` leaves undone is
//! done in `copy`: the file is brought to the disk, opened, read to the end and compared before it gets its name.

mod copy;
mod keep;
mod name;

use std::path::{Path, PathBuf};

use jiff::Timestamp;

use copy::Judge;
pub(crate) use copy::{Copied, copy_to, stage_copy, sync_folder};
pub use keep::KEPT;
pub(crate) use keep::list;
use keep::prune;
pub(crate) use name::BackupName;

use crate::error::Result;
use crate::progress::{Progress, go_on};
use crate::view::BackupReason;

/// The folder for copies, beside the database.
#[must_use]
pub fn backup_folder(database: &Path) -> PathBuf {
    database.with_file_name("backups")
}

/// Writes a copy before the schema changes, so that the way back is a file's name.
///
/// Flaws in what the roster holds don't keep it from being brought up to date: the copy has them as well.
pub(crate) async fn copy_before_migration(database: &Path, now: Timestamp) -> Result<()> {
    add(database, BackupReason::BeforeUpdate, now, &mut go_on)
        .await
        .map(drop)
}

/// Makes a copy in the roster's own folder, and then removes those that are too many.
///
/// A regular one counts only if nothing is wrong with it. One that is made before something else is done is kept as it
/// is: what is about to be done may be what mends the roster.
pub(crate) async fn add(
    database: &Path,
    reason: BackupReason,
    now: Timestamp,
    progress: Progress<'_>,
) -> Result<BackupName> {
    let judge = if reason.is_regular() {
        Judge::RefuseFlaws
    } else {
        Judge::NoteFlaws
    };
    let name = copy::copy_into_folder(database, reason, now, judge, progress).await?;
    prune(database, &name.file);
    Ok(name)
}
