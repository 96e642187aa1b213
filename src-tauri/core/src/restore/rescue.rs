//! A roster that can't be opened: the newest good backup takes its place, and what was there is kept.
//!
//! Here files are moved, since there is nothing that SQLite could write into. Nobody can sign in to a roster like that:
//! whoever may write the file may do this, as with every other program.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use sqlx::Connection as _;

use super::inside::{check_restorable, glance, look_inside};
use super::{StagedBackup, refuse_itself, stage};
use crate::backup::{self, BackupName, backup_folder, sync_folder};
use crate::db::{contents, copy, open};
use crate::error::{DatabaseError, Error, Result};
use crate::history::{Action, By, Changes, Target, record};
use crate::progress::Progress;
use crate::roster::{Options, Roster, to_millis};
use crate::view::{Backup, BackupPreview, BackupReason, RescueOffer, RestoreOutcome};

/// What can be offered to whoever has a roster that can't be opened for this reason: the newest backup that is good, which
/// is read to the end. Nothing where a backup would not help, or there is none.
pub async fn find_rescue(database: &Path, trouble: &Error) -> Option<RescueOffer> {
    if !is_mended_by_backup(trouble) {
        return None;
    }
    let (backup, found) = find_newest_good(database).await?;
    let sentence = format!("{found} Restoring it keeps the damaged file aside.");
    Some(RescueOffer {
        replaces: true,
        backup,
        sentence,
    })
}

/// The same for a roster in which there is nobody: its file may have been lost, and the backups beside it not.
pub async fn find_lost(database: &Path) -> Option<RescueOffer> {
    let (backup, sentence) = find_newest_good(database).await?;
    (backup.people > Some(0)).then_some(RescueOffer {
        replaces: false,
        backup,
        sentence,
    })
}

/// The newest backup that is good, and a sentence about it.
async fn find_newest_good(database: &Path) -> Option<(Backup, String)> {
    for name in backup::list(database) {
        if name.reason == BackupReason::Damaged {
            continue;
        }
        let file = backup_folder(database).join(&name.file);
        if check_restorable(&file).await.is_ok() {
            let backup = glance(database, &name).await;
            let day = name.made_at.strftime("%-d %B %Y, %H:%M UTC");
            let people = match backup.people {
                Some(1) => "1 person".to_owned(),
                people => format!("{} people", people.unwrap_or(0)),
            };
            let sentence = format!("The newest good backup is from {day} and has {people}.");
            return Some((backup, sentence));
        }
    }
    None
}

fn is_mended_by_backup(trouble: &Error) -> bool {
    matches!(
        trouble,
        Error::Database(DatabaseError::Damaged { .. } | DatabaseError::NotADatabase { .. })
    )
}

/// Reads a backup to the end and says what is in it, for a roster that can't be opened.
pub async fn preview_rescue(database: &Path, file: &Path) -> Result<BackupPreview> {
    refuse_itself(database, file)?;
    check_restorable(file).await?;
    look_inside(database, file, None).await
}

/// Puts a backup in the place of a roster that can't be opened, is damaged inside, or is not there. What was there is
/// moved into the folder of backups, with its log. `by` is who asks, for the history.
///
/// Refuses a roster in which nothing is wrong: that is restored by [`Roster::restore_backup`], by somebody who may. Refuses
/// as well while another program has it open.
pub async fn rescue_roster(
    database: &Path,
    file: &Path,
    by: &str,
    options: &Options,
    progress: Progress<'_>,
) -> Result<RestoreOutcome> {
    refuse_itself(database, file)?;
    refuse_sound(database, options).await?;
    let staged = stage(file, database, progress).await?;
    let now = options.clock.now();
    let aside = name_aside(database, now)?;
    let people = note(&staged, by, now, aside.as_ref()).await?;
    if let Some(aside) = &aside {
        move_aside(database, &backup_folder(database).join(&aside.file))
            .map_err(|error| open::unreachable(database, &error))?;
    }
    put(&staged, database, aside.is_some()).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => Error::roster_is_sound(),
        _ => open::unreachable(database, &error).into(),
    })?;
    Ok(RestoreOutcome {
        kept_aside: aside.map(|aside| aside.file),
        people,
    })
}

