//! Setting people back: each field by itself, and only as far as the one who asks could do it by hand.

use std::collections::{HashMap, HashSet};

use jiff::tz::TimeZone;
use serde_json::{Value, json};
use sqlx::SqliteConnection;

use super::change::{read_changes, read_groups, read_permissions};
use super::obstacle::{Cause, Obstacle};
use super::reason::why_not_set;
use crate::auth::Actor;
use crate::db::event::{self, StoredEvent};
use crate::db::person::{self, Changed, PersonRecord};
use crate::db::{Millis, avatar};
use crate::error::Result;
use crate::history::TargetKind;
use crate::roster::{Roster, to_millis};
use crate::user::batch::{Part, Scene, end_sessions};
use crate::user::rights::{Target, why_not_give, why_not_give_group, why_not_take_group};
use crate::value::{Email, Username};
use crate::view::{EventTarget, FieldChange, GroupName};

/// What becomes of one person.
pub(super) struct Plan {
    pub(super) target: EventTarget,
    /// Nothing if they stay as they are.
    pub(super) part: Option<Part>,
    pub(super) obstacles: Vec<Obstacle>,
}

/// What is the same for everyone in an undo.
pub(super) struct Stage {
    pub(super) scene: Scene,
    pub(super) now: Millis,
    pub(super) zone: TimeZone,
    /// The group that goes or comes back, with whoever is in it: also with those in the trash.
    pub(super) moving_group: Option<i64>,
    /// Who was given which name or address so far.
    pub(super) given: HashMap<String, i64>,
}

/// What has to be looked up for some events at once.
struct Lookup {
    people: HashMap<i64, PersonRecord>,
    owners: HashMap<String, Vec<i64>>,
    pictures: HashSet<(i64, String)>,
}

/// What becomes of the people whom these events are about, in the same order.
pub(super) async fn plan_people(
    db: &mut SqliteConnection,
    stage: &mut Stage,
    events: &[StoredEvent],
) -> Result<Vec<Plan>> {
    let changes: Vec<Vec<FieldChange>> = events.iter().map(read_changes).collect();
    let mut lookup = Lookup::read(db, events, &changes).await?;
    let mut plans: Vec<Plan> = events
        .iter()
        .zip(&changes)
        .map(|(event, changes)| stage.plan(&mut lookup, event, changes))
        .collect();
    blame_later(db, &stage.zone, events, &mut plans).await?;
    Ok(plans)
}

impl Lookup {
    async fn read(
        db: &mut SqliteConnection,
        events: &[StoredEvent],
        changes: &[Vec<FieldChange>],
    ) -> Result<Self> {
        let ids: Vec<i64> = events.iter().filter_map(|event| event.target_id).collect();
        let people = person::list(db, &ids).await?;
        let olds = |wanted: &'static [&str]| {
            let about = events
                .iter()
                .map(|event| event.target_id.unwrap_or_default());
            about.zip(changes).flat_map(move |(id, changes)| {
                let fields = changes.iter();
                let wanted = fields.filter(|change| wanted.contains(&&*change.field));
                wanted.filter_map(move |change| Some((id, &*change.field, change.old.as_str()?)))
            })
        };
        let keys: Vec<String> = olds(&["username", "email"])
            .filter_map(|(_, field, old)| parse_key(field, old))
            .collect();
        let mut owners: HashMap<String, Vec<i64>> = HashMap::new();
        if !keys.is_empty() {
            for (key, owner) in person::list_key_owners(db, &keys).await? {
                owners.entry(key).or_default().push(owner);
            }
        }
        let pictures: Vec<(i64, String)> = olds(&["avatar"])
            .map(|(id, _, hash)| (id, hash.to_owned()))
            .collect();
        let pictures = if pictures.is_empty() {
            HashSet::new()
        } else {
            avatar::find_kept(db, &pictures).await?
        };
        Ok(Self {
            people: people.into_iter().map(|one| (one.user.id, one)).collect(),
            owners,
            pictures,
        })
    }
}

/// What a name or an address is unique by.
fn parse_key(field: &str, typed: &str) -> Option<String> {
    if field == "username" {
        Username::parse(typed)
            .ok()
            .map(|name| name.key().to_owned())
    } else {
        Email::parse(typed).ok()?.key().map(str::to_owned)
    }
}

