//! Lists of people: what is asked for, and what comes back.

use serde::{Deserialize, Serialize};

use super::{Face, Timestamp, UserFilter};
#[cfg(test)]
use ts_rs::TS;

/// One row of the list of people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct UserRow {
    /// How they appear.
    #[serde(flatten)]
    pub face: Face,
    /// The address, or an empty string.
    pub email: String,
    /// First name, or an empty string.
    pub first_name: String,
    /// Last name, or an empty string.
    pub last_name: String,
    /// May sign in.
    pub is_active: bool,
    /// May open the admin panel.
    pub is_staff: bool,
    /// Has every permission.
    pub is_superuser: bool,
    /// Can sign in with a password at all.
    pub has_password: bool,
    /// Has to wait before the next sign-in, after too many failures in a row.
    pub is_locked: bool,
    /// The names of their groups.
    pub groups: Vec<String>,
    /// When the account was made.
    pub date_joined: Timestamp,
    /// When they last signed in.
    pub last_login: Option<Timestamp>,
    /// Where they live or work, or an empty string.
    pub location: String,
    /// A phone number as typed, or an empty string.
    pub phone_number: String,
}

/// What a list can be sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(TS))]
pub enum SortColumn {
    /// The name that is shown.
    Name,
    /// The name to sign in with.
    Username,
    /// The e-mail address.
    Email,
    /// The first name.
    FirstName,
    /// The last name.
    LastName,
    /// Staff or not.
    IsStaff,
    /// Superuser or not.
    IsSuperuser,
    /// Active or not.
    IsActive,
    /// The names of the groups.
    Groups,
    /// When the account was made.
    DateJoined,
    /// When they last signed in; "never" comes before everything.
    LastLogin,
}

/// A column of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
#[cfg_attr(test, derive(TS))]
pub enum ListColumn {
    /// One that the list can be sorted by.
    Sorted(SortColumn),
    /// One that it can't be sorted by.
    Unsorted(UnsortedColumn),
}

/// What a list shows but can't be sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(TS))]
pub enum UnsortedColumn {
    /// Where they are.
    Location,
    /// Their phone number.
    PhoneNumber,
}

/// One level of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct Sort {
    /// By what.
    pub column: SortColumn,
    /// From the last to the first.
    pub descending: bool,
}

/// Which people, in which order, from where to where.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct UserQuery {
    /// What was typed into the search box; empty for everyone. Any text is a search: what is no term of the query
    /// language is looked for as it stands.
    pub search: String,
    /// What was chosen beside the list.
    #[serde(default)]
    #[cfg_attr(test, ts(as = "Option<_>", optional))]
    pub filter: UserFilter,
    /// Levels of the order; the id always comes last. Empty means by username.
    pub sort: Vec<Sort>,
    /// How many to pass over.
    pub offset: u32,
    /// How many to return; at most [`UserQuery::MAX_LIMIT`].
    pub limit: u32,
    /// Rather the rows soon than the exact total: the total may then be a lower bound, and `count_users` has the rest.
    #[serde(default)]
    #[cfg_attr(test, ts(as = "Option<_>", optional))]
    pub rows_first: bool,
}

/// Some rows of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct UserPage {
    /// The rows, in order.
    pub rows: Vec<UserRow>,
    /// How many people match, or at least so many.
    pub total: u32,
    /// Whether the total is exact; always, unless rows were asked for first.
    pub is_total_exact: bool,
    /// How many people there are.
    pub everyone: u32,
    /// The place of the first row among those that match.
    pub offset: u32,
}

impl UserQuery {
    /// The most rows that one page has.
    pub const MAX_LIMIT: u32 = 500;
}
