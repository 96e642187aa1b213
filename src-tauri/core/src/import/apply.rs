//! A plan, taken over: one transaction, one entry in the history, one undo.

use super::case::{Case, Deed, Judged, Lookup, Newcomer};
use super::judge::Stage;
use super::parse::{Parsed, Parsing};
use super::plan::{Fate, Plan};
use super::prepare::PreparedImport;
use super::stage::make_record;
use crate::auth::{Granted, ImportData, Proven, TEMPORARY_DAYS, ViewUser, Write};
use crate::db::Millis;
use crate::db::person::{Changed, PersonRecord};
use crate::db::user::UserRecord;
use crate::db::{avatar, bulk, event, group, person};
use crate::error::Result;
use crate::history::{Action, Changes, Links, Target, names_key};
use crate::picture::Avatar;
use crate::progress::{Progress, report};
use crate::roster::to_millis;
use crate::user::batch::{CHUNK, Part, Scene};
use crate::user::rights::refuse;
use crate::view::{
    ImportDecision, ImportField, ImportOutcome, ImportTrouble, ImportVerdict, NewPassphrase,
};

/// How many rows that were refused are named.
const TROUBLES: usize = 1_000;

/// One day, as tables keep time.
const DAY: Millis = 24 * 60 * 60 * 1000;

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
        let plan = &*prepared.plan.0;
        let decisions = plan.decisions().clone();
        let mut stage = Stage::load(write.db(), &actor, plan.measure, &plan.groups).await?;
        let target = Target::users("");
        let entry = (Action::Import, target, &Changes::default());
        let event = write.record_linked(entry, Links::default()).await?;
        let mut work = Work {
            prepared,
            event,
            next_id: bulk::next_id(write.db()).await?,
            outcome: blank_outcome(),
        };
        let fates = plan.rows().map(|row| plan.fate_of(row, &decisions));
        let fates: Vec<Fate> = fates.collect();
        work.count_left_out(&mut write, &mut stage, &fates).await?;
        work.make_groups(&mut write, &mut stage).await?;
        let is_taken = |row: &u32| matches!(fates[*row as usize], Fate::Add | Fate::Change);
        let rows: Vec<u32> = plan.rows().filter(is_taken).collect();
        let mut parsing = Parsing::start(&plan.spool, plan.measure, &rows, CHUNK);
        let mut done = 0;
        while let Some(chunk) = parsing.next().await? {
            done += chunk.len();
            let decision_of = |row: u32| decisions.of(row, plan.entries[row as usize].decisions);
            let cases: Vec<Case<'_>> = chunk
                .iter()
                .map(|parsed| parsed.to_case(decision_of(parsed.row)))
                .collect();
            let lookup = Lookup::read(write.db(), &cases).await?;
            let judged = cases
                .iter()
                .map(|case| stage.judge(case, &lookup, &plan.claims));
            let judged: Vec<Judged> = judged.collect();
            work.take(&mut write, &stage.scene, (&chunk, judged), &decision_of)
                .await?;
            report(&mut progress, done, rows.len())?;
        }
        work.finish(write, target).await
    }
}

/// An import under way.
struct Work<'a> {
    prepared: &'a PreparedImport,
    event: i64,
    /// The id of the next person.
    next_id: i64,
    outcome: ImportOutcome,
}

