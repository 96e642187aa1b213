//! Forms that come in.

use serde::{Deserialize, Serialize};

use super::Person;
use crate::value::Permission;
#[cfg(test)]
use ts_rs::TS;

/// A change to a profile: what is absent stays, an empty string clears.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(TS), ts(optional_fields))]
pub struct ProfileChanges {
    /// The e-mail address.
    pub email: Option<String>,
    /// The first name.
    pub first_name: Option<String>,
    /// The last name.
    pub last_name: Option<String>,
    /// A few words about themselves.
    pub bio: Option<String>,
    /// Where they are.
    pub location: Option<String>,
    /// `1987-04-09` or `9 April 1987`.
    pub birth_date: Option<String>,
    /// The telephone number.
    pub phone_number: Option<String>,
    /// The address of their site.
    pub portfolio_site: Option<String>,
    /// What happens to the picture.
    pub avatar: Option<AvatarChange>,
}

/// What happens to a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[cfg_attr(test, derive(TS))]
pub enum AvatarChange {
    /// Back to initials.
    Remove,
    /// A picture that was read and cropped before.
    Use {
        /// Its number.
        draft: u32,
    },
}

/// A change to an account: what is absent stays.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(TS), ts(optional_fields))]
pub struct UserChanges {
    /// The name to sign in with.
    pub username: Option<String>,
    /// May sign in.
    pub is_active: Option<bool>,
    /// May open the admin panel.
    pub is_staff: Option<bool>,
    /// Has every permission.
    pub is_superuser: Option<bool>,
    /// All the groups they shall be in.
    pub groups: Option<Vec<i64>>,
    /// All the permissions they shall have of their own.
    pub permissions: Option<Vec<Permission>>,
    /// What the profile shall say.
    pub profile: Option<ProfileChanges>,
}

/// How a password comes about when somebody sets it for another.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[cfg_attr(test, derive(TS))]
pub enum PasswordChoice {
    /// Typed by the one who sets it.
    Typed {
        /// The password.
        password: String,
    },
    /// Made up, shown once, to be changed at the first sign-in.
    Temporary,
    /// None: no sign-in until one is set.
    None,
}

/// A person to be added.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(TS))]
pub struct NewUser {
    /// The name to sign in with.
    pub username: String,
    /// The address, or an empty string.
    pub email: String,
    /// First name, or an empty string.
    pub first_name: String,
    /// Last name, or an empty string.
    pub last_name: String,
    /// May open the admin panel.
    pub is_staff: bool,
    /// Has every permission.
    pub is_superuser: bool,
    /// The groups to be in.
    pub groups: Vec<i64>,
    /// How the password comes about.
    pub password: PasswordChoice,
}

/// A person who was added.
#[derive(Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct AddedUser {
    /// The person.
    pub person: Person,
    /// The entry in the history, which whoever may delete the person can undo.
    pub event: Option<i64>,
    /// The passphrase to hand over, if one was made; it can't be shown again.
    pub temporary_password: Option<String>,
}

/// A person who was added, changed or restored.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct ChangedPerson {
    /// The person as they are now.
    pub person: Person,
    /// The entry in the history, which can be undone; nothing if nothing was different.
    pub event: Option<i64>,
}

/// The first account of a roster.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(TS))]
pub struct FirstAdmin {
    /// The name to sign in with.
    pub username: String,
    /// The address, or an empty string.
    pub email: String,
    /// First name, or an empty string.
    pub first_name: String,
    /// Last name, or an empty string.
    pub last_name: String,
    /// The password.
    pub password: String,
    /// Whether to add people to look around with.
    pub demo: bool,
}

/// What a password must not resemble.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct PasswordContext {
    /// The name to sign in with.
    pub username: String,
    /// The address.
    pub email: String,
    /// The first name.
    pub first_name: String,
    /// The last name.
    pub last_name: String,
}

/// A field that can be checked before it is saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(TS))]
pub enum Field {
    /// The name to sign in with.
    Username,
    /// The e-mail address.
    Email,
    /// The first name.
    FirstName,
    /// The last name.
    LastName,
    /// A few words about oneself.
    Bio,
    /// Where one is.
    Location,
    /// The day of birth.
    BirthDate,
    /// The telephone number.
    PhoneNumber,
    /// The address of a site.
    PortfolioSite,
}
