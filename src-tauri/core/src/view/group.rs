//! Groups: what they allow, who is in them, and forms about them.

use serde::{Deserialize, Serialize};

use super::Face;
use crate::value::Permission;
#[cfg(test)]
use ts_rs::TS;

/// One row of the list of groups.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct GroupRow {
    /// The group's number; never used again.
    pub id: i64,
    /// The group's name.
    pub name: String,
    /// What it is for; may be empty.
    pub description: String,
    /// Counts up with every change of name, description or permissions.
    pub version: i64,
    /// What its members may do, in the order in which permissions are shown.
    pub permissions: Vec<Permission>,
    /// How many people are in it, without those in the trash.
    pub members: u32,
    /// Why the one who asks can't put people into it or take them out, or nothing if they can.
    pub edit_members: Option<String>,
}

/// Everything about one group but its members.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct Group {
    /// The group's number; never used again.
    pub id: i64,
    /// The group's name.
    pub name: String,
    /// What it is for; may be empty.
    pub description: String,
    /// Counts up with every change of name, description or permissions; an edit sends back the one that it saw.
    pub version: i64,
    /// All permissions there are, each with whether the group has it.
    pub permissions: Vec<GroupPermission>,
    /// How many people are in it, without those in the trash.
    pub members: u32,
    /// How many of those open the admin pages, where what the group allows is done.
    pub staff: u32,
    /// What the one who asks may do with it.
    pub may: GroupAllowed,
}

/// A permission, and whether a group has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct GroupPermission {
    /// Which.
    pub permission: Permission,
    /// Whether the group has it.
    pub held: bool,
    /// Why the one who asks can't give it to the group or take it, or nothing if they can.
    pub edit: Option<String>,
}

/// What may be done with a group by the one who asks: nothing means yes, a sentence says why not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct GroupAllowed {
    /// Change its name and its description.
    pub edit: Option<String>,
    /// Put people into it and take them out, from the group's side.
    pub edit_members: Option<String>,
    /// Delete it.
    pub delete: Option<String>,
}

/// Which members of a group, from where to where; by name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct MemberQuery {
    /// Words that must all be found; empty for everyone.
    pub search: String,
    /// How many to pass over.
    pub offset: u32,
    /// How many to return; at most [`MemberQuery::MAX_LIMIT`].
    pub limit: u32,
}

impl MemberQuery {
    /// The most rows that one page has.
    pub const MAX_LIMIT: u32 = 500;
}

/// Some members of a group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct MemberPage {
    /// The rows, by name.
    pub rows: Vec<Member>,
    /// How many members match.
    pub total: u32,
}

/// A member of a group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct Member {
    /// Who.
    #[serde(flatten)]
    pub face: Face,
    /// May sign in.
    pub is_active: bool,
    /// Why the one who asks can't take them out of the group, or nothing if they can.
    pub remove: Option<String>,
}

/// A group to be added.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(TS))]
pub struct NewGroup {
    /// 1 to 150 characters; unique, whatever the case.
    pub name: String,
    /// What it is for, in one line of at most 200 characters; may be empty.
    pub description: String,
    /// What its members may do.
    pub permissions: Vec<Permission>,
}

/// A group that was added or changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct ChangedGroup {
    /// The group as it is now.
    pub group: Group,
    /// The entry in the history, which can be undone; nothing if nothing was different.
    pub event: Option<i64>,
}

/// A change to a group: what is absent stays.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(TS), ts(optional_fields))]
pub struct GroupChanges {
    /// 1 to 150 characters; unique, whatever the case.
    pub name: Option<String>,
    /// What it is for, in one line of at most 200 characters; may be empty.
    pub description: Option<String>,
    /// All that its members shall be allowed to do.
    pub permissions: Option<Vec<Permission>>,
}

/// What deleting a group would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct GroupDeletePreview {
    /// The group's number.
    pub id: i64,
    /// The group's name.
    pub name: String,
    /// The version that the preview saw.
    pub version: i64,
    /// How many people would leave it, those in the trash included.
    pub members: u32,
    /// The first few of them, by name.
    pub first_members: Vec<Face>,
    /// The permissions that it gives, each with who would really lose it.
    pub permissions: Vec<LostPermission>,
    /// Why it can't be done, if it can't.
    pub refused: Option<String>,
}

/// A permission that goes with a group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct LostPermission {
    /// Which.
    pub permission: Permission,
    /// How many active members have it from nowhere else; superusers never lose one.
    pub losers: u32,
    /// The names of the first few of them.
    pub first_losers: Vec<String>,
}

/// A line of a pasted list of names, and whom it names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct NameMatch {
    /// The line, trimmed.
    pub line: String,
    /// Whose username or e-mail address it is.
    pub person: Option<Face>,
    /// Why this line adds nobody to the group, or nothing if it does.
    pub refused: Option<String>,
}
