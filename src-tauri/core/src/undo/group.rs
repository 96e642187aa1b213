//! Setting a group back: its name, description and permissions, or whether there is one at all.

use std::collections::HashSet;

use sqlx::SqliteConnection;

use super::change::{read_changes, read_permissions};
use super::obstacle::{Cause, Obstacle};
use super::people::Stage;
use crate::db::event::{self, StoredEvent};
use crate::db::group::{self, GroupRecord};
use crate::db::membership;
use crate::error::Result;
use crate::history::{Changes, TargetKind};
use crate::user::rights::{why_not_delete_group, why_not_give};
use crate::value::{GroupDescription, GroupName, PermissionSet};
use crate::view::{EventTarget, FieldChange};

/// What becomes of the group that an event is about.
pub(super) struct GroupPlan {
    pub(super) target: EventTarget,
    pub(super) changes: Changes,
    pub(super) fate: Fate,
    pub(super) obstacles: Vec<Obstacle>,
}

pub(super) enum Fate {
    /// It is about people only.
    Stays,
    /// It is there again, under its old number.
    Comes(GroupRecord),
    /// It goes, once nobody of these is in it any more.
    Goes(GroupRecord, HashSet<i64>),
    Changes(GroupRecord),
}

/// Plans for the group, and tells the stage if it comes or goes.
pub(super) async fn plan_group(
    db: &mut SqliteConnection,
    stage: &mut Stage,
    event: &StoredEvent,
) -> Result<GroupPlan> {
    let mut plan = GroupPlan {
        target: EventTarget {
            kind: TargetKind::Group,
            id: event.target_id,
            name: event.target_name.clone(),
        },
        changes: Changes::default(),
        fate: Fate::Stays,
        obstacles: Vec::new(),
    };
    let Some(id) = event
        .target_id
        .filter(|_| event.is_about(TargetKind::Group))
    else {
        return Ok(plan);
    };
    let current = stage.scene.group(id).cloned();
    if let Some(group) = &current {
        plan.target.name.clone_from(&group.name);
    }
    let fields = read_changes(event);
    let name = fields.iter().find(|change| change.field == "name");
    let was_added = name.is_some_and(|name| name.old.is_null());
    let was_deleted = name.is_some_and(|name| name.new.is_null());
    match current {
        Some(group) if was_added => plan.remove(db, stage, group).await?,
        None if was_deleted => plan.bring_back(db, stage, (id, &fields)).await?,
        Some(group) if !was_deleted => {
            plan.set_back(db, stage, (event.id, &group, &fields))
                .await?;
        }
        None if !was_added => {
            let gone = "This group is not there any more.";
            plan.obstacles.push(Obstacle::whole(gone));
        }
        _ => {}
    }
    Ok(plan)
}

impl GroupPlan {
    /// By hand, it takes the same to delete it.
    async fn remove(
        &mut self,
        db: &mut SqliteConnection,
        stage: &mut Stage,
        group: GroupRecord,
    ) -> Result<()> {
        let actor = &stage.scene.actor;
        let kinds = membership::find_kinds(db, group.id, actor.id()).await?;
        if let Some(sentence) = why_not_delete_group(actor, &group, kinds) {
            self.obstacles.push(Obstacle::forbidden("name", sentence));
        }
        note(&mut self.changes, Some(&group), None);
        stage.moving_groups.insert(group.id);
        let members = membership::list_all(db, group.id).await?;
        self.fate = Fate::Goes(group, members.into_iter().collect());
        Ok(())
    }

    /// By hand, it takes the same to add it.
    async fn bring_back(
        &mut self,
        db: &mut SqliteConnection,
        stage: &mut Stage,
        (id, fields): (i64, &[FieldChange]),
    ) -> Result<()> {
        let old = |field: &str| fields.iter().find(|change| change.field == field);
        let name = old("name").and_then(|change| change.old.as_str());
        let name = name.and_then(|name| GroupName::parse(name).ok());
        let permissions = old("permissions").and_then(|change| read_permissions(&change.old));
        // Noted only if there was one.
        let description = old("description").and_then(|change| change.old.as_str());
        let description = GroupDescription::parse(description.unwrap_or_default());
        let (Some(name), Ok(description), Some(permissions)) = (name, description, permissions)
        else {
            self.obstacles.push(Obstacle::unreadable("name"));
            return Ok(());
        };
        let group = GroupRecord {
            id,
            name: name.as_str().to_owned(),
            name_key: name.key().to_owned(),
            description: description.as_str().to_owned(),
            version: 1,
            permissions,
        };
        self.check_free(db, &group).await?;
        self.check_permissions(stage, permissions);
        note(&mut self.changes, None, Some(&group));
        stage.moving_groups.insert(id);
        stage.scene.groups.push(group.clone());
        stage
            .scene
            .groups
            .sort_by(|a, b| a.name_key.cmp(&b.name_key));
        self.fate = Fate::Comes(group);
        Ok(())
    }

