//! What one person may do with another, in sentences: the page shows them, and the deeds themselves refuse with them.

use sqlx::SqliteConnection;

use super::effective::Rights;
use crate::auth::{Actor, ChangeProfile, ChangeUser, DeleteUser, ManageGroup, ViewUser};
use crate::db::group::{self, GroupRecord};
use crate::db::membership::MemberKinds;
use crate::db::user::{self, UserRecord};
use crate::error::{Error, LAST_SUPERUSER, Result};
use crate::value::{Permission, PermissionSet};
use crate::view::{Allowed, Refusal, RefusalRule, UserChanges};

/// Why not, or nothing.
type Reason = Option<String>;

/// A person as far as rights over them go.
pub(crate) struct Target {
    pub(crate) id: i64,
    is_staff: bool,
    is_superuser: bool,
    permissions: PermissionSet,
    /// Without them, nobody could manage the roster.
    is_last_superuser: bool,
}

impl Target {
    /// Reads what counts about a user.
    pub(crate) async fn load(db: &mut SqliteConnection, record: &UserRecord) -> Result<Self> {
        let permissions = if record.is_superuser {
            PermissionSet::ALL
        } else {
            group::permissions_of_user(db, record.id).await?
        };
        let is_last_superuser =
            record.is_working_superuser() && !user::has_other_superuser(db, record.id).await?;
        Ok(Self::of(record, permissions, is_last_superuser))
    }

    /// Somebody who has these permissions, staff or not.
    pub(crate) fn of(
        record: &UserRecord,
        permissions: PermissionSet,
        is_last_superuser: bool,
    ) -> Self {
        Self {
            id: record.id,
            is_staff: record.is_staff,
            is_superuser: record.is_superuser,
            permissions,
            is_last_superuser,
        }
    }

    /// Somebody of whom only the number is known: what depends on who they are forbids nothing.
    pub(crate) fn unknown(id: i64) -> Self {
        Self {
            id,
            is_staff: true,
            is_superuser: false,
            permissions: PermissionSet::default(),
            is_last_superuser: false,
        }
    }

    /// Everything that may be done with them.
    pub(crate) fn allowed(&self, actor: &Actor) -> Allowed {
        Allowed {
            edit_profile: self.why_not_edit_profile(actor),
            edit_account: self.why_not_edit_account(actor, "username"),
            edit_flags: self
                .why_not_edit_account(actor, "status and groups")
                .or_else(|| self.last_superuser()),
            edit_groups: self.why_not_edit_groups(actor),
            edit_staff: self.why_not_edit_staff(actor),
            edit_superuser: self
                .why_not_edit_superuser(actor)
                .or_else(|| self.last_superuser()),
            reset_password: self.why_not_reset_password(actor),
            unlock: self.why_not_unlock(actor),
            delete: self.why_not_delete(actor).map(|refusal| refusal.message),
        }
    }

    /// Profiles are one's own; others' need a right.
    pub(crate) fn why_not_edit_profile(&self, actor: &Actor) -> Reason {
        if actor.is_user(self.id) {
            return None;
        }
        // Whoever may change the account may change what it says.
        let right = actor
            .why_not::<ChangeProfile>()
            .filter(|_| actor.why_not::<ChangeUser>().is_some());
        right.or_else(|| self.superusers_only(actor))
    }

    /// Name, status, groups and role: by others only.
    pub(crate) fn why_not_edit_account(&self, actor: &Actor, what: &str) -> Reason {
        if actor.is_user(self.id) {
            return Some(format!(
                "Nobody changes their own {what}. Ask another administrator."
            ));
        }
        actor
            .why_not::<ChangeUser>()
            .or_else(|| self.superusers_only(actor))
    }

    /// Groups, and permissions of their own; which ones can be given and taken is another question.
    pub(crate) fn why_not_edit_groups(&self, actor: &Actor) -> Reason {
        self.why_not_edit_account(actor, "status and groups")
    }

    /// The same from the group's side, which takes the right to manage groups instead.
    pub(crate) fn why_not_edit_membership(&self, actor: &Actor) -> Reason {
        if actor.is_user(self.id) {
            return self.why_not_edit_groups(actor);
        }
        actor
            .why_not::<ManageGroup>()
            .or_else(|| self.superusers_only(actor))
    }

