//! Looking the database over, and mending what can be mended.

use serde::Serialize;

use crate::auth::{Granted, ManageBackup, Read};
use crate::db::{check, profile, stale_names};
use crate::error::Result;

/// What a check found; all empty and zero is a healthy roster.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CheckReport {
    /// What SQLite's own check of the file's structure says.
    pub integrity: Vec<String>,
    /// Rows that refer to rows that are not there, by table.
    pub foreign_keys: Vec<String>,
    /// Users without a profile.
    pub missing_profiles: u32,
    /// Users whose folded names do not fit their names, so that a search misses them.
    pub stale_search: u32,
}

impl CheckReport {
    /// Whether nothing was found.
    #[must_use]
    pub fn is_healthy(&self) -> bool {
        self.integrity.is_empty()
            && self.foreign_keys.is_empty()
            && self.missing_profiles == 0
            && self.stale_search == 0
    }
}

impl Granted<ManageBackup, Read> {
    /// Reads the whole database and says what is wrong with it. Takes a while for a large one.
    pub async fn check_roster(mut self) -> Result<CheckReport> {
        let db = self.access.db();
        Ok(CheckReport {
            integrity: check::list_flaws(db).await?,
            foreign_keys: check::list_dangling_tables(db).await?,
            missing_profiles: profile::count_missing(db).await?,
            stale_search: stale_names::count(db).await?,
        })
    }
}

impl Granted<ManageBackup> {
    /// Gives every user a profile, and folds the names anew of those that need it.
    pub async fn repair_roster(mut self) -> Result<()> {
        profile::insert_missing(self.access.db()).await?;
        stale_names::refold(self.access.db()).await?;
        self.access.commit().await
    }
}
