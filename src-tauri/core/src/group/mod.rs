//! Groups: what they allow, and who is in them.

mod delete;
mod members;

use sqlx::SqliteConnection;

use crate::auth::{Actor, Granted, ManageGroup, Read, Write};
use crate::db::group::{self, GroupRecord};
use crate::db::membership;
use crate::error::{Error, FieldErrors, Result};
use crate::history::{Action, Changes, Target};
use crate::user::rights::{refuse, why_not_delete_group, why_not_edit_members, why_not_give};
use crate::value::{GroupDescription, GroupName, Permission, PermissionSet};
use crate::view::{
    ChangedGroup, Group, GroupAllowed, GroupChanges, GroupPermission, GroupRow, NewGroup,
};

/// The number of a group that is not in the table yet.
const UNNUMBERED: i64 = 0;

impl Granted<ManageGroup, Read> {
    /// All groups, by name, with what they allow and how many people are in them.
    pub async fn list_groups(mut self) -> Result<Vec<GroupRow>> {
        let actor = self.access.actor().clone();
        let counts = membership::count_by_group(self.access.db()).await?;
        let records = group::list_records(self.access.db()).await?;
        let show = |group: GroupRecord| GroupRow {
            id: group.id,
            version: group.version,
            permissions: group.permissions.iter().collect(),
            members: counts.get(&group.id).copied().unwrap_or(0),
            edit_members: why_not_edit_members(&actor, &group),
            name: group.name,
            description: group.description,
        };
        Ok(records.into_iter().map(show).collect())
    }

    /// Everything about a group but its members.
    pub async fn show_group(mut self, id: i64) -> Result<Group> {
        let actor = self.access.actor().clone();
        show_group(self.access.db(), &actor, id).await
    }
}

impl Granted<ManageGroup> {
    /// Adds a group without members. Its permissions have to be one's own as well.
    pub async fn add_group(mut self, form: &NewGroup) -> Result<ChangedGroup> {
        let permissions: PermissionSet = form.permissions.iter().copied().collect();
        check_given(self.access.actor(), permissions)?;
        let typed = (Some(&*form.name), Some(&*form.description));
        let mut group = GroupRecord {
            id: UNNUMBERED,
            name: String::new(),
            name_key: String::new(),
            description: String::new(),
            version: 1,
            permissions,
        };
        self.parse_texts(typed, &mut group).await?;
        let id = group::insert(self.access.db(), &group).await?;
        let mut changes = Changes::default();
        changes.note("name", &None, &Some(&group.name));
        changes.note("description", "", &*group.description);
        changes.note("permissions", &None, &Some(permissions));
        let target = Target::group(id, &group.name);
        let event = self.access.record(Action::Add, target, &changes).await?;
        self.finish(id, Some(event)).await
    }

    /// Changes a group's name, description and permissions. Refused with [`Error::GroupConflict`] if somebody changed it after
    /// `version`. What is given to the members or taken from them has to be one's own.
    pub async fn edit_group(
        mut self,
        id: i64,
        version: i64,
        changes: &GroupChanges,
    ) -> Result<ChangedGroup> {
        let old = find_group(self.access.db(), id).await?;
        let mut new = old.clone();
        if let Some(permissions) = &changes.permissions {
            new.permissions = permissions.iter().copied().collect();
        }
        let given = new.permissions.without(old.permissions);
        let taken = old.permissions.without(new.permissions);
        check_given(self.access.actor(), given.with(taken))?;
        let typed = (changes.name.as_deref(), changes.description.as_deref());
        self.parse_texts(typed, &mut new).await?;
        self.access.refuse_stale_group(&old, version).await?;
        let mut noted = Changes::default();
        noted.note("name", &old.name, &new.name);
        noted.note("description", &old.description, &new.description);
        noted.note("permissions", &old.permissions, &new.permissions);
        let mut event = None;
        if !noted.is_empty() {
            group::update(self.access.db(), &new).await?;
            let target = Target::group(id, &new.name);
            event = Some(self.access.record(Action::Change, target, &noted).await?);
        }
        self.finish(id, event).await
    }

    /// Takes over the name and the description that were typed, if they have the right form and no other group has the
    /// name.
    async fn parse_texts(
        &mut self,
        (name, description): (Option<&str>, Option<&str>),
        group: &mut GroupRecord,
    ) -> Result<()> {
        let mut errors = FieldErrors::default();
        if let Some(name) = name.and_then(|typed| errors.check("name", GroupName::parse(typed))) {
            let owner = group::find_id_by_key(self.access.db(), name.key()).await?;
            if owner.is_some_and(|owner| owner != group.id) {
                errors.add("name", "There is a group of this name already.");
            }
            name.as_str().clone_into(&mut group.name);
            name.key().clone_into(&mut group.name_key);
        }
        if let Some(description) = description
            .and_then(|typed| errors.check("description", GroupDescription::parse(typed)))
        {
            description.as_str().clone_into(&mut group.description);
        }
        errors.into_result()
    }

    async fn finish(mut self, id: i64, event: Option<i64>) -> Result<ChangedGroup> {
        let actor = self.access.actor().clone();
        let group = show_group(self.access.db(), &actor, id).await?;
        self.access.commit().await?;
        Ok(ChangedGroup { group, event })
    }
}

impl Write {
    /// Goes on unless somebody changed the group after it was read.
    async fn refuse_stale_group(&mut self, group: &GroupRecord, version: i64) -> Result<()> {
        if group.version == version {
            return Ok(());
        }
        let actor = self.actor().clone();
        let current = show_group(self.db(), &actor, group.id).await?;
        Err(Error::GroupConflict(Box::new(current)))
    }
}

async fn find_group(db: &mut SqliteConnection, id: i64) -> Result<GroupRecord> {
    group::find(db, id).await?.ok_or_else(Error::no_such_group)
}

/// Nobody grants or takes a right that they do not hold.
fn check_given(actor: &Actor, permissions: PermissionSet) -> Result<()> {
    permissions
        .iter()
        .try_for_each(|permission| refuse(why_not_give(actor, permission)))
}

async fn show_group(db: &mut SqliteConnection, actor: &Actor, id: i64) -> Result<Group> {
    let group = find_group(db, id).await?;
    let kinds = membership::find_kinds(db, id, actor.id()).await?;
    let show_permission = |permission| GroupPermission {
        permission,
        held: group.permissions.contains(permission),
        edit: why_not_give(actor, permission),
    };
    Ok(Group {
        id,
        version: group.version,
        permissions: Permission::ALL.into_iter().map(show_permission).collect(),
        members: membership::count(db, id, &[]).await?,
        staff: membership::count_staff(db, id).await?,
        may: GroupAllowed {
            edit: actor.why_not::<ManageGroup>(),
            edit_members: why_not_edit_members(actor, &group),
            delete: why_not_delete_group(actor, &group, kinds),
        },
        name: group.name,
        description: group.description,
    })
}
