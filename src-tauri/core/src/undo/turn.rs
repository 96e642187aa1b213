//! One person's turn in an undo: each field that was changed, back to what it was.

use serde_json::{Value, json};

use super::change::{read_groups, read_permissions};
use super::obstacle::Obstacle;
use super::people::{Lookup, Stage};
use super::reason::why_not_set;
use crate::db::event::StoredEvent;
use crate::db::person::{Changed, PersonRecord};
use crate::user::batch::end_sessions;
use crate::user::rights::{Target, why_not_give, why_not_give_group, why_not_take_group};
use crate::value::{Email, Username};
use crate::view::{FieldChange, GroupName};

/// Goes on, or says what is in the way.
type Outcome = Result<(), Obstacle>;

/// One person's turn.
pub(super) struct Turn<'a> {
    stage: &'a mut Stage,
    lookup: &'a Lookup,
    event: &'a StoredEvent,
    target: Target,
    old: PersonRecord,
    new: PersonRecord,
    obstacles: Vec<Obstacle>,
}

impl<'a> Turn<'a> {
    pub(super) fn new(
        stage: &'a mut Stage,
        lookup: &'a Lookup,
        event: &'a StoredEvent,
        old: PersonRecord,
    ) -> Self {
        Self {
            target: stage.scene.target(&old),
            stage,
            lookup,
            event,
            new: old.clone(),
            old,
            obstacles: Vec::new(),
        }
    }

    /// What became of the person, and what could not be set back.
    pub(super) fn end(mut self) -> (Changed, Vec<Obstacle>) {
        end_sessions(&self.old, &mut self.new);
        let person = Changed {
            old: self.old,
            new: self.new,
        };
        (person, self.obstacles)
    }

    pub(super) fn set_back(&mut self, change: &FieldChange) {
        let done = match &*change.field {
            "groups" => self.set_groups(change),
            "permissions" => self.set_permissions(change),
            "deleted" => self.set_deleted(change),
            _ => self.set_field(change),
        };
        if let Err(obstacle) = done {
            self.obstacles.push(obstacle);
        }
    }

    /// Goes on if the field could be set by hand.
    fn check(&self, field: &str) -> Outcome {
        let reason = why_not_set(&self.target, &self.stage.scene.actor, field);
        reason.map_or(Ok(()), |sentence| Err(Obstacle::forbidden(field, sentence)))
    }

    fn set_field(&mut self, change: &FieldChange) -> Outcome {
        let field = &*change.field;
        let current = read_field(&self.old, field).ok_or_else(|| Obstacle::unreadable(field))?;
        if current == change.old {
            return Ok(());
        }
        if current != change.new {
            return Err(Obstacle::changed(field));
        }
        self.check(field)?;
        match field {
            "username" | "email" => self.check_free(change)?,
            "is_active" | "is_superuser" if change.old == json!(false) => {
                if let Some(sentence) = self.target.last_superuser() {
                    return Err(Obstacle::forbidden(field, sentence));
                }
            }
            "avatar" => self.check_picture(change)?,
            "must_change_password" => self.check_password(change)?,
            _ => {}
        }
        write_field(&mut self.new, field, &change.old).ok_or_else(|| Obstacle::unreadable(field))
    }

    /// Names and addresses may belong to somebody else by now.
    fn check_free(&mut self, change: &FieldChange) -> Outcome {
        let text = change.old.as_str().unwrap_or_default();
        let Some(key) = parse_key(&change.field, text) else {
            return Ok(());
        };
        let id = self.old.user.id;
        let owners = self.lookup.owners.get(&key).into_iter().flatten();
        let mut owners = owners.chain(self.stage.given.get(&key));
        if owners.any(|owner| *owner != id) {
            let message = format!("“{text}” belongs to somebody else by now.");
            return Err(Obstacle::conflict(&change.field, message));
        }
        self.stage.given.insert(key, id);
        Ok(())
    }

    fn check_picture(&self, change: &FieldChange) -> Outcome {
        let Some(hash) = change.old.as_str() else {
            return Ok(());
        };
        let wanted = (self.old.user.id, hash.to_owned());
        if self.lookup.pictures.contains(&wanted) {
            Ok(())
        } else {
            let gone = "The earlier picture is not kept any more: that is done for 30 days.";
            Err(Obstacle::conflict("avatar", gone))
        }
    }

    /// A password that was set since may be one that has to be changed.
    fn check_password(&self, change: &FieldChange) -> Outcome {
        let user = &self.old.user;
        let reason = if change.old == json!(true) && user.password_hash.is_none() {
            "They have no password."
        } else if user.password_changed.is_some_and(|at| at > self.event.at) {
            "They have another password since."
        } else {
            return Ok(());
        };
        Err(Obstacle::conflict("must_change_password", reason))
    }

