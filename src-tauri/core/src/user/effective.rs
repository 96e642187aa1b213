//! What somebody may do all in all, and why; also before a form is saved.

use sqlx::SqliteConnection;

use super::rights::{Target, check_rights, why_not_give};
use super::show::find_present;
use crate::auth::{Actor, Granted, Read, ViewUser};
use crate::db::group::{self, GroupRecord};
use crate::db::user::UserRecord;
use crate::error::{Error, Result};
use crate::value::{Permission, PermissionSet};
use crate::view::{
    EffectivePermission, EffectivePermissions, ProposedRights, RightsPreview, UserChanges,
};

/// All that somebody's rights come from.
pub(crate) struct Rights {
    pub(crate) is_active: bool,
    pub(crate) is_staff: bool,
    pub(crate) is_superuser: bool,
    /// The groups they are in, by name.
    pub(crate) groups: Vec<GroupRecord>,
    pub(crate) direct: PermissionSet,
}

impl Rights {
    /// Those of an account with these groups and permissions of its own.
    pub(crate) fn of(user: &UserRecord, groups: Vec<GroupRecord>, direct: PermissionSet) -> Self {
        Self {
            is_active: user.is_active,
            is_staff: user.is_staff,
            is_superuser: user.is_superuser,
            groups,
            direct,
        }
    }

    /// Reads them, given all groups there are.
    pub(crate) async fn load(
        db: &mut SqliteConnection,
        user: &UserRecord,
        known: &[GroupRecord],
    ) -> Result<Self> {
        let current = group::list_of_user(db, user.id).await?;
        let is_current = |group: &&GroupRecord| current.iter().any(|one| one.id == group.id);
        let groups = known.iter().filter(is_current).cloned().collect();
        let direct = group::list_direct_permissions(db, user.id).await?;
        Ok(Self::of(user, groups, direct))
    }

    /// What they hold, whether or not they may open the admin panel.
    pub(crate) fn held(&self) -> PermissionSet {
        if !self.is_active {
            PermissionSet::default()
        } else if self.is_superuser {
            PermissionSet::ALL
        } else {
            self.groups
                .iter()
                .fold(self.direct, |all, group| all.with(group.permissions))
        }
    }

    /// All permissions with their reasons; `target` and `actor` decide which of them can be given directly.
    pub(crate) fn explain(&self, target: &Target, actor: &Actor) -> EffectivePermissions {
        let held = self.held();
        let explain = |permission| EffectivePermission {
            permission,
            held: held.contains(permission),
            by_superuser: self.is_superuser,
            by_groups: self
                .groups
                .iter()
                .filter(|group| group.permissions.contains(permission))
                .map(GroupRecord::to_name)
                .collect(),
            direct: self.direct.contains(permission),
            edit: target
                .why_not_edit_groups(actor)
                .or_else(|| why_not_give(actor, permission)),
        };
        EffectivePermissions {
            rows: Permission::ALL.into_iter().map(explain).collect(),
            asleep: self.asleep(),
        }
    }

    fn asleep(&self) -> Option<String> {
        if !self.is_active {
            Some("Whoever is inactive may do nothing.".to_owned())
        } else if !self.is_staff && !self.is_superuser {
            Some("Only staff can use these: without it, the admin panel stays closed.".to_owned())
        } else {
            None
        }
    }
}

impl Granted<ViewUser, Read> {
    /// What the person could do, and what they would gain and lose, if a form with these rights were saved.
    pub async fn preview_rights(
        mut self,
        id: i64,
        proposed: &ProposedRights,
    ) -> Result<RightsPreview> {
        let actor = self.access.actor().clone();
        let db = self.access.db();
        let user = find_present(db, id).await?;
        let known = group::list_records(db).await?;
        let chosen: Vec<GroupRecord> = known
            .iter()
            .filter(|group| proposed.groups.contains(&group.id))
            .cloned()
            .collect();
        let before = Rights::load(db, &user, &known).await?;
        let target = Target::load(db, &user).await?;
        let changes = UserChanges {
            is_active: Some(proposed.is_active),
            is_staff: Some(proposed.is_staff),
            is_superuser: Some(proposed.is_superuser),
            groups: Some(proposed.groups.clone()),
            permissions: Some(proposed.permissions.clone()),
            ..UserChanges::default()
        };
        let refused = match check_rights(&actor, &target, (&user, &before), &known, &changes) {
            Ok(()) => None,
            Err(error @ (Error::Forbidden(_) | Error::Protected(_) | Error::Validation(_))) => {
                Some(error.to_string())
            }
            Err(other) => return Err(other),
        };
        let after = Rights {
            is_active: proposed.is_active,
            is_staff: proposed.is_staff,
            is_superuser: proposed.is_superuser,
            groups: chosen,
            direct: proposed.permissions.iter().copied().collect(),
        };
        Ok(RightsPreview {
            effective: after.explain(&target, &actor),
            gained: after.held().without(before.held()).iter().collect(),
            lost: before.held().without(after.held()).iter().collect(),
            refused,
        })
    }
}
