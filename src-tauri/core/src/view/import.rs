//! Bringing people in: what a file is, what would become of each of its rows, and what became of them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Face, FieldChange};
#[cfg(test)]
use ts_rs::TS;

/// What kinds of files people come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(TS))]
pub enum ImportKind {
    /// A table: one person in each row.
    Csv,
    /// The database of a Django site.
    Django,
    /// People as Roster itself exports them.
    Json,
}

/// What a column of a table says about a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(TS))]
pub enum ImportField {
    /// The name to sign in with.
    Username,
    /// The e-mail address.
    Email,
    /// The first name.
    FirstName,
    /// The last name.
    LastName,
    /// First and last name in one: the last word is the last name.
    Name,
    /// May sign in.
    IsActive,
    /// May open the admin panel.
    IsStaff,
    /// Has every permission.
    IsSuperuser,
    /// Has to choose a new password at the next sign-in.
    MustChangePassword,
    /// The groups to be in, by name.
    Groups,
    /// When the account was made.
    DateJoined,
    /// When they last signed in.
    LastLogin,
    /// A few words about themselves.
    Bio,
    /// Where they are.
    Location,
    /// The day of birth.
    BirthDate,
    /// The telephone number.
    PhoneNumber,
    /// The address of their site.
    PortfolioSite,
    /// A password, as it is typed.
    Password,
    /// A password's hash, as Django or a PHC string writes it.
    PasswordHash,
}

/// What a file is, before anything is planned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct ImportFile {
    /// Its name, without the folders.
    pub name: String,
    /// What it is.
    pub kind: ImportKind,
    /// How large it is, in bytes.
    #[cfg_attr(test, ts(type = "number"))]
    pub size: u64,
    /// In words: `UTF-8, separated by semicolons`, or which tables of a database it comes from.
    pub details: String,
    /// What the person should know about it, each a finished sentence.
    pub notices: Vec<String>,
    /// The columns of a table, in its order, with what each seems to say; empty for other kinds.
    pub columns: Vec<ImportColumn>,
    /// What is in a database and has no place in Roster.
    pub left_out: Vec<LeftOut>,
    /// The folder that pictures come from, if there is one.
    pub media: Option<String>,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct ImportColumn {
    /// What the first row calls it.
    pub heading: String,
    /// What it says about people, or nothing if it is left out.
    pub field: Option<ImportField>,
    /// The first few values that are not empty; none of passwords.
    pub samples: Vec<String>,
}

/// Something that has no place in Roster, and is written into the report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct LeftOut {
    /// The table and the column, like `accounts_profile.twitter`.
    pub column: String,
    /// How many people have something there.
    pub filled: u32,
}

/// How a plan is made.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[cfg_attr(test, derive(TS), ts(optional_fields))]
pub struct ImportOptions {
    /// What each column of a table says, in the table's order; absent: as guessed.
    pub columns: Option<Vec<Option<ImportField>>>,
}

/// What becomes of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(TS))]
pub enum ImportVerdict {
    /// Somebody new.
    Add,
    /// Somebody who is there gets what was empty so far.
    Change,
    /// They are there, and all of it is so already.
    Skip,
    /// Somebody has to decide.
    Conflict,
    /// It can't be taken.
    Error,
}

/// What is done about a conflict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(TS))]
pub enum ImportDecision {
    /// The row is left out.
    Skip,
    /// The person who is there gets what the row says, in the place of what they have.
    Update,
    /// Somebody new is added under a free name, without an address that is taken.
    Rename,
}

/// What a plan comes to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct ImportSummary {
    /// How many rows there are.
    pub rows: u32,
    /// Rows that add somebody.
    pub add: u32,
    /// Rows that change somebody.
    pub change: u32,
    /// Rows that say nothing new.
    pub skip: u32,
    /// Rows that somebody has to decide about, decided or not.
    pub conflict: u32,
    /// Rows that can't be taken.
    pub error: u32,
    /// Conflicts that nobody has decided about: they are left out.
    pub undecided: u32,
    /// How many people would be added, with all decisions.
    pub would_add: u32,
    /// How many people would be changed, with all decisions.
    pub would_change: u32,
    /// How many new people bring no password that works here.
    pub without_password: u32,
    /// How many bring a picture.
    pub pictures: u32,
    /// The decision about all conflicts that were not decided by themselves.
    pub decision: Option<ImportDecision>,
    /// The groups that rows name and that are not in the roster yet.
    pub new_groups: Vec<ImportGroup>,
    /// What the person should know, each a finished sentence.
    pub notices: Vec<String>,
}

