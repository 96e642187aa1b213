//! What can be typed: commands, flags, and their help.

pub(crate) mod avatar;
pub(crate) mod filter;
pub(crate) mod group;
pub(crate) mod import;
pub(crate) mod user;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use roster_core::location::DATABASE_VARIABLE;
use roster_core::view::Field;

use self::avatar::AvatarCommand;
use self::group::GroupCommand;
use self::import::{AFTER_EXPORT, AFTER_IMPORT, ExportWish, ImportWish};
use self::user::UserCommand;
use crate::desk::FormField;

const ABOUT: &str = "\
Roster for scripts and machines without a window.

The same people and the same rules as in the window. rosterctl acts with the authority of whoever may write the roster's \
file, and history names them.";

const AFTER: &str = "\
Examples:
  rosterctl init --username ana
  rosterctl user add grace --email grace@example.org --group Editors --temporary
  rosterctl user list --search 'hopper' --sort -last_login --limit 20
  rosterctl --json user show grace | jq .groups

Results go to standard output, messages and errors to standard error. With --json, an error is
  {\"error\": {\"code\": ..., \"message\": ..., \"fields\": {...}}}

Exit codes:
  0  done
  1  refused; the reason is on standard error
  2  wrong usage
  3  nothing was tried: too many wrong passwords in a row";

const AFTER_INIT: &str = "\
Examples:
  rosterctl init --username ana --first-name Ana --last-name Kovačević
  head -n 1 secret.txt | rosterctl init --username ana --password-stdin > codes.txt

Prints ten recovery codes, which can't be shown again: each lets the administrator choose a new password once.";

const AFTER_HISTORY: &str = "\
Examples:
  rosterctl history --limit 10
  rosterctl --json history --user grace | jq '.[].changes'";

const AFTER_UNDO: &str = "\
Examples:
  rosterctl history --limit 10
  rosterctl undo 42 --dry-run
  rosterctl undo 42

Exits with 1 if something stands in the way, such as a later change, and nothing is undone then.";

const AFTER_BACKUP: &str = "\
Examples:
  rosterctl backup
  rosterctl backup --to /media/stick/roster-june.db

Prints where the backup is. Others may read and write meanwhile. It counts only after it was opened, read to the end and
compared; a file that is there already is not replaced.";

const AFTER_RESTORE: &str = "\
Examples:
  rosterctl restore backups/roster-2026-06-14T03-00-00-daily.db
  rosterctl restore roster-2026-06-14T03-00-00-daily.db --yes

Without --yes it says what is inside and asks; where there is nobody to ask, it exits with 1 and changes nothing. What was \
there before is kept in the folder of backups. Everybody has to sign in again. Also for a roster that is damaged or gone.";

const AFTER_CHECK: &str = "\
Examples:
  rosterctl check
  rosterctl check --repair

Exits with 1 if something is wrong, or still wrong after the repair. A backup is made before anything is mended.";

const AFTER_DEMO: &str = "\
Examples:
  rosterctl demo --db /tmp/demo.db
  rosterctl demo --db /tmp/large.db --people 10000 --seed 42";

/// What was typed.
#[derive(Debug, Parser)]
#[command(name = "rosterctl", version, about = ABOUT, after_help = AFTER, max_term_width = 100)]
pub(crate) struct Call {
    /// Use this roster instead of your own
    #[arg(long = "db", value_name = "FILE", env = DATABASE_VARIABLE, hide_env_values = true, global = true,
        help_heading = "For every command")]
    pub(crate) database: Option<PathBuf>,
    /// Write results and errors for programs, as JSON
    #[arg(long, global = true, help_heading = "For every command")]
    pub(crate) json: bool,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Make a roster and its first administrator
    #[command(after_help = AFTER_INIT)]
    Init(InitWish),
    /// Add, find, change and delete people
    #[command(subcommand)]
    User(UserCommand),
    /// Set, get and remove pictures
    #[command(subcommand)]
    Avatar(AvatarCommand),
    /// Add, change and delete groups, and say who is in them
    #[command(subcommand)]
    Group(GroupCommand),
    /// List what was done, newest first
    #[command(after_help = AFTER_HISTORY)]
    History(HistoryWish),
    /// Undo what was done: one event, or an action on many people as a whole
    ///
    /// An undo is an event too, so it can be undone in turn.
    #[command(after_help = AFTER_UNDO)]
    Undo(UndoWish),
    /// Bring people in: from a table, from a Django site's database, or from another roster
    #[command(after_help = AFTER_IMPORT)]
    Import(ImportWish),
    /// Take people out: as a table, as JSON or as cards for address books
    #[command(after_help = AFTER_EXPORT)]
    Export(ExportWish),
    /// Make a backup of the roster
    #[command(after_help = AFTER_BACKUP)]
    Backup(BackupWish),
    /// Put a backup in the place of the roster
    #[command(after_help = AFTER_RESTORE)]
    Restore(RestoreWish),
    /// Look the roster over, and mend what can be mended
    #[command(after_help = AFTER_CHECK)]
    Check(CheckWish),
    /// Add invented people, to look around with
    ///
    /// On a roster without anybody, also makes a superuser called "demo" and prints the password.
    #[command(after_help = AFTER_DEMO)]
    Demo(DemoWish),
}

