//! `group ...`: groups and who is in them.

use std::ops::ControlFlow;

use roster_core::auth::{ManageGroup, ViewUser};
use roster_core::value::{Permission, fold_key};
use roster_core::view::{
    BulkOutcome, ChangedGroup, Group, GroupChanges, GroupRow, Member, MemberQuery, NewGroup,
    Selection,
};
use serde::Serialize;

use crate::args::group::{AddGroupWish, GroupCommand, GroupNamed, MembersWish, SetGroupWish};
use crate::desk::{Desk, Place};
use crate::failure::{Done, Failure};
use crate::print::{Printer, count_people};
use crate::table::{align_columns, align_values};

/// A group as programs get it. The keys are a promise.
#[derive(Serialize)]
struct GroupRecord<'a> {
    name: &'a str,
    permissions: Vec<Permission>,
    /// How many.
    members: u32,
    /// What it is for; not in the list.
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    /// For `undo`; only in the answer to a command that has changed something.
    #[serde(skip_serializing_if = "Option::is_none")]
    event: Option<i64>,
}

impl<'a> GroupRecord<'a> {
    fn of(group: &'a Group) -> Self {
        let held = group.permissions.iter().filter(|one| one.held);
        Self {
            name: &group.name,
            permissions: held.map(|one| one.permission).collect(),
            members: group.members,
            description: Some(&group.description),
            event: None,
        }
    }

    fn with_event(group: &'a Group, event: Option<i64>) -> Self {
        Self {
            event,
            ..Self::of(group)
        }
    }

    fn of_row(row: &'a GroupRow) -> Self {
        Self {
            name: &row.name,
            permissions: row.permissions.clone(),
            members: row.members,
            description: None,
            event: None,
        }
    }

    fn show_permissions(&self) -> String {
        let names: Vec<&str> = self.permissions.iter().map(|one| one.as_str()).collect();
        names.join(" ")
    }
}

/// A member as programs get them.
#[derive(Serialize)]
struct MemberRecord<'a> {
    id: i64,
    username: &'a str,
    is_active: bool,
}

/// Runs one of the commands about groups.
pub(crate) async fn run(place: &Place, printer: Printer, command: GroupCommand) -> Done {
    let desk = place.open().await?;
    desk.work(async |desk| match command {
        GroupCommand::List => list_groups(desk, printer).await,
        GroupCommand::Show(which) => show_group(desk, printer, &which).await,
        GroupCommand::Add(wish) => add_group(place, desk, printer, wish).await,
        GroupCommand::Set(wish) => set_group(place, desk, printer, wish).await,
        GroupCommand::Delete(which) => delete_group(place, desk, printer, &which).await,
        GroupCommand::Members(wish) => run_members(place, desk, printer, &wish).await,
    })
    .await
}

async fn list_groups(desk: &Desk, printer: Printer) -> Done {
    let groups = desk.read::<ManageGroup>().await?.list_groups().await?;
    let records: Vec<GroupRecord> = groups.iter().map(GroupRecord::of_row).collect();
    printer.result(&records, || {
        let cells = |record: &GroupRecord| {
            [
                record.name.to_owned(),
                record.members.to_string(),
                record.show_permissions(),
            ]
        };
        let rows: Vec<[String; 3]> = records.iter().map(cells).collect();
        align_columns(["NAME", "MEMBERS", "PERMISSIONS"], &rows)
    })
}

/// The group of this name.
async fn find_group(desk: &Desk, which: &GroupNamed) -> Result<Group, Failure> {
    let groups = desk.read::<ManageGroup>().await?.list_groups().await?;
    let key = fold_key(which.name.trim());
    let found = groups.iter().find(|group| fold_key(&group.name) == key);
    let Some(found) = found else {
        let names: Vec<&str> = groups.iter().map(|group| &*group.name).collect();
        return Err(Failure::not_found(format!(
            "There is no group “{}”. There are: {}.",
            which.name,
            names.join(", ")
        )));
    };
    let read = desk.read::<ManageGroup>().await?;
    Ok(read.show_group(found.id).await?)
}

async fn show_group(desk: &Desk, printer: Printer, which: &GroupNamed) -> Done {
    let group = find_group(desk, which).await?;
    let record = GroupRecord::of(&group);
    printer.result(&record, || {
        align_values(&[
            ("Name", record.name.to_owned()),
            ("For", record.description.unwrap_or_default().to_owned()),
            ("Members", record.members.to_string()),
            ("Permissions", record.show_permissions()),
        ])
    })
}

async fn add_group(place: &Place, desk: &Desk, printer: Printer, wish: AddGroupWish) -> Done {
    let form = NewGroup {
        name: wish.name,
        description: wish.description,
        permissions: wish.permissions,
    };
    let write = desk.write::<ManageGroup>().await?;
    let ChangedGroup { group, event } = write.add_group(&form).await?;
    printer.message(&format!("Added the group {}.", group.name));
    if let Some(event) = event {
        place.offer_undo(printer, event);
    }
    printer.json(&GroupRecord::with_event(&group, event))
}

