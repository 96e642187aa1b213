//! A plan, taken over: one transaction, one entry in the history, one undo.
//!
//! Three things go on at once: rows are read from the spool (`parse`), those before are judged and written out (`draft`), and
//! those before these are stored. Never more than one chunk waits at each place, so memory stays small whatever the file.

use std::collections::HashMap;

use super::case::{Lookup, Owners};
use super::draft::{Draft, Drafting, TROUBLES};
use super::judge::Stage;
use super::parse::{Parsed, Parsing};
use super::plan::Fate;
use super::prepare::{Pictures, PreparedImport};
use super::stage::make_record;
use crate::auth::{Granted, ImportData, Proven, ViewUser, Write};
use crate::db::addition::Room;
use crate::db::{avatar, bulk, group};
use crate::error::{Error, Result};
use crate::history::{Action, Changes, Links, Target};
use crate::picture::Avatar;
use crate::progress::{Progress, report};
use crate::user::batch::CHUNK;
use crate::user::rights::refuse;
use crate::value::fold_search;
use crate::view::ImportOutcome;

/// How many pictures are written by one statement.
const PICTURES: usize = 50;

impl Granted<ImportData, Proven> {
    /// Takes a plan over. Needs the right to see people, and for each row the right to do the same by hand.
    ///
    /// Every row is judged again, as the roster is at this moment: what does not fit any more is left out, and named.
    pub async fn apply_import(
        self,
        prepared: &PreparedImport,
        mut progress: Progress<'_>,
    ) -> Result<ImportOutcome> {
        let mut write = self.into_write().access;
        let actor = write.actor().clone();
        refuse(actor.why_not::<ViewUser>())?;
        let plan = &*prepared.0.plan.0;
        let decisions = plan.decisions().clone();
        let stage = Stage::load(write.db(), &actor, plan.measure, &plan.groups).await?;
        let target = Target::users("");
        let entry = (Action::Import, target, &Changes::default());
        let event = write.record_linked(entry, Links::default()).await?;
        let fates = plan.rows().map(|row| plan.fate_of(row, &decisions));
        let fates: Vec<Fate> = fates.collect();
        let is_taken = |row: &u32| matches!(fates[*row as usize], Fate::Add | Fate::Change);
        let rows: Vec<u32> = plan.rows().filter(is_taken).collect();
        let mut drafting = Drafting {
            stage,
            owners: Owners::load(write.db(), rows.len()).await?,
            prepared: prepared.clone(),
            decisions,
            event,
            at: write.now(),
            by: fold_search(actor.by().name),
            next_id: bulk::next_id(write.db()).await?,
            changed: HashMap::new(),
            outcome: blank_outcome(),
        };
        let added = fates
            .iter()
            .filter(|fate| matches!(fate, Fate::Add))
            .count();
        let room = Room::make(write.db(), added).await?;
        let mut storing = Storing { write, event, room };
        storing.count_left_out(&mut drafting, &fates).await?;
        storing.make_groups(&mut drafting).await?;
        let mut parsing = Parsing::start(&plan.spool, plan.measure, &rows, CHUNK);
        let mut ready = Draft::of(0);
        let mut done = 0;
        while let Some(chunk) = parsing.next().await? {
            let lookup = drafting.look_up(storing.write.db(), &chunk).await?;
            let begun = Drafted::begin(drafting, chunk, lookup);
            done += ready.rows;
            let stored = storing.store(ready, &prepared.0.pictures).await;
            let drafted = begun.await?;
            (drafting, ready) = (drafted.drafting, drafted.draft);
            drafting.outcome.pictures += stored?;
            if done > 0 {
                report(&mut progress, done, rows.len())?;
            }
        }
        if ready.rows > 0 {
            let stored = storing.store(ready, &prepared.0.pictures).await;
            drafting.outcome.pictures += stored?;
            report(&mut progress, rows.len(), rows.len())?;
        }
        storing.finish(drafting.outcome, target).await
    }
}

/// A chunk that was drafted, and what the next one is drafted with.
struct Drafted {
    drafting: Drafting,
    draft: Draft,
}

