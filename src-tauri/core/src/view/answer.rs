//! What the core says of something it was asked to do.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Face, Group, Person, Timestamp};
#[cfg(test)]
use ts_rs::TS;

/// One rule for passwords.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(TS))]
pub enum PasswordRule {
    /// Long enough, and not absurdly long.
    Length,
    /// Not only digits.
    NotNumeric,
    /// Hard to guess.
    NotCommon,
    /// Unlike the person's names and address.
    NotSimilar,
}

/// A rule and whether it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct CheckedRule {
    /// Which.
    pub rule: PasswordRule,
    /// Kept.
    pub met: bool,
    /// The rule in words.
    pub text: String,
}

/// How good a password is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct PasswordReport {
    /// 0 for nothing typed, then 1 (guessed at once) to 5 (hard to guess, and it keeps every rule).
    pub score: u8,
    /// What would make it better.
    pub hint: String,
    /// All rules, each with whether it is kept.
    pub rules: Vec<CheckedRule>,
    /// Whether all are.
    pub acceptable: bool,
}

/// What a check of a field found.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct FieldCheck {
    /// What is wrong, if something is.
    pub error: Option<String>,
    /// Something good to know.
    pub note: Option<String>,
}

/// What deleting a person would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct DeletePreview {
    /// Who.
    #[serde(flatten)]
    pub face: Face,
    /// The version that the preview saw.
    pub version: i64,
    /// When the account was made.
    pub date_joined: Timestamp,
    /// The names of the groups they would leave.
    pub groups: Vec<String>,
    /// Whether a picture goes with them.
    pub has_avatar: bool,
    /// How many entries of the history speak of them, and stay.
    pub history_entries: u32,
    /// Why it can't be done, if it can't.
    pub refused: Option<Refusal>,
}

/// Why something can't be done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct Refusal {
    /// The rule that forbids it.
    pub rule: RefusalRule,
    /// The rule in words.
    pub message: String,
}

/// The rules that can forbid a deletion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(TS))]
pub enum RefusalRule {
    /// Somebody must be able to manage the roster.
    LastSuperuser,
    /// Nobody deletes themselves.
    Yourself,
    /// Only a superuser deletes a superuser.
    Superuser,
    /// The right to delete people is missing.
    Forbidden,
}

/// Which refusals the page tells apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(TS))]
pub enum ErrorCode {
    /// Fields are wrong; they are named.
    Validation,
    /// The name or password is not right.
    SignInRefused,
    /// Too many failures in a row: nothing is tried for a while.
    Throttled,
    /// It takes the password again.
    ProofNeeded,
    /// The window is locked.
    Locked,
    /// Nobody is signed in.
    NotSignedIn,
    /// The session was ended from elsewhere.
    SessionEnded,
    /// First choose a new password.
    PasswordChangeRequired,
    /// Not allowed.
    Forbidden,
    /// There is no such person.
    NotFound,
    /// Changed elsewhere meanwhile.
    Conflict,
    /// A rule of the roster forbids it, whoever asks.
    Protected,
    /// It was cancelled, and nothing was changed.
    Cancelled,
    /// The picture can't be used.
    Picture,
    /// The file can't be imported.
    Import,
    /// The place for an export can't be written.
    Output,
    /// A backup can't be made, or can't be used.
    Backup,
    /// The database can't be used.
    Database,
    /// Something that should not happen.
    Internal,
}

/// An error as the page and the command line show it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(TS), ts(optional_fields))]
pub struct ErrorView {
    /// What the page does about it.
    pub code: ErrorCode,
    /// A finished sentence for the person.
    pub message: String,
    /// A sentence for each wrong field.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fields: Option<BTreeMap<String, String>>,
    /// With a conflict: the person as they are now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub current: Option<Box<Person>>,
    /// With a conflict over a group: the group as it is now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub current_group: Option<Box<Group>>,
    /// After a failed sign-in, or instead of one: in how many milliseconds to try again, if not at once.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u32>,
}
