//! One action for many people, in one transaction and one undoable event.

use sqlx::SqliteConnection;

use super::batch::{CHUNK, Part, Scene, Skips, end_sessions};
use super::rights::{refuse, why_not_edit_members, why_not_give_group, why_not_take_group};
use crate::auth::{Actor, ChangeUser, DeleteUser, Read, Write};
use crate::db::Millis;
use crate::db::person::{self, Changed, PersonRecord};
use crate::error::{Error, Result};
use crate::history::{self, Action, Changes, Links};
use crate::progress::{Progress, report};
use crate::view::{BulkAction, BulkOutcome, BulkPreview, Selection};

/// From which side people are put into groups: each takes another right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    People,
    Group,
}

/// An action that the actor may do in principle, and when.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Deed {
    pub(crate) action: BulkAction,
    pub(crate) side: Side,
    pub(crate) now: Millis,
}

impl Read {
    /// What an action would do to these people, and whom it would leave as they are. Repeated ids count once.
    ///
    /// Whoever is in the trash matches no search, so that restoring goes by ids.
    pub async fn preview_bulk(
        &mut self,
        action: BulkAction,
        selection: &Selection,
    ) -> Result<BulkPreview> {
        let actor = self.actor().clone();
        let deed = Deed {
            action,
            side: Side::People,
            now: 0,
        };
        let mut scene = Scene::load(self.db(), &actor).await?;
        deed.check_right(&scene)?;
        let (mut would_change, mut skips) = (0, Skips::default());
        for chunk in self.targets_of(selection).await?.chunks(CHUNK) {
            let parts = deed.plan(self.db(), &mut scene, chunk, &mut skips).await?;
            would_change += u32::try_from(parts.len()).unwrap_or(u32::MAX);
        }
        Ok(BulkPreview {
            would_change,
            skipped: skips.into_view(),
        })
    }
}

impl Write {
    /// Does something to all of these people, as they are selected at this moment, whom no rule protects from it.
    ///
    /// Repeated ids count once. Whoever is in the trash matches no search, so that restoring goes by ids.
    pub async fn apply_bulk(
        self,
        action: BulkAction,
        selection: &Selection,
        progress: Progress<'_>,
    ) -> Result<BulkOutcome> {
        let now = self.now();
        let side = Side::People;
        let deed = Deed { action, side, now };
        self.apply_deed(deed, selection, progress).await
    }

    pub(crate) async fn apply_deed(
        mut self,
        deed: Deed,
        selection: &Selection,
        mut progress: Progress<'_>,
    ) -> Result<BulkOutcome> {
        let actor = self.actor().clone();
        let mut scene = Scene::load(self.db(), &actor).await?;
        deed.check_right(&scene)?;
        let ids = self.targets_of(selection).await?;
        let (mut changed, mut done, mut skips) = (0, 0, Skips::default());
        let group = deed.group().and_then(|id| scene.group(id)).cloned();
        let target = group.as_ref().map_or(history::Target::users(""), |group| {
            history::Target::group(group.id, &group.name)
        });
        let (header, part) = deed.events();
        let entry = (header, target, &Changes::default());
        let event = self.record_linked(entry, Links::default()).await?;
        for chunk in ids.chunks(CHUNK) {
            let parts = deed.plan(self.db(), &mut scene, chunk, &mut skips).await?;
            changed += u32::try_from(parts.len()).unwrap_or(u32::MAX);
            self.store_parts(event, part, parts).await?;
            done += chunk.len();
            report(&mut progress, done, ids.len())?;
        }
        let skipped = skips.into_view();
        if changed == 0 {
            // Dropped with the transaction: what did nothing leaves no trace.
            return Ok(BulkOutcome {
                event: None,
                changed,
                skipped,
            });
        }
        self.close_batch(event, changed, target).await?;
        self.commit().await?;
        Ok(BulkOutcome {
            event: Some(event),
            changed,
            skipped,
        })
    }
}

impl Deed {
    fn group(&self) -> Option<i64> {
        match self.action {
            BulkAction::AddToGroup { group } | BulkAction::RemoveFromGroup { group } => Some(group),
            _ => None,
        }
    }

    /// What history calls the whole, and each part.
    fn events(&self) -> (Action, Action) {
        match self.action {
            BulkAction::Activate => (Action::Activate, Action::Change),
            BulkAction::Deactivate => (Action::Deactivate, Action::Change),
            BulkAction::AddToGroup { .. } => (Action::AddMembers, Action::Change),
            BulkAction::RemoveFromGroup { .. } => (Action::RemoveMembers, Action::Change),
            BulkAction::RequirePassword => (Action::RequirePassword, Action::Change),
            BulkAction::Trash => (Action::Delete, Action::Delete),
            BulkAction::Restore => (Action::Restore, Action::Restore),
        }
    }

