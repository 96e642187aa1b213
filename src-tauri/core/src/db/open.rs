//! Opening a database file: everything that opens, makes or copies one goes through here.

use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind, Read as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqliteLockingMode, SqlitePoolOptions,
    SqliteSynchronous,
};
use sqlx::{ConnectOptions as _, Connection as _, SqliteConnection, SqlitePool};

use super::migrate::{Schema, migrate, migrate_copy};
use crate::backup::backup_folder;
use crate::error::{CANNOT_OPEN, DatabaseError, Error, Result};
use crate::location::default_database;
use crate::private::{tighten_file, tighten_folder};

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
pub(crate) async fn open_pools(path: &Path, now: Timestamp) -> Result<Pools> {
    open_or_explain(path, now)
        .await
        .map_err(|error| match error {
            Error::Database(DatabaseError::Unreachable { path: unknown, .. })
                if unknown.as_os_str().is_empty() =>
            {
                explain_closed(path).into()
            }
            Error::Database(cause) => Error::Database(cause.at(path)),
            other => other,
        })
}

async fn open_or_explain(path: &Path, now: Timestamp) -> Result<Pools> {
    prepare_file(path)?;
    let schema = inspect(path).await?;
    tighten_modes(path);
    tighten_own_folders(path);
    let writer = open_writer(path).await?;
    if schema.is_behind() {
        migrate(&writer, path, now).await?;
    }
    // After the writer: a read-only connection can't make the WAL files.
    let reader = pool(READERS)
        .connect_with(connect(path).read_only(true))
        .await?;
    Ok(Pools { writer, reader })
}

/// Opens the one connection that writes.
///
/// Where two programs make the same new file at once, both set it to WAL, and SQLite refuses one of them without waiting.
async fn open_writer(path: &Path) -> Result<SqlitePool> {
    let begun = Instant::now();
    loop {
        let error = match pool(1).connect_with(writing(path)).await {
            Ok(writer) => return Ok(writer),
            Err(error) => error,
        };
        let is_busy = DatabaseError::from_sqlx(&error) == DatabaseError::Busy;
        if !is_busy || begun.elapsed() >= BUSY_TIMEOUT {
            return Err(error.into());
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

fn pool(connections: u32) -> SqlitePoolOptions {
    SqlitePoolOptions::new()
        .max_connections(connections)
        .test_before_acquire(false)
        .idle_timeout(None)
        .max_lifetime(None)
        // When the disk is full SQLite rolls back by itself, and sqlx goes on believing in the transaction: no other could
        // ever begin on that connection. Another one takes its place.
        .before_acquire(|db, _| Box::pin(async move { Ok(!db.is_in_transaction()) }))
}

/// A connection that can't write, beside the pools.
pub(crate) async fn connect_to_read(path: &Path) -> Result<SqliteConnection> {
    Ok(connect(path).read_only(true).connect().await?)
}

/// Looks at a file that nobody writes to, a copy say: not a byte of it is changed, and nothing is left beside it.
pub(crate) async fn connect_frozen(path: &Path) -> Result<SqliteConnection> {
    // Somebody else's roster may be open; then what is in its log counts as well.
    let is_open = wal_file(path).exists();
    let options = connect(path).read_only(true).immutable(!is_open);
    Ok(options.connect().await?)
}

/// Brings a copy that nobody else has up to date, and leaves one file.
pub(crate) async fn update_copy(path: &Path) -> Result<()> {
    let mut db = connect_to_change(path).await?;
    let updated = migrate_copy(&mut db).await;
    db.close().await?;
    updated
}

/// A connection that changes a copy that nobody else has.
pub(crate) async fn connect_to_change(path: &Path) -> Result<SqliteConnection> {
    let options = connect(path)
        .synchronous(SqliteSynchronous::Full)
        .optimize_on_close(false, None);
    Ok(options.connect().await?)
}

/// One connection of its own beside the pools, to put other rows in the place of all. The order in which tables are
/// replaced breaks foreign keys for a while, so it does not enforce them.
pub(crate) async fn open_to_replace(path: &Path) -> Result<SqlitePool> {
    let options = writing(path).foreign_keys(false);
    Ok(pool(1).connect_with(options).await?)
}

/// Takes an open roster's file from everybody who has it, to move it away. An error while another program has it open.
pub(crate) async fn check_unused(path: &Path) -> Result<()> {
    let options = connect(path)
        .locking_mode(SqliteLockingMode::Exclusive)
        .optimize_on_close(false, None);
    let mut db = options.connect().await?;
    let locked = sqlx::raw_sql("begin exclusive; rollback")
        .execute(&mut db)
        .await;
    db.close().await?;
    locked?;
    Ok(())
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
        // Plans that depend on statistics depend on when these were gathered: see migration 0010.
        .optimize_on_close(false, None)
}

/// Makes the folder and an empty file that only its owner may read; SQLite gives the WAL files the same mode.
fn prepare_file(path: &Path) -> Result<()> {
    if let Some(folder) = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
    {
        create_folder(folder).map_err(|error| unreachable(path, &error))?;
    }
    match create_file(path) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => check_file(path),
        Err(error) => Err(unreachable(path, &error).into()),
    }
}

/// Makes a folder for people's data; only its owner may look inside.
pub(crate) fn create_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => ErrorKind::NotADirectory.into(),
        _ => error,
    })
}

