//! Looking the database over, and mending what can be mended.

use serde::Serialize;
use sqlx::SqliteConnection;

use crate::auth::{Granted, ManageBackup, Read};
use crate::backup;
use crate::db::{check, profile, stale_keys, stale_names};
use crate::error::Result;
use crate::progress::go_on;
use crate::view::BackupReason;

/// What a check found; all empty and zero is a healthy roster.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct CheckReport {
    /// What SQLite's own check of the file's structure says.
    pub integrity: Vec<String>,
    /// Rows that refer to rows that are not there, by table.
    pub foreign_keys: Vec<String>,
    /// Users without a profile.
    pub missing_profiles: u32,
    /// Users whose folded names do not fit their names, so that a search misses them.
    pub stale_search: u32,
    /// People and groups whose keys do not fit their names, so that they are not found by them.
    pub stale_keys: u32,
}

impl CheckReport {
    /// Whether nothing was found.
    #[must_use]
    pub fn is_healthy(&self) -> bool {
        self.integrity.is_empty()
            && self.foreign_keys.is_empty()
            && self.missing_profiles == 0
            && self.stale_search == 0
            && self.stale_keys == 0
    }
}

impl Granted<ManageBackup, Read> {
    /// Reads the whole database and says what is wrong with it. Takes a while for a large one.
    pub async fn check_roster(mut self) -> Result<CheckReport> {
        read_report(self.access.db()).await
    }
}

impl Granted<ManageBackup> {
    /// Mends what can be mended, after a copy was made: indexes are made anew, rows that refer to nothing let go of it,
    /// every user gets a profile, and names are folded anew. Nothing happens where nothing is wrong.
    ///
    /// Returns the name of the copy, if one was made.
    pub async fn repair_roster(mut self) -> Result<Option<String>> {
        if read_report(self.access.db()).await?.is_healthy() {
            return Ok(None);
        }
        let roster = self.access.roster().clone();
        let (path, now) = (roster.path(), roster.now());
        // Within the transaction: nobody writes between the copy and the repair.
        let copy = backup::add(path, BackupReason::BeforeRepair, now, &mut go_on).await?;
        mend(self.access.db()).await?;
        self.access.commit().await?;
        Ok(Some(copy.file))
    }
}

async fn read_report(db: &mut SqliteConnection) -> Result<CheckReport> {
    Ok(CheckReport {
        integrity: check::list_flaws(db).await?,
        foreign_keys: check::list_dangling_tables(db).await?,
        missing_profiles: profile::count_missing(db).await?,
        stale_search: stale_names::count(db).await?,
        stale_keys: stale_keys::count(db).await?,
    })
}

/// Mends what can be mended without losing anything that anybody could see.
async fn mend(db: &mut SqliteConnection) -> Result<()> {
    if !check::list_flaws(db).await?.is_empty() {
        check::rebuild_indexes(db).await?;
    }
    mend_rows(db).await
}

/// The same for a file whose indexes are known to be whole.
pub(crate) async fn mend_rows(db: &mut SqliteConnection) -> Result<()> {
    check::remove_dangling(db).await?;
    profile::insert_missing(db).await?;
    stale_names::refold(db).await?;
    stale_keys::refold(db).await
}