    /// What is needed whoever it is done to.
    fn check_right(&self, scene: &Scene) -> Result<()> {
        let actor = &scene.actor;
        let is_about_people = self.side == Side::People;
        refuse(match self.action {
            BulkAction::Trash | BulkAction::Restore => actor.why_not::<DeleteUser>(),
            _ => actor.why_not::<ChangeUser>().filter(|_| is_about_people),
        })?;
        let Some(id) = self.group() else {
            return Ok(());
        };
        let group = scene.group(id).ok_or_else(Error::no_such_group)?;
        refuse(match self.action {
            _ if !is_about_people => why_not_edit_members(actor, group),
            BulkAction::AddToGroup { .. } => why_not_give_group(actor, group),
            _ => why_not_take_group(actor, group),
        })
    }

    /// What becomes of these people; those whom a rule protects are named in `skips`.
    async fn plan(
        &self,
        db: &mut SqliteConnection,
        scene: &mut Scene,
        ids: &[i64],
        skips: &mut Skips,
    ) -> Result<Vec<Part>> {
        let people = person::list(db, ids).await?;
        for _ in people.len()..ids.len() {
            skips.add(
                "They are not in the roster any more.".to_owned(),
                String::new,
            );
        }
        let mut parts = Vec::with_capacity(people.len());
        for old in people {
            if let Some(reason) = self.why_not(scene, &old) {
                skips.add(reason, || old.user.display_name());
                continue;
            }
            let mut new = old.clone();
            self.apply(&mut new);
            end_sessions(&old, &mut new);
            scene.settle(&old, &new);
            parts.push(Part {
                changes: scene.note(&old, &new),
                person: Changed { old, new },
                undoes: None,
            });
        }
        Ok(parts)
    }

    fn apply(&self, person: &mut PersonRecord) {
        let user = &mut person.user;
        match self.action {
            BulkAction::Activate => user.is_active = true,
            BulkAction::Deactivate => user.is_active = false,
            BulkAction::RequirePassword => user.must_change_password = true,
            BulkAction::Trash => user.deleted_at = Some(self.now),
            BulkAction::Restore => user.deleted_at = None,
            BulkAction::AddToGroup { group } => {
                person.groups.insert(group);
            }
            BulkAction::RemoveFromGroup { group } => {
                person.groups.remove(&group);
            }
        }
    }

    /// Why somebody stays as they are.
    fn why_not(&self, scene: &Scene, person: &PersonRecord) -> Option<String> {
        let user = &person.user;
        let say = |is_so: bool, sentence: &str| is_so.then(|| sentence.to_owned());
        if self.action == BulkAction::Restore {
            say(user.deleted_at.is_none(), "They are not in the trash.")
        } else {
            say(user.deleted_at.is_some(), "They are in the trash.")
        }
        .or_else(|| match self.action {
            BulkAction::Activate => say(user.is_active, "They are active already."),
            BulkAction::Deactivate => say(!user.is_active, "They are inactive already."),
            BulkAction::RequirePassword if user.password_hash.is_none() => {
                say(true, "They have no password.")
            }
            BulkAction::RequirePassword => say(
                user.must_change_password,
                "They have to choose a new password already.",
            ),
            BulkAction::AddToGroup { group } => say(
                person.groups.contains(&group),
                "They are in the group already.",
            ),
            BulkAction::RemoveFromGroup { group } => say(
                !person.groups.contains(&group),
                "They are not in the group.",
            ),
            BulkAction::Trash | BulkAction::Restore => None,
        })
        .or_else(|| self.why_not_allowed(scene, &scene.actor, person))
    }

    fn why_not_allowed(
        &self,
        scene: &Scene,
        actor: &Actor,
        person: &PersonRecord,
    ) -> Option<String> {
        let target = scene.target(person);
        match (self.action, self.side) {
            (BulkAction::Trash | BulkAction::Restore, _) => {
                target.why_not_delete(actor).map(|refusal| refusal.message)
            }
            (BulkAction::Deactivate, _) => target
                .why_not_edit_account(actor, "status and groups")
                .or_else(|| target.last_superuser()),
            (BulkAction::RequirePassword, _) => target.why_not_edit_account(actor, "password"),
            (BulkAction::Activate, _) => target.why_not_edit_account(actor, "status and groups"),
            (_, Side::People) => target.why_not_edit_groups(actor),
            (_, Side::Group) => target.why_not_edit_membership(actor),
        }
    }
}
