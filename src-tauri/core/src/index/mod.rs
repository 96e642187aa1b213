//! The list of people in memory: found, ordered and counted at the speed of memory, and always as the database has it.
//!
//! SQLite stays what is true. A question is asked within a transaction; the index answers only if it is of the very state
//! that this transaction sees, by the newest row of `user_change`. If the index is behind, the transaction brings it up
//! to date first; if it is ahead, since the transaction is older, or not there yet, the question goes to SQL
//! (`db::list`), which means the same by it.
//!
//! A small roster is read at once, by the first who asks; a large one in the background.

mod bits;
mod columns;
mod facets;
mod grams;
mod groups;
mod load;
mod matcher;
mod orders;
mod pick;
mod search;
mod snapshot;
mod text;

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use sqlx::{SqliteConnection, SqlitePool};

use crate::db::user_change::{self, Stamp};
use crate::db::user_index;
use crate::error::{Error, Result};

use load::load;
pub(crate) use search::Range;
pub(crate) use snapshot::Snapshot;

/// Up to so many people are read at once: a tenth of a second at most.
const AT_ONCE: i64 = 30_000;

/// From so many slots on, work with them leaves the thread that other futures wait for.
const ELSEWHERE: u32 = 20_000;

/// The index of one open roster. Clones share it.
#[derive(Clone)]
pub(crate) struct UserIndex {
    shared: Arc<Shared>,
}

struct Shared {
    pool: SqlitePool,
    snapshot: RwLock<Option<Snapshot>>,
    is_loading: AtomicBool,
    /// The roster closes: whoever loads stops.
    is_closing: Cancel,
}

/// Tells work that nobody waits for it any more.
#[derive(Clone, Default)]
pub(crate) struct Cancel(Arc<AtomicBool>);

impl Cancel {
    pub(crate) fn is_wanted(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    fn set(&self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Cancels when the future that holds it is dropped.
struct CancelOnDrop(Cancel);

impl Drop for CancelOnDrop {
    fn drop(&mut self) {
        self.0.set();
    }
}

/// How the index stands to a state of the database.
enum Standing {
    Same,
    /// The index knows this older state.
    Behind(Stamp),
    /// The index knows a newer state, or one of a file that was replaced.
    Ahead,
    Absent,
}

impl UserIndex {
    /// Of the roster that this pool reads.
    pub(crate) fn new(pool: SqlitePool) -> Self {
        Self {
            shared: Arc::new(Shared {
                pool,
                snapshot: RwLock::default(),
                is_loading: AtomicBool::default(),
                is_closing: Cancel::default(),
            }),
        }
    }

    /// Stops what is under way in the background, before the pool closes.
    pub(crate) fn stop(&self) {
        self.shared.is_closing.set();
    }

    /// What `work` finds in exactly the state that the transaction sees; nothing if SQL has to answer.
    ///
    /// The transaction must not have written to what a list shows: what it wrote may never become true.
    pub(crate) async fn ask<T: Send + 'static>(
        &self,
        db: &mut SqliteConnection,
        work: impl FnOnce(&Snapshot, &Cancel) -> Option<T> + Send + 'static,
    ) -> Result<Option<T>> {
        let stamp = user_change::newest(db).await?;
        match self.standing(stamp) {
            Standing::Same => {}
            Standing::Behind(from) => {
                if !self.catch_up(db, from, stamp).await? {
                    return Ok(None);
                }
            }
            Standing::Absent if user_index::most_people(db).await? <= AT_ONCE => {
                let snapshot = load(db, stamp, &self.shared.is_closing).await?;
                let is_loaded = snapshot.is_some();
                *self.lock_write() = snapshot;
                if !is_loaded {
                    return Ok(None);
                }
            }
            Standing::Absent | Standing::Ahead => {
                self.load_in_background();
                return Ok(None);
            }
        }
        self.run(stamp, work).await
    }

    /// The same of a transaction that may have written: only if the index is of that state already.
    pub(crate) async fn ask_unless_behind<T: Send + 'static>(
        &self,
        db: &mut SqliteConnection,
        work: impl FnOnce(&Snapshot, &Cancel) -> Option<T> + Send + 'static,
    ) -> Result<Option<T>> {
        let stamp = user_change::newest(db).await?;
        match self.standing(stamp) {
            Standing::Same => self.run(stamp, work).await,
            _ => Ok(None),
        }
    }

    /// What `work` finds in that state, by an index of its own if need be, however long that takes.
    pub(crate) async fn ask_surely<T: Send + 'static>(
        &self,
        db: &mut SqliteConnection,
        work: impl Fn(&Snapshot, &Cancel) -> Option<T> + Clone + Send + 'static,
    ) -> Result<Option<T>> {
        if let Some(answer) = self.ask(db, work.clone()).await? {
            return Ok(Some(answer));
        }
        let stamp = user_change::newest(db).await?;
        let Some(snapshot) = load(db, stamp, &self.shared.is_closing).await? else {
            return Ok(None);
        };
        run_elsewhere(move |cancel| work(&snapshot, cancel)).await
    }

