//! Deleting, restoring, and deleting for good.

use super::face::show_face;
use super::rights::{Target, protect, refuse};
use super::show::{find_present, show_person};
use crate::auth::{DeleteUser, Granted, Read};
use crate::db::user::{self, UserRecord};
use crate::db::{avatar, event, group};
use crate::error::{Error, Result};
use crate::history::{self, Action, Changes};
use crate::roster::show_millis;
use crate::value::fold_key;
use crate::view::{DeletePreview, Person, RefusalRule};

impl Granted<DeleteUser, Read> {
    /// The id of whoever is in the trash and had this name or address.
    pub async fn find_deleted_user(mut self, name: &str) -> Result<i64> {
        let found = user::find_deleted_by_key(self.access.db(), &fold_key(name.trim())).await?;
        found
            .map(|user| user.id)
            .ok_or_else(|| Error::NotFound(format!("Nobody called “{name}” is in the trash.")))
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
            refused: Target::load(db, &user).await?.why_not_delete(&actor),
            face: show_face(&user, hash),
        })
    }
}

impl Granted<DeleteUser> {
    /// Moves a person to the trash: signed out, unlisted, and kept whole.
    pub async fn delete_user(mut self, id: i64, version: i64) -> Result<()> {
        let mut user = find_present(self.access.db(), id).await?;
        self.check_delete(&user).await?;
        self.access.refuse_stale(&user, version).await?;
        user.deleted_at = Some(self.access.now());
        user.session_epoch += 1;
        self.store(&user, Action::Delete).await?;
        self.access.commit().await
    }

    /// Takes a person out of the trash, with everything.
    pub async fn restore_user(mut self, id: i64) -> Result<Person> {
        let found = user::find_by_id(self.access.db(), id)
            .await?
            .filter(|user| user.deleted_at.is_some());
        let mut user =
            found.ok_or_else(|| Error::NotFound("This person is not in the trash.".to_owned()))?;
        let target = Target::load(self.access.db(), &user).await?;
        refuse(
            target
                .why_not_delete(self.access.actor())
                .map(|refusal| refusal.message),
        )?;
        user.deleted_at = None;
        self.store(&user, Action::Restore).await?;
        let actor = self.access.actor().clone();
        let user = find_present(self.access.db(), id).await?;
        let person = show_person(self.access.db(), &actor, user).await?;
        self.access.commit().await?;
        Ok(person)
    }

    /// Deletes a person for good, from the trash or not; history stays. Returns the username that is free again.
    pub async fn purge_user(mut self, id: i64) -> Result<String> {
        let user = user::find_by_id(self.access.db(), id)
            .await?
            .ok_or_else(Error::no_such_user)?;
        self.check_delete(&user).await?;
        let name = user.display_name();
        let target = history::Target::user(id, &name);
        self.access
            .record(Action::Purge, target, &Changes::default())
            .await?;
        user::delete(self.access.db(), id).await?;
        self.access.commit().await?;
        Ok(user.username)
    }

    async fn check_delete(&mut self, user: &UserRecord) -> Result<()> {
        let target = Target::load(self.access.db(), user).await?;
        match target.why_not_delete(self.access.actor()) {
            Some(refusal) if refusal.rule == RefusalRule::LastSuperuser => {
                protect(Some(refusal.message))
            }
            refusal => refuse(refusal.map(|refusal| refusal.message)),
        }
    }

    async fn store(&mut self, user: &UserRecord, action: Action) -> Result<()> {
        user::update(self.access.db(), user).await?;
        let name = user.display_name();
        let target = history::Target::user(user.id, &name);
        self.access
            .record(action, target, &Changes::default())
            .await
            .map(drop)
    }
}
