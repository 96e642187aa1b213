//! Copies of the database.

use std::path::{Path, PathBuf};

use sqlx::SqlitePool;

use crate::db::open::create_folder;
use crate::error::{DatabaseError, Result};

/// The folder for copies, beside the database.
#[must_use]
pub fn backup_folder(database: &Path) -> PathBuf {
    database.with_file_name("backups")
}

/// Writes a copy before the schema changes, so that the way back is a file's name.
///
/// `VACUUM INTO` reads one consistent state and leaves no half copy behind when the disk is full.
pub(crate) async fn copy_before_migration(writer: &SqlitePool, database: &Path) -> Result<PathBuf> {
    let folder = backup_folder(database);
    create_folder(&folder).map_err(|error| DatabaseError::Unreachable {
        path: folder.clone(),
        reason: error.to_string(),
    })?;
    let now = jiff::Timestamp::now().strftime("%Y-%m-%dT%H-%M-%S");
    let name = database.file_stem().unwrap_or_default().to_string_lossy();
    let target = folder.join(format!("{name}-{now}-before-update.db"));
    sqlx::query("vacuum into ?")
        .bind(target.to_string_lossy().as_ref())
        .execute(writer)
        .await?;
    restrict_to_owner(&target);
    Ok(target)
}

/// A copy is as private as its original.
#[cfg(unix)]
fn restrict_to_owner(file: &Path) {
    use std::os::unix::fs::PermissionsExt as _;
    if let Err(error) = std::fs::set_permissions(file, std::fs::Permissions::from_mode(0o600)) {
        tracing::warn!(%error, "the mode of a backup can't be set");
    }
}

/// On Windows the file inherits the rights of the data folder, which is the user's own.
#[cfg(not(unix))]
fn restrict_to_owner(_: &Path) {}