impl Work<'_> {
    fn plan(&self) -> &Plan {
        &self.prepared.plan.0
    }

    /// Rows that are not even tried; of the first of those that are refused it is said why.
    async fn count_left_out(
        &mut self,
        write: &mut Write,
        stage: &mut Stage,
        fates: &[Fate],
    ) -> Result<()> {
        let mut refused = Vec::new();
        for (row, fate) in (0..).zip(fates) {
            match fate {
                Fate::Same => self.outcome.same += 1,
                Fate::Skip => self.outcome.skipped += 1,
                Fate::Refuse => {
                    self.outcome.refused += 1;
                    refused.push(row);
                }
                Fate::Add | Fate::Change => {}
            }
        }
        refused.truncate(TROUBLES);
        let plan = self.prepared.plan.clone();
        let mut parsing = Parsing::start(&plan.0.spool, plan.0.measure, &refused, TROUBLES);
        while let Some(chunk) = parsing.next().await? {
            let cases: Vec<Case<'_>> = chunk.iter().map(|parsed| parsed.to_case(None)).collect();
            let lookup = Lookup::read(write.db(), &cases).await?;
            for (parsed, case) in chunk.iter().zip(&cases) {
                let reason = stage.judge(case, &lookup, &plan.0.claims).reason;
                let reason =
                    reason.unwrap_or_else(|| "Nobody decided about this conflict.".to_owned());
                self.push_trouble(parsed, true, reason);
            }
        }
        Ok(())
    }

    /// Makes the groups that are not there yet; each is a part of the import.
    async fn make_groups(&mut self, write: &mut Write, stage: &mut Stage) -> Result<()> {
        let plan = self.prepared.plan.clone();
        for planned in plan
            .0
            .groups
            .iter()
            .filter(|planned| planned.refused.is_none())
        {
            let record = make_record(0, &planned.group);
            if group::find_id_by_key(write.db(), &record.name_key)
                .await?
                .is_some()
            {
                continue;
            }
            let id = group::insert(write.db(), &record).await?;
            stage.number_group(&record.name_key, id);
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
            self.outcome.groups += 1;
        }
        Ok(())
    }

    /// Writes what became of some rows.
    async fn take(
        &mut self,
        write: &mut Write,
        scene: &Scene,
        (chunk, judged): (&[Parsed], Vec<Judged>),
        decision_of: &(impl Fn(u32) -> Option<ImportDecision> + Sync),
    ) -> Result<()> {
        let (mut newcomers, mut parts, mut pictures) = (Vec::new(), Vec::new(), Vec::new());
        for (parsed, mut judged) in chunk.iter().zip(judged) {
            let entry = &self.plan().entries[parsed.row as usize];
            let is_stale = decision_of(parsed.row) == Some(ImportDecision::Update)
                && judged.version != entry.version;
            let is_other = judged.verdict != entry.verdict;
            let deed = std::mem::replace(&mut judged.deed, Deed::None);
            match deed {
                Deed::Add(newcomer) if !is_other => {
                    let person = self.add(parsed, *newcomer);
                    if person.person.avatar.is_some() {
                        pictures.push((person.person.user.id, parsed.row));
                    }
                    newcomers.push(person);
                }
                Deed::Change(changed) if !is_other && !is_stale => {
                    if let Some((part, picture)) = self.change(scene, parsed.row, *changed) {
                        if picture {
                            pictures.push((part.person.new.user.id, parsed.row));
                        }
                        parts.push(part);
                    }
                }
                _ => {
                    self.refuse_stale(parsed, &judged);
                    continue;
                }
            }
            self.note_troubles(parsed, judged.notes);
        }
        self.store_newcomers(write, newcomers).await?;
        self.outcome.changed += count(&parts);
        write.store_parts(self.event, Action::Change, parts).await?;
        self.store_pictures(write, &pictures).await
    }

    /// Somebody new with their number, their picture's version and their password.
    fn add(&mut self, parsed: &Parsed, mut newcomer: Newcomer) -> Newcomer {
        let now = to_millis(self.plan().measure.now);
        let person = &mut newcomer.person;
        person.user.id = self.next_id;
        self.next_id += 1;
        self.give_picture(parsed.row, person);
        newcomer.changes.0.remove("avatar");
        newcomer.changes.note("avatar", &None, &person.avatar);
        if let Some(password) = self.prepared.passwords.get(&parsed.row) {
            person.user.set_own_password(password.hash.clone(), now);
            if let Some(passphrase) = &password.temporary {
                person.user.set_temporary(now + TEMPORARY_DAYS * DAY);
                self.outcome.passphrases.push(NewPassphrase {
                    id: person.user.id,
                    username: person.user.username.clone(),
                    name: person.user.display_name(),
                    passphrase: passphrase.to_string(),
                });
            }
        }
        newcomer
    }

    /// Somebody who is there, and whether they get a picture; nothing if that was all and it is broken.
    fn change(&mut self, scene: &Scene, row: u32, mut changed: Changed) -> Option<(Part, bool)> {
        let gets_picture = changed.old.avatar.is_none() && changed.new.avatar.is_some();
        if gets_picture {
            self.give_picture(row, &mut changed.new);
        }
        let noted = scene.note(&changed.old, &changed.new);
        if noted.is_empty() {
            self.outcome.same += 1;
            return None;
        }
        let gets_picture = gets_picture && changed.new.avatar.is_some();
        // Pictures are written by themselves: they are none that were kept from before.
        changed.old.avatar.clone_from(&changed.new.avatar);
        let part = Part {
            person: changed,
            changes: noted,
            undoes: None,
        };
        Some((part, gets_picture))
    }

    fn give_picture(&mut self, row: u32, person: &mut PersonRecord) {
        let hash = self.prepared.pictures.find_hash(row);
        person.avatar = person.avatar.take().and(hash).map(str::to_owned);
    }

    /// What does not fit any more.
    fn refuse_stale(&mut self, parsed: &Parsed, judged: &Judged) {
        if judged.verdict == ImportVerdict::Skip {
            self.outcome.same += 1;
            return;
        }
        self.outcome.refused += 1;
        let reason = judged
            .reason
            .as_deref()
            .unwrap_or("Somebody changed this person.");
        let reason = format!("The roster has changed since the plan was made. {reason}");
        self.push_trouble(parsed, true, reason);
    }

    /// What was left out of a row that was taken.
    fn note_troubles(&mut self, parsed: &Parsed, notes: Vec<String>) {
        let broken = self.prepared.broken.get(&parsed.row).cloned();
        for reason in notes.into_iter().chain(broken) {
            self.push_trouble(parsed, false, reason);
        }
    }

    fn push_trouble(&mut self, parsed: &Parsed, is_refused: bool, reason: String) {
        if self.outcome.troubles.len() < TROUBLES {
            let username = parsed.source.get(ImportField::Username);
            self.outcome.troubles.push(ImportTrouble {
                row: parsed.row,
                line: parsed.source.line,
                username: username.unwrap_or_default().trim().to_owned(),
                is_refused,
                reason,
            });
        }
    }

    async fn store_newcomers(&mut self, write: &mut Write, newcomers: Vec<Newcomer>) -> Result<()> {
        let Some(first) = newcomers.first().map(|newcomer| newcomer.person.user.id) else {
            return Ok(());
        };
        self.outcome.added += count(&newcomers);
        let actor = write.actor().by().name.to_owned();
        let rows = newcomers.iter().map(|newcomer| {
            let name = newcomer.person.user.display_name();
            let names = names_key(&actor, &name);
            let id = newcomer.person.user.id;
            let changes = &newcomer.changes;
            (id, name, Action::Add.as_str(), changes, None::<i64>, names)
        });
        let rows: Vec<_> = rows.collect();
        event::insert_parts(write.db(), self.event, &rows).await?;
        let people: Vec<PersonRecord> = newcomers
            .into_iter()
            .map(|newcomer| newcomer.person)
            .collect();
        let users: Vec<&UserRecord> = people.iter().map(|person| &person.user).collect();
        bulk::insert_users(write.db(), first, &users).await?;
        person::insert_details(write.db(), &people).await
    }

    async fn store_pictures(&mut self, write: &mut Write, wanted: &[(i64, u32)]) -> Result<()> {
        for chunk in wanted.chunks(PICTURES) {
            let mut avatars: Vec<(i64, Avatar)> = Vec::with_capacity(chunk.len());
            for (id, row) in chunk {
                if let Some(picture) = self.prepared.pictures.read(*row)? {
                    avatars.push((*id, picture));
                }
            }
            avatar::insert_many(write.db(), &avatars).await?;
            self.outcome.pictures += count(&avatars);
        }
        Ok(())
    }

    /// Ends the event, and makes it so. What changed nobody leaves no trace.
    async fn finish(mut self, mut write: Write, target: Target<'_>) -> Result<ImportOutcome> {
        let size = self.outcome.added + self.outcome.changed;
        if size == 0 {
            self.outcome.groups = 0;
            return Ok(self.outcome);
        }
        write.close_batch(self.event, size, target).await?;
        write.commit().await?;
        self.outcome.event = Some(self.event);
        Ok(self.outcome)
    }
}

fn count<T>(items: &[T]) -> u32 {
    u32::try_from(items.len()).unwrap_or(u32::MAX)
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