async fn set_group(place: &Place, desk: &Desk, printer: Printer, wish: SetGroupWish) -> Done {
    if wish.new_name.is_none() && wish.description.is_none() && wish.permissions.is_empty() {
        return Err(Failure::Usage(
            "say what shall be different, as in: rosterctl group set Editors --permission +history.view"
                .to_owned(),
        ));
    }
    let before = find_group(desk, &wish.which).await?;
    let mut permissions = GroupRecord::of(&before).permissions;
    for change in &wish.permissions {
        permissions.retain(|one| *one != change.permission);
        if change.is_given {
            permissions.push(change.permission);
        }
    }
    let changes = GroupChanges {
        name: wish.new_name,
        description: wish.description,
        permissions: Some(permissions),
    };
    let write = desk.write::<ManageGroup>().await?;
    let ChangedGroup { group, event } = write
        .edit_group(before.id, before.version, &changes)
        .await?;
    let name = &group.name;
    if let Some(event) = event {
        printer.message(&format!("Changed the group {name}."));
        place.offer_undo(printer, event);
    } else {
        printer.message(&format!("Nothing is different: {name} was so already."));
    }
    printer.json(&GroupRecord::with_event(&group, event))
}

/// What was deleted, and by which event, for `undo`.
#[derive(Serialize)]
struct DeletedGroup<'a> {
    name: &'a str,
    event: i64,
}

async fn delete_group(place: &Place, desk: &Desk, printer: Printer, which: &GroupNamed) -> Done {
    let group = find_group(desk, which).await?;
    let write = desk.write::<ManageGroup>().await?;
    let event = write.delete_group(group.id, group.version).await?;
    printer.message(&format!("Deleted the group {}.", group.name));
    place.offer_undo(printer, event);
    printer.json(&DeletedGroup {
        name: &group.name,
        event,
    })
}

async fn run_members(place: &Place, desk: &Desk, printer: Printer, wish: &MembersWish) -> Done {
    let group = find_group(desk, &wish.which).await?;
    if wish.add.is_empty() && wish.remove.is_empty() {
        return list_members(desk, printer, &group).await;
    }
    let mut ids = Vec::new();
    for name in wish.add.iter().chain(&wish.remove) {
        ids.push(desk.read::<ViewUser>().await?.find_user(name).await?);
    }
    let selection = Selection::Ids { ids };
    let write = desk.write::<ManageGroup>().await?;
    let mut go_on = |_, _| ControlFlow::Continue(());
    let outcome = if wish.remove.is_empty() {
        write.add_members(group.id, &selection, &mut go_on).await?
    } else {
        write
            .remove_members(group.id, &selection, &mut go_on)
            .await?
    };
    printer.message(&describe_outcome(&group, &outcome, wish.remove.is_empty()));
    if let Some(event) = outcome.event {
        place.offer_undo(printer, event);
    }
    printer.json(&outcome)
}

fn describe_outcome(group: &Group, outcome: &BulkOutcome, is_added: bool) -> String {
    let people = count_people(outcome.changed);
    let mut lines = vec![if is_added {
        format!("Put {people} into {}.", group.name)
    } else {
        format!("Took {people} out of {}.", group.name)
    }];
    for skipped in &outcome.skipped {
        lines.push(format!("{}: {}", skipped.names.join(", "), skipped.reason));
    }
    lines.join("\n")
}

async fn list_members(desk: &Desk, printer: Printer, group: &Group) -> Done {
    let mut members: Vec<Member> = Vec::new();
    loop {
        let query = MemberQuery {
            search: String::new(),
            offset: u32::try_from(members.len()).unwrap_or(u32::MAX),
            limit: MemberQuery::MAX_LIMIT,
        };
        let read = desk.read::<ManageGroup>().await?;
        let page = read.list_members(group.id, &query).await?;
        let is_last = page.rows.len() < MemberQuery::MAX_LIMIT as usize;
        members.extend(page.rows);
        if is_last {
            break;
        }
    }
    if members.is_empty() {
        printer.message("Nobody is in this group.");
    }
    let record = |member: &Member| [member.face.username.clone(), member.face.name.clone()];
    let records: Vec<MemberRecord> = members
        .iter()
        .map(|member| MemberRecord {
            id: member.face.id,
            username: &member.face.username,
            is_active: member.is_active,
        })
        .collect();
    printer.result(&records, || {
        let rows: Vec<[String; 2]> = members.iter().map(record).collect();
        if rows.is_empty() {
            return String::new();
        }
        align_columns(["USERNAME", "NAME"], &rows)
    })
}
