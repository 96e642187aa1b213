//! What leaves the core, and the forms that come in: plain data, without rules.
//!
//! The row of the `user` table never serialises; these types do. They are the page's types too: a test writes
//! `ui/js/core.d.ts` from them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::value::Permission;

#[cfg(test)]
use ts_rs::TS;

/// Times are RFC 3339 in UTC.
pub type Timestamp = String;

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
    /// Why people can't be added, or nothing if they can.
    pub adds_people: Option<String>,
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
    /// The groups they are in, by name.
    pub groups: Vec<GroupName>,
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
    /// Whether they are active, and their groups.
    pub edit_flags: Option<String>,
    /// Whether they are staff.
    pub edit_staff: Option<String>,
    /// Whether they are a superuser.
    pub edit_superuser: Option<String>,
    /// Set another password for them.
    pub reset_password: Option<String>,
    /// Move them to the trash.
    pub delete: Option<String>,
}

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
    /// The names of their groups.
    pub groups: Vec<String>,
    /// When the account was made.
    pub date_joined: Timestamp,
    /// When they last signed in.
    pub last_login: Option<Timestamp>,
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
    /// Words that must all be found; empty for everyone.
    pub search: String,
    /// Levels of the order; the id always comes last. Empty means by username.
    pub sort: Vec<Sort>,
    /// How many to pass over.
    pub offset: u32,
    /// How many to return; at most [`UserQuery::MAX_LIMIT`].
    pub limit: u32,
}

/// Some rows of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct UserPage {
    /// The rows, in order.
    pub rows: Vec<UserRow>,
    /// How many people match.
    pub total: u32,
    /// How many people there are.
    pub everyone: u32,
    /// The place of the first row among those that match.
    pub offset: u32,
}

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
    /// The passphrase to hand over, if one was made; it can't be shown again.
    pub temporary_password: Option<String>,
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

/// One rule for passwords.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(TS))]
pub enum PasswordRule {
    /// Long enough, and not absurdly long.
    Length,
    /// Not only digits.
    NotNumeric,
    /// Hard to guess.
    NotCommon,
    /// Unlike the person's names and address.
    NotSimilar,
}

/// A rule and whether it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct CheckedRule {
    /// Which.
    pub rule: PasswordRule,
    /// Kept.
    pub met: bool,
    /// The rule in words.
    pub text: String,
}

/// How good a password is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct PasswordReport {
    /// 0 for nothing typed, then 1 (guessed at once) to 5 (hard to guess, and it keeps every rule).
    pub score: u8,
    /// What would make it better.
    pub hint: String,
    /// All rules, each with whether it is kept.
    pub rules: Vec<CheckedRule>,
    /// Whether all are.
    pub acceptable: bool,
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

/// What a check of a field found.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct FieldCheck {
    /// What is wrong, if something is.
    pub error: Option<String>,
    /// Something good to know.
    pub note: Option<String>,
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

/// What deleting a person would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct DeletePreview {
    /// Who.
    #[serde(flatten)]
    pub face: Face,
    /// The version that the preview saw.
    pub version: i64,
    /// When the account was made.
    pub date_joined: Timestamp,
    /// The names of the groups they would leave.
    pub groups: Vec<String>,
    /// Whether a picture goes with them.
    pub has_avatar: bool,
    /// How many entries of the history speak of them, and stay.
    pub history_entries: u32,
    /// Why it can't be done, if it can't.
    pub refused: Option<Refusal>,
}

/// Why something can't be done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct Refusal {
    /// The rule that forbids it.
    pub rule: RefusalRule,
    /// The rule in words.
    pub message: String,
}

/// The rules that can forbid a deletion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(TS))]
pub enum RefusalRule {
    /// Somebody must be able to manage the roster.
    LastSuperuser,
    /// Nobody deletes themselves.
    Yourself,
    /// Only a superuser deletes a superuser.
    Superuser,
    /// The right to delete people is missing.
    Forbidden,
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

/// Which refusals the page tells apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(TS))]
pub enum ErrorCode {
    /// Fields are wrong; they are named.
    Validation,
    /// The name or password is not right.
    SignInRefused,
    /// Nobody is signed in.
    NotSignedIn,
    /// The session was ended from elsewhere.
    SessionEnded,
    /// First choose a new password.
    PasswordChangeRequired,
    /// Not allowed.
    Forbidden,
    /// There is no such person.
    NotFound,
    /// Changed elsewhere meanwhile.
    Conflict,
    /// A rule of the roster forbids it, whoever asks.
    Protected,
    /// The picture can't be used.
    Picture,
    /// The database can't be used.
    Database,
    /// Something that should not happen.
    Internal,
}

/// An error as the page and the command line show it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(TS), ts(optional_fields))]
pub struct ErrorView {
    /// What the page does about it.
    pub code: ErrorCode,
    /// A finished sentence for the person.
    pub message: String,
    /// A sentence for each wrong field.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fields: Option<BTreeMap<String, String>>,
    /// With a conflict: the person as they are now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub current: Option<Box<Person>>,
}

impl UserQuery {
    /// The most rows that one page has.
    pub const MAX_LIMIT: u32 = 500;
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;
    use std::path::Path;

    use super::*;
    use crate::picture::Crop;

    /// Writes the page's types. The file is committed: `cargo xtask check` compares it, and `tsc` reads it.
    #[test]
    fn the_page_has_these_types() {
        let config = ts_rs::Config::new().with_large_int("number");
        let mut text = String::from(
            "// Written by a test of roster-core (src-tauri/core/src/view.rs). Do not edit.\n\n",
        );
        macro_rules! write_types {
            ($($type:ty),* $(,)?) => {
                $(writeln!(text, "export {}\n", <$type as TS>::decl(&config)).unwrap();)*
            };
        }
        write_types!(
            Permission,
            Face,
            Me,
            GroupName,
            Person,
            Allowed,
            UserRow,
            SortColumn,
            Sort,
            UserQuery,
            UserPage,
            ProfileChanges,
            AvatarChange,
            UserChanges,
            PasswordChoice,
            NewUser,
            AddedUser,
            FirstAdmin,
            PasswordContext,
            PasswordRule,
            CheckedRule,
            PasswordReport,
            Field,
            FieldCheck,
            AvatarDraft,
            Crop,
            DeletePreview,
            Refusal,
            RefusalRule,
            RecentAccount,
            ErrorCode,
            ErrorView,
        );
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ui/js/core.d.ts");
        let before = std::fs::read_to_string(&file)
            .unwrap_or_default()
            .replace("\r\n", "\n");
        if before != text {
            std::fs::write(&file, &text).unwrap();
            assert!(
                std::env::var_os("CI").is_none(),
                "ui/js/core.d.ts was out of date; it is written anew, commit it"
            );
        }
    }
}
