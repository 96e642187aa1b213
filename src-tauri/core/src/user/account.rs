//! Adding people, and changing what only others change: name, status, role, groups, password.

use std::collections::BTreeSet;

use sqlx::SqliteConnection;

use super::profile::{AvatarEdit, ProfileEdit};
use super::rights::{Target, protect, refuse};
use super::show::{find_present, show_person};
use crate::auth::{Actor, AddUser, ChangeUser, Credential, Granted};
use crate::db::user::{self, UserRecord};
use crate::db::{Millis, group};
use crate::error::{Error, FieldErrors, Result};
use crate::history::{self, Action, Changes};
use crate::value::{Email, PersonName, Username};
use crate::view::{GroupName, NewUser, Person, UserChanges};

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
            id: NOBODY,
            username: self.username.as_str().to_owned(),
            username_key: self.username.key().to_owned(),
            email: self.email.as_str().to_owned(),
            email_key: self.email.key().map(str::to_owned),
            password_hash: credential.hash.clone(),
            password_changed: credential.hash.is_some().then_some(now),
            password_expires: credential.days().map(|days| now + days * DAY),
            first_name: self.first_name.as_str().to_owned(),
            last_name: self.last_name.as_str().to_owned(),
            is_active: true,
            is_staff: false,
            is_superuser: false,
            must_change_password: credential.days().is_some(),
            session_epoch: 0,
            date_joined: now,
            last_login: None,
            deleted_at: None,
            version: 1,
        }
    }
}

/// The id of somebody who is not in the table yet.
pub(super) const NOBODY: i64 = 0;

impl Granted<AddUser> {
    /// Adds a person.
    pub async fn add_user(mut self, form: &NewUser, credential: &Credential) -> Result<Person> {
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
        check_groups(db, &actor, &[], &form.groups).await?;
        let mut record = names.into_record(credential, now);
        record.is_staff = form.is_staff;
        record.is_superuser = form.is_superuser;
        let id = user::insert(db, &record).await?;
        group::replace_memberships(db, id, &form.groups).await?;
        let changes = note_addition(db, id, &record).await?;
        let name = record.display_name();
        self.access
            .record(
                Action::Add,
                history::Target {
                    id: Some(id),
                    name: &name,
                },
                &changes,
            )
            .await?;
        let user = find_present(self.access.db(), id).await?;
        let person = show_person(self.access.db(), &actor, user).await?;
        self.access.commit().await?;
        Ok(person)
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
    ) -> Result<Person> {
        let actor = self.access.actor().clone();
        let today = self.access.roster().today();
        let db = self.access.db();
        let old = find_present(db, id).await?;
        let target = Target::load(db, &old).await?;
        let old_groups = group::list_of_user(db, id).await?;
        check_rights(&actor, &target, &old, &old_groups, changes)?;
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
        if let Some(reason) = target
            .last_superuser()
            .filter(|_| !new.is_working_superuser())
        {
            protect(Some(reason))?;
        }
        let mut noted = Changes::default();
        if let Some(groups) = &changes.groups {
            let db = self.access.db();
            replace_groups(db, &actor, id, (old_groups, groups), &mut noted).await?;
        }
        self.access.store_edit(old, new, edit, avatar, noted).await
    }

    /// Sets another's password, or none, and ends their sessions.
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
        let name = user.display_name();
        let target = history::Target {
            id: Some(id),
            name: &name,
        };
        self.access
            .record(Action::ResetPassword, target, &Changes::default())
            .await?;
        self.access.commit().await
    }
}

/// Whether the actor may change all that the form changes; what it repeats unchanged needs no right.
fn check_rights(
    actor: &Actor,
    target: &Target,
    old: &UserRecord,
    old_groups: &[GroupName],
    changes: &UserChanges,
) -> Result<()> {
    let differs = |new: Option<bool>, old: bool| new.is_some_and(|new| new != old);
    if changes
        .username
        .as_ref()
        .is_some_and(|name| *name != old.username)
    {
        refuse(target.why_not_edit_account(actor, "username"))?;
    }
    let differs_in_groups = changes.groups.as_ref().is_some_and(|new| {
        let ids = |groups: &mut dyn Iterator<Item = i64>| groups.collect::<BTreeSet<_>>();
        ids(&mut new.iter().copied()) != ids(&mut old_groups.iter().map(|group| group.id))
    });
    if differs(changes.is_active, old.is_active) || differs_in_groups {
        refuse(target.why_not_edit_account(actor, "status and groups"))?;
    }
    if differs(changes.is_staff, old.is_staff) {
        refuse(target.why_not_edit_staff(actor))?;
    }
    if differs(changes.is_superuser, old.is_superuser) {
        refuse(target.why_not_edit_superuser(actor))?;
    }
    refuse(target.why_not_edit_profile(actor))
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

async fn replace_groups(
    db: &mut SqliteConnection,
    actor: &Actor,
    id: i64,
    (old, new): (Vec<GroupName>, &[i64]),
    changes: &mut Changes,
) -> Result<()> {
    let names = |groups: Vec<GroupName>| -> Vec<String> {
        groups.into_iter().map(|group| group.name).collect()
    };
    let old_ids: Vec<i64> = old.iter().map(|group| group.id).collect();
    check_groups(db, actor, &old_ids, new).await?;
    group::replace_memberships(db, id, new).await?;
    let new = group::list_of_user(db, id).await?;
    changes.note("groups", &names(old), &names(new));
    Ok(())
}

/// Nobody grants a right that they do not hold; groups that stay are not granted.
async fn check_groups(
    db: &mut SqliteConnection,
    actor: &Actor,
    old: &[i64],
    new: &[i64],
) -> Result<()> {
    let known = group::list(db).await?;
    for id in new.iter().filter(|id| !old.contains(id)) {
        let Some(group) = known.iter().find(|group| group.id == *id) else {
            return Err(Error::field(
                "groups",
                "One of these groups is gone. Choose again.",
            ));
        };
        let granted = group::permissions_of_group(db, *id).await?;
        if let Some(missing) = granted.without(actor.permissions()).iter().next() {
            let sentence = format!(
                "The group {} has the right to {}, and you don’t. Nobody grants a right that they do not hold.",
                group.name,
                missing.allows()
            );
            return Err(Error::Forbidden(sentence));
        }
    }
    Ok(())
}

async fn note_addition(db: &mut SqliteConnection, id: i64, user: &UserRecord) -> Result<Changes> {
    let mut changes = Changes::default();
    changes.note("username", "", user.username.as_str());
    changes.note("email", "", user.email.as_str());
    changes.note("first_name", "", user.first_name.as_str());
    changes.note("last_name", "", user.last_name.as_str());
    changes.note("is_staff", &false, &user.is_staff);
    changes.note("is_superuser", &false, &user.is_superuser);
    let groups: Vec<String> = group::list_of_user(db, id)
        .await?
        .into_iter()
        .map(|group| group.name)
        .collect();
    changes.note("groups", &Vec::new(), &groups);
    Ok(changes)
}