/// Makes an empty file for people's data; only its owner may read it.
pub(crate) fn create_file(path: &Path) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop)
}

/// Takes a roster's files from everyone but their owner. Whoever is not the owner can't, and goes on all the same.
///
/// By path, without opening anything: closing a handle would give up SQLite's locks.
fn tighten_modes(path: &Path) {
    for suffix in ["", "-wal", "-shm"] {
        let mut file = path.as_os_str().to_owned();
        file.push(suffix);
        tighten_file(Path::new(&file));
    }
}

/// The folder of copies is Roster's alone; the folder around it is only if it is the one for this program's data. Any
/// other may be a home, or shared on purpose.
fn tighten_own_folders(path: &Path) {
    tighten_folder(&backup_folder(path));
    if default_database().as_deref() == Some(path)
        && let Some(folder) = path.parent()
    {
        tighten_file(folder);
    }
}

/// Whether an existing file may be written, and is empty or begins like SQLite's
/// (<https://sqlite.org/fileformat2.html>, 1.3).
fn check_file(path: &Path) -> Result<()> {
    let refuse = |error: io::Error| unreachable(path, &error);
    let kind = fs::metadata(path).map_err(refuse)?;
    if kind.is_dir() {
        return Err(refuse(ErrorKind::IsADirectory.into()).into());
    }
    // A named pipe would block for ever on opening.
    let begins_well = kind.is_file() && has_header(path).map_err(refuse)?;
    if !begins_well {
        return Err(DatabaseError::NotADatabase {
            path: path.to_owned(),
        }
        .into());
    }
    // SQLite would go on without being able to write, and say so only when somebody wants to save.
    match OpenOptions::new().write(true).open(path) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == ErrorKind::PermissionDenied => {
            Err(DatabaseError::ReadOnly.into())
        }
        Err(error) => Err(refuse(error).into()),
    }
}

fn has_header(path: &Path) -> io::Result<bool> {
    let mut header = Vec::with_capacity(16);
    fs::File::open(path)?.take(16).read_to_end(&mut header)?;
    Ok(header.is_empty() || header == *b"SQLite format 3\0")
}

/// What the operating system says about a file that can't be made or opened.
pub(crate) fn unreachable(path: &Path, error: &io::Error) -> DatabaseError {
    match error.kind() {
        ErrorKind::ReadOnlyFilesystem => DatabaseError::ReadOnly,
        ErrorKind::StorageFull => DatabaseError::DiskFull,
        _ => DatabaseError::Unreachable {
            path: path.to_owned(),
            reason: plain_reason(error),
        },
    }
}

/// Which file a path leads to, as far as the system tells two files apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct FileIdentity(Option<(u64, u64)>);

impl FileIdentity {
    /// By path, without opening anything.
    #[cfg(unix)]
    pub(crate) fn of(path: &Path) -> Self {
        use std::os::unix::fs::MetadataExt as _;
        let file = fs::metadata(path).ok();
        Self(file.map(|file| (file.dev(), file.ino())))
    }

    /// Elsewhere, a file that is open can be neither deleted nor moved.
    #[cfg(not(unix))]
    pub(crate) fn of(_: &Path) -> Self {
        Self(None)
    }
}

/// What the operating system says, without its error number.
fn plain_reason(error: &io::Error) -> String {
    let text = error.to_string();
    text.split(" (os error")
        .next()
        .unwrap_or(&text)
        .to_lowercase()
}

/// Looks at a file without changing it: whose it is, and how old.
async fn inspect(path: &Path) -> Result<Schema> {
    // A connection that may write clears its WAL files away again. One that finds some leaves them, and the changes in
    // them, as they are: they may belong to a program that we refuse.
    let has_wal = wal_file(path).exists();
    let mut db = connect(path).read_only(has_wal).connect().await?;
    let schema = Schema::read(&mut db, path).await;
    db.close().await?;
    schema
}

/// SQLite can't open a file that we may write: so it is the folder, which has to take the WAL.
fn explain_closed(path: &Path) -> DatabaseError {
    let mut probe = path.as_os_str().to_owned();
    probe.push("-probe");
    let probe = PathBuf::from(probe);
    let reason = match create_file(&probe).and_then(|()| fs::remove_file(&probe)) {
        Ok(()) => CANNOT_OPEN.to_owned(),
        Err(error) if error.kind() == ErrorKind::PermissionDenied => {
            return DatabaseError::ReadOnly;
        }
        Err(error) => return unreachable(path, &error),
    };
    DatabaseError::Unreachable {
        path: path.to_owned(),
        reason,
    }
}

fn wal_file(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push("-wal");
    name.into()
}
