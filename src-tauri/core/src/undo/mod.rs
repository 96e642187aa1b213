//! The inverse of everything that history notes.
//!
//! An undo is an event like any other, and can be undone itself. It sets back each field by itself: one that is still as
//! the event left it becomes what it was; one that is so already stays; anything else has been changed since, which is a
//! conflict. Whoever undoes needs the rights to do the same by hand.

mod change;
mod group;
mod groups;
mod obstacle;
mod people;
mod reason;
mod tally;
mod turn;

use std::slice;

use sqlx::SqliteConnection;

use self::groups::GroupPlans;
use self::people::{Stage, plan_people};
use self::tally::Tally;
use crate::auth::{Read, Write};
use crate::db::event::{self, StoredEvent};
use crate::db::person;
use crate::error::{Error, Result};
use crate::history::{self, Action, Links, TargetKind};
use crate::progress::{Progress, report};
use crate::user::batch::{CHUNK, Part};
use crate::user::rights::{protect, refuse};
use crate::view::{UndoOutcome, UndoPreview};

pub(crate) use reason::why_not;

impl Read {
    /// What undoing an event would do, and what stands in the way. Needs the right to see the history, but for what one
    /// did oneself or had done to oneself.
    pub async fn preview_undo(&mut self, event: i64) -> Result<UndoPreview> {
        let (roster, actor) = (self.roster().clone(), self.actor().clone());
        let event = find_event(self.db(), event).await?;
        refuse(reason::why_not_see(&actor, &event))?;
        let mut tally = Tally::default();
        if let Some(refused) = why_not(&actor, &event) {
            return Ok(UndoPreview {
                refused: Some(refused),
                ..tally.into_preview(event.id)
            });
        }
        let mut stage = Stage::load(self.db(), &roster, &actor).await?;
        if !event.is_whole() {
            let plans = plan_people(self.db(), &mut stage, slice::from_ref(&event)).await?;
            tally.add_all(&plans);
            return Ok(tally.into_preview(event.id));
        }
        let mut groups = GroupPlans::plan(self.db(), &mut stage, &event).await?;
        if !groups.begin(&mut tally) {
            return Ok(tally.into_preview(event.id));
        }
        let mut after = 0;
        while let Some(parts) = list_parts(self.db(), event.id, &mut after).await? {
            let plans = plan_people(self.db(), &mut stage, &parts).await?;
            groups.follow(&plans);
            tally.add_all(&plans);
        }
        groups.end(&mut tally);
        Ok(tally.into_preview(event.id))
    }
}

impl Write {
    /// Undoes an event: of an action on many people, the whole of it.
    ///
    /// If something stands in the way, nothing is done and the error says what; with `skip_conflicts`, the rest is done.
    /// The undo can be undone in turn by the number that comes back.
    pub async fn undo_event(
        mut self,
        event: i64,
        skip_conflicts: bool,
        mut progress: Progress<'_>,
    ) -> Result<UndoOutcome> {
        let (roster, actor) = (self.roster().clone(), self.actor().clone());
        let event = find_event(self.db(), event).await?;
        refuse(reason::why_not_see(&actor, &event))?;
        protect(reason::why_never(&event).map(str::to_owned))?;
        refuse(why_not(&actor, &event))?;
        let mut stage = Stage::load(self.db(), &roster, &actor).await?;
        let mut tally = Tally::default();
        let undo = if event.is_whole() {
            self.undo_whole(&event, &mut stage, &mut tally, &mut progress)
                .await?
        } else {
            self.undo_one(&event, &mut stage, &mut tally).await?
        };
        tally.check(skip_conflicts)?;
        event::mark_undone(self.db(), undo).await?;
        self.commit().await?;
        Ok(UndoOutcome {
            event: undo,
            changed: tally.changed,
            skipped: tally.skipped,
        })
    }

    /// Sets one person back. What that comes to is in the tally; whether it stands is for the caller to say.
    async fn undo_one(
        &mut self,
        event: &StoredEvent,
        stage: &mut Stage,
        tally: &mut Tally,
    ) -> Result<i64> {
        let mut plans = plan_people(self.db(), stage, slice::from_ref(event)).await?;
        tally.add_all(&plans);
        let Some(Part {
            person, changes, ..
        }) = plans.pop().and_then(|plan| plan.part)
        else {
            return Ok(event.id);
        };
        let name = person.new.user.display_name();
        let target = history::Target::user(person.new.user.id, &name);
        let now = self.now();
        person::update(self.db(), slice::from_ref(&person), now).await?;
        let entry = (Action::Undo, target, &changes);
        self.record_linked(entry, links(event)).await
    }

    /// Sets a group back, or everyone whom an action on many changed.
    async fn undo_whole(
        &mut self,
        event: &StoredEvent,
        stage: &mut Stage,
        tally: &mut Tally,
        progress: &mut Progress<'_>,
    ) -> Result<i64> {
        let mut groups = GroupPlans::plan(self.db(), stage, event).await?;
        if !groups.begin(tally) {
            return Ok(event.id);
        }
        let name = groups.own().new_name().to_owned();
        let target = match event.target_id {
            Some(id) => history::Target::group(id, &name),
            None => history::Target::users(""),
        };
        let entry = (Action::Undo, target, &groups.own().changes);
        let undo = self.record_linked(entry, links(event)).await?;
        groups.store_before(self.db(), undo).await?;
        let total = usize::try_from(event.batch_size.unwrap_or_default()).unwrap_or(usize::MAX);
        let (mut done, mut people, mut after) = (0, 0, 0);
        while let Some(parts) = list_parts(self.db(), event.id, &mut after).await? {
            done += parts.len();
            let plans = plan_people(self.db(), stage, &parts).await?;
            groups.follow(&plans);
            tally.add_all(&plans);
            let parts: Vec<Part> = plans.into_iter().filter_map(|plan| plan.part).collect();
            people += u32::try_from(parts.len()).unwrap_or(u32::MAX);
            self.store_parts(undo, Action::Undo, parts).await?;
            report(progress, done.min(total), total)?;
        }
        groups.end(tally);
        groups.store_after(self, undo).await?;
        if people > 0 {
            self.close_batch(undo, people, target).await?;
        }
        Ok(undo)
    }
}

fn links(event: &StoredEvent) -> Links {
    Links {
        undoes: Some(event.id),
        ..Links::default()
    }
}

async fn find_event(db: &mut SqliteConnection, id: i64) -> Result<StoredEvent> {
    let found = event::find(db, id).await?;
    found.ok_or_else(|| Error::NotFound(format!("The history has no entry {id}.")))
}

/// The next people in a whole, without those that were undone one by one; nothing at its end.
async fn list_parts(
    db: &mut SqliteConnection,
    whole: i64,
    after: &mut i64,
) -> Result<Option<Vec<StoredEvent>>> {
    let limit = u32::try_from(CHUNK).unwrap_or(u32::MAX);
    let mut parts = event::list_parts(db, whole, *after, limit).await?;
    let Some(last) = parts.last() else {
        return Ok(None);
    };
    *after = last.id;
    parts.retain(|part| part.undone_by.is_none() && part.is_about(TargetKind::User));
    Ok(Some(parts))
}
