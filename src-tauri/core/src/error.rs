//! The one error of the core.
//!
//! A variant exists when somebody acts on it; its text is a finished sentence for the person. What the person can't
//! help, a failing disk say, is logged here once and in full, and shown as one sentence.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::picture::PictureError;
use crate::value::Flaw;
use crate::view::{ErrorCode, ErrorView, Group, Person};

/// The outcome of what the core does.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why the core did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Fields of a form are wrong.
    #[error("{}", .0.summary())]
    Validation(FieldErrors),
    /// Unknown name, wrong password, inactive account: one answer, so that nobody learns which.
    #[error("The username or password is not right.")]
    SignInRefused {
        /// How long nothing is tried now.
        wait: Duration,
    },
    /// Unknown name, wrong or used code, inactive account: one answer likewise.
    #[error("The username or the recovery code is not right.")]
    RecoveryRefused {
        /// How long nothing is tried now.
        wait: Duration,
    },
    /// Too many failures in a row; nothing was tried.
    #[error("Too many tries. Wait {}, then try again.", show_wait(*.wait))]
    Throttled {
        /// How much longer.
        wait: Duration,
    },
    /// It takes the password, which was last shown more than five minutes ago.
    #[error("This needs your password again.")]
    ProofNeeded,
    /// The session's account was deactivated, deleted, or has a new password.
    #[error("You were signed out because your account was changed elsewhere. Sign in again.")]
    SessionEnded,
    /// A temporary password was used; nothing else goes before a new one is chosen.
    #[error("Choose a new password first.")]
    PasswordChangeRequired,
    /// The one who asks lacks the right.
    #[error("{0}")]
    Forbidden(String),
    /// There is no such person, or no longer.
    #[error("{0}")]
    NotFound(String),
    /// Somebody else changed it after it was read.
    #[error("This was changed elsewhere while you were editing.")]
    Conflict(Box<Person>),
    /// Somebody else changed the group after it was read.
    #[error("This group was changed elsewhere while you were editing.")]
    GroupConflict(Box<Group>),
    /// What was done since stands in the way of an undo.
    #[error("{0}")]
    UndoConflict(String),
    /// The one who asked for it stopped it while it was under way.
    #[error("This was cancelled. Nothing was changed.")]
    Cancelled,
    /// A rule of the roster forbids it, whoever asks.
    #[error("{0}")]
    Protected(String),
    /// A backup can't be made, or can't be used.
    #[error("{0}")]
    Backup(String),
    /// What should take an export does not.
    #[error("The export can’t be written: {0}.")]
    Output(String),
    /// A file can't be imported.
    #[error("{0}")]
    Import(String),
    /// A picture can't be used.
    #[error(transparent)]
    Picture(#[from] PictureError),
    /// A roster that has people needs no first administrator.
    #[error("This roster already has an administrator. Sign in instead.")]
    AlreadySetUp,
    /// The database can't be opened or used.
    #[error(transparent)]
    Database(#[from] DatabaseError),
    /// Something that should not happen.
    #[error("Something went wrong inside Roster. Nothing was changed; the log has the details.")]
    Internal(String),
}

/// Why a database can't be used, as far as a person can do something about it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DatabaseError {
    /// Made by a later version.
    #[error(
        "This roster was made by a newer Roster (schema {found}, this app knows {known}). Install the newest Roster to open it. It was not touched."
    )]
    Newer {
        /// The schema in the file.
        found: i64,
        /// The last schema that this program knows.
        known: i64,
    },
    /// Some other program's file.
    #[error("{} is not a roster. It was not touched.", .path.display())]
    NotADatabase {
        /// Where it is.
        path: PathBuf,
    },
    /// A roster that broke.
    #[error("The roster{} is damaged and can't be read.", show_place(.path))]
    Damaged {
        /// Where it is.
        path: PathBuf,
    },
    /// May be read but not written.
    #[error("The roster can't be written: the file or its folder is read-only.")]
    ReadOnly,
    /// No room.
    #[error("The disk is full. Nothing was changed; make some room and try again.")]
    DiskFull,
    /// Another program holds the lock for too long.
    #[error("Another program is using the roster, such as a backup. Try again in a moment.")]
    Busy,
    /// The file or its folder can't be opened or made.
    #[error("{} can't be opened: {reason}.", the_roster_at(.path))]
    Unreachable {
        /// Where it should be.
        path: PathBuf,
        /// What the operating system says.
        reason: String,
    },
    /// None of the above.
    #[error("The database reported a problem. The log has the details.")]
    Other,
}

