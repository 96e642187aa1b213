//! Deleting, restoring, and deleting for good.

use std::collections::HashMap;

use super::batch::{Scene, describe_people};
use super::face::show_face;
use super::rights::{self, protect, refuse};
use super::show::{find_present, show_person};
use crate::auth::{DeleteUser, Granted, Proven, Read};
use crate::db::user::{self, UserRecord, display_name};
use crate::db::{Millis, avatar, event, group, person, trash};
use crate::error::{Error, Result};
use crate::history::{Action, By, Changes, Links, Target, names_key, record_linked};
use crate::roster::{Roster, show_millis, to_millis};
use crate::value::{fold_key, fold_words};
use crate::view::{ChangedPerson, DeletePreview, RefusalRule, TrashPage, TrashQuery, TrashRow};

/// One day, as tables keep time.
const DAY: Millis = 24 * 60 * 60 * 1000;

/// How history names what nobody did.
const ITSELF: &str = "Roster";

/// How long people stay in the trash, and pictures after they were replaced.
const KEPT: Millis = 30 * DAY;

impl Roster {
    /// Deletes for good whoever was put into the trash more than 30 days ago, and earlier pictures as old; history stays.
    /// Returns how many people that were. For whoever opens a roster, each time; nothing is written where nothing is due.
    pub async fn purge_trash(&self) -> Result<u32> {
        let now = to_millis(self.now());
        let moment = now - KEPT;
        if !trash::has_expired(&mut *self.reader().await?, moment).await? {
            return Ok(0);
        }
        let mut tx = self.begin().await?;
        let expired = trash::list_expired(&mut tx, moment).await?;
        let count = u32::try_from(expired.len()).unwrap_or(u32::MAX);
        if count > 0 {
            let name = describe_people(count);
            let entry = (Action::Purge, Target::users(&name), &Changes::default());
            let links = Links {
                batch_size: Some(count),
                ..Links::default()
            };
            let by = By {
                id: None,
                name: ITSELF,
            };
            let event = record_linked(&mut tx, now, by, entry, links).await?;
            let parts: Vec<_> = expired
                .iter()
                .map(|user| {
                    let name = display_name(&user.username, &user.first_name, &user.last_name);
                    let names = names_key(ITSELF, &name);
                    let action = Action::Purge.as_str();
                    (
                        user.id,
                        name,
                        action,
                        Changes::default(),
                        None::<i64>,
                        names,
                    )
                })
                .collect();
            event::insert_parts(&mut tx, event, &parts).await?;
            trash::delete_expired(&mut tx, moment).await?;
        }
        avatar::forget_before(&mut tx, moment).await?;
        tx.commit().await?;
        Ok(count)
    }
}

impl Granted<DeleteUser, Read> {
    /// The id of whoever is in the trash and had this name or address.
    pub async fn find_deleted_user(mut self, name: &str) -> Result<i64> {
        let found = user::find_deleted_by_key(self.access.db(), &fold_key(name.trim())).await?;
        found
            .map(|user| user.id)
            .ok_or_else(|| Error::NotFound(format!("Nobody called “{name}” is in the trash.")))
    }

    /// One page of the trash, those deleted last first.
    pub async fn list_trash(mut self, query: &TrashQuery) -> Result<TrashPage> {
        let actor = self.access.actor().clone();
        let now = to_millis(self.access.roster().now());
        let db = self.access.db();
        let words = fold_words(&query.search);
        let range = (query.offset, query.limit.clamp(1, TrashQuery::MAX_LIMIT));
        let ids = trash::list_page(db, &words, range).await?;
        let total = trash::count(db, &words).await?;
        let deleters = trash::list_deleters(db, &ids).await?;
        let mut deleters: HashMap<i64, String> = deleters.into_iter().collect();
        let scene = Scene::load(db, &actor).await?;
        let people = person::list(db, &ids).await?;
        let rows = people.into_iter().filter_map(|person| {
            let deleted_at = person.user.deleted_at?;
            let refusal = scene.target(&person).why_not_delete(&actor);
            // Whoever came there just now stays for 30 days, not for 29 and some hours.
            let days_left = ((deleted_at + KEPT - now + DAY - 1) / DAY).max(0);
            Some(TrashRow {
                deleted_at: show_millis(deleted_at),
                deleted_by: deleters.remove(&person.user.id),
                days_left: u32::try_from(days_left).unwrap_or(u32::MAX),
                refused: refusal.map(|refusal| refusal.message),
                face: show_face(&person.user, person.avatar),
                email: person.user.email,
            })
        });
        Ok(TrashPage {
            rows: rows.collect(),
            total,
        })
    }

