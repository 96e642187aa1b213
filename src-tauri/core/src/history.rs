//! History: one row for each thing done, written in the transaction that does it.

use serde::Serialize;
use serde_json::{Map, Value, json};
use sqlx::SqliteConnection;

use crate::db::Millis;
use crate::db::event::{self, EventRecord};
use crate::error::Result;
use crate::value::fold_search;
use crate::view::FieldChange;
pub(crate) use crate::view::{Action, TargetKind};

/// Who did it: the id if it was a user, and the name as text in any case.
#[derive(Debug, Clone, Copy)]
pub(crate) struct By<'a> {
    pub(crate) id: Option<i64>,
    pub(crate) name: &'a str,
}

/// To whom it was done.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Target<'a> {
    pub(crate) kind: TargetKind,
    pub(crate) id: Option<i64>,
    pub(crate) name: &'a str,
}

impl<'a> Target<'a> {
    /// A person.
    pub(crate) fn user(id: i64, name: &'a str) -> Self {
        Self {
            kind: TargetKind::User,
            id: Some(id),
            name,
        }
    }

    /// A group.
    pub(crate) fn group(id: i64, name: &'a str) -> Self {
        Self {
            kind: TargetKind::Group,
            id: Some(id),
            name,
        }
    }

    /// The roster as a whole, or this of it.
    pub(crate) fn roster(name: &'a str) -> Self {
        Self {
            kind: TargetKind::Roster,
            id: None,
            name,
        }
    }

    /// Somebody unknown, or many at once.
    pub(crate) fn users(name: &'a str) -> Self {
        Self {
            kind: TargetKind::User,
            id: None,
            name,
        }
    }
}

/// Old and new values by field; equal ones leave no trace.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub(crate) struct Changes(pub(crate) Map<String, Value>);

impl Changes {
    /// Notes a field if it changed.
    pub(crate) fn note<T: PartialEq + Serialize + ?Sized>(
        &mut self,
        field: &str,
        old: &T,
        new: &T,
    ) {
        if old != new {
            self.0.insert(field.to_owned(), json!([old, new]));
        }
    }

    /// As views show them.
    pub(crate) fn to_view(&self) -> Vec<FieldChange> {
        let pairs = self.0.iter().filter_map(|(field, values)| {
            Some(FieldChange {
                field: field.clone(),
                old: values.get(0)?.clone(),
                new: values.get(1)?.clone(),
            })
        });
        pairs.collect()
    }

    /// Whether nothing changed.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// What an event says beside what was done to whom.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Links {
    /// How many people an action on many changed.
    pub(crate) batch_size: Option<u32>,
    /// The event that this one undoes.
    pub(crate) undoes: Option<i64>,
    /// The event that this one is a part of.
    pub(crate) batch: Option<i64>,
}

/// Writes the row, and returns its number.
pub(crate) async fn record(
    db: &mut SqliteConnection,
    at: Millis,
    by: By<'_>,
    action: Action,
    target: Target<'_>,
    changes: &Changes,
) -> Result<i64> {
    record_linked(db, at, by, (action, target, changes), Links::default()).await
}

/// Writes a row that other rows belong to.
pub(crate) async fn record_linked(
    db: &mut SqliteConnection,
    at: Millis,
    by: By<'_>,
    (action, target, changes): (Action, Target<'_>, &Changes),
    links: Links,
) -> Result<i64> {
    event::insert(
        db,
        &EventRecord {
            at,
            actor_id: by.id,
            actor_name: by.name,
            action: action.as_str(),
            target_kind: target.kind.as_str(),
            target_id: target.id,
            target_name: target.name,
            changes: &json!(changes).to_string(),
            batch_size: links.batch_size,
            undoes: links.undoes,
            batch: links.batch,
            names_key: &names_key(by.name, target.name),
        },
    )
    .await
}

/// What a search looks through.
pub(crate) fn names_key(actor: &str, target: &str) -> String {
    format!("{}\n{}", fold_search(actor), fold_search(target))
}