/// How long to wait, rounded up so that waiting as long is enough.
fn show_wait(wait: Duration) -> String {
    let count = |number: u128, unit: &str| match number {
        1 => format!("1 {unit}"),
        _ => format!("{number} {unit}s"),
    };
    let seconds = wait.as_millis().div_ceil(1000).max(1);
    if seconds < 60 {
        count(seconds, "second")
    } else {
        count(seconds.div_ceil(60), "minute")
    }
}

/// A place within a sentence; the failure of a statement knows none.
fn show_place(path: &Path) -> String {
    if path.as_os_str().is_empty() {
        String::new()
    } else {
        format!(" at {}", path.display())
    }
}

/// A sentence for each field that is wrong.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FieldErrors(BTreeMap<String, String>);

impl FieldErrors {
    /// One field and what is wrong with it.
    #[must_use]
    pub fn one(field: &str, sentence: impl Into<String>) -> Self {
        Self(BTreeMap::from([(field.to_owned(), sentence.into())]))
    }

    /// Keeps the value, or notes what is wrong with it and goes on.
    pub fn check<T>(&mut self, field: &str, checked: std::result::Result<T, Flaw>) -> Option<T> {
        checked
            .map_err(|flaw| self.add(field, flaw.to_string()))
            .ok()
    }

    /// Notes what is wrong; the first sentence for a field stays.
    pub fn add(&mut self, field: &str, sentence: impl Into<String>) {
        self.0
            .entry(field.to_owned())
            .or_insert_with(|| sentence.into());
    }

    /// An error if anything was noted.
    pub fn into_result(self) -> Result<()> {
        if self.0.is_empty() {
            Ok(())
        } else {
            Err(Error::Validation(self))
        }
    }

    /// The sentences by field.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .map(|(field, sentence)| (field.as_str(), sentence.as_str()))
    }

    fn summary(&self) -> String {
        match self.0.len() {
            1 => self.0.values().next().cloned().unwrap_or_default(),
            count => format!("{count} fields need attention."),
        }
    }
}

impl Error {
    /// A single wrong field.
    pub(crate) fn field(field: &str, sentence: impl Into<String>) -> Self {
        Self::Validation(FieldErrors::one(field, sentence))
    }

    /// What should not happen; the reason is for the log.
    pub(crate) fn internal(reason: impl Into<String>) -> Self {
        let reason = reason.into();
        tracing::error!(reason, "internal error");
        Self::Internal(reason)
    }

    /// A roster that can be opened is restored by somebody who may, and not past everybody.
    #[must_use]
    pub fn roster_is_sound() -> Self {
        Self::Protected("This roster can be opened. It was not replaced.".to_owned())
    }

    pub(crate) fn no_such_group() -> Self {
        Self::NotFound("This group is not in the roster any more.".to_owned())
    }

    pub(crate) fn no_such_user() -> Self {
        Self::NotFound("This person is not in the roster any more.".to_owned())
    }

    /// What the page does about it.
    #[must_use]
    pub fn code(&self) -> ErrorCode {
        match self {
            Self::Validation(_) => ErrorCode::Validation,
            Self::SignInRefused { .. } | Self::RecoveryRefused { .. } => ErrorCode::SignInRefused,
            Self::Throttled { .. } => ErrorCode::Throttled,
            Self::ProofNeeded => ErrorCode::ProofNeeded,
            Self::SessionEnded => ErrorCode::SessionEnded,
            Self::PasswordChangeRequired => ErrorCode::PasswordChangeRequired,
            Self::Forbidden(_) | Self::AlreadySetUp => ErrorCode::Forbidden,
            Self::NotFound(_) => ErrorCode::NotFound,
            Self::Conflict(_) | Self::GroupConflict(_) | Self::UndoConflict(_) => {
                ErrorCode::Conflict
            }
            Self::Cancelled => ErrorCode::Cancelled,
            Self::Protected(_) => ErrorCode::Protected,
            Self::Picture(_) => ErrorCode::Picture,
            Self::Database(_) => ErrorCode::Database,
            Self::Output(_) => ErrorCode::Output,
            Self::Import(_) => ErrorCode::Import,
            Self::Backup(_) => ErrorCode::Backup,
            Self::Internal(_) => ErrorCode::Internal,
        }
    }