/// Finds out who changed what is not as the events left it.
async fn blame_later(
    db: &mut SqliteConnection,
    zone: &TimeZone,
    events: &[StoredEvent],
    plans: &mut [Plan],
) -> Result<()> {
    let mut wanted = Vec::new();
    let mut open = Vec::new();
    for (event, plan) in events.iter().zip(plans) {
        for obstacle in &mut plan.obstacles {
            if let (Cause::Changed, Some(id), Some(field)) =
                (obstacle.cause, event.target_id, &obstacle.field)
            {
                wanted.push((id, field.clone(), event.id));
                open.push(obstacle);
            }
        }
    }
    if wanted.is_empty() {
        return Ok(());
    }
    let later = event::find_later_changes(db, TargetKind::User.as_str(), &wanted).await?;
    for (obstacle, later) in open.into_iter().zip(later) {
        if let Some(later) = later {
            obstacle.blame(&later, zone);
        }
    }
    Ok(())
}

impl Stage {
    pub(super) async fn load(
        db: &mut SqliteConnection,
        roster: &Roster,
        actor: &Actor,
    ) -> Result<Self> {
        Ok(Self {
            scene: Scene::load(db, actor).await?,
            now: to_millis(roster.now()),
            zone: roster.time_zone(),
            moving_group: None,
            given: HashMap::new(),
        })
    }

    fn plan(&mut self, lookup: &mut Lookup, event: &StoredEvent, changes: &[FieldChange]) -> Plan {
        let id = event.target_id.unwrap_or_default();
        let mut plan = Plan {
            target: EventTarget {
                kind: TargetKind::User,
                id: event.target_id,
                name: event.target_name.clone(),
            },
            part: None,
            obstacles: Vec::new(),
        };
        let Some(old) = lookup.people.remove(&id) else {
            let gone = "They are not in the roster any more.";
            plan.obstacles.push(Obstacle::whole(gone));
            return plan;
        };
        plan.target.name = old.user.display_name();
        if old.user.deleted_at.is_some() && !self.reaches_trash(changes) {
            let away = "They are in the trash. Restore them first.";
            plan.obstacles.push(Obstacle::whole(away));
            return plan;
        }
        let mut turn = Turn {
            target: self.scene.target(&old),
            stage: self,
            lookup,
            event,
            new: old.clone(),
            old,
            obstacles: Vec::new(),
        };
        for change in changes {
            turn.set_back(change);
        }
        let Turn {
            old,
            mut new,
            obstacles,
            ..
        } = turn;
        plan.obstacles = obstacles;
        end_sessions(&old, &mut new);
        let changes = self.scene.note(&old, &new);
        if !changes.is_empty() {
            self.scene.settle(&old, &new);
            let person = Changed { old, new };
            plan.part = Some(Part {
                person,
                changes,
                undoes: Some(event.id),
            });
        }
        plan
    }

    /// Who is in the trash can come out of it, and be in a group that comes back or goes.
    fn reaches_trash(&self, changes: &[FieldChange]) -> bool {
        changes.iter().any(|change| change.field == "deleted")
            || (self.moving_group.is_some()
                && changes.iter().all(|change| change.field == "groups"))
    }
}

/// One person's turn.
struct Turn<'a> {
    stage: &'a mut Stage,
    lookup: &'a Lookup,
    event: &'a StoredEvent,
    target: Target,
    old: PersonRecord,
    new: PersonRecord,
    obstacles: Vec<Obstacle>,
}

impl Turn<'_> {
    fn set_back(&mut self, change: &FieldChange) {
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
    fn check(&self, field: &str) -> Result<(), Obstacle> {
        let reason = why_not_set(&self.target, &self.stage.scene.actor, field);
        reason.map_or(Ok(()), |sentence| Err(Obstacle::forbidden(field, sentence)))
    }

    fn set_field(&mut self, change: &FieldChange) -> Result<(), Obstacle> {
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
    fn check_free(&mut self, change: &FieldChange) -> Result<(), Obstacle> {
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

    fn check_picture(&self, change: &FieldChange) -> Result<(), Obstacle> {
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
    fn check_password(&self, change: &FieldChange) -> Result<(), Obstacle> {
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

    fn set_deleted(&mut self, change: &FieldChange) -> Result<(), Obstacle> {
        let wanted = change.old == json!(true);
        if self.old.user.deleted_at.is_some() != wanted {
            self.check("deleted")?;
            self.new.user.deleted_at = wanted.then_some(self.stage.now);
        }
        Ok(())
    }

    /// What the event gave is taken, what it took is given back; whatever came or went since stays so.
    fn set_groups(&mut self, change: &FieldChange) -> Result<(), Obstacle> {
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

    fn set_permissions(&mut self, change: &FieldChange) -> Result<(), Obstacle> {
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
