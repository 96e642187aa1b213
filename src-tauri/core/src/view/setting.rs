//! The settings of a roster, and what is told of it when there is a trouble.

use serde::{Deserialize, Serialize};
#[cfg(test)]
use ts_rs::TS;

/// What holds for the whole roster.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct RosterSettings {
    /// The shortest password that can be chosen, in characters.
    pub minimum_password: u32,
    /// Why the one who asks may not change any of it, or nothing if they may.
    pub refused: Option<String>,
}

/// A change of settings: what is absent stays.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(TS), ts(optional_fields))]
pub struct SettingChanges {
    /// The shortest password, from 8 to 64 characters.
    pub minimum_password: Option<u32>,
}

/// What is told of a roster when there is a trouble: no names, and no paths.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct Diagnostics {
    /// SQLite's version.
    pub sqlite: String,
    /// The last migration.
    pub schema: i64,
    /// How much there is; nothing for those who may not see people.
    pub contents: Option<ContentCounts>,
}

/// How much there is in a roster.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct ContentCounts {
    /// People, those in the trash left out.
    pub people: u32,
    /// Groups.
    pub groups: u32,
    /// Entries of the history.
    pub events: u32,
}
