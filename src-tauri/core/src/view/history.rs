//! History: what was done, and what undoing it would do.

use serde::de::IntoDeserializer as _;
use serde::de::value::StrDeserializer;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Timestamp;
#[cfg(test)]
use ts_rs::TS;

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(TS))]
pub enum Action {
    /// A person or a group was added.
    Add,
    /// A person or a group was changed.
    Change,
    /// A person was moved to the trash, or a group deleted.
    Delete,
    /// A person was taken out of the trash.
    Restore,
    /// A person was deleted for good.
    Purge,
    /// Somebody signed in.
    SignIn,
    /// Somebody tried to sign in, and could not.
    SignInFailed,
    /// Too many failures in a row: an account, or a name that nobody has, has to wait from now on.
    Lock,
    /// Somebody let an account try again.
    Unlock,
    /// Somebody chose a new password with a recovery code.
    Recover,
    /// Somebody made new recovery codes for themselves.
    MakeRecoveryCodes,
    /// Somebody changed their own password.
    ChangePassword,
    /// Somebody set another's password.
    ResetPassword,
    /// Many people were activated.
    Activate,
    /// Many people were deactivated.
    Deactivate,
    /// Many people have to choose a new password.
    RequirePassword,
    /// People were put into a group.
    AddMembers,
    /// People were taken out of a group.
    RemoveMembers,
    /// People were imported.
    Import,
    /// Something was exported.
    Export,
    /// A backup was made.
    BackUp,
    /// The whole roster was replaced by a backup.
    RestoreBackup,
    /// Something done before was undone, or redone.
    Undo,
}

impl Action {
    /// The name in the database.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Add => "add",
            Self::Change => "change",
            Self::Delete => "delete",
            Self::Restore => "restore",
            Self::Purge => "purge",
            Self::SignIn => "sign_in",
            Self::SignInFailed => "sign_in_failed",
            Self::Lock => "lock",
            Self::Unlock => "unlock",
            Self::Recover => "recover",
            Self::MakeRecoveryCodes => "make_recovery_codes",
            Self::ChangePassword => "change_password",
            Self::ResetPassword => "reset_password",
            Self::Activate => "activate",
            Self::Deactivate => "deactivate",
            Self::RequirePassword => "require_password",
            Self::AddMembers => "add_members",
            Self::RemoveMembers => "remove_members",
            Self::Import => "import",
            Self::Export => "export",
            Self::BackUp => "back_up",
            Self::RestoreBackup => "restore_backup",
            Self::Undo => "undo",
        }
    }

    /// Reads the name in the database; nothing for a name that this program does not know.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        parse_name(name)
    }
}

/// Reads what serde writes for a variant.
fn parse_name<'a, T: Deserialize<'a>>(name: &'a str) -> Option<T> {
    let name: StrDeserializer<'a, serde::de::value::Error> = name.into_deserializer();
    T::deserialize(name).ok()
}

/// What something was done to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(TS))]
pub enum TargetKind {
    /// A person, or with no number: many people.
    User,
    /// A group.
    Group,
    /// The roster as a whole.
    Roster,
}

impl TargetKind {
    /// The name in the database.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Group => "group",
            Self::Roster => "roster",
        }
    }

    /// Reads the name in the database; nothing for a name that this program does not know.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        parse_name(name)
    }
}

/// Which events, newest first.
///
/// Actions on many people are one event; their parts are listed with [`EventQuery::batch`], or with the person that they
/// are about as target.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[cfg_attr(test, derive(TS), ts(optional_fields))]
pub struct EventQuery {
    /// Done by the person with this number.
    pub actor: Option<i64>,
    /// Done to this.
    pub target: Option<TargetRef>,
    /// The parts of the event with this number.
    pub batch: Option<i64>,
    /// One of these; empty for all.
    #[cfg_attr(test, ts(as = "Option<Vec<Action>>", optional))]
    pub actions: Vec<Action>,
    /// At this moment (RFC 3339) or later; or a day like `2026-06-14`, which begins where the computer is.
    pub from: Option<Timestamp>,
    /// Before this moment (RFC 3339); or before a day like `2026-06-14` begins.
    pub until: Option<Timestamp>,
    /// Words that must all be found in the names or the values; case does not matter, nor do accents in names.
    #[cfg_attr(test, ts(as = "Option<String>", optional))]
    pub text: String,
    /// Only those older than the event with this number: the last one of the page before.
    pub before: Option<i64>,
    /// How many to return; at most [`EventQuery::MAX_LIMIT`].
    #[cfg_attr(test, ts(type = "number"))]
    pub limit: u32,
}

