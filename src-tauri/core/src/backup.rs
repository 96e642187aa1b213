//! Copies of the database.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use sqlx::Connection as _;

use crate::db::open::{connect_to_read, create_file, create_folder, unreachable};
use crate::error::Result;

/// The folder for copies, beside the database.
#[must_use]
pub fn backup_folder(database: &Path) -> PathBuf {
    database.with_file_name("backups")
}

/// Writes a copy before the schema changes, so that the way back is a file's name.
///
/// `VACUUM INTO` reads one consistent state, whatever is under way.
pub(crate) async fn copy_before_migration(database: &Path, now: Timestamp) -> Result<()> {
    let folder = backup_folder(database);
    create_folder(&folder).map_err(|error| unreachable(&folder, &error))?;
    let name = database.file_stem().unwrap_or_default().to_string_lossy();
    let time = now.strftime("%Y-%m-%dT%H-%M-%S");
    let target = reserve_file(&folder, &format!("{name}-{time}-before-update"))?;
    let copied = copy(database, &target).await;
    if copied.is_err() {
        // Half a copy would pass for a whole one.
        let removed = std::fs::remove_file(&target);
        tracing::warn!(?removed, "a backup was given up");
    }
    copied
}

/// Makes an empty file that only its owner may read, under a name that is free.
fn reserve_file(folder: &Path, name: &str) -> Result<PathBuf> {
    let mut target = folder.join(format!("{name}.db"));
    let mut number = 2;
    loop {
        match create_file(&target) {
            Ok(()) => return Ok(target),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                target = folder.join(format!("{name}-{number}.db"));
                number += 1;
            }
            Err(error) => return Err(unreachable(&target, &error).into()),
        }
    }
}

async fn copy(database: &Path, target: &Path) -> Result<()> {
    let mut db = connect_to_read(database).await?;
    sqlx::query("vacuum into ?")
        .bind(target.to_string_lossy().as_ref())
        .execute(&mut db)
        .await?;
    Ok(db.close().await?)
}