    /// In how many milliseconds it makes sense to try again, if it does not now.
    fn retry_after(&self) -> Option<u32> {
        match self {
            Self::SignInRefused { wait }
            | Self::RecoveryRefused { wait }
            | Self::Throttled { wait } => u32::try_from(wait.as_millis())
                .ok()
                .filter(|millis| *millis > 0),
            _ => None,
        }
    }

    /// The error as it is shown: code, sentence, and what goes with them.
    #[must_use]
    pub fn to_view(&self) -> ErrorView {
        let fields = match self {
            Self::Validation(errors) => Some(errors.0.clone()),
            _ => None,
        };
        let current = match self {
            Self::Conflict(person) => Some(person.clone()),
            _ => None,
        };
        let current_group = match self {
            Self::GroupConflict(group) => Some(group.clone()),
            _ => None,
        };
        ErrorView {
            code: self.code(),
            message: self.to_string(),
            fields,
            current,
            current_group,
            retry_after: self.retry_after(),
        }
    }
}

/// Every statement's failure comes through here: logged once, in full, and sorted by what a person can do about it.
impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        if let sqlx::Error::Database(cause) = &error
            && cause.message() == "last_superuser"
        {
            return Self::Protected(LAST_SUPERUSER.to_owned());
        }
        tracing::error!(%error, "database error");
        Self::Database(DatabaseError::from_sqlx(&error))
    }
}

/// `SQLITE_IOERR_SHMSIZE`: no room for the file beside the WAL through which connections speak. An I/O error by its
/// primary code, and what a full disk looks like to a roster that is about to be opened.
const NO_ROOM_FOR_SHARED_MEMORY: u32 = 4874;

/// All that SQLite says when it can't open a file.
pub(crate) const CANNOT_OPEN: &str = "SQLite can't open the file";

/// SQLite's codes don't say which file; once a roster is open, there is only one.
fn the_roster_at(path: &Path) -> String {
    if path.as_os_str().is_empty() {
        "The roster".to_owned()
    } else {
        format!("The roster at {}", path.display())
    }
}

/// Why the last active superuser stays.
pub(crate) const LAST_SUPERUSER: &str = "This is the last active superuser. Make someone else a superuser first; without one, nobody could manage the roster.";

impl DatabaseError {
    /// Sorts by SQLite's primary result code (<https://sqlite.org/rescode.html>).
    pub(crate) fn from_sqlx(error: &sqlx::Error) -> Self {
        match error {
            sqlx::Error::Database(cause) => Self::from_code(cause.code().as_deref()),
            sqlx::Error::PoolTimedOut => Self::Busy,
            _ => Self::Other,
        }
    }

    fn from_code(code: Option<&str>) -> Self {
        let code = code.and_then(|code| code.parse::<u32>().ok());
        if code == Some(NO_ROOM_FOR_SHARED_MEMORY) {
            return Self::DiskFull;
        }
        match code.map(|code| code & 0xff) {
            Some(5 | 6) => Self::Busy,
            Some(8) => Self::ReadOnly,
            Some(13) => Self::DiskFull,
            Some(14) => Self::Unreachable {
                path: PathBuf::new(),
                reason: CANNOT_OPEN.to_owned(),
            },
            Some(11) => Self::Damaged {
                path: PathBuf::new(),
            },
            Some(26) => Self::NotADatabase {
                path: PathBuf::new(),
            },
            _ => Self::Other,
        }
    }

    /// Adds the path that SQLite's codes don't carry.
    #[must_use]
    pub(crate) fn at(self, place: &Path) -> Self {
        match self {
            Self::NotADatabase { .. } => Self::NotADatabase {
                path: place.to_owned(),
            },
            Self::Damaged { .. } => Self::Damaged {
                path: place.to_owned(),
            },
            other => other,
        }
    }
}
