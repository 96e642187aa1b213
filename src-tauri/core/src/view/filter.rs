//! What is chosen beside a list, what each choice would leave, and what is kept of it.

use serde::{Deserialize, Serialize};

use super::{GroupName, Sort};
#[cfg(test)]
use ts_rs::TS;

/// Which people are listed, beside the search. What is absent excludes nobody; all that is present must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[cfg_attr(test, derive(TS), ts(optional_fields))]
pub struct UserFilter {
    /// May sign in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_active: Option<bool>,
    /// May open the admin panel.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_staff: Option<bool>,
    /// Has every permission.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_superuser: Option<bool>,
    /// Has a picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub has_picture: Option<bool>,
    /// Has to wait before the next sign-in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_locked: Option<bool>,
    /// In any of these groups; empty for no such condition, unless `no_group` is set.
    #[cfg_attr(test, ts(as = "Option<_>", optional))]
    pub groups: Vec<i64>,
    /// In no group at all. Together with `groups`: in any of them, or in none.
    #[cfg_attr(test, ts(as = "Option<_>", optional))]
    pub no_group: bool,
    /// When the account was made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub joined: Option<DayRange>,
    /// When they last signed in, if ever.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_login: Option<LastLoginFilter>,
    /// Added by the import that has this number in the history.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub added_by: Option<i64>,
}

/// From when to when, both included. Each end is a day like `2026-06-14`, which is meant whole and where the computer
/// is, a moment in RFC 3339, or `30d` for 30 days of 24 hours before now; absent is open.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[cfg_attr(test, derive(TS), ts(optional_fields))]
pub struct DayRange {
    /// Not before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Not after.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
}

/// By last sign-in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
#[cfg_attr(test, derive(TS))]
pub enum LastLoginFilter {
    /// Has never signed in.
    Never,
    /// Has signed in, and the last time was then.
    Between {
        /// When; two open ends for all who ever signed in.
        #[serde(default)]
        #[cfg_attr(test, ts(as = "Option<_>", optional))]
        range: DayRange,
    },
}

/// How many people each choice of each filter would list: those who match the search and all *other* filters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct FilterCounts {
    /// May sign in.
    pub is_active: YesNoCount,
    /// May open the admin panel.
    pub is_staff: YesNoCount,
    /// Has every permission.
    pub is_superuser: YesNoCount,
    /// Has a picture.
    pub has_picture: YesNoCount,
    /// Has to wait before the next sign-in.
    pub is_locked: YesNoCount,
    /// Each group there is, by name.
    pub groups: Vec<GroupCount>,
    /// In no group.
    pub no_group: u32,
    /// Joined within so many days before now.
    pub joined: Vec<SinceCount>,
    /// Last signed in within so many days before now.
    pub last_login: Vec<SinceCount>,
    /// Never signed in.
    pub never_signed_in: u32,
}

/// Those for whom it holds, and those for whom it does not.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct YesNoCount {
    /// It holds.
    pub yes: u32,
    /// It does not.
    pub no: u32,
}

/// Those in a group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct GroupCount {
    /// Which group.
    pub group: GroupName,
    /// How many.
    pub count: u32,
}

/// Those of the last days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct SinceCount {
    /// The length of the time before now, in days of 24 hours.
    pub days: u32,
    /// The same, as the beginning of a range in a filter.
    pub from: String,
    /// How many.
    pub count: u32,
}

/// What a term that is being typed may become.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct Suggestion {
    /// The whole term.
    pub text: String,
    /// Where the term that it replaces begins, in UTF-16 units as JavaScript counts.
    pub start: u32,
    /// Where that term ends.
    pub end: u32,
    /// Whether the term is complete; otherwise its value is still to be typed.
    pub is_complete: bool,
}

/// Whom a bulk action is about.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[cfg_attr(test, derive(TS))]
pub enum Selection {
    /// These people.
    Ids {
        /// Who. An action names those who are gone or in the trash among those whom it skipped.
        ids: Vec<i64>,
    },
    /// All who match, at the moment of the deed.
    Matching {
        /// As in [`UserQuery`](super::UserQuery).
        search: String,
        /// As in [`UserQuery`](super::UserQuery).
        #[serde(default)]
        #[cfg_attr(test, ts(as = "Option<_>", optional))]
        filter: UserFilter,
        /// But for these.
        #[serde(default)]
        #[cfg_attr(test, ts(as = "Option<_>", optional))]
        except: Vec<i64>,
    },
}

/// A column as somebody wants it; the order of the columns is that of the list it stands in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(TS), ts(optional_fields))]
pub struct ColumnChoice {
    /// The page's name of the column.
    pub column: String,
    /// Its width in CSS pixels; absent for the usual one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub width: Option<u32>,
}

/// A way to look at the list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[cfg_attr(test, derive(TS))]
pub struct ViewContent {
    /// As in [`UserQuery`](super::UserQuery).
    pub search: String,
    /// As in [`UserQuery`](super::UserQuery).
    pub filter: UserFilter,
    /// As in [`UserQuery`](super::UserQuery).
    pub sort: Vec<Sort>,
    /// The columns that are shown; empty for the usual ones.
    pub columns: Vec<ColumnChoice>,
}

/// A way to look at the list that has a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct SavedView {
    /// Its number.
    pub id: i64,
    /// Its name.
    pub name: String,
    /// What it shows.
    pub content: ViewContent,
}