    /// What would go, what would stay, and why it can't be done if it can't.
    pub async fn preview_delete(mut self, id: i64) -> Result<DeletePreview> {
        let actor = self.access.actor().clone();
        let db = self.access.db();
        let user = find_present(db, id).await?;
        let hash = avatar::find_hash(db, id).await?;
        let groups = group::list_of_user(db, id).await?;
        Ok(DeletePreview {
            version: user.version,
            date_joined: show_millis(user.date_joined),
            groups: groups.into_iter().map(|group| group.name).collect(),
            has_avatar: hash.is_some(),
            history_entries: event::count_of_user(db, id).await?,
            refused: rights::Target::load(db, &user)
                .await?
                .why_not_delete(&actor),
            face: show_face(&user, hash),
        })
    }
}

impl Granted<DeleteUser> {
    /// Moves a person to the trash: signed out, unlisted, and kept whole. Returns the number of the event, which can be
    /// undone.
    pub async fn delete_user(mut self, id: i64, version: i64) -> Result<i64> {
        let mut user = find_present(self.access.db(), id).await?;
        self.check_delete(&user).await?;
        self.access.refuse_stale(&user, version).await?;
        user.deleted_at = Some(self.access.now());
        user.session_epoch += 1;
        let event = self.store(&user, Action::Delete).await?;
        self.access.commit().await?;
        Ok(event)
    }

    /// Takes a person out of the trash, with everything.
    pub async fn restore_user(mut self, id: i64) -> Result<ChangedPerson> {
        let found = user::find_by_id(self.access.db(), id)
            .await?
            .filter(|user| user.deleted_at.is_some());
        let mut user =
            found.ok_or_else(|| Error::NotFound("This person is not in the trash.".to_owned()))?;
        let target = rights::Target::load(self.access.db(), &user).await?;
        refuse(
            target
                .why_not_delete(self.access.actor())
                .map(|refusal| refusal.message),
        )?;
        user.deleted_at = None;
        let event = self.store(&user, Action::Restore).await?;
        let actor = self.access.actor().clone();
        let user = find_present(self.access.db(), id).await?;
        let person = show_person(self.access.db(), &actor, user).await?;
        self.access.commit().await?;
        Ok(ChangedPerson {
            person,
            event: Some(event),
        })
    }

    async fn check_delete(&mut self, user: &UserRecord) -> Result<()> {
        let target = rights::Target::load(self.access.db(), user).await?;
        match target.why_not_delete(self.access.actor()) {
            Some(refusal) if refusal.rule == RefusalRule::LastSuperuser => {
                protect(Some(refusal.message))
            }
            refusal => refuse(refusal.map(|refusal| refusal.message)),
        }
    }

    /// Writes the row and the event, whose number it returns.
    async fn store(&mut self, user: &UserRecord, action: Action) -> Result<i64> {
        user::update(self.access.db(), user).await?;
        let name = user.display_name();
        let target = Target::user(user.id, &name);
        self.access
            .record(action, target, &Changes::default())
            .await
    }
}

impl Granted<DeleteUser, Proven> {
    /// Deletes a person for good, from the trash or not; history stays. Returns the username that is free again.
    pub async fn purge_user(self, id: i64) -> Result<String> {
        let mut grant = self.into_write();
        let user = user::find_by_id(grant.access.db(), id)
            .await?
            .ok_or_else(Error::no_such_user)?;
        grant.check_delete(&user).await?;
        let name = user.display_name();
        let target = Target::user(id, &name);
        let mut write = grant.access;
        write
            .record(Action::Purge, target, &Changes::default())
            .await?;
        user::delete(write.db(), id).await?;
        write.commit().await?;
        Ok(user.username)
    }
}
