//! Making one copy: under another name, to the disk, opened and read to the end, and only then under its own.

use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use jiff::Timestamp;
use sqlx::{Connection as _, SqliteConnection};

use super::{BackupName, backup_folder, keep};
use crate::db::check::{list_dangling_tables, list_flaws};
use crate::db::contents::{Facts, read_facts};
use crate::db::copy::{copy_all, count_bytes};
use crate::db::open::{connect_frozen, connect_to_read, create_file, create_folder, unreachable};
use crate::error::{Error, Result};
use crate::private::tighten_file;
use crate::progress::{Progress, report};
use crate::view::BackupReason;

/// How often whoever waits is told how far it is, and can stop it.
const TICK: Duration = Duration::from_millis(50);

/// How many of SQLite's steps pass between two looks at whether to stop: some milliseconds.
const STEPS: i32 = 20_000;

/// What becomes of a copy that can be read, and in which something is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Judge {
    /// It does not count, and goes.
    RefuseFlaws,
    /// It stays; the log has a line.
    NoteFlaws,
}

/// A file that is made and not needed for ever: it goes when this does, unless it was moved away.
#[derive(Debug)]
pub(crate) struct Copied {
    pub(crate) path: PathBuf,
}

impl Drop for Copied {
    fn drop(&mut self) {
        // Gone already if it was moved to its place.
        let _ = fs::remove_file(&self.path);
        for suffix in ["-journal", "-wal", "-shm"] {
            let _ = fs::remove_file(with_suffix(&self.path, suffix));
        }
    }
}

/// Makes a copy in the roster's folder of copies.
pub(super) async fn copy_into_folder(
    database: &Path,
    reason: BackupReason,
    now: Timestamp,
    judge: Judge,
    progress: Progress<'_>,
) -> Result<BackupName> {
    let folder = backup_folder(database);
    create_folder(&folder).map_err(|error| unreachable(&folder, &error))?;
    tighten_file(&folder);
    keep::remove_leftovers(database);
    let first = BackupName::new(database, reason, now, 1);
    let part = copy_apart(database, &folder.join(&first.file), judge, progress).await?;
    let mut number = keep::next_number(database, &first);
    loop {
        let name = BackupName::new(database, reason, now, number);
        match publish(&part, &folder.join(&name.file)) {
            Ok(()) => return Ok(name),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => number += 1,
            Err(error) => return Err(unreachable(&folder, &error).into()),
        }
    }
}

/// Makes a copy at a place of the person's choice, where nothing is yet.
pub(crate) async fn copy_to(source: &Path, target: &Path, progress: Progress<'_>) -> Result<()> {
    let taken = || Error::Backup(format!("{} is there already.", target.display()));
    if target.symlink_metadata().is_ok() {
        return Err(taken());
    }
    let part = copy_apart(source, target, Judge::RefuseFlaws, progress).await?;
    publish(&part, target).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => taken(),
        _ => unreachable(target, &error).into(),
    })
}

/// Makes a copy to work with, beside `place`. Nothing is compared: what is wrong with it is for the caller to find.
pub(crate) async fn stage_copy(
    source: &Path,
    place: &Path,
    progress: Progress<'_>,
) -> Result<Copied> {
    let part = reserve_part(place)?;
    let mut db = connect_frozen(source).await?;
    let copied = vacuum(&mut db, &part.path, progress).await;
    db.close().await?;
    copied?;
    Ok(part)
}

async fn read_flaws(db: &mut SqliteConnection) -> Result<Vec<String>> {
    let mut flaws = list_flaws(db).await?;
    let dangling = list_dangling_tables(db).await?;
    flaws.extend(
        dangling
            .into_iter()
            .map(|table| format!("Rows of the table {table} refer to nothing")),
    );
    Ok(flaws)
}