    fn set_deleted(&mut self, change: &FieldChange) -> Outcome {
        let wanted = change.old == json!(true);
        if self.old.user.deleted_at.is_some() != wanted {
            self.check("deleted")?;
            self.new.user.deleted_at = wanted.then_some(self.stage.now);
        }
        Ok(())
    }

    /// Whoever goes into the trash with the event that made a group leaves the group, so that it can go as well.
    pub(super) fn leave_moving_groups(&mut self) {
        if self.old.user.deleted_at.is_none() && self.new.user.deleted_at.is_some() {
            let moving = &self.stage.moving_groups;
            self.new.groups.retain(|group| !moving.contains(group));
        }
    }

    /// What the event gave is taken, what it took is given back; whatever came or went since stays so.
    fn set_groups(&mut self, change: &FieldChange) -> Outcome {
        let read = |value| read_groups(value).ok_or_else(|| Obstacle::unreadable("groups"));
        let (before, after) = (read(&change.old)?, read(&change.new)?);
        let current = &self.old.groups;
        let gone = |these: &[GroupName], those: &[GroupName], is_current: bool| -> Vec<GroupName> {
            let stays = |group: &GroupName| those.iter().any(|other| other.id == group.id);
            let gone = these.iter().filter(|group| !stays(group));
            let left = gone.filter(|group| current.contains(&group.id) == is_current);
            left.cloned().collect()
        };
        let (take, give) = (gone(&after, &before, true), gone(&before, &after, false));
        if take.is_empty() && give.is_empty() {
            return Ok(());
        }
        self.check("groups")?;
        let actor = &self.stage.scene.actor;
        for (groups, is_given) in [(take, false), (give, true)] {
            for name in groups {
                let Some(group) = self.stage.scene.group(name.id) else {
                    let message = format!("The group {} is not there any more.", name.name);
                    self.obstacles.push(Obstacle::conflict("groups", message));
                    continue;
                };
                let reason = if is_given {
                    why_not_give_group(actor, group)
                } else {
                    why_not_take_group(actor, group)
                };
                if let Some(sentence) = reason {
                    self.obstacles.push(Obstacle::forbidden("groups", sentence));
                } else if is_given {
                    self.new.groups.insert(name.id);
                } else {
                    self.new.groups.remove(&name.id);
                }
            }
        }
        Ok(())
    }

    fn set_permissions(&mut self, change: &FieldChange) -> Outcome {
        let read =
            |value| read_permissions(value).ok_or_else(|| Obstacle::unreadable("permissions"));
        let (before, after) = (read(&change.old)?, read(&change.new)?);
        let current = self.old.permissions;
        let wanted = current
            .without(after.without(before))
            .with(before.without(after));
        let differs = wanted.without(current).with(current.without(wanted));
        if differs.is_empty() {
            return Ok(());
        }
        self.check("permissions")?;
        let actor = &self.stage.scene.actor;
        let reason = differs
            .iter()
            .find_map(|permission| why_not_give(actor, permission));
        if let Some(sentence) = reason {
            return Err(Obstacle::forbidden("permissions", sentence));
        }
        self.new.permissions = wanted;
        Ok(())
    }
}

/// What a field that is a single value is now, as history notes it; nothing for a field that is none.
fn read_field(person: &PersonRecord, field: &str) -> Option<Value> {
    macro_rules! read {
        ($($part:ident: $($name:ident)+;)+) => {
            match field {
                $($(stringify!($name) => json!(person.$part.$name),)+)+
                "avatar" => json!(person.avatar),
                _ => return None,
            }
        };
    }
    Some(read!(
        user: username email first_name last_name is_active is_staff is_superuser must_change_password;
        profile: bio location birth_date phone_number portfolio_site;
    ))
}

/// Sets such a field to a value from history; nothing if it can't have that value.
fn write_field(person: &mut PersonRecord, field: &str, value: &Value) -> Option<()> {
    macro_rules! write {
        ($($part:ident: $($name:ident)+;)+) => {
            match field {
                "username" => person.user.set_username(&Username::parse(value.as_str()?).ok()?),
                "email" => person.user.set_email(&Email::parse(value.as_str()?).ok()?),
                "avatar" => person.avatar = serde_json::from_value(value.clone()).ok()?,
                $($(stringify!($name) => {
                    person.$part.$name = serde_json::from_value(value.clone()).ok()?;
                })+)+
                _ => return None,
            }
        };
    }
    write!(
        user: first_name last_name is_active is_staff is_superuser must_change_password;
        profile: bio location birth_date phone_number portfolio_site;
    );
    Some(())
}

/// What a name or an address is unique by.
pub(super) fn parse_key(field: &str, typed: &str) -> Option<String> {
    if field == "username" {
        Username::parse(typed)
            .ok()
            .map(|name| name.key().to_owned())
    } else {
        Email::parse(typed).ok()?.key().map(str::to_owned)
    }
}
