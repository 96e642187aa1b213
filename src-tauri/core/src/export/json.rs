//! People as JSON that an import reads back: the same again, but for passwords and numbers, which belong to a roster.

use std::collections::BTreeMap;
use std::io;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;

use super::{ExportedPerson, unwritten};
use crate::db::group::GroupRecord;
use crate::error::Result;
use crate::roster::{show_millis, show_optional};
use crate::value::PermissionSet;

/// A file that is being written: a line for each person, then the groups that they are in.
pub(crate) struct JsonWriter<W> {
    out: W,
    is_first: bool,
    groups: BTreeMap<String, JsonGroup>,
}

#[derive(Serialize)]
struct JsonPerson<'a> {
    username: &'a str,
    email: &'a str,
    first_name: &'a str,
    last_name: &'a str,
    is_active: bool,
    is_staff: bool,
    is_superuser: bool,
    must_change_password: bool,
    groups: Vec<&'a str>,
    permissions: PermissionSet,
    date_joined: String,
    last_login: Option<String>,
    bio: &'a str,
    location: &'a str,
    birth_date: Option<&'a str>,
    phone_number: &'a str,
    portfolio_site: &'a str,
    avatar: Option<String>,
}

#[derive(Serialize)]
struct JsonGroup {
    name: String,
    description: String,
    permissions: PermissionSet,
}

impl JsonGroup {
    fn of(group: &GroupRecord) -> Self {
        Self {
            name: group.name.clone(),
            description: group.description.clone(),
            permissions: group.permissions,
        }
    }
}

impl<W: io::Write> JsonWriter<W> {
    pub(super) fn begin(mut out: W) -> Result<Self> {
        let begun = out.write_all(b"{\"format\": \"roster people 1\",\n\"people\": [");
        begun.map_err(|error| unwritten(&error))?;
        Ok(Self {
            out,
            is_first: true,
            groups: BTreeMap::new(),
        })
    }

    pub(super) fn write(&mut self, exported: &ExportedPerson<'_>) -> Result<()> {
        for group in &exported.groups {
            self.groups
                .entry(group.name_key.clone())
                .or_insert_with(|| JsonGroup::of(group));
        }
        let (user, profile) = (&exported.person.user, &exported.person.profile);
        let person = JsonPerson {
            username: &user.username,
            email: &user.email,
            first_name: &user.first_name,
            last_name: &user.last_name,
            is_active: user.is_active,
            is_staff: user.is_staff,
            is_superuser: user.is_superuser,
            must_change_password: user.must_change_password,
            groups: exported.groups.iter().map(|group| &*group.name).collect(),
            permissions: exported.person.permissions,
            date_joined: show_millis(user.date_joined),
            last_login: show_optional(user.last_login),
            bio: &profile.bio,
            location: &profile.location,
            birth_date: profile.birth_date.as_deref(),
            phone_number: &profile.phone_number,
            portfolio_site: &profile.portfolio_site,
            avatar: exported.avatar.map(|(bytes, _)| STANDARD.encode(bytes)),
        };
        let separator: &[u8] = if self.is_first { b"\n" } else { b",\n" };
        self.is_first = false;
        self.out
            .write_all(separator)
            .map_err(|error| unwritten(&error))?;
        self.write_value(&person)
    }

    pub(super) fn finish(mut self) -> Result<()> {
        let groups: Vec<JsonGroup> = std::mem::take(&mut self.groups).into_values().collect();
        let end = |out: &mut W, text: &[u8]| out.write_all(text).map_err(|error| unwritten(&error));
        end(&mut self.out, b"\n],\n\"groups\": ")?;
        self.write_value(&groups)?;
        end(&mut self.out, b"}\n")?;
        self.out.flush().map_err(|error| unwritten(&error))
    }

    fn write_value(&mut self, value: &impl Serialize) -> Result<()> {
        let written = serde_json::to_writer(&mut self.out, value);
        written.map_err(|error| unwritten(&error.into()))
    }
}
