//! History: one row for each thing done, written in the transaction that does it.

use serde_json::{Map, Value, json};
use sqlx::SqliteConnection;

use crate::db::Millis;
use crate::db::event::{self, EventRecord};
use crate::error::Result;

/// What can be done to a user.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Action {
    Add,
    Change,
    Delete,
    Restore,
    Purge,
    SignIn,
    SignInFailed,
    ChangePassword,
    ResetPassword,
}

impl Action {
    fn as_str(self) -> &'static str {
        match self {
            Self::Add => "add",
            Self::Change => "change",
            Self::Delete => "delete",
            Self::Restore => "restore",
            Self::Purge => "purge",
            Self::SignIn => "sign_in",
            Self::SignInFailed => "sign_in_failed",
            Self::ChangePassword => "change_password",
            Self::ResetPassword => "reset_password",
        }
    }
}

/// Who did it: the id if it was a user, and the name as text in any case.
#[derive(Debug, Clone, Copy)]
pub(crate) struct By<'a> {
    pub(crate) id: Option<i64>,
    pub(crate) name: &'a str,
}

/// To whom it was done.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Target<'a> {
    pub(crate) id: Option<i64>,
    pub(crate) name: &'a str,
}

/// Old and new values by field; equal ones leave no trace.
#[derive(Debug, Clone, Default)]
pub(crate) struct Changes(Map<String, Value>);

impl Changes {
    /// Notes a field if it changed.
    pub(crate) fn note<T: PartialEq + serde::Serialize + ?Sized>(
        &mut self,
        field: &str,
        old: &T,
        new: &T,
    ) {
        if old != new {
            self.0.insert(field.to_owned(), json!([old, new]));
        }
    }

    /// Whether nothing changed.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Writes the row.
pub(crate) async fn record(
    db: &mut SqliteConnection,
    at: Millis,
    by: By<'_>,
    action: Action,
    target: Target<'_>,
    changes: &Changes,
) -> Result<()> {
    let changes = Value::Object(changes.0.clone()).to_string();
    event::insert(
        db,
        &EventRecord {
            at,
            actor_id: by.id,
            actor_name: by.name,
            action: action.as_str(),
            target_id: target.id,
            target_name: target.name,
            changes: &changes,
        },
    )
    .await
}
