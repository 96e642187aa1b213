//! People, as they are shown.

use serde::{Deserialize, Serialize};

use super::Timestamp;
use crate::value::Permission;
#[cfg(test)]
use ts_rs::TS;

/// What is shown wherever a person appears.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct Face {
    /// The account's number; never used again.
    pub id: i64,
    /// The name to sign in with, as typed.
    pub username: String,
    /// First and last name, or the username where there is neither.
    pub name: String,
    /// One or two letters for where there is no picture.
    pub initials: String,
    /// Which of twelve colours goes with the initials, 0 to 11; stays when a person is renamed.
    pub hue: u8,
    /// The version of the picture, if there is one; it is part of the picture's address.
    pub avatar: Option<String>,
}

/// The person who is signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct Me {
    /// How they appear.
    #[serde(flatten)]
    pub face: Face,
    /// May open the admin panel.
    pub is_staff: bool,
    /// Has every permission.
    pub is_superuser: bool,
    /// Nothing else can be done before a new password is chosen.
    pub must_change_password: bool,
    /// What they may do, of their groups and their own.
    pub permissions: Vec<Permission>,
    /// Whether the list of people can be opened.
    pub opens_people: bool,
    /// Whether the groups can be opened.
    pub opens_groups: bool,
    /// Whether the history of everyone can be opened; one's own always can.
    pub opens_history: bool,
    /// Whether the trash can be opened.
    pub opens_trash: bool,
    /// Why they may not make and restore backups, or nothing if they may.
    pub manages_backups: Option<String>,
    /// Why people can't be added, or nothing if they can.
    pub adds_people: Option<String>,
    /// Why the person can't bring people in from a file, or nothing if they can.
    pub imports_people: Option<String>,
    /// Why the person can't take people out as a file, or nothing if they can.
    pub exports_people: Option<String>,
    /// How many recovery codes they have left.
    pub recovery_codes: u32,
    /// What they should know about their recovery codes, if anything: few are left, or a superuser has none.
    pub recovery_notice: Option<String>,
}

/// A group, to choose from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct GroupName {
    /// The group's number.
    pub id: i64,
    /// The group's name.
    pub name: String,
}

/// Everything about one person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct Person {
    /// How they appear.
    #[serde(flatten)]
    pub face: Face,
    /// Counts up with every change; an edit sends back the one that it saw.
    pub version: i64,
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
    /// Has to choose a new password at the next sign-in.
    pub must_change_password: bool,
    /// Can sign in with a password at all.
    pub has_password: bool,
    /// The password is a temporary one whose time is over.
    pub has_expired_password: bool,
    /// Until when nobody can try to sign in with this account, after too many failures in a row.
    pub locked_until: Option<Timestamp>,
    /// The groups they are in, by name.
    pub groups: Vec<GroupName>,
    /// What they may do without being in a group.
    pub permissions: Vec<Permission>,
    /// What they may do all in all, and why.
    pub effective: EffectivePermissions,
    /// When the account was made.
    pub date_joined: Timestamp,
    /// When they last signed in.
    pub last_login: Option<Timestamp>,
    /// When the password was last set.
    pub password_changed: Option<Timestamp>,
    /// When something about them was last changed.
    pub changed_at: Option<Timestamp>,
    /// Who changed it.
    pub changed_by: Option<String>,
    /// A few words about themselves, or an empty string.
    pub bio: String,
    /// Where they are, or an empty string.
    pub location: String,
    /// ISO 8601, if known.
    pub birth_date: Option<String>,
    /// The number as typed, or an empty string.
    pub phone_number: String,
    /// The address of their site, or an empty string.
    pub portfolio_site: String,
    /// What the one who asks may do with them.
    pub may: Allowed,
    /// Whether it is the one who asks.
    pub is_me: bool,
}

