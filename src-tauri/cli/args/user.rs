//! `user ...`: commands, flags, and their help.

use clap::{Args, Subcommand};
use roster_core::view::{Sort, SortColumn, UserFilter, UserQuery};
use serde::Deserialize as _;
use serde::de::IntoDeserializer as _;

use super::filter::{FilterWish, parse_filter};
use super::{Named, Names};

const AFTER_LIST: &str = "\
Columns to sort by:
  name, username, email, first_name, last_name, is_staff, is_superuser, is_active, groups, date_joined, last_login

Terms of a search, besides words and \"words in quotes\"; a - before one turns it round:
  username: email: first_name: last_name: name: group:, each with a word or \"words in quotes\" behind it
  is:active is:inactive is:staff is:superuser is:locked is:never-signed-in has:picture

Filters, all of which must hold; times are days like 2026-06-14, moments like 2026-06-14T12:00:00Z, or 30d for 30 days ago:
  active=BOOL staff=BOOL superuser=BOOL picture=BOOL locked=BOOL never-signed-in=BOOL
  group=NAME (several: in any of them)    no-group=true (with group=: or in none)
  joined-from=TIME joined-to=TIME last-login-from=TIME last-login-to=TIME

Examples:
  rosterctl user list
  rosterctl user list --search 'ana example.org' --sort last_name,-date_joined
  rosterctl --json user list --limit 100 --offset 200
  rosterctl user list --search '\"de la\"' --count
  rosterctl user list --filter active=false --filter group=Editors
  rosterctl user list --filter last-login-to=2025-12-31 --search '-is:staff'";

const AFTER_ADD: &str = "\
Examples:
  rosterctl user add grace --email grace@example.org --first-name Grace --last-name Hopper
  rosterctl user add grace --group Editors --group Readers --temporary
  head -n 1 secret.txt | rosterctl user add grace --password-stdin";

const AFTER_SET: &str = "\
Examples:
  rosterctl user set grace --location Arlington --birth-date 1906-12-09
  rosterctl user set grace --group +Editors --group -Readers
  rosterctl user set grace --active=false
  rosterctl user set grace --bio ''                 (an empty value clears)";

const AFTER_PASSWORD: &str = "\
Examples:
  rosterctl user password grace
  rosterctl user password grace --temporary
  head -n 1 secret.txt | rosterctl user password grace --password-stdin

This also rescues a last administrator who forgot their password, or is locked out: whoever may write the file owns it.";

const AFTER_VERIFY: &str = "\
Example:
  head -n 1 secret.txt | rosterctl user verify grace --password-stdin && echo right

Exits with 0 if the password is right, 1 if it is not, and 3 if there were too many wrong ones in a row: then nothing is \
tried, and the message says for how long. Counts as an attempt to sign in.";

#[derive(Debug, Subcommand)]
pub(crate) enum UserCommand {
    /// List or count people
    #[command(after_help = AFTER_LIST)]
    List(ListWish),
    /// Show everything about a person
    Show(Named),
    /// Add a person
    #[command(after_help = AFTER_ADD)]
    Add(AddWish),
    /// Change an account or a profile
    #[command(after_help = AFTER_SET, override_usage = "rosterctl user set <NAME> <CHANGE>...")]
    Set(SetWish),
    /// Set another password, and end the person's sessions
    #[command(after_help = AFTER_PASSWORD)]
    Password(PasswordWish),
    /// Let somebody try to sign in again at once, after too many wrong passwords
    Unlock(Named),
    /// Tell whether a password is right
    #[command(after_help = AFTER_VERIFY)]
    Verify(VerifyWish),
    /// Move a person to the trash, or delete them for good
    Delete(DeleteWish),
    /// Take a person out of the trash, with everything
    Restore(Named),
}

#[derive(Debug, Args)]
pub(crate) struct ListWish {
    /// Only those who match: every word must be in username, e-mail, first or last name; "words in quotes" stay together
    #[arg(
        long,
        value_name = "Q",
        default_value = "",
        hide_default_value = true,
        allow_hyphen_values = true
    )]
    search: String,
    /// Only those for whom this holds; may be repeated
    #[arg(long = "filter", value_name = "KEY=VALUE", value_parser = parse_filter)]
    pub(crate) filters: Vec<FilterWish>,
    /// In this order, a "-" before what goes backwards [default: username]
    #[arg(long, value_name = "COL[,-COL]", value_delimiter = ',', allow_hyphen_values = true, value_parser = parse_sort)]
    sort: Vec<Sort>,
    /// At most so many [default: everyone]
    #[arg(long, value_name = "N")]
    pub(crate) limit: Option<u32>,
    /// Pass over so many first
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    pub(crate) offset: u32,
    /// Only say how many match
    #[arg(long, conflicts_with_all = ["limit", "offset"])]
    pub(crate) count: bool,
}