    async fn set_back(
        &mut self,
        db: &mut SqliteConnection,
        stage: &Stage,
        (event, group, fields): (i64, &GroupRecord, &[FieldChange]),
    ) -> Result<()> {
        let mut new = group.clone();
        for change in fields {
            match &*change.field {
                "name" if self.is_open(change, &group.name) => {
                    self.set_name(db, change, &mut new).await?;
                }
                "description" if self.is_open(change, &group.description) => {
                    self.set_description(change, &mut new);
                }
                "name" | "description" => {}
                "permissions" => self.set_permissions(stage, change, (group, &mut new)),
                field => self.obstacles.push(Obstacle::unreadable(field)),
            }
        }
        self.blame_later(db, stage, event).await?;
        note(&mut self.changes, Some(group), Some(&new));
        if new != *group {
            self.fate = Fate::Changes(new);
        }
        Ok(())
    }

    /// Whether a text is still as the event left it, and not yet what it was before.
    fn is_open(&mut self, change: &FieldChange, current: &str) -> bool {
        if change.old == *current {
            return false;
        }
        if change.new != *current {
            self.obstacles.push(Obstacle::changed(&change.field));
            return false;
        }
        true
    }

    async fn set_name(
        &mut self,
        db: &mut SqliteConnection,
        change: &FieldChange,
        new: &mut GroupRecord,
    ) -> Result<()> {
        let name = change.old.as_str().map(GroupName::parse);
        let Some(Ok(name)) = name else {
            self.obstacles.push(Obstacle::unreadable("name"));
            return Ok(());
        };
        let wanted = GroupRecord {
            name: name.as_str().to_owned(),
            name_key: name.key().to_owned(),
            ..new.clone()
        };
        if self.check_free(db, &wanted).await? {
            *new = wanted;
        }
        Ok(())
    }

    fn set_description(&mut self, change: &FieldChange, new: &mut GroupRecord) {
        match change.old.as_str().map(GroupDescription::parse) {
            Some(Ok(description)) => description.as_str().clone_into(&mut new.description),
            _ => self.obstacles.push(Obstacle::unreadable("description")),
        }
    }

    /// What the event gave is taken, what it took is given back; whatever came or went since stays so.
    fn set_permissions(
        &mut self,
        stage: &Stage,
        change: &FieldChange,
        (old, new): (&GroupRecord, &mut GroupRecord),
    ) {
        let values = read_permissions(&change.old).zip(read_permissions(&change.new));
        let Some((before, after)) = values else {
            self.obstacles.push(Obstacle::unreadable("permissions"));
            return;
        };
        let current = old.permissions;
        let wanted = current
            .without(after.without(before))
            .with(before.without(after));
        let differs = wanted.without(current).with(current.without(wanted));
        if self.check_permissions(stage, differs) {
            new.permissions = wanted;
        }
    }

    /// Nobody grants or takes a right that they do not hold.
    fn check_permissions(&mut self, stage: &Stage, permissions: PermissionSet) -> bool {
        let actor = &stage.scene.actor;
        let mut reasons = permissions.iter().map(|one| why_not_give(actor, one));
        let Some(sentence) = reasons.find_map(|reason| reason) else {
            return true;
        };
        self.obstacles
            .push(Obstacle::forbidden("permissions", sentence));
        false
    }

    /// Another group may have the name by now.
    async fn check_free(&mut self, db: &mut SqliteConnection, group: &GroupRecord) -> Result<bool> {
        let owner = group::find_id_by_key(db, &group.name_key).await?;
        let is_free = owner.is_none_or(|owner| owner == group.id);
        if !is_free {
            let message = format!("There is another group called “{}” by now.", group.name);
            self.obstacles.push(Obstacle::conflict("name", message));
        }
        Ok(is_free)
    }

    async fn blame_later(
        &mut self,
        db: &mut SqliteConnection,
        stage: &Stage,
        event: i64,
    ) -> Result<()> {
        let Some(id) = self.target.id else {
            return Ok(());
        };
        for obstacle in &mut self.obstacles {
            let (Cause::Changed, Some(field)) = (obstacle.cause, &obstacle.field) else {
                continue;
            };
            let wanted = [(id, field.clone(), event)];
            let later = event::find_later_changes(db, TargetKind::Group.as_str(), &wanted).await?;
            if let Some(later) = later.into_iter().next().flatten() {
                obstacle.blame(&later, &stage.zone);
            }
        }
        Ok(())
    }
}

/// Notes what differs; a group that is not there has no name, description or permissions.
fn note(changes: &mut Changes, old: Option<&GroupRecord>, new: Option<&GroupRecord>) {
    let name = |group: Option<&GroupRecord>| group.map(|group| group.name.clone());
    changes.note("name", &name(old), &name(new));
    let description = |group: Option<&GroupRecord>| {
        let description = group.map(|group| group.description.clone());
        description.unwrap_or_default()
    };
    changes.note("description", &description(old), &description(new));
    let permissions = |group: Option<&GroupRecord>| group.map(|group| group.permissions);
    changes.note("permissions", &permissions(old), &permissions(new));
}
