//! Adding people, and changing what only others change: name, status, role, groups, password.

use sqlx::SqliteConnection;

use super::effective::Rights;
use super::profile::{AvatarEdit, ProfileEdit};
use super::rights::{Target, check_new_groups, check_rights, refuse};
use super::show::{find_present, show_person};
use crate::auth::{AddUser, ChangeUser, Credential, Granted};
use crate::db::Millis;
use crate::db::group::{self, GroupRecord};
use crate::db::sign_in_throttle::{self, Subject};
use crate::db::user::{self, UserRecord};
use crate::error::{Error, FieldErrors, Result};
use crate::history::{self, Action, Changes};
use crate::value::{Email, PersonName, Username};
use crate::view::{ChangedPerson, GroupName, NewUser, Person, UserChanges};

/// One day, as tables keep time.
const DAY: Millis = 24 * 60 * 60 * 1000;

/// The checked names of somebody new.
pub(super) struct Names {
    pub(super) username: Username,
    pub(super) email: Email,
    pub(super) first_name: PersonName,
    pub(super) last_name: PersonName,
}

impl Names {
    /// Checks the form of each, and that nobody has the name or the address.
    pub(super) async fn parse(
        db: &mut SqliteConnection,
        [username, email, first_name, last_name]: [&str; 4],
    ) -> Result<Self> {
        let mut errors = FieldErrors::default();
        let username = errors.check("username", Username::parse(username));
        let email = errors.check("email", Email::parse(email));
        let first_name = errors.check("first_name", PersonName::parse(first_name));
        let last_name = errors.check("last_name", PersonName::parse(last_name));
        check_free(
            db,
            NOBODY,
            "username",
            username.as_ref().map(Username::key),
            &mut errors,
        )
        .await?;
        check_free(
            db,
            NOBODY,
            "email",
            email.as_ref().and_then(Email::key),
            &mut errors,
        )
        .await?;
        match (username, email, first_name, last_name) {
            (Some(username), Some(email), Some(first_name), Some(last_name))
                if errors == FieldErrors::default() =>
            {
                Ok(Self {
                    username,
                    email,
                    first_name,
                    last_name,
                })
            }
            _ => Err(Error::Validation(errors)),
        }
    }

    /// The row of somebody active with these names and this password, who joins now.
    pub(super) fn into_record(self, credential: &Credential, now: Millis) -> UserRecord {
        UserRecord {
            username: self.username.as_str().to_owned(),
            username_key: self.username.key().to_owned(),
            email: self.email.as_str().to_owned(),
            email_key: self.email.key().map(str::to_owned),
            password_hash: credential.hash.clone(),
            password_changed: credential.hash.is_some().then_some(now),
            password_expires: credential.days().map(|days| now + days * DAY),
            first_name: self.first_name.as_str().to_owned(),
            last_name: self.last_name.as_str().to_owned(),
            must_change_password: credential.days().is_some(),
            date_joined: now,
            ..UserRecord::blank()
        }
    }
}

/// The id of somebody who is not in the table yet.
pub(super) const NOBODY: i64 = 0;

impl Granted<AddUser> {
    /// Adds a person.
    pub async fn add_user(
        mut self,
        form: &NewUser,
        credential: &Credential,
    ) -> Result<ChangedPerson> {
        let actor = self.access.actor().clone();
        if form.is_superuser && !actor.is_superuser() {
            return Err(Error::Forbidden(
                "Only a superuser can make or unmake a superuser.".to_owned(),
            ));
        }
        let now = self.access.now();
        let db = self.access.db();
        let names = [
            &*form.username,
            &*form.email,
            &*form.first_name,
            &*form.last_name,
        ];
        let names = Names::parse(db, names).await?;
        let known = group::list_records(db).await?;
        check_new_groups(&actor, &known, &form.groups)?;
        let mut record = names.into_record(credential, now);
        record.is_staff = form.is_staff;
        record.is_superuser = form.is_superuser;
        let id = user::insert(db, &record).await?;
        group::replace_memberships(db, id, &form.groups).await?;
        let changes = note_addition(&record, &name_groups(&known, &form.groups));
        let name = record.display_name();
        let target = history::Target::user(id, &name);
        let event = self.access.record(Action::Add, target, &changes).await?;
        let user = find_present(self.access.db(), id).await?;
        let person = show_person(self.access.db(), &actor, user).await?;
        self.access.commit().await?;
        Ok(ChangedPerson {
            person,
            event: Some(event),
        })
    }
}