    /// Staff opens the panel, and with it wake the rights that somebody has: who makes them staff grants those.
    pub(crate) fn why_not_edit_staff(&self, actor: &Actor) -> Reason {
        self.why_not_edit_account(actor, "role")
            .or_else(|| self.exceeds(actor).filter(|_| !self.is_staff))
    }

    pub(crate) fn why_not_edit_superuser(&self, actor: &Actor) -> Reason {
        self.why_not_edit_account(actor, "role").or_else(|| {
            (!actor.is_superuser())
                .then(|| "Only a superuser can make or unmake a superuser.".to_owned())
        })
    }

    /// Who sets a password can sign in with it, so it takes all the rights that come with that.
    pub(crate) fn why_not_reset_password(&self, actor: &Actor) -> Reason {
        if actor.is_user(self.id) {
            return Some("Use “Change password” in your account menu for your own.".to_owned());
        }
        actor
            .why_not::<ChangeUser>()
            .or_else(|| self.superusers_only(actor))
            .or_else(|| self.exceeds(actor))
    }

    /// Who lets somebody try again gains nothing by it.
    pub(crate) fn why_not_unlock(&self, actor: &Actor) -> Reason {
        actor
            .why_not::<ChangeUser>()
            .or_else(|| self.superusers_only(actor))
    }

    pub(crate) fn why_not_delete(&self, actor: &Actor) -> Option<Refusal> {
        let refuse = |rule, message| Some(Refusal { rule, message });
        if self.is_last_superuser {
            return refuse(RefusalRule::LastSuperuser, LAST_SUPERUSER.to_owned());
        }
        if actor.is_user(self.id) {
            let message = "Nobody deletes their own account. Ask another administrator.";
            return refuse(RefusalRule::Yourself, message.to_owned());
        }
        match actor.why_not::<DeleteUser>() {
            Some(reason) => refuse(RefusalRule::Forbidden, reason),
            None => refuse(RefusalRule::Superuser, self.superusers_only(actor)?),
        }
    }

    /// The PROTECT rule, for whoever asks.
    pub(crate) fn last_superuser(&self) -> Reason {
        self.is_last_superuser.then(|| LAST_SUPERUSER.to_owned())
    }

    /// Whether they have a right that the actor lacks.
    fn exceeds(&self, actor: &Actor) -> Reason {
        let missing = self
            .permissions
            .without(actor.permissions())
            .iter()
            .next()?;
        Some(format!(
            "They have the right to {}, and you don’t. Ask an administrator.",
            missing.allows()
        ))
    }

    fn superusers_only(&self, actor: &Actor) -> Reason {
        (self.is_superuser && !actor.is_superuser())
            .then(|| "Only a superuser can change a superuser.".to_owned())
    }
}

/// Goes on unless there is a reason not to.
pub(crate) fn refuse(reason: Reason) -> Result<()> {
    reason.map_or(Ok(()), |sentence| Err(Error::Forbidden(sentence)))
}

/// Goes on unless a rule protects the person, whoever asks.
pub(crate) fn protect(reason: Reason) -> Result<()> {
    reason.map_or(Ok(()), |sentence| Err(Error::Protected(sentence)))
}

/// Nobody grants a right that they do not hold.
pub(crate) fn why_not_give(actor: &Actor, permission: Permission) -> Reason {
    (!actor.permissions().contains(permission)).then(|| {
        format!(
            "You don’t have the right to {}. Nobody grants or takes a right that they do not hold.",
            permission.allows()
        )
    })
}

/// Whoever puts people into a group grants all that it allows.
pub(crate) fn why_not_give_group(actor: &Actor, group: &GroupRecord) -> Reason {
    why_not_move(actor, group, "grants")
}

/// Whoever takes people out of a group takes all that it allows.
pub(crate) fn why_not_take_group(actor: &Actor, group: &GroupRecord) -> Reason {
    why_not_move(actor, group, "takes")
}

/// Whether people can be put into a group and taken out, from the group's side.
pub(crate) fn why_not_edit_members(actor: &Actor, group: &GroupRecord) -> Reason {
    actor
        .why_not::<ManageGroup>()
        .or_else(|| actor.why_not::<ViewUser>())
        .or_else(|| why_not_move(actor, group, "grants or takes"))
}

