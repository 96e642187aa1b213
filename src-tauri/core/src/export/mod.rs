//! People written for other programs: as a table, as JSON that Roster reads back, as cards for address books.
//!
//! Never a password or its hash.

mod card;
mod json;

use std::io;

use self::card::write_card;
use self::json::JsonWriter;
use crate::db::group::GroupRecord;
use crate::db::person::PersonRecord;
use crate::error::{Error, Result};
use crate::roster::{show_millis, show_optional};
use crate::table::{Table, join_list};
use crate::view::ExportFormat;

/// The columns of a table, by the keys that programs know.
const COLUMNS: [&str; 17] = [
    "username",
    "email",
    "first_name",
    "last_name",
    "is_active",
    "is_staff",
    "is_superuser",
    "must_change_password",
    "groups",
    "date_joined",
    "last_login",
    "has_avatar",
    "bio",
    "location",
    "birth_date",
    "phone_number",
    "portfolio_site",
];

/// Somebody who is taken out.
pub(crate) struct ExportedPerson<'a> {
    pub(crate) person: &'a PersonRecord,
    /// Their groups, by name.
    pub(crate) groups: Vec<&'a GroupRecord>,
    /// The large picture, and its type; tables have none.
    pub(crate) avatar: Option<&'a (Vec<u8>, String)>,
}

/// A file of people that is being written.
pub(crate) enum PeopleWriter<W: io::Write> {
    Table(Box<Table<W>>),
    Json(JsonWriter<W>),
    Cards(W),
}

impl<W: io::Write> PeopleWriter<W> {
    pub(crate) fn begin(format: ExportFormat, out: W) -> Result<Self> {
        Ok(match format {
            ExportFormat::Csv { raw } => {
                let mut table = Table::begin(out, COLUMNS)?;
                if raw {
                    table.leave_raw();
                }
                Self::Table(Box::new(table))
            }
            ExportFormat::Json => Self::Json(JsonWriter::begin(out)?),
            ExportFormat::Vcard => Self::Cards(out),
        })
    }

    /// Whether pictures are written as well.
    pub(crate) fn takes_avatars(&self) -> bool {
        !matches!(self, Self::Table(_))
    }

    pub(crate) fn write(&mut self, exported: &ExportedPerson<'_>) -> Result<()> {
        match self {
            Self::Table(table) => table.write_row(list_cells(exported)),
            Self::Json(json) => json.write(exported),
            Self::Cards(out) => write_card(out, exported).map_err(|error| unwritten(&error)),
        }
    }

    /// Nothing is kept back.
    pub(crate) fn finish(self) -> Result<()> {
        match self {
            Self::Table(table) => table.finish(),
            Self::Json(json) => json.finish(),
            Self::Cards(mut out) => out.flush().map_err(|error| unwritten(&error)),
        }
    }
}

fn list_cells(exported: &ExportedPerson<'_>) -> [String; COLUMNS.len()] {
    let (user, profile) = (&exported.person.user, &exported.person.profile);
    [
        user.username.clone(),
        user.email.clone(),
        user.first_name.clone(),
        user.last_name.clone(),
        user.is_active.to_string(),
        user.is_staff.to_string(),
        user.is_superuser.to_string(),
        user.must_change_password.to_string(),
        join_list(exported.groups.iter().map(|group| &*group.name)),
        show_millis(user.date_joined),
        show_optional(user.last_login).unwrap_or_default(),
        exported.person.avatar.is_some().to_string(),
        profile.bio.clone(),
        profile.location.clone(),
        profile.birth_date.clone().unwrap_or_default(),
        profile.phone_number.clone(),
        profile.portfolio_site.clone(),
    ]
}

fn unwritten(error: &io::Error) -> Error {
    Error::Output(error.to_string())
}
