//! People as Roster itself exports them, and lists of people as `rosterctl --json` writes them.
//!
//! Read piece by piece: a person is forgotten once they are in the spool.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::fmt;
use std::io::BufReader;
use std::path::Path;
use std::rc::Rc;

use serde::Deserialize;
use serde::de::{
    DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor,
};
use serde_json::Value;

use super::row::{AvatarSource, FIELDS, SourceRow};
use super::source::SourceGroup;
use super::spool::{Spool, SpoolWriter};
use super::text::{Bounded, TextShape};
use crate::error::{Error, Result};
use crate::value::{GroupDescription, GroupName, Permission};

/// The largest person, in bytes: a picture takes most of it.
const LONGEST_PERSON: usize = 64 << 20;

/// Keys that only this program's own lists have, and that mean nothing to another roster.
const OWN_KEYS: [&str; 3] = ["id", "has_avatar", "temporary_password"];

/// All that is in a file.
pub(super) fn read_rows(
    path: &Path,
    text: &TextShape,
    spool: SpoolWriter,
    is_wanted: &mut dyn FnMut(usize) -> Result<()>,
) -> Result<(Spool, Vec<SourceGroup>)> {
    let (reader, since) = Bounded::new(text.open(path)?, LONGEST_PERSON);
    let mut sink = Sink {
        spool,
        groups: Vec::new(),
        since,
        is_wanted,
        failure: None,
    };
    let mut json = serde_json::Deserializer::from_reader(BufReader::new(reader));
    let read = File(&mut sink)
        .deserialize(&mut json)
        .and_then(|()| json.end());
    match (sink.failure, read) {
        (Some(failure), _) => Err(failure),
        (None, Err(error)) => Err(Error::Import(format!(
            "This file is no list of people that Roster can read: {error}."
        ))),
        (None, Ok(())) => Ok((sink.spool.finish()?, sink.groups)),
    }
}

/// Where people go.
struct Sink<'a> {
    spool: SpoolWriter,
    groups: Vec<SourceGroup>,
    since: Rc<Cell<usize>>,
    is_wanted: &'a mut dyn FnMut(usize) -> Result<()>,
    /// Why reading stopped, if that was not for the file.
    failure: Option<Error>,
}

impl Sink<'_> {
    fn push(&mut self, person: BTreeMap<String, Value>) -> Result<()> {
        self.since.set(0);
        let line = u32::try_from(self.spool.len() + 1).unwrap_or(u32::MAX);
        self.spool.push(&read_person(line, person))?;
        (self.is_wanted)(self.spool.len())
    }
}

/// The whole file: an object with `people` and `groups`, or just a list of people.
struct File<'a, 'b>(&'a mut Sink<'b>);

impl<'de> DeserializeSeed<'de> for File<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for File<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of people")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let mut has_people = false;
        while let Some(key) = map.next_key::<String>()? {
            match &*key {
                "people" => {
                    has_people = true;
                    map.next_value_seed(People(&mut *self.0))?;
                }
                "groups" => self.0.groups.extend(
                    map.next_value::<Vec<JsonGroup>>()?
                        .iter()
                        .filter_map(JsonGroup::read),
                ),
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        if has_people {
            Ok(())
        } else {
            Err(A::Error::custom("there is no “people” in it"))
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<(), A::Error> {
        People(self.0).visit_seq(seq)
    }
}

/// The people.
struct People<'a, 'b>(&'a mut Sink<'b>);

impl<'de> DeserializeSeed<'de> for People<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for People<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of people")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        while let Some(person) = seq.next_element::<BTreeMap<String, Value>>()? {
            if let Err(error) = self.0.push(person) {
                self.0.failure = Some(error);
                return Err(A::Error::custom("stopped"));
            }
        }
        Ok(())
    }
}

/// A group as it is exported.
#[derive(Deserialize)]
struct JsonGroup {
    name: String,
    #[serde(default)]
    description: String,
    #[serde(default)]
    permissions: Vec<String>,
}

impl JsonGroup {
    /// A permission that this program does not know allows nothing here.
    fn read(&self) -> Option<SourceGroup> {
        let permissions = self.permissions.iter();
        Some(SourceGroup {
            name: GroupName::parse(&self.name).ok()?,
            description: GroupDescription::parse(&self.description).unwrap_or_default(),
            permissions: permissions
                .filter_map(|name| Permission::parse(name).ok())
                .collect(),
        })
    }
}

fn read_person(line: u32, person: BTreeMap<String, Value>) -> SourceRow {
    let mut row = SourceRow::at(line);
    for (key, value) in person {
        match (&*key, value) {
            (_, Value::Null) => {}
            ("groups", Value::Array(names)) => row.groups = list_texts(&names),
            ("permissions", Value::Array(names)) => {
                let names = list_texts(&names);
                row.permissions = names
                    .iter()
                    .filter_map(|name| Permission::parse(name).ok())
                    .collect();
            }
            ("avatar", Value::String(picture)) => row.avatar = Some(AvatarSource::Inline(picture)),
            (key, _) if OWN_KEYS.contains(&key) => {}
            (key, value) => read_value(&mut row, key, value),
        }
    }
    row
}

fn read_value(row: &mut SourceRow, key: &str, value: Value) {
    let text = match value {
        Value::String(text) => text,
        Value::Bool(_) | Value::Number(_) => value.to_string(),
        _ => {
            row.flaw = Some(format!("“{key}” is a list here, and should be a text."));
            return;
        }
    };
    match FIELDS.into_iter().find(|field| field.key() == key) {
        Some(field) => row.set(field, text),
        None if text.is_empty() => {}
        None => row.left_out.push((key.to_owned(), text)),
    }
}

fn list_texts(values: &[Value]) -> Vec<String> {
    let texts = values.iter().filter_map(Value::as_str);
    texts.map(str::to_owned).collect()
}
