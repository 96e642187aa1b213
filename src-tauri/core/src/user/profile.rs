//! Editing what a person tells about themselves.

use jiff::civil::Date;
use sqlx::SqliteConnection;

use super::account::check_free;
use super::rights::{Target, refuse};
use super::show::{find_present, show_person};
use crate::auth::Write;
use crate::db::profile::ProfileRecord;
use crate::db::user::{self, UserRecord};
use crate::db::{Millis, avatar, profile};
use crate::error::{Error, FieldErrors, Result};
use crate::history::{self, Action, Changes};
use crate::picture::Avatar;
use crate::value::{Bio, BirthDate, Email, Location, PersonName, PhoneNumber, Site};
use crate::view::{ChangedPerson, ProfileChanges};

/// What happens to a picture.
pub enum AvatarEdit {
    /// Back to initials.
    Remove,
    /// This one from now on.
    Use(Box<Avatar>),
}

/// Changes to a profile, every value checked; what is absent stays.
#[derive(Default)]
pub(super) struct ProfileEdit {
    pub(super) email: Option<Email>,
    first_name: Option<PersonName>,
    last_name: Option<PersonName>,
    bio: Option<Bio>,
    location: Option<Location>,
    birth_date: Option<BirthDate>,
    phone_number: Option<PhoneNumber>,
    portfolio_site: Option<Site>,
}

impl ProfileEdit {
    /// Checks every field and notes all that is wrong.
    pub(super) fn parse(changes: &ProfileChanges, today: Date, errors: &mut FieldErrors) -> Self {
        macro_rules! check {
            ($field:ident, $type:ty) => {
                changes
                    .$field
                    .as_deref()
                    .and_then(|typed| errors.check(stringify!($field), <$type>::parse(typed)))
            };
        }
        Self {
            email: check!(email, Email),
            first_name: check!(first_name, PersonName),
            last_name: check!(last_name, PersonName),
            bio: check!(bio, Bio),
            location: check!(location, Location),
            birth_date: changes
                .birth_date
                .as_deref()
                .and_then(|typed| errors.check("birth_date", BirthDate::parse(typed, today))),
            phone_number: check!(phone_number, PhoneNumber),
            portfolio_site: check!(portfolio_site, Site),
        }
    }

    /// Takes the names and the address over into the account.
    pub(super) fn apply_to_user(&self, user: &mut UserRecord) {
        if let Some(email) = &self.email {
            user.set_email(email);
        }
        if let Some(name) = &self.first_name {
            name.as_str().clone_into(&mut user.first_name);
        }
        if let Some(name) = &self.last_name {
            name.as_str().clone_into(&mut user.last_name);
        }
    }

    fn apply_to_profile(self, profile: &mut ProfileRecord) {
        if let Some(bio) = self.bio {
            bio.as_str().clone_into(&mut profile.bio);
        }
        if let Some(location) = self.location {
            location.as_str().clone_into(&mut profile.location);
        }
        if let Some(date) = self.birth_date {
            profile.birth_date = date.to_iso();
        }
        if let Some(number) = self.phone_number {
            number.as_str().clone_into(&mut profile.phone_number);
        }
        if let Some(site) = self.portfolio_site {
            site.as_str().clone_into(&mut profile.portfolio_site);
        }
    }
}

impl Write {
    /// Changes a profile: one's own, or another's with the right to.
    ///
    /// `version` is the one that the editor saw; if it has passed, nothing is changed and the error holds the person as
    /// they are now.
    pub async fn edit_profile(
        mut self,
        id: i64,
        version: i64,
        changes: &ProfileChanges,
        avatar: Option<AvatarEdit>,
    ) -> Result<ChangedPerson> {
        let user = find_present(self.db(), id).await?;
        let target = Target::load(self.db(), &user).await?;
        refuse(target.why_not_edit_profile(self.actor()))?;
        let mut errors = FieldErrors::default();
        let edit = ProfileEdit::parse(changes, self.roster().today(), &mut errors);
        if let Some(email) = &edit.email {
            check_free(self.db(), id, "email", email.key(), &mut errors).await?;
        }
        errors.into_result()?;
        self.refuse_stale(&user, version).await?;
        self.store_edit(user.clone(), user, edit, avatar, Changes::default())
            .await
    }

    /// Refuses an edit of what has changed since it was read.
    pub(super) async fn refuse_stale(&mut self, user: &UserRecord, version: i64) -> Result<()> {
        if user.version == version {
            return Ok(());
        }
        let actor = self.actor().clone();
        let current = show_person(self.db(), &actor, user.clone()).await?;
        Err(Error::Conflict(Box::new(current)))
    }

    /// Writes account, profile and picture with one row of history; nothing at all if nothing is different.
    pub(super) async fn store_edit(
        mut self,
        old: UserRecord,
        mut new: UserRecord,
        edit: ProfileEdit,
        avatar: Option<AvatarEdit>,
        mut changes: Changes,
    ) -> Result<ChangedPerson> {
        edit.apply_to_user(&mut new);
        note_account(&mut changes, &old, &new);
        store_profile(self.db(), new.id, edit, &mut changes).await?;
        let now = self.now();
        store_avatar(self.db(), (new.id, now), avatar, &mut changes).await?;
        let mut event = None;
        if !changes.is_empty() {
            user::update(self.db(), &new).await?;
            let name = new.display_name();
            let target = history::Target::user(new.id, &name);
            event = Some(self.record(Action::Change, target, &changes).await?);
        }
        let actor = self.actor().clone();
        let user = find_present(self.db(), new.id).await?;
        let person = show_person(self.db(), &actor, user).await?;
        self.commit().await?;
        Ok(ChangedPerson { person, event })
    }
}

fn note_account(changes: &mut Changes, old: &UserRecord, new: &UserRecord) {
    changes.note("username", &old.username, &new.username);
    changes.note("email", &old.email, &new.email);
    changes.note("first_name", &old.first_name, &new.first_name);
    changes.note("last_name", &old.last_name, &new.last_name);
    changes.note("is_active", &old.is_active, &new.is_active);
    changes.note("is_staff", &old.is_staff, &new.is_staff);
    changes.note("is_superuser", &old.is_superuser, &new.is_superuser);
}

async fn store_profile(
    db: &mut SqliteConnection,
    id: i64,
    edit: ProfileEdit,
    changes: &mut Changes,
) -> Result<()> {
    let old = profile::find(db, id)
        .await?
        .ok_or_else(|| Error::internal(format!("user {id} has no profile")))?;
    let mut new = old.clone();
    edit.apply_to_profile(&mut new);
    if new != old {
        profile::update(db, id, &new).await?;
    }
    changes.note("bio", &old.bio, &new.bio);
    changes.note("location", &old.location, &new.location);
    changes.note("birth_date", &old.birth_date, &new.birth_date);
    changes.note("phone_number", &old.phone_number, &new.phone_number);
    changes.note("portfolio_site", &old.portfolio_site, &new.portfolio_site);
    Ok(())
}

async fn store_avatar(
    db: &mut SqliteConnection,
    (id, now): (i64, Millis),
    edit: Option<AvatarEdit>,
    changes: &mut Changes,
) -> Result<()> {
    let Some(edit) = edit else { return Ok(()) };
    avatar::keep(db, &[id], now).await?;
    let old = avatar::find_hash(db, id).await?;
    let new = match edit {
        AvatarEdit::Remove => {
            avatar::delete(db, id).await?;
            None
        }
        AvatarEdit::Use(picture) => {
            avatar::upsert(db, id, &picture).await?;
            Some(picture.hash)
        }
    };
    changes.note("avatar", &old, &new);
    Ok(())
}