impl EventQuery {
    /// The most rows that one page has.
    pub const MAX_LIMIT: u32 = 500;
}

/// Something that events can be about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct TargetRef {
    /// What it is.
    pub kind: TargetKind,
    /// Its number.
    pub id: i64,
}

/// Some events.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct EventPage {
    /// The events, newest first.
    pub rows: Vec<EventRow>,
    /// How many match, on all pages.
    pub total: u32,
}

/// One event.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct EventRow {
    /// The event's number; later events have higher ones.
    pub id: i64,
    /// When.
    pub at: Timestamp,
    /// Who did it.
    pub actor: EventActor,
    /// What was done.
    pub action: Action,
    /// To whom or what.
    pub target: EventTarget,
    /// The fields that changed.
    pub changes: Vec<FieldChange>,
    /// The event that this is a part of, if it is.
    pub batch: Option<i64>,
    /// How many people an action on many changed; nothing for other events.
    pub batch_size: Option<u32>,
    /// Why the one who asks can't undo it, or nothing if they can. Of an action on many, single people may still conflict.
    pub may_undo: Option<String>,
    /// The event that this one undid, if it is an undo.
    pub undoes: Option<i64>,
    /// The event that undid this one, as long as it was not redone.
    pub undone_by: Option<i64>,
}

/// Who did something, as they were called then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct EventActor {
    /// Their number, if they are still in the roster; nobody's for the command line.
    pub id: Option<i64>,
    /// Their name.
    pub name: String,
}

/// To whom or what something was done, as it was called then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct EventTarget {
    /// What it is.
    pub kind: TargetKind,
    /// Its number, also if it is gone; nothing for many at once.
    pub id: Option<i64>,
    /// Its name.
    pub name: String,
}

/// A field, and its values before and after.
///
/// Texts and flags are themselves. `groups` are lists of `{id, name}`, `permissions` lists of names, `avatar` the
/// picture's version, `deleted` whether the person is in the trash. A value that was not there is null.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct FieldChange {
    /// The field's name, as in the forms.
    pub field: String,
    /// Before.
    #[cfg_attr(test, ts(type = "unknown"))]
    pub old: Value,
    /// After.
    #[cfg_attr(test, ts(type = "unknown"))]
    pub new: Value,
}

/// What undoing an event would do.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct UndoPreview {
    /// The event.
    pub event: i64,
    /// How many people and groups would be set back.
    pub would_change: u32,
    /// The first of them, each with its fields: what they are, and what they would be.
    pub changes: Vec<UndoChange>,
    /// How many people and groups can't be set back, or not wholly.
    pub would_skip: u32,
    /// The first of what stands in the way.
    pub conflicts: Vec<UndoConflict>,
    /// Why nothing of it can be undone, whatever is skipped.
    pub refused: Option<String>,
}

/// A person or a group that would be set back.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct UndoChange {
    /// Who or what.
    pub target: EventTarget,
    /// `old` is what the field is now, `new` what it would be.
    pub fields: Vec<FieldChange>,
}

/// Something that stands in the way of an undo.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct UndoConflict {
    /// Who or what.
    pub target: EventTarget,
    /// The field, if it is about one.
    pub field: Option<String>,
    /// What it is, as a finished sentence.
    pub message: String,
    /// The later event that changed it, if it is known.
    pub event: Option<i64>,
}

/// What an undo did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct UndoOutcome {
    /// The undo's own entry in the history, which can be undone in turn.
    pub event: i64,
    /// How many people and groups were set back.
    pub changed: u32,
    /// How many stayed as they are, or in part, because of conflicts.
    pub skipped: u32,
}