impl Drafted {
    /// Drafts rows on another thread; it begins at once.
    fn begin(
        mut drafting: Drafting,
        chunk: Vec<Parsed>,
        lookup: Lookup,
    ) -> impl Future<Output = Result<Self>> {
        let task = tokio::task::spawn_blocking(move || {
            let draft = drafting.draft(&chunk, &lookup)?;
            Ok(Self { drafting, draft })
        });
        async {
            task.await
                .map_err(|error| Error::internal(error.to_string()))?
        }
    }
}

/// An import that is being written.
struct Storing {
    write: Write,
    event: i64,
    room: Room,
}

impl Storing {
    /// Rows that are not even tried; of the first of those that are refused it is said why.
    async fn count_left_out(&mut self, drafting: &mut Drafting, fates: &[Fate]) -> Result<()> {
        let mut refused = Vec::new();
        for (row, fate) in (0..).zip(fates) {
            match fate {
                Fate::Same => drafting.outcome.same += 1,
                Fate::Skip => drafting.outcome.skipped += 1,
                Fate::Refuse => {
                    drafting.outcome.refused += 1;
                    refused.push(row);
                }
                Fate::Add | Fate::Change => {}
            }
        }
        refused.truncate(TROUBLES);
        let plan = drafting.prepared.0.plan.clone();
        let mut parsing = Parsing::start(&plan.0.spool, plan.0.measure, &refused, TROUBLES);
        while let Some(chunk) = parsing.next().await? {
            let lookup = drafting.look_up(self.write.db(), &chunk).await?;
            drafting.refuse(&chunk, &lookup);
        }
        Ok(())
    }

    /// Makes the groups that are not there yet; each is a part of the import.
    async fn make_groups(&mut self, drafting: &mut Drafting) -> Result<()> {
        let plan = drafting.prepared.0.plan.clone();
        let wanted = plan.0.groups.iter().filter(|group| group.refused.is_none());
        for planned in wanted {
            let write = &mut self.write;
            let record = make_record(0, &planned.group);
            if group::find_id_by_key(write.db(), &record.name_key)
                .await?
                .is_some()
            {
                continue;
            }
            let id = group::insert(write.db(), &record).await?;
            drafting.stage.number_group(&record.name_key, id);
            let mut changes = Changes::default();
            changes.note("name", &None, &Some(&record.name));
            changes.note("description", "", &*record.description);
            changes.note("permissions", &None, &Some(record.permissions));
            let links = Links {
                batch: Some(self.event),
                ..Links::default()
            };
            let target = Target::group(id, &record.name);
            write
                .record_linked((Action::Add, target, &changes), links)
                .await?;
            drafting.outcome.groups += 1;
        }
        Ok(())
    }

    /// Writes what became of some rows, and returns how many pictures that were.
    async fn store(&mut self, draft: Draft, pictures: &Pictures) -> Result<u32> {
        let write = &mut self.write;
        draft.additions.insert(write.db()).await?;
        write
            .store_parts(self.event, Action::Change, draft.parts)
            .await?;
        let mut count = 0;
        for chunk in draft.pictures.chunks(PICTURES) {
            let mut avatars: Vec<(i64, Avatar)> = Vec::with_capacity(chunk.len());
            for (id, row) in chunk {
                avatars.extend(pictures.read(*row)?.map(|picture| (*id, picture)));
            }
            avatar::insert_many(write.db(), &avatars).await?;
            count += u32::try_from(avatars.len()).unwrap_or(u32::MAX);
        }
        Ok(count)
    }

    /// Ends the event, and makes it so. What changed nobody leaves no trace.
    async fn finish(
        mut self,
        mut outcome: ImportOutcome,
        target: Target<'_>,
    ) -> Result<ImportOutcome> {
        let size = outcome.added + outcome.changed;
        if size == 0 {
            outcome.groups = 0;
            return Ok(outcome);
        }
        self.room.leave(self.write.db()).await?;
        self.write.close_batch(self.event, size, target).await?;
        self.write.commit().await?;
        outcome.event = Some(self.event);
        Ok(outcome)
    }
}

fn blank_outcome() -> ImportOutcome {
    ImportOutcome {
        event: None,
        added: 0,
        changed: 0,
        same: 0,
        skipped: 0,
        refused: 0,
        groups: 0,
        pictures: 0,
        troubles: Vec::new(),
        passphrases: Vec::new(),
    }
}