/// What may be done with a person by the one who asks: nothing means yes, a sentence says why not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct Allowed {
    /// E-mail, names, and all that the profile holds.
    pub edit_profile: Option<String>,
    /// The username.
    pub edit_account: Option<String>,
    /// Whether they are active.
    pub edit_flags: Option<String>,
    /// Their groups, and the permissions of their own.
    pub edit_groups: Option<String>,
    /// Whether they are staff.
    pub edit_staff: Option<String>,
    /// Whether they are a superuser.
    pub edit_superuser: Option<String>,
    /// Set another password for them.
    pub reset_password: Option<String>,
    /// Let them try to sign in again at once; not while nothing keeps them from it.
    pub unlock: Option<String>,
    /// Move them to the trash.
    pub delete: Option<String>,
}

/// What somebody may do, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct EffectivePermissions {
    /// All permissions there are, in the order in which they are shown.
    pub rows: Vec<EffectivePermission>,
    /// Why none of them is in effect, if so: the person is inactive, or may not open the admin panel.
    pub asleep: Option<String>,
}

/// A permission, whether somebody has it, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct EffectivePermission {
    /// Which.
    pub permission: Permission,
    /// Whether they have it; an inactive person has none.
    pub held: bool,
    /// As a superuser, who has all.
    pub by_superuser: bool,
    /// From these groups, by name.
    pub by_groups: Vec<GroupName>,
    /// Without being in a group.
    pub direct: bool,
    /// Why the one who asks can't give it to the person directly or take it, or nothing if they can.
    pub edit: Option<String>,
}

/// What a form says of somebody's rights, before it is saved.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(TS))]
pub struct ProposedRights {
    /// May sign in.
    pub is_active: bool,
    /// May open the admin panel.
    pub is_staff: bool,
    /// Has every permission.
    pub is_superuser: bool,
    /// All the groups they shall be in.
    pub groups: Vec<i64>,
    /// All the permissions they shall have of their own.
    pub permissions: Vec<Permission>,
}

/// What somebody could do if a form were saved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct RightsPreview {
    /// What they could do then, and why.
    pub effective: EffectivePermissions,
    /// What they can do then and can't do now.
    pub gained: Vec<Permission>,
    /// What they can do now and can't do then.
    pub lost: Vec<Permission>,
    /// Why the form can't be saved by the one who asks, if it can't.
    pub refused: Option<String>,
}

/// Who in the trash, from where to where; those deleted last come first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct TrashQuery {
    /// Words that must all be found; empty for everyone.
    pub search: String,
    /// How many to pass over.
    pub offset: u32,
    /// How many to return; at most [`TrashQuery::MAX_LIMIT`].
    pub limit: u32,
}

impl TrashQuery {
    /// The most rows that one page has.
    pub const MAX_LIMIT: u32 = 500;
}

/// Some of the people in the trash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct TrashPage {
    /// The rows, those deleted last first.
    pub rows: Vec<TrashRow>,
    /// How many match.
    pub total: u32,
}

/// A person in the trash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct TrashRow {
    /// How they appear.
    #[serde(flatten)]
    pub face: Face,
    /// The address, or an empty string.
    pub email: String,
    /// Since when.
    pub deleted_at: Timestamp,
    /// Who put them there, if history knows.
    pub deleted_by: Option<String>,
    /// In how many days they go for good, each day that has begun counted whole; 0 once their time is over.
    pub days_left: u32,
    /// Why the one who asks can't restore them or delete them for good, or nothing if they can.
    pub refused: Option<String>,
}

/// A picture that was read but not yet saved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct AvatarDraft {
    /// Its number.
    pub draft: u32,
    /// Width of the upright picture, in pixels.
    pub width: u32,
    /// Height of the upright picture, in pixels.
    pub height: u32,
}

/// An account that signed in on this computer before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct RecentAccount {
    /// How they appear.
    #[serde(flatten)]
    pub face: Face,
    /// When they last signed in.
    pub last_login: Option<Timestamp>,
}
