//! What columns of a Django site say, by the names that sites give them.

use crate::view::ImportField;

/// Where a column's values go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Home {
    Field(ImportField),
    Avatar,
    /// They have no place in Roster; the name stands in the report.
    Nowhere(String),
}

/// The names of columns, each with what it says.
const NAMES: &[(&[&str], ImportField)] = &[
    (&["username"], ImportField::Username),
    (&["email", "email_address"], ImportField::Email),
    (&["first_name", "given_name"], ImportField::FirstName),
    (
        &["last_name", "family_name", "surname"],
        ImportField::LastName,
    ),
    (&["name", "full_name", "display_name"], ImportField::Name),
    (&["is_active"], ImportField::IsActive),
    (&["is_staff"], ImportField::IsStaff),
    (&["is_superuser"], ImportField::IsSuperuser),
    (&["password"], ImportField::PasswordHash),
    (&["date_joined"], ImportField::DateJoined),
    (&["last_login"], ImportField::LastLogin),
    (
        &["bio", "about", "about_me", "biography", "description"],
        ImportField::Bio,
    ),
    (&["location", "city", "address"], ImportField::Location),
    (
        &[
            "birth_date",
            "birthdate",
            "birthday",
            "date_of_birth",
            "dob",
        ],
        ImportField::BirthDate,
    ),
    (
        &[
            "phone_number",
            "phone",
            "phone_no",
            "mobile",
            "mobile_number",
            "telephone",
        ],
        ImportField::PhoneNumber,
    ),
    (
        &[
            "portfolio_site",
            "portfolio",
            "website",
            "site",
            "url",
            "homepage",
            "web",
        ],
        ImportField::PortfolioSite,
    ),
];

const AVATARS: &[&str] = &[
    "avatar",
    "profile_image",
    "profile_pic",
    "profile_picture",
    "profile_photo",
    "image",
    "picture",
    "photo",
];

impl Home {
    /// Where the values of a column go.
    pub(super) fn of(table: &str, column: &str) -> Self {
        let name = column.to_lowercase();
        if AVATARS.contains(&&*name) {
            return Self::Avatar;
        }
        let known = NAMES.iter().find(|(names, _)| names.contains(&&*name));
        known.map_or_else(
            || Self::Nowhere(format!("{table}.{column}")),
            |(_, field)| Self::Field(*field),
        )
    }

    /// The same of a profile: its flags, dates and passwords are of something else than the account.
    pub(super) fn of_profile(table: &str, column: &str) -> Self {
        match Self::of(table, column) {
            Self::Field(
                ImportField::Username
                | ImportField::IsActive
                | ImportField::IsStaff
                | ImportField::IsSuperuser
                | ImportField::PasswordHash
                | ImportField::DateJoined
                | ImportField::LastLogin,
            ) => Self::Nowhere(format!("{table}.{column}")),
            home => home,
        }
    }
}
