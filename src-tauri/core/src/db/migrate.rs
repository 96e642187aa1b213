//! The schema: how far a file has got, and bringing it up to date.

use std::path::Path;

use jiff::Timestamp;
use sqlx::migrate::{MigrateError, Migrator};
use sqlx::{AssertSqlSafe, Connection as _, SqliteConnection, SqlitePool};

use crate::backup;
use crate::error::{DatabaseError, Error, Result};

/// The schema, embedded.
static MIGRATOR: Migrator = sqlx::migrate!("../../migrations");

/// "Rost": what `file(1)` and we know a roster by.
const APPLICATION_ID: i32 = 0x526F_7374;

/// How far a file has got.
pub(crate) struct Schema {
    /// The last migration that it has seen; 0 for a file with nothing in it.
    pub(crate) version: i64,
}

impl Schema {
    /// Looks at a file without changing it; refuses what is not ours, or not ours yet.
    pub(crate) async fn read(db: &mut SqliteConnection, path: &Path) -> Result<Self> {
        // In one statement, which sees one state: another program may be making the roster right now.
        let sql = "select application_id, (select count(*) from sqlite_schema) from pragma_application_id";
        let (application, tables): (i32, i64) = sqlx::query_as(sql).fetch_one(&mut *db).await?;
        if application == 0 && tables == 0 {
            return Ok(Self { version: 0 });
        }
        if application != APPLICATION_ID {
            return Err(DatabaseError::NotADatabase {
                path: path.to_owned(),
            }
            .into());
        }
        let sql = "select coalesce(max(version), 0) from _sqlx_migrations";
        let found = sqlx::query_scalar(sql).fetch_one(&mut *db).await?;
        let known = last_known();
        if found > known {
            return Err(DatabaseError::Newer { found, known }.into());
        }
        Ok(Self { version: found })
    }

    /// Whether there are migrations that the file has not seen.
    pub(super) fn is_behind(&self) -> bool {
        self.version < last_known()
    }
}

/// The last migration that this program knows.
pub(crate) fn last_known() -> i64 {
    MIGRATOR
        .iter()
        .map(|migration| migration.version)
        .max()
        .unwrap_or(0)
}

/// Brings the schema up to date: all of it in one transaction, or none.
///
/// Two programs may get here at once. The one that gets the write lock looks again, copies and migrates; the other finds
/// it done.
pub(super) async fn migrate(writer: &SqlitePool, path: &Path, now: Timestamp) -> Result<()> {
    let mut tx = writer.begin_with("begin immediate").await?;
    let schema = Schema::read(&mut tx, path).await?;
    if !schema.is_behind() {
        return Ok(());
    }
    if schema.version > 0 && super::user::has_any(&mut tx).await? {
        backup::copy_before_migration(path, now).await?;
    }
    run_missing(&mut tx).await?;
    Ok(tx.commit().await?)
}

/// Brings a copy up to date that nobody else has, and that needs no copy of its own.
pub(super) async fn migrate_copy(db: &mut SqliteConnection) -> Result<()> {
    let mut tx = db.begin_with("begin immediate").await?;
    run_missing(&mut tx).await?;
    Ok(tx.commit().await?)
}

async fn run_missing(db: &mut SqliteConnection) -> Result<()> {
    sqlx::query(AssertSqlSafe(format!(
        "pragma application_id = {APPLICATION_ID}"
    )))
    .execute(&mut *db)
    .await?;
    // Not `run`: with its generic `Acquire`, the future of everything that opens a roster could not move between threads.
    MIGRATOR
        .run_direct(None, db, false)
        .await
        .map_err(|error| match error {
            MigrateError::Execute(cause) | MigrateError::ExecuteMigration(cause, _) => cause.into(),
            other => Error::internal(format!("migration: {other}")),
        })
}