/// Writes a checked copy beside the place where it will be.
async fn copy_apart(
    source: &Path,
    target: &Path,
    judge: Judge,
    progress: Progress<'_>,
) -> Result<Copied> {
    let part = reserve_part(target)?;
    let mut db = connect_to_read(source).await?;
    let outcome = async {
        let before = read_facts(&mut db).await?;
        vacuum(&mut db, &part.path, progress).await?;
        let is_same = read_facts(&mut db).await?.version == before.version;
        Ok::<_, Error>((before, is_same))
    }
    .await;
    db.close().await?;
    let (before, is_same) = outcome?;
    sync_file(&part.path).map_err(|error| unreachable(target, &error))?;
    let flaws = compare(&part.path, &before, is_same).await?;
    if !flaws.is_empty() {
        // The lines name tables and indexes, never what is in them.
        tracing::warn!(?flaws, "a backup has flaws");
        if judge == Judge::RefuseFlaws {
            return Err(Error::Backup(FLAWED.to_owned()));
        }
    }
    Ok(part)
}

const FLAWED: &str = "The copy has flaws, so it does not count as a backup and was not kept. `rosterctl check --repair` mends what can be mended.";

/// Copies what `db` sees now. A person can stop it; a write of somebody else can't.
async fn vacuum(
    db: &mut SqliteConnection,
    target: &Path,
    mut progress: Progress<'_>,
) -> Result<()> {
    let total = count_bytes(db).await?;
    let stop = Arc::new(AtomicBool::new(false));
    let stopped = stop.clone();
    db.lock_handle()
        .await?
        .set_progress_handler(STEPS, move || !stopped.load(Ordering::Relaxed));
    let work = copy_all(db, target);
    tokio::pin!(work);
    let outcome = loop {
        if let Ok(outcome) = tokio::time::timeout(TICK, &mut work).await {
            break outcome;
        }
        let done = fs::metadata(target).map_or(0, |file| file.len()).min(total);
        // In kilobytes: a number of bytes may be larger than what progress is counted in.
        if report(&mut progress, to_kilobytes(done), to_kilobytes(total)).is_err() {
            stop.store(true, Ordering::Relaxed);
        }
    };
    if stop.load(Ordering::Relaxed) {
        return Err(Error::Cancelled);
    }
    outcome
}

fn to_kilobytes(bytes: u64) -> usize {
    usize::try_from(bytes / 1024).unwrap_or(usize::MAX)
}

/// Opens a copy, reads it to the end, and compares it with what was there when it was begun.
///
/// Where nobody wrote meanwhile, each table has as many rows as the original. Where somebody did, the copy is of a state in
/// between, and has at least the newest event of before.
async fn compare(copy: &Path, before: &Facts, is_same: bool) -> Result<Vec<String>> {
    let mut db = connect_frozen(copy).await?;
    let outcome = async {
        let mut flaws = read_flaws(&mut db).await?;
        let after = read_facts(&mut db).await?;
        if is_same {
            flaws.extend(after.list_differences(before));
        } else if after.newest_event < before.newest_event {
            flaws.push("The newest event is missing".to_owned());
        }
        Ok(flaws)
    }
    .await;
    db.close().await?;
    outcome
}

/// An empty file beside `target`, which only its owner may read.
fn reserve_part(target: &Path) -> Result<Copied> {
    let mut number = 1;
    loop {
        let path = with_suffix(target, &format!(".{number}.part"));
        match create_file(&path) {
            Ok(()) => return Ok(Copied { path }),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => number += 1,
            Err(error) => return Err(unreachable(target, &error).into()),
        }
    }
}

/// Gives a finished file its name, unless that is taken. At no moment there is half a file of that name.
fn publish(part: &Copied, target: &Path) -> io::Result<()> {
    match fs::hard_link(&part.path, target) {
        Ok(()) => {}
        Err(error) if error.kind() == ErrorKind::AlreadyExists => return Err(error),
        Err(_) => {
            // A disk that knows no second names: the name is taken first, by a file with nothing in it.
            create_file(target)?;
            fs::rename(&part.path, target)?;
        }
    }
    sync_folder(target)
}

/// `VACUUM INTO` leaves it to the system when the file gets to the disk.
pub(super) fn sync_file(path: &Path) -> io::Result<()> {
    File::options().write(true).open(path)?.sync_all()
}

/// A new name is on the disk once its folder is.
#[cfg(unix)]
pub(crate) fn sync_folder(file: &Path) -> io::Result<()> {
    match file
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
    {
        Some(folder) => File::open(folder)?.sync_all(),
        None => File::open(".")?.sync_all(),
    }
}

/// Elsewhere a folder can't be opened like a file, and its journal does this.
#[cfg(not(unix))]
pub(crate) fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

pub(super) fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}
