//! The open database, and what comes in from outside: the time, randomness, the cost of hashing.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use sqlx::pool::PoolConnection;
use sqlx::{Connection as _, Sqlite, SqliteConnection, SqlitePool, Transaction};
use tokio::sync::{Mutex, Semaphore};

use crate::db::Millis;
use crate::db::open::{FileIdentity, Pools, connect_to_read, open_pools};
use crate::error::{DatabaseError, Error, Result};
use crate::index::UserIndex;

/// An open roster. Clones share it.
#[derive(Clone)]
pub struct Roster {
    shared: Arc<Shared>,
}

struct Shared {
    path: PathBuf,
    /// The file that the pools have open.
    file: FileIdentity,
    pools: Pools,
    index: UserIndex,
    /// A connection that only watches; made when first needed.
    watcher: Mutex<Option<SqliteConnection>>,
    options: Options,
    /// Why the last backup of the day could not be made.
    daily_trouble: std::sync::Mutex<Option<String>>,
    /// Hashing takes 64 MiB and a core for a fifth of a second: two at a time, the rest wait.
    hashing_slots: Semaphore,
}

/// What a roster is opened with.
#[derive(Clone)]
pub struct Options {
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
    /// What a password hash costs.
    pub hashing: HashingCost,
}

/// The cost of argon2id (RFC 9106, 3.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HashingCost {
    /// Memory in KiB.
    pub memory: u32,
    /// Passes over it.
    pub passes: u32,
    /// Lanes.
    pub lanes: u32,
}

impl HashingCost {
    /// 64 MiB, three passes; OWASP's minimum is 19 MiB and two.
    pub const STANDARD: Self = Self {
        memory: 65_536,
        passes: 3,
        lanes: 1,
    };
}

impl Default for Options {
    fn default() -> Self {
        Self {
            clock: Arc::new(SystemClock),
            hashing: HashingCost::STANDARD,
        }
    }
}

/// Tells the time, so that tests can.
pub trait Clock: Send + Sync {
    /// The moment.
    fn now(&self) -> Timestamp;

    /// Where the person is.
    fn time_zone(&self) -> TimeZone {
        TimeZone::system()
    }

    /// The day, where the person is.
    fn today(&self) -> Date {
        self.now().to_zoned(self.time_zone()).date()
    }
}

/// The computer's own clock.
#[derive(Debug, Clone, Copy)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}

impl Roster {
    /// Opens the roster at `path`; makes an empty one if there is none, and migrates an older one.
    pub async fn open(path: &Path, options: Options) -> Result<Self> {
        let pools = open_pools(path, options.clock.now()).await?;
        let shared = Shared {
            path: path.to_owned(),
            file: FileIdentity::of(path),
            index: UserIndex::new(pools.reader.clone()),
            watcher: Mutex::default(),
            pools,
            options,
            daily_trouble: std::sync::Mutex::default(),
            hashing_slots: Semaphore::new(2),
        };
        Ok(Self {
            shared: Arc::new(shared),
        })
    }

    /// Waits for what is under way, and closes the file.
    pub async fn close(&self) {
        self.shared.index.stop();
        self.shared.pools.reader.close().await;
        if let Some(watcher) = self.shared.watcher.lock().await.take() {
            // It only read: whatever goes wrong with it, nothing is lost.
            let _ = watcher.close().await;
        }
        // Last: the last connection to close folds the WAL into the file.
        self.shared.pools.writer.close().await;
    }

    /// A number that changes whenever anything was changed, by this process or by another. It says nothing about what, and
    /// means nothing to another process or after the roster was opened anew: remember it, and ask again.
    ///
    /// Cheap enough to be asked several times a second: it reads no table.
    pub async fn data_version(&self) -> Result<i64> {
        let mut watcher = self.shared.watcher.lock().await;
        if self.shared.pools.reader.is_closed() {
            return Err(sqlx::Error::PoolClosed.into());
        }
        // SQLite counts the changes of all connections but one's own, so this one never writes.
        let db = match &mut *watcher {
            Some(db) => db,
            none => none.insert(connect_to_read(&self.shared.path).await?),
        };
        Ok(sqlx::query_scalar("pragma data_version")
            .fetch_one(db)
            .await?)
    }

    /// The database file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.shared.path
    }

    pub(crate) fn hashing(&self) -> HashingCost {
        self.shared.options.hashing
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.shared.options.clock.now()
    }

    pub(crate) fn time_zone(&self) -> TimeZone {
        self.shared.options.clock.time_zone()
    }

    /// Why the last backup of the day could not be made, if so.
    pub(crate) fn daily_trouble(&self) -> std::sync::MutexGuard<'_, Option<String>> {
        let trouble = self.shared.daily_trouble.lock();
        trouble.unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    /// The list of people in memory.
    pub(crate) fn index(&self) -> &UserIndex {
        &self.shared.index
    }

    pub(crate) fn today(&self) -> Date {
        self.shared.options.clock.today()
    }

    /// A transaction that sees one state of the roster, whatever is written meanwhile.
    pub(crate) async fn begin_read(&self) -> Result<Transaction<'static, Sqlite>> {
        Ok(self.shared.pools.reader.begin().await?)
    }

    pub(crate) async fn reader(&self) -> Result<PoolConnection<Sqlite>> {
        Ok(self.shared.pools.reader.acquire().await?)
    }

    pub(crate) fn writer(&self) -> &SqlitePool {
        &self.shared.pools.writer
    }

    /// A transaction that holds the write lock from its first moment: what it reads can't change before it writes.
    pub(crate) async fn begin(&self) -> Result<Transaction<'static, Sqlite>> {
        self.check_file()?;
        Ok(self.writer().begin_with("begin immediate").await?)
    }

    /// Refuses to write where the file has lost its name: SQLite would go on in a file that nobody finds again.
    pub(crate) fn check_file(&self) -> Result<()> {
        if FileIdentity::of(self.path()) == self.shared.file {
            return Ok(());
        }
        let reason = "it was moved or deleted while Roster had it open".to_owned();
        Err(DatabaseError::Unreachable {
            path: self.path().to_owned(),
            reason,
        }
        .into())
    }

    /// Runs costly work on a thread of its own, at most two at a time.
    pub(crate) async fn run_costly<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T> {
        let slot = self.shared.hashing_slots.acquire().await;
        let _slot = slot.map_err(|error| Error::internal(error.to_string()))?;
        tokio::task::spawn_blocking(work)
            .await
            .map_err(|error| Error::internal(error.to_string()))
    }
}

/// A moment as the tables keep it.
pub(crate) fn to_millis(moment: Timestamp) -> Millis {
    moment.as_millisecond()
}

/// A moment as views show it: RFC 3339 in UTC, always to the millisecond, so that moments sort as their texts do. What
/// no calendar has is shown as the first moment of all.
pub(crate) fn show_millis(millis: Millis) -> String {
    let moment = Timestamp::from_millisecond(millis).unwrap_or(Timestamp::UNIX_EPOCH);
    format!("{moment:.3}")
}

/// A moment as a table keeps it, for views.
pub(crate) fn show_optional(millis: Option<Millis>) -> Option<String> {
    millis.map(show_millis)
}