/// Only what is missing or damaged is replaced: this asks nobody who they are.
async fn refuse_sound(database: &Path, options: &Options) -> Result<()> {
    match fs::metadata(database) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Ok(file) if file.is_file() && file.len() == 0 => return Ok(()),
        _ => {}
    }
    let trouble = match Roster::open(database, options.clone()).await {
        Ok(roster) => {
            let is_empty = matches!(roster.has_users().await, Ok(false));
            roster.close().await;
            open::check_unused(database).await?;
            if !is_empty && check_restorable(database).await.is_ok() {
                return Err(Error::roster_is_sound());
            }
            return Ok(());
        }
        Err(trouble) => trouble,
    };
    if is_mended_by_backup(&trouble) {
        Ok(())
    } else {
        Err(trouble)
    }
}

/// Writes into the copy that it was restored, and ends the sessions that began in it.
async fn note(
    staged: &StagedBackup,
    by: &str,
    now: jiff::Timestamp,
    aside: Option<&BackupName>,
) -> Result<u32> {
    let mut db = open::connect_to_change(&staged.copied.path).await?;
    let noted = async {
        let mut tx = db.begin_with("begin immediate").await?;
        copy::end_all_sessions(&mut tx).await?;
        let people = contents::count_people(&mut tx).await?;
        let mut changes = Changes::default();
        changes.note("kept_aside", "", aside.map_or("", |aside| &*aside.file));
        let by = By { id: None, name: by };
        let target = Target::roster(&staged.name);
        record(
            &mut tx,
            to_millis(now),
            by,
            Action::RestoreBackup,
            target,
            &changes,
        )
        .await?;
        tx.commit().await?;
        Ok::<_, Error>(people)
    }
    .await;
    db.close().await?;
    noted
}

/// A free name for what is there, if something is.
fn name_aside(database: &Path, now: jiff::Timestamp) -> Result<Option<BackupName>> {
    if !fs::symlink_metadata(database).is_ok_and(|file| file.len() > 0) {
        return Ok(None);
    }
    let folder = backup_folder(database);
    open::create_folder(&folder).map_err(|error| open::unreachable(&folder, &error))?;
    let mut number = 1;
    loop {
        let name = BackupName::new(database, BackupReason::Damaged, now, number);
        if fs::symlink_metadata(folder.join(&name.file)).is_err() {
            return Ok(Some(name));
        }
        number += 1;
    }
}

/// Moves the roster and its log away: first the log gets a second name, then the roster, and only then they lose their own.
/// So there is no moment in which one of them has none.
fn move_aside(database: &Path, aside: &Path) -> io::Result<()> {
    let log = |path: &Path| {
        let mut name = path.as_os_str().to_owned();
        name.push("-wal");
        PathBuf::from(name)
    };
    if log(database).exists() {
        link(&log(database), &log(aside))?;
    }
    link(database, aside)?;
    sync_folder(aside)?;
    // A log that stayed would be taken for that of the file which comes.
    for suffix in ["-wal", "-shm"] {
        let mut name = database.as_os_str().to_owned();
        name.push(suffix);
        match fs::remove_file(&name) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(())
}

/// A second name, or a copy where a disk knows no second names.
fn link(from: &Path, to: &Path) -> io::Result<()> {
    match fs::hard_link(from, to) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => fs::copy(from, to).map(drop),
        outcome => outcome,
    }
}

/// Gives the copy the roster's name; where nothing was kept aside, nothing must be there.
fn put(staged: &StagedBackup, database: &Path, replaces: bool) -> io::Result<()> {
    if !replaces && fs::metadata(database).is_ok_and(|file| file.len() > 0) {
        return Err(ErrorKind::AlreadyExists.into());
    }
    fs::rename(&staged.copied.path, database)?;
    sync_folder(database)
}