#[derive(Debug, Args)]
pub(crate) struct InitWish {
    /// The name to sign in with
    #[arg(long)]
    pub(crate) username: String,
    #[command(flatten)]
    pub(crate) names: Names,
    /// Take the password from the first line of standard input instead of asking for it
    #[arg(long)]
    pub(crate) password_stdin: bool,
}

/// What a new account says of its person.
#[derive(Debug, Args)]
pub(crate) struct Names {
    /// E-mail address; one can sign in with it too
    #[arg(
        long,
        value_name = "ADDRESS",
        default_value = "",
        hide_default_value = true
    )]
    pub(crate) email: String,
    /// First name
    #[arg(
        long,
        value_name = "NAME",
        default_value = "",
        hide_default_value = true
    )]
    pub(crate) first_name: String,
    /// Last name
    #[arg(
        long,
        value_name = "NAME",
        default_value = "",
        hide_default_value = true
    )]
    pub(crate) last_name: String,
}

impl Names {
    /// All that can be wrong about a new account but its password.
    pub(crate) fn form<'a>(&'a self, username: &'a str) -> [FormField<'a>; 4] {
        [
            (Field::Username, "username", username),
            (Field::Email, "email", &self.email),
            (Field::FirstName, "first_name", &self.first_name),
            (Field::LastName, "last_name", &self.last_name),
        ]
    }
}

/// Whom a command is about.
#[derive(Debug, Args)]
pub(crate) struct Named {
    /// Username or e-mail address
    pub(crate) name: String,
}

#[derive(Debug, Args)]
pub(crate) struct HistoryWish {
    /// Only what was done to this person, also in the trash: username or e-mail address
    #[arg(long, value_name = "NAME")]
    pub(crate) user: Option<String>,
    /// At most so many events
    #[arg(long, value_name = "N", default_value_t = 50)]
    pub(crate) limit: u32,
}

#[derive(Debug, Args)]
pub(crate) struct UndoWish {
    /// The number of the event, as `history` lists it
    pub(crate) event: i64,
    /// Leave what was changed since as it is, and undo the rest
    #[arg(long)]
    pub(crate) skip_conflicts: bool,
    /// Only say what would be set back, and what stands in the way
    #[arg(long)]
    pub(crate) dry_run: bool,
}

#[derive(Debug, Args)]
pub(crate) struct BackupWish {
    /// Write it here instead of into the roster's own folder of backups
    #[arg(long, value_name = "FILE")]
    pub(crate) to: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct RestoreWish {
    /// The backup: a path, or a name in the roster's own folder of backups
    pub(crate) file: PathBuf,
    /// Don't ask
    #[arg(long)]
    pub(crate) yes: bool,
}

#[derive(Debug, Args)]
pub(crate) struct CheckWish {
    /// Mend what can be mended
    #[arg(long)]
    pub(crate) repair: bool,
}

#[derive(Debug, Args)]
pub(crate) struct DemoWish {
    /// How many
    #[arg(long, value_name = "N", default_value_t = 24, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub(crate) people: u32,
    /// The same seed gives the same people
    #[arg(long, value_name = "S", default_value_t = 7)]
    pub(crate) seed: u64,
}