    async fn run<T: Send + 'static>(
        &self,
        stamp: Stamp,
        work: impl FnOnce(&Snapshot, &Cancel) -> Option<T> + Send + 'static,
    ) -> Result<Option<T>> {
        let index = self.clone();
        let work = move |cancel: &Cancel| {
            let snapshot = index.lock_read();
            // Meanwhile somebody may have brought it to a newer state.
            let of_this_state = snapshot.as_ref().filter(|snapshot| snapshot.stamp == stamp);
            of_this_state.and_then(|snapshot| work(snapshot, cancel))
        };
        let slots = self.lock_read().as_ref().map_or(0, Snapshot::slots);
        if slots < ELSEWHERE {
            return Ok(work(&Cancel::default()));
        }
        run_elsewhere(work).await
    }

    fn standing(&self, stamp: Stamp) -> Standing {
        match self.lock_read().as_ref().map(|snapshot| snapshot.stamp) {
            Some(known) if known == stamp => Standing::Same,
            Some(known) if known.seq < stamp.seq => Standing::Behind(known),
            // The same number and another mark: the file is not the one that was read.
            Some(known) if known.seq == stamp.seq => Standing::Absent,
            Some(_) => Standing::Ahead,
            None => Standing::Absent,
        }
    }

    /// Brings the index to the state of the transaction, which must not have written itself. False if that can't be.
    async fn catch_up(&self, db: &mut SqliteConnection, from: Stamp, to: Stamp) -> Result<bool> {
        let Some(delta) = user_change::list_since(db, from).await? else {
            self.discard(from);
            return Ok(false);
        };
        let ids = delta.ids;
        let packed = user_index::list_by_ids(db, &ids).await?;
        let groups = user_index::list_group_keys(db).await?;
        let index = self.clone();
        let apply = move |_: &Cancel| {
            let mut guard = index.lock_write();
            match guard.as_mut() {
                Some(snapshot) if snapshot.stamp == from => {
                    let records = packed.unpack();
                    let is_applied =
                        records.is_ok_and(|records| snapshot.apply(to, &ids, &records, groups));
                    if !is_applied {
                        *guard = None;
                    }
                    Some(is_applied)
                }
                // Somebody else was faster.
                Some(snapshot) => Some(snapshot.stamp == to),
                None => Some(false),
            }
        };
        let slots = self.lock_read().as_ref().map_or(0, Snapshot::slots);
        let is_applied = if slots < ELSEWHERE {
            apply(&Cancel::default())
        } else {
            run_elsewhere(apply).await?
        };
        Ok(is_applied == Some(true))
    }

    /// Forgets an index that nothing leads on from.
    fn discard(&self, known: Stamp) {
        let mut guard = self.lock_write();
        if guard
            .as_ref()
            .is_some_and(|snapshot| snapshot.stamp == known)
        {
            *guard = None;
        }
    }

    /// Reads everybody into a new index, unless somebody does so already.
    fn load_in_background(&self) {
        if self.shared.is_loading.swap(true, Ordering::AcqRel) {
            return;
        }
        let index = self.clone();
        tokio::spawn(async move {
            // The next who asks begins anew.
            if let Err(error) = index.load_newest().await {
                tracing::warn!(%error, "the index of people could not be read");
            }
            index.shared.is_loading.store(false, Ordering::Release);
        });
    }

    async fn load_newest(&self) -> Result<()> {
        let mut tx = self.shared.pool.begin().await?;
        let stamp = user_change::newest(&mut tx).await?;
        // This transaction is newer than the one that found the index ahead of it.
        if matches!(self.standing(stamp), Standing::Same | Standing::Behind(_)) {
            return Ok(());
        }
        let snapshot = load(&mut tx, stamp, &self.shared.is_closing).await?;
        *self.lock_write() = snapshot;
        Ok(())
    }

    fn lock_read(&self) -> RwLockReadGuard<'_, Option<Snapshot>> {
        if self.shared.snapshot.is_poisoned() {
            drop(self.lock_write());
        }
        self.shared
            .snapshot
            .read()
            .unwrap_or_else(PoisonError::into_inner)
    }

    fn lock_write(&self) -> RwLockWriteGuard<'_, Option<Snapshot>> {
        self.shared.snapshot.write().unwrap_or_else(|poisoned| {
            // Somebody panicked half-way through a change.
            let mut guard = poisoned.into_inner();
            *guard = None;
            self.shared.snapshot.clear_poison();
            guard
        })
    }
}

/// Runs work on a thread where it may take its time. When the caller's future is dropped, the work learns that nobody
/// waits for it.
async fn run_elsewhere<T: Send + 'static>(
    work: impl FnOnce(&Cancel) -> Option<T> + Send + 'static,
) -> Result<Option<T>> {
    let cancel = Cancel::default();
    let guard = CancelOnDrop(cancel.clone());
    let outcome = tokio::task::spawn_blocking(move || work(&cancel)).await;
    drop(guard);
    outcome.map_err(|error| Error::internal(error.to_string()))
}
