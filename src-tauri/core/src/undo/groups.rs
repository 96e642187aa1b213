//! The groups that an undo is about: the one that the event is about, and those that are parts of it.

use sqlx::SqliteConnection;

use super::group::{Fate, GroupPlan, plan_group};
use super::obstacle::Obstacle;
use super::people::{Plan, Stage};
use super::tally::Tally;
use crate::auth::Write;
use crate::db::event::{self, StoredEvent};
use crate::db::group::{self, GroupRecord};
use crate::error::Result;
use crate::history::{Action, Links, Target};

/// What becomes of them.
pub(super) struct GroupPlans {
    /// The one that the event is about.
    own: GroupPlan,
    /// Those that are parts of it, each with the number of the part.
    parts: Vec<(i64, GroupPlan)>,
}

impl GroupPlans {
    /// Plans for all, and tells the stage which come or go.
    pub(super) async fn plan(
        db: &mut SqliteConnection,
        stage: &mut Stage,
        event: &StoredEvent,
    ) -> Result<Self> {
        let own = plan_group(db, stage, event).await?;
        let mut parts = Vec::new();
        for part in event::list_group_parts(db, event.id).await? {
            if part.undone_by.is_none() {
                let plan = plan_group(db, stage, &part).await?;
                if let Fate::Goes(group, _) = &plan.fate
                    && !plan.obstacles.is_empty()
                {
                    stage.moving_groups.remove(&group.id);
                }
                parts.push((part.id, plan));
            }
        }
        Ok(Self { own, parts })
    }

    /// The one that the event is about.
    pub(super) fn own(&self) -> &GroupPlan {
        &self.own
    }

    /// Counts the groups in. Without a group that has to come or go, nothing of the rest can be done: then it says no.
    pub(super) fn begin(&self, tally: &mut Tally) -> bool {
        if !self.own.begin(tally) {
            return false;
        }
        // Whether a part of an event can go is known when it is known who leaves it.
        let mut parts = self.parts.iter().map(|(_, plan)| plan);
        parts.all(|plan| matches!(plan.fate, Fate::Goes(..)) || plan.begin(tally))
    }

    /// Notes who leaves.
    pub(super) fn follow(&mut self, plans: &[Plan]) {
        self.own.follow(plans);
        for (_, plan) in &mut self.parts {
            plan.follow(plans);
        }
    }

    /// Groups go only when they are empty: whoever is left in one came there otherwise. One that is a part of an event then
    /// stays, and the rest goes on without it.
    pub(super) fn end(&mut self, tally: &mut Tally) {
        self.own.end(tally);
        for (_, plan) in &mut self.parts {
            if !matches!(plan.fate, Fate::Goes(..)) {
                continue;
            }
            plan.obstacles.extend(plan.why_not_empty());
            if plan.obstacles.is_empty() {
                tally.add(&plan.target, Some(plan.changes.to_view()), &[]);
            } else {
                tally.add(&plan.target, None, &plan.obstacles);
                plan.fate = Fate::Stays;
            }
        }
    }

    /// Writes what comes before the members. `undo` is the number of the event.
    pub(super) async fn store_before(&self, db: &mut SqliteConnection, undo: i64) -> Result<()> {
        self.own.store_before(db, undo).await?;
        for (_, plan) in &self.parts {
            plan.store_before(db, undo).await?;
        }
        Ok(())
    }

    /// Writes what comes after the members, and the parts of the undo that are about groups.
    pub(super) async fn store_after(&self, write: &mut Write, undo: i64) -> Result<()> {
        self.own.store_after(write.db()).await?;
        for (part, plan) in &self.parts {
            if matches!(plan.fate, Fate::Stays) {
                continue;
            }
            plan.store_after(write.db()).await?;
            let links = Links {
                undoes: Some(*part),
                batch: Some(undo),
                ..Links::default()
            };
            let name = plan.new_name();
            let target = plan
                .target
                .id
                .map_or(Target::users(name), |id| Target::group(id, name));
            let entry = (Action::Undo, target, &plan.changes);
            write.record_linked(entry, links).await?;
        }
        Ok(())
    }
}

impl GroupPlan {
    /// What it is called when all is done.
    pub(super) fn new_name(&self) -> &str {
        match &self.fate {
            Fate::Changes(group) => &group.name,
            _ => &self.target.name,
        }
    }

    /// Counts the group in. Without a group that has to come or go, nothing of the rest can be done: then it says no.
    pub(super) fn begin(&self, tally: &mut Tally) -> bool {
        let is_whole = matches!(self.fate, Fate::Comes(_) | Fate::Goes(..));
        if is_whole && !self.obstacles.is_empty() {
            tally.block(&self.target, &self.obstacles);
            return false;
        }
        let changes = (!self.changes.is_empty()).then(|| self.changes.to_view());
        if changes.is_some() || !self.obstacles.is_empty() {
            tally.add(&self.target, changes, &self.obstacles);
        }
        true
    }

    /// Notes who leaves.
    pub(super) fn follow(&mut self, plans: &[Plan]) {
        if let Fate::Goes(group, members) = &mut self.fate {
            for part in plans.iter().filter_map(|plan| plan.part.as_ref()) {
                if !part.person.new.groups.contains(&group.id) {
                    members.remove(&part.person.new.user.id);
                }
            }
        }
    }

    /// A group goes only when it is empty: whoever is left in it came there otherwise.
    pub(super) fn end(&self, tally: &mut Tally) {
        if let Some(obstacle) = self.why_not_empty() {
            tally.block(&self.target, &[obstacle]);
        }
    }

    /// Why a group that should go has somebody in it.
    fn why_not_empty(&self) -> Option<Obstacle> {
        let Fate::Goes(_, members) = &self.fate else {
            return None;
        };
        match members.len() {
            0 => None,
            1 => Some(Obstacle::whole(
                "Somebody else is in this group by now. Take them out of it first.",
            )),
            count => Some(Obstacle::whole(format!(
                "{count} other people are in this group by now. Take them out of it first."
            ))),
        }
    }

    /// Writes what comes before the members. `undo` is the number of the event.
    pub(super) async fn store_before(&self, db: &mut SqliteConnection, undo: i64) -> Result<()> {
        match &self.fate {
            // A version that no earlier group of this number ever had: each version before this was an event.
            Fate::Comes(group) => {
                let group = GroupRecord {
                    version: undo,
                    ..group.clone()
                };
                group::insert_again(db, &group).await
            }
            Fate::Changes(group) => group::update(db, group).await,
            Fate::Stays | Fate::Goes(..) => Ok(()),
        }
    }

    /// Writes what comes after the members.
    pub(super) async fn store_after(&self, db: &mut SqliteConnection) -> Result<()> {
        match &self.fate {
            Fate::Goes(group, members) if members.is_empty() => group::delete(db, group.id).await,
            _ => Ok(()),
        }
    }
}