impl Granted<ChangeUser> {
    /// Changes an account, and the profile along with it.
    pub async fn edit_user(
        mut self,
        id: i64,
        version: i64,
        changes: &UserChanges,
        avatar: Option<AvatarEdit>,
    ) -> Result<ChangedPerson> {
        let actor = self.access.actor().clone();
        let today = self.access.roster().today();
        let db = self.access.db();
        let old = find_present(db, id).await?;
        let target = Target::load(db, &old).await?;
        let known = group::list_records(db).await?;
        let rights = Rights::load(db, &old, &known).await?;
        check_rights(&actor, &target, (&old, &rights), &known, changes)?;
        let mut errors = FieldErrors::default();
        let username = changes
            .username
            .as_deref()
            .and_then(|typed| errors.check("username", Username::parse(typed)));
        let edit = changes
            .profile
            .as_ref()
            .map(|profile| ProfileEdit::parse(profile, today, &mut errors));
        let edit = edit.unwrap_or_default();
        check_free(
            db,
            id,
            "username",
            username.as_ref().map(Username::key),
            &mut errors,
        )
        .await?;
        check_free(
            db,
            id,
            "email",
            edit.email.as_ref().and_then(Email::key),
            &mut errors,
        )
        .await?;
        errors.into_result()?;
        self.access.refuse_stale(&old, version).await?;
        let mut new = old.clone();
        if let Some(username) = &username {
            new.set_username(username);
        }
        apply_flags(&mut new, changes);
        let mut noted = Changes::default();
        if let Some(groups) = &changes.groups {
            group::replace_memberships(self.access.db(), id, groups).await?;
            let old: Vec<GroupName> = rights.groups.iter().map(GroupRecord::to_name).collect();
            noted.note("groups", &old, &name_groups(&known, groups));
        }
        if let Some(permissions) = &changes.permissions {
            let set = permissions.iter().copied().collect();
            group::replace_permissions(self.access.db(), id, set).await?;
            noted.note("permissions", &rights.direct, &set);
        }
        self.access.store_edit(old, new, edit, avatar, noted).await
    }

    /// Sets another's password, or none, ends their sessions, and forgets their failures to sign in.
    pub async fn reset_password(mut self, id: i64, credential: &Credential) -> Result<()> {
        let now = self.access.now();
        let mut user = find_present(self.access.db(), id).await?;
        let target = Target::load(self.access.db(), &user).await?;
        refuse(target.why_not_reset_password(self.access.actor()))?;
        user.password_hash.clone_from(&credential.hash);
        user.password_changed = Some(now);
        user.password_expires = credential.days().map(|days| now + days * DAY);
        user.must_change_password = credential.days().is_some();
        user::update_password(self.access.db(), &user).await?;
        sign_in_throttle::delete(self.access.db(), Subject::User(id)).await?;
        let name = user.display_name();
        let target = history::Target::user(id, &name);
        self.access
            .record(Action::ResetPassword, target, &Changes::default())
            .await?;
        self.access.commit().await
    }
}

impl Granted<ChangeUser> {
    /// Forgets somebody's failures to sign in, so that they can try again at once.
    pub async fn unlock_user(mut self, id: i64) -> Result<Person> {
        let actor = self.access.actor().clone();
        let user = find_present(self.access.db(), id).await?;
        let target = Target::load(self.access.db(), &user).await?;
        refuse(target.why_not_unlock(&actor))?;
        if sign_in_throttle::delete(self.access.db(), Subject::User(id)).await? {
            let name = user.display_name();
            let target = history::Target::user(id, &name);
            self.access
                .record(Action::Unlock, target, &Changes::default())
                .await?;
        }
        let person = show_person(self.access.db(), &actor, user).await?;
        self.access.commit().await?;
        Ok(person)
    }
}

/// Takes the flags over. Whoever loses one that opened doors is signed out.
fn apply_flags(user: &mut UserRecord, changes: &UserChanges) {
    let loses = |new: Option<bool>, old: bool| old && new == Some(false);
    if loses(changes.is_active, user.is_active)
        || loses(changes.is_staff, user.is_staff)
        || loses(changes.is_superuser, user.is_superuser)
    {
        user.session_epoch += 1;
    }
    user.is_active = changes.is_active.unwrap_or(user.is_active);
    user.is_staff = changes.is_staff.unwrap_or(user.is_staff);
    user.is_superuser = changes.is_superuser.unwrap_or(user.is_superuser);
}

/// Notes an error if another person has this name or address; both are what one signs in with, so they are one space.
pub(super) async fn check_free(
    db: &mut SqliteConnection,
    id: i64,
    field: &str,
    key: Option<&str>,
    errors: &mut FieldErrors,
) -> Result<()> {
    let Some(key) = key else { return Ok(()) };
    match user::find_key_owner(db, key).await? {
        Some((owner, _)) if owner == id => {}
        Some((_, true)) => errors.add(
            field,
            "This belongs to somebody in the trash. Restore them, or choose another.",
        ),
        Some((_, false)) if field == "username" => {
            let free = suggest_free(db, key).await?;
            errors.add(field, format!("Already taken. Try {free}."));
        }
        Some((_, false)) => errors.add(field, "Somebody else uses this address already."),
        None => {}
    }
    Ok(())
}

/// The name with the first number that makes it free.
async fn suggest_free(db: &mut SqliteConnection, key: &str) -> Result<String> {
    // With room for the number.
    let base: String = key.chars().take(Username::MAX - 4).collect();
    let mut number = 2;
    loop {
        let candidate = format!("{base}{number}");
        if user::find_key_owner(db, &candidate).await?.is_none() {
            return Ok(candidate);
        }
        number += 1;
    }
}

/// The groups with these numbers as history names them; those that are gone since are left out.
pub(crate) fn name_groups(known: &[GroupRecord], ids: &[i64]) -> Vec<GroupName> {
    known
        .iter()
        .filter(|group| ids.contains(&group.id))
        .map(GroupRecord::to_name)
        .collect()
}

fn note_addition(user: &UserRecord, groups: &[GroupName]) -> Changes {
    let mut changes = Changes::default();
    changes.note("username", "", user.username.as_str());
    changes.note("email", "", user.email.as_str());
    changes.note("first_name", "", user.first_name.as_str());
    changes.note("last_name", "", user.last_name.as_str());
    changes.note("is_staff", &false, &user.is_staff);
    changes.note("is_superuser", &false, &user.is_superuser);
    changes.note("groups", &[][..], groups);
    changes
}