/// A group that an import would make.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct ImportGroup {
    /// Its name.
    pub name: String,
    /// What its members may do, by name.
    pub permissions: Vec<String>,
    /// Why it is left out, or nothing if it is made.
    pub refused: Option<String>,
}

/// Which rows of a plan.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[cfg_attr(test, derive(TS), ts(optional_fields))]
pub struct ImportQuery {
    /// Only these.
    pub verdict: Option<ImportVerdict>,
    /// How many to pass over.
    #[cfg_attr(test, ts(type = "number"))]
    pub offset: u32,
    /// How many to return; at most [`ImportQuery::MAX_LIMIT`].
    #[cfg_attr(test, ts(type = "number"))]
    pub limit: u32,
}

impl ImportQuery {
    /// The most rows that one page has.
    pub const MAX_LIMIT: u32 = 500;
}

/// Some rows of a plan.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct ImportPage {
    /// How many match, on all pages.
    pub total: u32,
    /// The rows, in the order of the file.
    pub rows: Vec<ImportRow>,
}

/// A row of a plan.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct ImportRow {
    /// Its number in the plan, from 0: by this it is decided about.
    pub row: u32,
    /// Where it is in the file: the line of a table, the number of a record elsewhere.
    pub line: u32,
    /// What becomes of it, as the roster is now.
    pub verdict: ImportVerdict,
    /// Why, as a finished sentence; of additions and changes, nothing.
    pub reason: Option<String>,
    /// What can be decided about a conflict.
    pub decisions: Vec<ImportDecision>,
    /// What is decided, for itself or with all others.
    pub decision: Option<ImportDecision>,
    /// The username that the row names or that the person would get.
    pub username: String,
    /// First and last name as the row has them, or the username.
    pub name: String,
    /// Who in the roster it is about.
    pub person: Option<Face>,
    /// What is different: for somebody new, all that is not empty. Decisions count.
    pub changes: Vec<FieldChange>,
    /// A sentence for each value that is wrong.
    pub errors: BTreeMap<String, String>,
    /// What is left out of the row and why, each a finished sentence.
    pub notes: Vec<String>,
}

/// What becomes of new people who bring no password that works here.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(TS))]
pub enum ImportPasswords {
    /// They can't sign in until one is set.
    #[default]
    None,
    /// Each gets a passphrase, shown once, to be changed at the first sign-in.
    Temporary,
}

/// What an import did.
#[derive(Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct ImportOutcome {
    /// The entry in the history, which can be undone; nothing if nobody was added or changed.
    pub event: Option<i64>,
    /// How many people were added.
    pub added: u32,
    /// How many people were changed.
    pub changed: u32,
    /// How many rows said nothing new.
    pub same: u32,
    /// How many conflicts were left out, as decided.
    pub skipped: u32,
    /// How many rows were refused: errors, undecided conflicts, and those that did not fit any more.
    pub refused: u32,
    /// How many groups were made.
    pub groups: u32,
    /// How many pictures were taken over.
    pub pictures: u32,
    /// The first of the rows that were refused, or not taken over wholly.
    pub troubles: Vec<ImportTrouble>,
    /// The passphrases to hand over; they can't be shown again.
    pub passphrases: Vec<NewPassphrase>,
}

/// A row of which something was left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct ImportTrouble {
    /// Its number in the plan.
    pub row: u32,
    /// Where it is in the file.
    pub line: u32,
    /// The username in it.
    pub username: String,
    /// Whether nothing of the row was taken.
    pub is_refused: bool,
    /// Why, as a finished sentence.
    pub reason: String,
}

/// A passphrase for somebody new.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct NewPassphrase {
    /// Whose.
    pub id: i64,
    /// The name to sign in with.
    pub username: String,
    /// First and last name, or the username.
    pub name: String,
    /// The passphrase.
    pub passphrase: String,
}