impl ListWish {
    /// A page of those who are asked for; the filter is made of `filters`, with groups looked up.
    pub(crate) fn query(&self, filter: &UserFilter, offset: u32, limit: u32) -> UserQuery {
        UserQuery {
            search: self.search.clone(),
            filter: filter.clone(),
            sort: self.sort.clone(),
            offset,
            limit,
            rows_first: false,
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct AddWish {
    /// The name to sign in with
    pub(crate) name: String,
    #[command(flatten)]
    pub(crate) names: Names,
    /// May open the admin panel
    #[arg(long)]
    pub(crate) staff: bool,
    /// Has every permission
    #[arg(long)]
    pub(crate) superuser: bool,
    /// A group to be in; may be repeated
    #[arg(long = "group", value_name = "G")]
    pub(crate) groups: Vec<String>,
    #[command(flatten)]
    pub(crate) password: NewPassword,
}

/// How a new account gets its password; without any of these, a prompt asks.
#[derive(Debug, Args)]
#[group(multiple = false)]
pub(crate) struct NewPassword {
    /// Take the password from the first line of standard input instead of asking for it
    #[arg(long)]
    pub(crate) password_stdin: bool,
    /// Make up a passphrase and print it; it works for 7 days and has to be changed at the first sign-in
    #[arg(long)]
    pub(crate) temporary: bool,
    /// No password yet: no sign-in until one is set
    #[arg(long)]
    pub(crate) no_password: bool,
}

#[derive(Debug, Args)]
pub(crate) struct SetWish {
    #[command(flatten)]
    pub(crate) whom: Named,
    #[command(flatten)]
    pub(crate) changes: Changes,
}

/// What shall be different; at least one thing.
#[derive(Debug, Default, PartialEq, Eq, Args)]
pub(crate) struct Changes {
    /// Another name to sign in with
    #[arg(long, value_name = "NAME")]
    pub(crate) username: Option<String>,
    /// E-mail address
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) email: Option<String>,
    /// First name
    #[arg(long, value_name = "NAME")]
    pub(crate) first_name: Option<String>,
    /// Last name
    #[arg(long, value_name = "NAME")]
    pub(crate) last_name: Option<String>,
    /// A few words about the person
    #[arg(long, value_name = "TEXT")]
    pub(crate) bio: Option<String>,
    /// Where the person is
    #[arg(long, value_name = "PLACE")]
    pub(crate) location: Option<String>,
    /// Like 1987-04-09 or "9 April 1987"
    #[arg(long, value_name = "DATE")]
    pub(crate) birth_date: Option<String>,
    /// Phone number
    #[arg(long, value_name = "NUMBER")]
    pub(crate) phone_number: Option<String>,
    /// Web address
    #[arg(long, value_name = "URL")]
    pub(crate) portfolio_site: Option<String>,
    /// May open the admin panel
    #[arg(long, value_name = "BOOL")]
    pub(crate) staff: Option<bool>,
    /// Has every permission
    #[arg(long, value_name = "BOOL")]
    pub(crate) superuser: Option<bool>,
    /// May sign in
    #[arg(long, value_name = "BOOL")]
    pub(crate) active: Option<bool>,
    /// Into a group (+) or out of it (-); may be repeated
    #[arg(long = "group", value_name = "+G|-G", allow_hyphen_values = true, value_parser = parse_group_change)]
    pub(crate) groups: Vec<GroupChange>,
}

/// Into a group, or out of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum GroupChange {
    /// Into the group of this name.
    Join(String),
    /// Out of the group of this name.
    Leave(String),
}

impl GroupChange {
    /// The name of the group, as typed.
    pub(crate) fn group(&self) -> &str {
        match self {
            Self::Join(name) | Self::Leave(name) => name,
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct PasswordWish {
    #[command(flatten)]
    pub(crate) whom: Named,
    /// Take the password from the first line of standard input instead of asking for it
    #[arg(long, conflicts_with = "temporary")]
    pub(crate) password_stdin: bool,
    /// Make up a passphrase and print it; it works for 7 days and has to be changed at the next sign-in
    #[arg(long)]
    pub(crate) temporary: bool,
}

#[derive(Debug, Args)]
pub(crate) struct VerifyWish {
    #[command(flatten)]
    pub(crate) whom: Named,
    /// Take the password from the first line of standard input instead of asking for it
    #[arg(long)]
    pub(crate) password_stdin: bool,
}

#[derive(Debug, Args)]
pub(crate) struct DeleteWish {
    #[command(flatten)]
    pub(crate) whom: Named,
    /// For good, with profile and picture, instead of to the trash
    #[arg(long)]
    pub(crate) now: bool,
}

fn parse_sort(typed: &str) -> Result<Sort, String> {
    let (name, descending) = typed
        .strip_prefix('-')
        .map_or((typed, false), |name| (name, true));
    let column = SortColumn::deserialize(name.into_deserializer());
    column
        .map(|column| Sort { column, descending })
        .map_err(|error: serde::de::value::Error| {
            error.to_string().replacen("variant", "column", 1)
        })
}

fn parse_group_change(typed: &str) -> Result<GroupChange, String> {
    let change = match typed.split_at_checked(1) {
        Some(("+", name)) => Some(GroupChange::Join(name.to_owned())),
        Some(("-", name)) => Some(GroupChange::Leave(name.to_owned())),
        _ => None,
    };
    change.ok_or_else(|| "put a + before a group to join, a - before one to leave".to_owned())
}
