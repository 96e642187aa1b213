//! Backups: which there are, what is inside, and what can be done when the roster itself can't be opened.

use serde::Serialize;

use super::{Action, Timestamp};
#[cfg(test)]
use ts_rs::TS;

/// Why a copy of the roster was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(TS))]
pub enum BackupReason {
    /// Every day, by itself.
    Daily,
    /// Somebody asked for it.
    ByHand,
    /// The schema was about to change.
    BeforeUpdate,
    /// What the roster was before a backup took its place.
    BeforeRestore,
    /// Something was about to be mended.
    BeforeRepair,
    /// What was found damaged, as it was found.
    Damaged,
}

impl BackupReason {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Daily,
        Self::ByHand,
        Self::BeforeUpdate,
        Self::BeforeRestore,
        Self::BeforeRepair,
        Self::Damaged,
    ];

    /// Whether it was made for its own sake, and was kept only because nothing was wrong with it.
    #[must_use]
    pub fn is_regular(self) -> bool {
        matches!(self, Self::Daily | Self::ByHand)
    }
}

/// A copy of the roster.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct Backup {
    /// The file, in the folder of backups.
    pub name: String,
    /// When it was made.
    pub made_at: Timestamp,
    /// Why.
    pub reason: BackupReason,
    /// In bytes.
    pub size: u64,
    /// How many people are in it, those in the trash left out; nothing if that can't be read.
    pub people: Option<u32>,
    /// Why it can't be restored, as far as a short look tells.
    pub refused: Option<String>,
}

/// The copies that there are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct BackupList {
    /// The newest first.
    pub backups: Vec<Backup>,
    /// How many regular ones are kept.
    pub kept: u32,
    /// Why the last one of each day could not be made, if so.
    pub trouble: Option<String>,
    /// Where they are.
    pub folder: String,
}

/// The newest thing that a history tells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct BackupEvent {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub actor: String,
    /// What was done; nothing for what this program does not know.
    pub action: Option<Action>,
    /// To whom.
    pub target: String,
}

/// What a roster, or a copy of it, holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct BackupContents {
    /// People, those in the trash left out.
    pub people: u32,
    /// Groups.
    pub groups: u32,
    /// Entries of the history.
    pub events: u32,
    /// The last of them.
    pub newest_event: Option<BackupEvent>,
}

/// What restoring a copy would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct BackupPreview {
    /// The file's name.
    pub name: String,
    /// When it was made; nothing if its name does not say.
    pub made_at: Option<Timestamp>,
    /// Why it was made; nothing if its name does not say.
    pub reason: Option<BackupReason>,
    /// In bytes.
    pub size: u64,
    /// Its schema.
    pub schema: i64,
    /// The schema that it will have afterwards.
    pub known_schema: i64,
    /// What is in it.
    pub contents: BackupContents,
    /// What the roster holds now; nothing if it can't be read.
    pub current: Option<BackupContents>,
}

/// What was done with a copy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct RestoreOutcome {
    /// Where what was replaced is kept, a file in the folder of backups; nothing if there was nothing.
    pub kept_aside: Option<String>,
    /// How many people are in the roster now.
    pub people: u32,
}

/// A way out for whoever has a roster that can't be opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct RescueOffer {
    /// Whether a file is there that is moved aside; otherwise the roster is gone, or empty.
    pub replaces: bool,
    /// The newest copy that was read to the end and found good.
    pub backup: Backup,
    /// The offer in words.
    pub sentence: String,
}
