//! What changed, for people to read.

use roster_core::view::FieldChange;
use serde_json::Value;

/// Such as `location: "" → "Arlington"` or `groups: none → Editors, Readers`.
pub(crate) fn describe_change(change: &FieldChange) -> String {
    let (old, new) = (describe_value(&change.old), describe_value(&change.new));
    format!("{}: {old} → {new}", change.field)
}

/// Texts stand in quotes, as they may be empty or hold anything; lists are the names in them.
fn describe_value(value: &Value) -> String {
    match value {
        Value::Null => "none".to_owned(),
        Value::Bool(true) => "yes".to_owned(),
        Value::Bool(false) => "no".to_owned(),
        Value::Array(list) if list.is_empty() => "none".to_owned(),
        Value::Array(list) => {
            let names = list.iter().map(|one| match one.get("name").unwrap_or(one) {
                Value::String(name) => name.clone(),
                other => describe_value(other),
            });
            names.collect::<Vec<_>>().join(", ")
        }
        Value::Number(_) | Value::String(_) | Value::Object(_) => value.to_string(),
    }
}
