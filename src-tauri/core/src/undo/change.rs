//! What an event says was changed, read back from history.

use serde_json::{Map, Value, json};

use crate::db::event::StoredEvent;
use crate::history::{Action, TargetKind};
use crate::value::{Permission, PermissionSet};
use crate::view::{FieldChange, GroupName};

/// The fields that undoing an event sets back. Adding and deleting people come down to whether they are in the trash:
/// all else about them stays with them there.
pub(super) fn read_changes(event: &StoredEvent) -> Vec<FieldChange> {
    let moved = |was: bool, is: bool| {
        vec![FieldChange {
            field: "deleted".to_owned(),
            old: json!(was),
            new: json!(is),
        }]
    };
    match (
        Action::parse(&event.action),
        event.is_about(TargetKind::User),
    ) {
        (Some(Action::Add | Action::Restore), true) => return moved(true, false),
        (Some(Action::Delete), true) => return moved(false, true),
        _ => {}
    }
    let fields: Map<String, Value> = serde_json::from_str(&event.changes).unwrap_or_default();
    let read = |(field, values): (String, Value)| {
        let Value::Array(values) = values else {
            return None;
        };
        let [old, new] = <[Value; 2]>::try_from(values).ok()?;
        Some(FieldChange { field, old, new })
    };
    fields.into_iter().filter_map(read).collect()
}

impl StoredEvent {
    /// Whether it was done to one of this kind, or to many of them.
    pub(super) fn is_about(&self, kind: TargetKind) -> bool {
        self.target_kind == kind.as_str()
    }

    /// Whether it is a whole with parts of its own, or may be: of a group, or of nobody in particular.
    pub(super) fn is_whole(&self) -> bool {
        self.batch_size.is_some() || self.target_id.is_none() || !self.is_about(TargetKind::User)
    }
}

/// The groups that a value lists; nothing if it is no such list.
pub(super) fn read_groups(value: &Value) -> Option<Vec<GroupName>> {
    let read = |group: &Value| {
        Some(GroupName {
            id: group.get("id")?.as_i64()?,
            name: group.get("name")?.as_str()?.to_owned(),
        })
    };
    value.as_array()?.iter().map(read).collect()
}

/// The permissions that a value lists; nothing if it is no such list. Null lists none.
pub(super) fn read_permissions(value: &Value) -> Option<PermissionSet> {
    if value.is_null() {
        return Some(PermissionSet::default());
    }
    let read = |name: &Value| Permission::parse(name.as_str()?).ok();
    value.as_array()?.iter().map(read).collect()
}