/// Whoever deletes a group takes it from all its members.
pub(crate) fn why_not_delete_group(
    actor: &Actor,
    group: &GroupRecord,
    members: MemberKinds,
) -> Reason {
    let say = |is_so: bool, sentence: &str| is_so.then(|| sentence.to_owned());
    actor
        .why_not::<ManageGroup>()
        .or_else(|| why_not_take_group(actor, group))
        .or_else(|| {
            say(
                members.has_actor,
                "You are in this group, and nobody changes their own groups. Ask another administrator.",
            )
        })
        .or_else(|| {
            say(
                members.has_superuser && !actor.is_superuser(),
                "A superuser is in this group. Only a superuser can change a superuser.",
            )
        })
}

fn why_not_move(actor: &Actor, group: &GroupRecord, verb: &str) -> Reason {
    let missing = group
        .permissions
        .without(actor.permissions())
        .iter()
        .next()?;
    Some(format!(
        "The group {} has the right to {}, and you don’t. Nobody {verb} a right that they do not hold.",
        group.name,
        missing.allows()
    ))
}

/// Whether the actor may change all that a form changes; what it repeats unchanged needs no right.
pub(crate) fn check_rights(
    actor: &Actor,
    target: &Target,
    (user, rights): (&UserRecord, &Rights),
    known: &[GroupRecord],
    changes: &UserChanges,
) -> Result<()> {
    let differs = |new: Option<bool>, old: bool| new.is_some_and(|new| new != old);
    if changes
        .username
        .as_ref()
        .is_some_and(|name| *name != user.username)
    {
        refuse(target.why_not_edit_account(actor, "username"))?;
    }
    if differs(changes.is_active, user.is_active) {
        refuse(target.why_not_edit_account(actor, "status and groups"))?;
    }
    if let Some(groups) = &changes.groups {
        check_groups(actor, target, rights, known, groups)?;
    }
    if let Some(permissions) = &changes.permissions {
        let new = permissions.iter().copied().collect();
        check_permissions(actor, target, rights.direct, new)?;
    }
    if differs(changes.is_staff, user.is_staff) {
        refuse(target.why_not_edit_staff(actor))?;
    }
    if differs(changes.is_superuser, user.is_superuser) {
        refuse(target.why_not_edit_superuser(actor))?;
    }
    refuse(target.why_not_edit_profile(actor))?;
    let stays = changes.is_active.unwrap_or(user.is_active)
        && changes.is_superuser.unwrap_or(user.is_superuser);
    protect(target.last_superuser().filter(|_| !stays))
}

/// Which groups come and go; groups that stay are not granted.
fn check_groups(
    actor: &Actor,
    target: &Target,
    rights: &Rights,
    known: &[GroupRecord],
    groups: &[i64],
) -> Result<()> {
    let is_old = |id: i64| rights.groups.iter().any(|group| group.id == id);
    let given = groups.iter().filter(|id| !is_old(**id));
    let mut taken = rights
        .groups
        .iter()
        .filter(|group| !groups.contains(&group.id))
        .peekable();
    let mut given = given.peekable();
    if given.peek().is_some() || taken.peek().is_some() {
        refuse(target.why_not_edit_groups(actor))?;
    }
    given.try_for_each(|id| check_new_group(actor, known, *id))?;
    taken.try_for_each(|group| refuse(why_not_take_group(actor, group)))
}

/// The groups of somebody who is added.
pub(crate) fn check_new_groups(actor: &Actor, known: &[GroupRecord], groups: &[i64]) -> Result<()> {
    groups
        .iter()
        .try_for_each(|id| check_new_group(actor, known, *id))
}

fn check_new_group(actor: &Actor, known: &[GroupRecord], id: i64) -> Result<()> {
    let group = known.iter().find(|group| group.id == id);
    let gone = "One of these groups is gone. Choose again.";
    let group = group.ok_or_else(|| Error::field("groups", gone))?;
    refuse(why_not_give_group(actor, group))
}

/// Which permissions of their own come and go.
pub(crate) fn check_permissions(
    actor: &Actor,
    target: &Target,
    old: PermissionSet,
    new: PermissionSet,
) -> Result<()> {
    let changed = old.without(new).with(new.without(old));
    if changed.is_empty() {
        return Ok(());
    }
    refuse(target.why_not_edit_groups(actor))?;
    changed
        .iter()
        .try_for_each(|permission| refuse(why_not_give(actor, permission)))
}
