//! Changing many people in one transaction: what is known beforehand, and how it is written and noted.

use std::collections::HashMap;

use sqlx::SqliteConnection;

use super::account::name_groups;
use super::rights::Target;
use crate::auth::{Actor, Write};
use crate::db::group::{self, GroupRecord};
use crate::db::person::{self, Changed, PersonRecord};
use crate::db::{event, user};
use crate::error::Result;
use crate::history::{self, Action, Changes, names_key};
use crate::value::PermissionSet;
use crate::view::{GroupName, Skipped};

/// How many people are read and written by one round of statements.
pub(crate) const CHUNK: usize = 2_000;

/// How many names stand beside a reason.
const NAMES: usize = 5;

/// What is the same for everyone in a batch.
pub(crate) struct Scene {
    pub(crate) actor: Actor,
    pub(crate) groups: Vec<GroupRecord>,
    /// How many active superusers there are, counted down as the batch goes on.
    pub(crate) superusers: i64,
}

impl Scene {
    pub(crate) async fn load(db: &mut SqliteConnection, actor: &Actor) -> Result<Self> {
        Ok(Self {
            actor: actor.clone(),
            groups: group::list_records(db).await?,
            superusers: user::count_superusers(db).await?,
        })
    }

    pub(crate) fn group(&self, id: i64) -> Option<&GroupRecord> {
        self.groups.iter().find(|group| group.id == id)
    }

    /// The person as far as rights over them go.
    pub(crate) fn target(&self, person: &PersonRecord) -> Target {
        let permissions = if person.user.is_superuser {
            PermissionSet::ALL
        } else {
            let groups = self
                .groups
                .iter()
                .filter(|group| person.groups.contains(&group.id));
            groups.fold(person.permissions, |all, group| all.with(group.permissions))
        };
        let is_last = person.user.is_working_superuser() && self.superusers == 1;
        Target::of(&person.user, permissions, is_last)
    }

    /// Takes into account what was decided about somebody.
    pub(crate) fn settle(&mut self, old: &PersonRecord, new: &PersonRecord) {
        let count = |person: &PersonRecord| i64::from(person.user.is_working_superuser());
        self.superusers += count(new) - count(old);
    }

    /// Old and new values of all that differs.
    pub(crate) fn note(&self, old: &PersonRecord, new: &PersonRecord) -> Changes {
        let mut changes = Changes::default();
        macro_rules! note {
            ($part:ident: $($field:ident)+) => {
                $(changes.note(stringify!($field), &old.$part.$field, &new.$part.$field);)+
            };
        }
        note!(user: username email first_name last_name is_active is_staff is_superuser must_change_password);
        note!(profile: bio location birth_date phone_number portfolio_site);
        changes.note("avatar", &old.avatar, &new.avatar);
        changes.note("permissions", &old.permissions, &new.permissions);
        let is_deleted = |person: &PersonRecord| person.user.deleted_at.is_some();
        changes.note("deleted", &is_deleted(old), &is_deleted(new));
        if old.groups != new.groups {
            let names = |person: &PersonRecord| self.name_groups(person);
            changes.note("groups", &names(old), &names(new));
        }
        changes
    }

    /// The groups that somebody is in, by name.
    pub(crate) fn name_groups(&self, person: &PersonRecord) -> Vec<GroupName> {
        let ids: Vec<i64> = person.groups.iter().copied().collect();
        name_groups(&self.groups, &ids)
    }
}

/// Whoever loses what opened doors is signed out.
pub(crate) fn end_sessions(old: &PersonRecord, new: &mut PersonRecord) {
    let (was, is) = (&old.user, &new.user);
    let loses = (was.is_active && !is.is_active)
        || (was.is_staff && !is.is_staff)
        || (was.is_superuser && !is.is_superuser)
        || (was.deleted_at.is_none() && is.deleted_at.is_some());
    if loses {
        new.user.session_epoch += 1;
    }
}

/// One person's change, as the part of a batch that it becomes.
pub(crate) struct Part {
    pub(crate) person: Changed,
    pub(crate) changes: Changes,
    /// The event that it undoes.
    pub(crate) undoes: Option<i64>,
}

impl Write {
    /// Writes people and the parts of the event that their changes are.
    pub(crate) async fn store_parts(
        &mut self,
        batch: i64,
        action: Action,
        parts: Vec<Part>,
    ) -> Result<()> {
        if parts.is_empty() {
            return Ok(());
        }
        let actor = self.actor().by().name.to_owned();
        let rows: Vec<_> = parts
            .iter()
            .map(|part| {
                let name = part.person.new.user.display_name();
                let names = names_key(&actor, &name);
                let id = part.person.new.user.id;
                (id, name, action.as_str(), &part.changes, part.undoes, names)
            })
            .collect();
        let now = self.now();
        event::insert_parts(self.db(), batch, &rows).await?;
        let people: Vec<Changed> = parts.into_iter().map(|part| part.person).collect();
        person::update(self.db(), &people, now).await
    }

    /// Notes how many people a batch came to.
    pub(crate) async fn close_batch(
        &mut self,
        batch: i64,
        size: u32,
        target: history::Target<'_>,
    ) -> Result<()> {
        let people = describe_people(size);
        let name = if target.id.is_some() {
            target.name
        } else {
            &people
        };
        let names = names_key(self.actor().by().name, name);
        event::close_batch(self.db(), batch, size, (name, &names)).await
    }
}

/// How history names many people.
pub(crate) fn describe_people(count: u32) -> String {
    if count == 1 {
        "1 person".to_owned()
    } else {
        format!("{count} people")
    }
}

/// Those who were left as they are, by reason.
#[derive(Default)]
pub(crate) struct Skips(HashMap<String, (u32, Vec<String>)>);

impl Skips {
    pub(crate) fn add(&mut self, reason: String, name: impl FnOnce() -> String) {
        let (count, names) = self.0.entry(reason).or_default();
        *count += 1;
        if names.len() < NAMES {
            names.push(name());
        }
    }

    /// The most frequent reason first.
    pub(crate) fn into_view(self) -> Vec<Skipped> {
        let mut skipped: Vec<Skipped> = self
            .0
            .into_iter()
            .map(|(reason, (count, names))| Skipped {
                reason,
                count,
                names,
            })
            .collect();
        skipped.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.reason.cmp(&b.reason)));
        skipped
    }
}
