//! Looking into a copy.

use std::fs;
use std::path::Path;

use sqlx::{Connection as _, SqliteConnection};

use crate::backup::{BackupName, backup_folder};
use crate::db::check::list_flaws;
use crate::db::contents;
use crate::db::migrate::{Schema, last_known};
use crate::db::open::{connect_frozen, unreachable};
use crate::error::{DatabaseError, Error, Result};
use crate::roster::{show_millis, to_millis};
use crate::view::{Action, Backup, BackupContents, BackupEvent, BackupPreview, BackupReason};

/// A short look, for a list.
pub(super) async fn glance(database: &Path, name: &BackupName) -> Backup {
    let file = backup_folder(database).join(&name.file);
    let size = fs::metadata(&file).map_or(0, |file| file.len());
    let looked = if name.reason == BackupReason::Damaged {
        Err(Error::Backup(
            "It was damaged when it was put aside.".to_owned(),
        ))
    } else {
        look_at_people(&file).await
    };
    let (people, refused) = match looked {
        Ok(people) => (Some(people), None),
        Err(error) => (None, Some(explain(error).to_string())),
    };
    Backup {
        name: name.file.clone(),
        made_at: show_millis(to_millis(name.made_at)),
        reason: name.reason,
        size,
        people,
        refused,
    }
}

async fn look_at_people(file: &Path) -> Result<u32> {
    let mut db = connect_frozen(file).await?;
    let people = async {
        refuse_empty(Schema::read(&mut db, file).await?.version)?;
        contents::count_people(&mut db).await
    }
    .await;
    db.close().await?;
    people
}

/// Reads a file to the end: whether its structure holds together. Rows that are at odds with each other are mended when it
/// is restored. What can't take the roster's place is an error that says why.
pub(super) async fn check_restorable(file: &Path) -> Result<()> {
    let flaws = check_file(file).await.map_err(explain)?;
    if flaws.is_empty() {
        return Ok(());
    }
    tracing::warn!(?flaws, "a backup can't be restored");
    Err(Error::Backup(
        "This backup is damaged: it can be opened, but not all of it holds together.".to_owned(),
    ))
}

async fn check_file(file: &Path) -> Result<Vec<String>> {
    // SQLite's own words for this name neither the file nor the reason.
    let metadata = fs::metadata(file).map_err(|error| unreachable(file, &error))?;
    if !metadata.is_file() {
        return Err(DatabaseError::NotADatabase {
            path: file.to_owned(),
        }
        .into());
    }
    let mut db = connect_frozen(file).await?;
    let flaws = async {
        refuse_empty(Schema::read(&mut db, file).await?.version)?;
        list_flaws(&mut db).await
    }
    .await;
    db.close().await?;
    flaws
}

fn refuse_empty(schema: i64) -> Result<()> {
    if schema > 0 {
        return Ok(());
    }
    Err(Error::Backup("There is nothing in this file.".to_owned()))
}

/// A backup's own words for what is otherwise said of the roster.
fn explain(error: Error) -> Error {
    let sentence = match &error {
        Error::Database(DatabaseError::Damaged { .. }) => {
            "This backup is damaged and can’t be read.".to_owned()
        }
        Error::Database(DatabaseError::NotADatabase { .. }) => {
            "This file is not a backup of a roster.".to_owned()
        }
        Error::Database(DatabaseError::Newer { found, known }) => format!(
            "This backup was made by a newer Roster (schema {found}, this app knows {known})."
        ),
        Error::Database(DatabaseError::Unreachable { reason, path })
            if path.as_os_str().is_empty() =>
        {
            format!("This backup can’t be opened: {reason}.")
        }
        Error::Database(DatabaseError::Unreachable { reason, path }) => {
            format!("{} can’t be opened: {reason}.", path.display())
        }
        _ => return error,
    };
    Error::Backup(sentence)
}

/// What is inside of a file that was found restorable.
pub(super) async fn look_inside(
    database: &Path,
    file: &Path,
    current: Option<BackupContents>,
) -> Result<BackupPreview> {
    let mut db = connect_frozen(file).await?;
    let looked = async {
        let schema = Schema::read(&mut db, file).await?.version;
        Ok::<_, Error>((schema, read_contents(&mut db).await?))
    }
    .await;
    db.close().await?;
    let (schema, contents) = looked?;
    let file_name = file.file_name().unwrap_or_default().to_string_lossy();
    let name = BackupName::parse(database, &file_name);
    Ok(BackupPreview {
        made_at: name
            .as_ref()
            .map(|name| show_millis(to_millis(name.made_at))),
        reason: name.map(|name| name.reason),
        name: file_name.into_owned(),
        size: fs::metadata(file).map_or(0, |file| file.len()),
        schema,
        known_schema: last_known(),
        contents,
        current,
    })
}

/// What a roster holds, in numbers.
pub(super) async fn read_contents(db: &mut SqliteConnection) -> Result<BackupContents> {
    let counts = contents::read_counts(db).await?;
    Ok(BackupContents {
        people: counts.people,
        groups: counts.groups,
        events: counts.events,
        newest_event: counts.newest.map(|event| BackupEvent {
            at: show_millis(event.at),
            actor: event.actor_name,
            action: Action::parse(&event.action),
            target: event.target_name,
        }),
    })
}
