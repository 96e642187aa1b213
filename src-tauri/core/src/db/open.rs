//! Opening a database file: everything that opens, makes or copies one goes through here.

use std::fs::{self, OpenOptions};
use std::io::Read as _;
use std::path::Path;
use std::time::Duration;

use sqlx::migrate::{Migrate as _, Migrator};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions as _, Connection as _, SqliteConnection, SqlitePool};

use crate::backup;
use crate::error::{DatabaseError, Error, Result};

/// The schema, embedded.
static MIGRATOR: Migrator = sqlx::migrate!("../../migrations");

/// "Rost": what `file(1)` and we know a roster by.
const APPLICATION_ID: i32 = 0x526F_7374;

/// How long to wait for another program's write, a backup tool's say, before giving up.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// How many reads can go on at once, beside the one writer.
const READERS: u32 = 4;

/// One writer, so that writes queue instead of failing, and a few readers that can't write.
pub(crate) struct Pools {
    pub(crate) writer: SqlitePool,
    pub(crate) reader: SqlitePool,
}

/// Opens the roster at `path`, making or migrating it as needed.
///
/// A file that is not a roster, or that a newer program made, is refused before anything is written to it.
pub(crate) async fn open_pools(path: &Path) -> Result<Pools> {
    open_or_explain(path).await.map_err(|error| match error {
        Error::Database(cause) => Error::Database(cause.at(path)),
        other => other,
    })
}

async fn open_or_explain(path: &Path) -> Result<Pools> {
    prepare_file(path)?;
    let pending = inspect(path).await?;
    let pool = || {
        SqlitePoolOptions::new()
            .test_before_acquire(false)
            .idle_timeout(None)
            .max_lifetime(None)
    };
    let writer = pool()
        .max_connections(1)
        .connect_with(writing(path))
        .await
        .map_err(|error| unreachable(path, error))?;
    if pending.migrations {
        if pending.people {
            backup::copy_before_migration(&writer, path).await?;
        }
        migrate(&writer).await?;
    }
    // After the writer: a read-only connection can't make the WAL files.
    let reader = pool()
        .max_connections(READERS)
        .connect_with(connect(path).read_only(true))
        .await?;
    Ok(Pools { writer, reader })
}

fn connect(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .foreign_keys(true)
        .busy_timeout(BUSY_TIMEOUT)
        // Statements are logged by nobody: their parameters are people's data.
        .disable_statement_logging()
}

fn writing(path: &Path) -> SqliteConnectOptions {
    connect(path)
        .journal_mode(SqliteJournalMode::Wal)
        // An acknowledged write survives a power cut, not only a crash.
        .synchronous(SqliteSynchronous::Full)
        .optimize_on_close(true, 400)
}

/// Makes the folder and an empty file that only its owner may read; SQLite gives the WAL files the same mode.
fn prepare_file(path: &Path) -> Result<()> {
    let unreachable = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::ReadOnlyFilesystem => DatabaseError::ReadOnly,
        std::io::ErrorKind::StorageFull => DatabaseError::DiskFull,
        _ => DatabaseError::Unreachable {
            path: path.to_owned(),
            reason: plain_reason(&error),
        },
    };
    if let Some(folder) = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
    {
        create_folder(folder).map_err(unreachable)?;
    }
    match create_file(path) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => check_header(path)
            .map_err(unreachable)?
            .then_some(())
            .ok_or_else(|| {
                Error::Database(DatabaseError::NotADatabase {
                    path: path.to_owned(),
                })
            }),
        Err(error) => Err(unreachable(error).into()),
    }
}

/// Makes a folder for people's data; only its owner may look inside.
pub(crate) fn create_folder(folder: &Path) -> std::io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

fn create_file(path: &Path) -> std::io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop)
}

/// Whether an existing file is empty or begins like SQLite's (<https://sqlite.org/fileformat2.html>, 1.3).
fn check_header(path: &Path) -> std::io::Result<bool> {
    // A named pipe would block for ever on opening.
    let kind = fs::metadata(path)?;
    if kind.is_dir() {
        return Err(std::io::ErrorKind::IsADirectory.into());
    }
    if !kind.is_file() {
        return Ok(false);
    }
    let mut header = Vec::with_capacity(16);
    fs::File::open(path)?.take(16).read_to_end(&mut header)?;
    Ok(header.is_empty() || header == *b"SQLite format 3\0")
}

/// What the operating system says, without its error number.
fn plain_reason(error: &std::io::Error) -> String {
    let text = error.to_string();
    text.split(" (os error")
        .next()
        .unwrap_or(&text)
        .to_lowercase()
}

fn unreachable(path: &Path, error: sqlx::Error) -> Error {
    let cannot_open =
        matches!(&error, sqlx::Error::Database(cause) if cause.code().as_deref() == Some("14"));
    if cannot_open {
        DatabaseError::Unreachable {
            path: path.to_owned(),
            reason: "the file can't be opened".to_owned(),
        }
        .into()
    } else {
        error.into()
    }
}

/// What is to be done before the database can be used.
struct Pending {
    migrations: bool,
    people: bool,
}

/// Looks at a file without changing it: whose it is, and how old.
async fn inspect(path: &Path) -> Result<Pending> {
    let mut db = match connect(path).read_only(true).connect().await {
        Ok(db) => db,
        Err(error) => return Err(unreachable(path, error)),
    };
    let pending = inspect_schema(&mut db, path).await;
    db.close().await?;
    pending
}

async fn inspect_schema(db: &mut SqliteConnection, path: &Path) -> Result<Pending> {
    let tables: i64 = sqlx::query_scalar("select count(*) from sqlite_schema")
        .fetch_one(&mut *db)
        .await?;
    if tables == 0 {
        return Ok(Pending {
            migrations: true,
            people: false,
        });
    }
    let application: i32 = sqlx::query_scalar("pragma application_id")
        .fetch_one(&mut *db)
        .await?;
    if application != APPLICATION_ID {
        return Err(DatabaseError::NotADatabase {
            path: path.to_owned(),
        }
        .into());
    }
    let found: i64 = sqlx::query_scalar("select coalesce(max(version), 0) from _sqlx_migrations")
        .fetch_one(&mut *db)
        .await?;
    let known = MIGRATOR
        .iter()
        .map(|migration| migration.version)
        .max()
        .unwrap_or(0);
    if found > known {
        return Err(DatabaseError::Newer { found, known }.into());
    }
    Ok(Pending {
        migrations: found < known,
        people: found > 0,
    })
}

/// Brings the schema up to date.
///
/// Two programs may get here at once. Each migration is a transaction, so the slower one fails on what the faster one
/// has just made, and finds it done when it looks again.
async fn migrate(writer: &SqlitePool) -> Result<()> {
    let mut db = writer.acquire().await?;
    sqlx::query(sqlx::AssertSqlSafe(format!(
        "pragma application_id = {APPLICATION_ID}"
    )))
    .execute(&mut *db)
    .await?;
    // Not `run`: with its generic `Acquire`, the future of everything that opens a roster could not move between threads.
    if MIGRATOR.run_direct(None, &mut *db, false).await.is_ok() {
        return Ok(());
    }
    // A failed migration may leave its transaction open.
    db.close().await?;
    let mut db = writer.acquire().await?;
    db.ensure_migrations_table(MIGRATOR.table_name.as_ref())
        .await
        .map_err(|error| Error::internal(error.to_string()))?;
    MIGRATOR.run_direct(None, &mut *db, false).await.map_err(|error| match error {
        sqlx::migrate::MigrateError::Execute(cause) => cause.into(),
        other => Error::internal(format!("migration: {other}")),
    })
}
