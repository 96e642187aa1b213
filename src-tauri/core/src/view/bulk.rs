//! One action for many people.

use serde::{Deserialize, Serialize};

#[cfg(test)]
use ts_rs::TS;

/// What can be done with many people at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[cfg_attr(test, derive(TS))]
pub enum BulkAction {
    /// Let them sign in.
    Activate,
    /// Keep them from signing in, and end their sessions.
    Deactivate,
    /// Put them into a group.
    AddToGroup {
        /// The group's number.
        group: i64,
    },
    /// Take them out of a group.
    RemoveFromGroup {
        /// The group's number.
        group: i64,
    },
    /// Have them choose a new password at the next sign-in.
    RequirePassword,
    /// Move them to the trash.
    Trash,
    /// Take them out of the trash.
    Restore,
}

/// What an action would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct BulkPreview {
    /// How many people it would change.
    pub would_change: u32,
    /// Those whom it would leave as they are, by reason; the most frequent reason first.
    pub skipped: Vec<Skipped>,
}

/// What an action did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct BulkOutcome {
    /// The entry in the history, which can be undone; nothing if nobody was changed.
    pub event: Option<i64>,
    /// How many people were changed.
    pub changed: u32,
    /// Those who were left as they are, by reason; the most frequent reason first.
    pub skipped: Vec<Skipped>,
}

/// People whom an action leaves as they are, for one reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct Skipped {
    /// The reason, as a finished sentence.
    pub reason: String,
    /// How many.
    pub count: u32,
    /// The names of the first few.
    pub names: Vec<String>,
}
