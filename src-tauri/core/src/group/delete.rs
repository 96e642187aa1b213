//! Deleting a group: it is taken from all its members.

use std::collections::BTreeMap;

use super::find_group;
use crate::auth::{Granted, ManageGroup, Read, ViewUser};
use crate::db::group;
use crate::db::membership::{self, Loser};
use crate::db::person::{self, Changed, PersonRecord};
use crate::db::user::display_name;
use crate::error::Result;
use crate::history::{Action, Changes, Links, Target};
use crate::user::batch::{CHUNK, Part, Scene};
use crate::user::face::show_face;
use crate::user::rights::{refuse, why_not_delete_group};
use crate::view::{GroupDeletePreview, LostPermission};

/// How many names stand beside a number.
const FEW: u32 = 5;

impl Granted<ManageGroup, Read> {
    /// Who would leave a group, and what they could not do any more. Without the right to see people it names nobody.
    pub async fn preview_delete_group(mut self, id: i64) -> Result<GroupDeletePreview> {
        let actor = self.access.actor().clone();
        let names_people = actor.why_not::<ViewUser>().is_none();
        let db = self.access.db();
        let group = find_group(db, id).await?;
        let kinds = membership::find_kinds(db, id, actor.id()).await?;
        let members = membership::list_all(db, id).await?;
        let first = if names_people {
            let first = membership::list_page(db, id, &[], (0, FEW)).await?;
            person::list(db, &first).await?
        } else {
            Vec::new()
        };
        let mut losers: BTreeMap<String, Vec<Loser>> = BTreeMap::new();
        for loser in membership::list_losers(db, id, FEW).await? {
            losers
                .entry(loser.permission.clone())
                .or_default()
                .push(loser);
        }
        let permissions = group.permissions.iter().map(|permission| {
            let losers = losers.remove(permission.as_str()).unwrap_or_default();
            LostPermission {
                permission,
                losers: losers.first().map_or(0, |loser| loser.losers),
                first_losers: losers
                    .iter()
                    .filter(|_| names_people)
                    .map(|one| display_name(&one.username, &one.first_name, &one.last_name))
                    .collect(),
            }
        });
        let show_person = |person: PersonRecord| show_face(&person.user, person.avatar);
        Ok(GroupDeletePreview {
            id,
            version: group.version,
            members: u32::try_from(members.len()).unwrap_or(u32::MAX),
            first_members: first.into_iter().map(show_person).collect(),
            permissions: permissions.collect(),
            refused: why_not_delete_group(&actor, &group, kinds),
            name: group.name,
        })
    }
}

impl Granted<ManageGroup> {
    /// Deletes a group, and returns the number of the event, which can be undone. Refused with
    /// [`Error::GroupConflict`](crate::Error::GroupConflict) if somebody changed it after `version`.
    pub async fn delete_group(mut self, id: i64, version: i64) -> Result<i64> {
        let actor = self.access.actor().clone();
        let group = find_group(self.access.db(), id).await?;
        let kinds = membership::find_kinds(self.access.db(), id, actor.id()).await?;
        refuse(why_not_delete_group(&actor, &group, kinds))?;
        self.access.refuse_stale_group(&group, version).await?;
        let scene = Scene::load(self.access.db(), &actor).await?;
        let members = membership::list_all(self.access.db(), id).await?;
        let mut changes = Changes::default();
        changes.note("name", &Some(&group.name), &None);
        changes.note("description", &*group.description, "");
        changes.note("permissions", &Some(group.permissions), &None);
        let entry = (Action::Delete, Target::group(id, &group.name), &changes);
        let links = Links {
            batch_size: u32::try_from(members.len()).ok().filter(|size| *size > 0),
            ..Links::default()
        };
        let event = self.access.record_linked(entry, links).await?;
        for chunk in members.chunks(CHUNK) {
            let people = person::list(self.access.db(), chunk).await?;
            let leave = |old: PersonRecord| {
                let mut new = old.clone();
                new.groups.remove(&id);
                Part {
                    changes: scene.note(&old, &new),
                    person: Changed { old, new },
                    undoes: None,
                }
            };
            let parts = people.into_iter().map(leave).collect();
            self.access
                .store_parts(event, Action::Change, parts)
                .await?;
        }
        group::delete(self.access.db(), id).await?;
        self.access.commit().await?;
        Ok(event)
    }
}
