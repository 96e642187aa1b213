//! A row as a reader found it: texts by what they say, before anybody has looked whether they can be so.

use serde::{Deserialize, Serialize};

use crate::value::Permission;
use crate::view::ImportField;

/// How many fields there are.
const COUNT: usize = 19;

/// All fields, in the order in which a row keeps them.
pub(super) const FIELDS: [ImportField; COUNT] = [
    ImportField::Username,
    ImportField::Email,
    ImportField::FirstName,
    ImportField::LastName,
    ImportField::Name,
    ImportField::IsActive,
    ImportField::IsStaff,
    ImportField::IsSuperuser,
    ImportField::MustChangePassword,
    ImportField::Groups,
    ImportField::DateJoined,
    ImportField::LastLogin,
    ImportField::Bio,
    ImportField::Location,
    ImportField::BirthDate,
    ImportField::PhoneNumber,
    ImportField::PortfolioSite,
    ImportField::Password,
    ImportField::PasswordHash,
];

impl ImportField {
    /// The key of a field, as product and programs call it.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Username => "username",
            Self::Email => "email",
            Self::FirstName => "first_name",
            Self::LastName => "last_name",
            Self::Name => "name",
            Self::IsActive => "is_active",
            Self::IsStaff => "is_staff",
            Self::IsSuperuser => "is_superuser",
            Self::MustChangePassword => "must_change_password",
            Self::Groups => "groups",
            Self::DateJoined => "date_joined",
            Self::LastLogin => "last_login",
            Self::Bio => "bio",
            Self::Location => "location",
            Self::BirthDate => "birth_date",
            Self::PhoneNumber => "phone_number",
            Self::PortfolioSite => "portfolio_site",
            Self::Password => "password",
            Self::PasswordHash => "password_hash",
        }
    }

    /// Whether its values are secrets.
    pub(super) fn is_secret(self) -> bool {
        matches!(self, Self::Password | Self::PasswordHash)
    }
}

/// One person in a file.
#[derive(Clone, Default, Serialize, Deserialize)]
pub(crate) struct SourceRow {
    /// Where it is in the file.
    #[serde(rename = "n")]
    pub(crate) line: u32,
    /// By the order of [`FIELDS`]; what is absent or empty says nothing.
    #[serde(rename = "v")]
    values: [Option<String>; COUNT],
    #[serde(rename = "g", default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) groups: Vec<String>,
    #[serde(rename = "p", default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) permissions: Vec<Permission>,
    #[serde(rename = "a", default, skip_serializing_if = "Option::is_none")]
    pub(crate) avatar: Option<AvatarSource>,
    /// What has no place in Roster: names and values.
    #[serde(rename = "l", default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) left_out: Vec<(String, String)>,
    /// What the person should know about it, each a finished sentence.
    #[serde(rename = "h", default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) notes: Vec<String>,
    /// Why it can't be taken at all.
    #[serde(rename = "f", default, skip_serializing_if = "Option::is_none")]
    pub(crate) flaw: Option<String>,
}

/// Where a picture comes from.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) enum AvatarSource {
    /// A file, relative to the folder of pictures.
    File(String),
    /// The picture itself, in base 64.
    Inline(String),
}

impl SourceRow {
    pub(crate) fn at(line: u32) -> Self {
        Self {
            line,
            ..Self::default()
        }
    }

    /// What the row says of a field; nothing if that is blank.
    pub(crate) fn get(&self, field: ImportField) -> Option<&str> {
        self.values[field as usize].as_deref()
    }

    /// Notes what the row says, unless it says nothing or has said it already.
    pub(crate) fn set(&mut self, field: ImportField, value: impl Into<String>) {
        let value = value.into();
        let slot = &mut self.values[field as usize];
        if slot.is_none() && !value.trim().is_empty() {
            *slot = Some(value);
        }
    }

    /// First and last name as they stand there, or the username.
    pub(super) fn shown_name(&self) -> String {
        let names = [ImportField::FirstName, ImportField::LastName]
            .into_iter()
            .filter_map(|field| self.get(field))
            .map(str::trim);
        let joined = names.collect::<Vec<_>>().join(" ");
        if !joined.is_empty() {
            return joined;
        }
        let others = [ImportField::Name, ImportField::Username, ImportField::Email];
        let other = others.into_iter().find_map(|field| self.get(field));
        other.unwrap_or_default().trim().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::FIELDS;

    #[test]
    fn the_order_of_the_list_is_that_of_the_type() {
        for (place, field) in FIELDS.into_iter().enumerate() {
            assert_eq!(field as usize, place, "{field:?}");
        }
    }
}
