//! `group ...`: commands, flags, and their help.

use clap::{Args, Subcommand};
use roster_core::value::Permission;

const AFTER_ADD: &str = "\
Permissions:
  user.view user.add user.change user.delete profile.change group.manage history.view data.import data.export backup.manage

Examples:
  rosterctl group add Gardeners
  rosterctl group add Auditors --permission user.view --permission history.view";

const AFTER_SET: &str = "\
Examples:
  rosterctl group set Gardeners --name Landscapers
  rosterctl group set Editors --permission +history.view --permission -profile.change";

const AFTER_MEMBERS: &str = "\
Examples:
  rosterctl group members Editors
  rosterctl group members Editors --add grace --add ana@example.org
  rosterctl group members Editors --remove grace";

#[derive(Debug, Subcommand)]
pub(crate) enum GroupCommand {
    /// List the groups, with what they allow and how many people are in them
    List,
    /// Show a group
    Show(GroupNamed),
    /// Add a group
    #[command(after_help = AFTER_ADD)]
    Add(AddGroupWish),
    /// Change a group's name, what it is for, or what it allows
    #[command(after_help = AFTER_SET, override_usage = "rosterctl group set <NAME> <CHANGE>...")]
    Set(SetGroupWish),
    /// Delete a group; its members stay
    Delete(GroupNamed),
    /// List a group's members, put people into it, take people out
    #[command(after_help = AFTER_MEMBERS)]
    Members(MembersWish),
}

/// Which group a command is about.
#[derive(Debug, Args)]
pub(crate) struct GroupNamed {
    /// The group's name; case does not matter
    pub(crate) name: String,
}

#[derive(Debug, Args)]
pub(crate) struct AddGroupWish {
    /// The group's name
    pub(crate) name: String,
    /// What it is for, in a line
    #[arg(
        long,
        value_name = "TEXT",
        default_value = "",
        hide_default_value = true
    )]
    pub(crate) description: String,
    /// What its members may do; may be repeated
    #[arg(long = "permission", value_name = "P", value_parser = parse_permission)]
    pub(crate) permissions: Vec<Permission>,
}

#[derive(Debug, Args)]
pub(crate) struct SetGroupWish {
    #[command(flatten)]
    pub(crate) which: GroupNamed,
    /// Another name
    #[arg(long = "name", value_name = "NAME")]
    pub(crate) new_name: Option<String>,
    /// What it is for, in a line; "" for nothing
    #[arg(long, value_name = "TEXT")]
    pub(crate) description: Option<String>,
    /// Allow something (+) or no longer (-); may be repeated
    #[arg(long = "permission", value_name = "+P|-P", allow_hyphen_values = true, value_parser = parse_permission_change)]
    pub(crate) permissions: Vec<PermissionChange>,
}

/// To allow something, or no longer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PermissionChange {
    pub(crate) permission: Permission,
    pub(crate) is_given: bool,
}

#[derive(Debug, Args)]
pub(crate) struct MembersWish {
    #[command(flatten)]
    pub(crate) which: GroupNamed,
    /// Put a person into the group, by username or e-mail address; may be repeated
    #[arg(long, value_name = "USER")]
    pub(crate) add: Vec<String>,
    /// Take a person out of the group; may be repeated
    #[arg(long, value_name = "USER", conflicts_with = "add")]
    pub(crate) remove: Vec<String>,
}

fn parse_permission(typed: &str) -> Result<Permission, String> {
    Permission::parse(typed).map_err(|flaw| {
        let names = Permission::ALL.map(Permission::as_str);
        format!("{flaw} There are: {}", names.join(", "))
    })
}

fn parse_permission_change(typed: &str) -> Result<PermissionChange, String> {
    let (is_given, name) = match typed.split_at_checked(1) {
        Some(("+", name)) => (true, name),
        Some(("-", name)) => (false, name),
        _ => return Err("put a + before what to allow, a - before what no longer".to_owned()),
    };
    let permission = parse_permission(name)?;
    Ok(PermissionChange {
        permission,
        is_given,
    })
}
