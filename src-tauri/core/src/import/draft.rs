//! Rows on their way from the rules to the database: judged once more, and written out as statements take them. None of this
//! needs the database, which stores the rows before meanwhile.

use std::collections::HashMap;

use sqlx::SqliteConnection;

use super::case::{Case, Deed, Judged, Lookup, Owners};
use super::decision::Decisions;
use super::judge::Stage;
use super::newcomer::AccountNote;
use super::parse::Parsed;
use super::plan::Plan;
use super::prepare::PreparedImport;
use crate::auth::TEMPORARY_DAYS;
use crate::db::Millis;
use crate::db::addition::{Additions, Told};
use crate::db::event::Whole;
use crate::db::person::{Changed, PersonRecord};
use crate::error::Result;
use crate::history::Action;
use crate::roster::to_millis;
use crate::user::batch::Part;
use crate::view::{
    ImportDecision, ImportField, ImportOutcome, ImportTrouble, ImportVerdict, NewPassphrase,
};

/// How many rows that were refused are named.
pub(super) const TROUBLES: usize = 1_000;

/// One day, as tables keep time.
const DAY: Millis = 24 * 60 * 60 * 1000;

/// What all rows of an import are drafted with, and what became of those before.
pub(super) struct Drafting {
    pub(super) stage: Stage,
    pub(super) owners: Owners,
    pub(super) prepared: PreparedImport,
    pub(super) decisions: Decisions,
    /// The import in the history, and its moment.
    pub(super) event: i64,
    pub(super) at: Millis,
    /// The name of who imports, folded.
    pub(super) by: String,
    /// The id of the next person.
    pub(super) next_id: i64,
    /// Whom rows have changed, and on which line. What was looked up of them may be from before that, so no second row does.
    pub(super) changed: HashMap<i64, u32>,
    pub(super) outcome: ImportOutcome,
}

/// Some rows, ready to be stored.
pub(super) struct Draft {
    pub(super) additions: Additions,
    pub(super) parts: Vec<Part>,
    /// Who gets the picture of which row.
    pub(super) pictures: Vec<(i64, u32)>,
    /// How many rows it is of.
    pub(super) rows: usize,
}

impl Draft {
    pub(super) fn of(rows: usize) -> Self {
        Self {
            additions: Additions::new(),
            parts: Vec::new(),
            pictures: Vec::new(),
            rows,
        }
    }
}

impl Drafting {
    fn plan(&self) -> &Plan {
        &self.prepared.0.plan.0
    }

    fn decide(&self, row: u32) -> Option<ImportDecision> {
        let possible = self.plan().entries[row as usize].decisions;
        self.decisions.of(row, possible)
    }

    /// Everybody whom these rows may be about. Whoever is added by rows before is nobody whom a plan would look for: names
    /// that two rows share are conflicts within the file, and names that are made up are claimed by no row.
    pub(super) async fn look_up(
        &self,
        db: &mut SqliteConnection,
        chunk: &[Parsed],
    ) -> Result<Lookup> {
        let cases = chunk
            .iter()
            .map(|parsed| parsed.to_case(self.decide(parsed.row)));
        let cases: Vec<Case<'_>> = cases.collect();
        Lookup::read(db, &cases, &self.owners).await
    }

    /// Judges rows, and writes out what becomes of them.
    pub(super) fn draft(&mut self, chunk: &[Parsed], lookup: &Lookup) -> Result<Draft> {
        let prepared = self.prepared.clone();
        let claims = &prepared.0.plan.0.claims;
        let mut draft = Draft::of(chunk.len());
        for parsed in chunk {
            let decision = self.decide(parsed.row);
            let judged = self.stage.judge(&parsed.to_case(decision), lookup, claims);
            self.take(&mut draft, (parsed, decision), judged)?;
        }
        Ok(draft)
    }

    /// Says of rows that are not even tried why that is.
    pub(super) fn refuse(&mut self, chunk: &[Parsed], lookup: &Lookup) {
        let prepared = self.prepared.clone();
        let claims = &prepared.0.plan.0.claims;
        for parsed in chunk {
            let reason = self
                .stage
                .judge(&parsed.to_case(None), lookup, claims)
                .reason;
            let reason = reason.unwrap_or_else(|| "Nobody decided about this conflict.".to_owned());
            self.push_trouble(parsed, true, reason);
        }
    }

    /// Adds what becomes of one row.
    fn take(
        &mut self,
        draft: &mut Draft,
        (parsed, decision): (&Parsed, Option<ImportDecision>),
        mut judged: Judged,
    ) -> Result<()> {
        let entry = self.plan().entries[parsed.row as usize];
        let is_stale = decision == Some(ImportDecision::Update) && judged.version != entry.version;
        let is_other = judged.verdict != entry.verdict;
        match std::mem::replace(&mut judged.deed, Deed::None) {
            Deed::Add(person) if !is_other => self.add(draft, parsed.row, *person)?,
            Deed::Change(changed) if !is_other && !is_stale => {
                if let Some(line) = self.changed.get(&changed.new.user.id) {
                    self.refuse_second(parsed, *line);
                    return Ok(());
                }
                self.change(draft, parsed, *changed);
            }
            _ => {
                self.refuse_stale(parsed, &judged);
                return Ok(());
            }
        }
        self.note_troubles(parsed, judged.notes);
        Ok(())
    }

    /// Somebody new with their number, their picture's version and their password.
    fn add(&mut self, draft: &mut Draft, row: u32, mut person: PersonRecord) -> Result<()> {
        let now = to_millis(self.plan().measure.now);
        person.user.id = self.next_id;
        self.next_id += 1;
        self.outcome.added += 1;
        self.give_picture(row, &mut person);
        if person.avatar.is_some() {
            draft.pictures.push((person.user.id, row));
        }
        let must_change_password = person.user.must_change_password;
        if let Some(password) = self.prepared.0.passwords.get(&row) {
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
        let by = self.stage.scene.actor.by();
        let told = Told {
            whole: Whole {
                id: self.event,
                at: self.at,
                actor_id: by.id,
                actor_name: by.name,
            },
            action: Action::Add.as_str(),
            by: &self.by,
        };
        let note = AccountNote {
            scene: &self.stage.scene,
            person: &person,
            must_change_password,
        };
        draft.additions.push(&person, told, &note)
    }

    /// Somebody who is there; nothing is done if a picture was all that they would get, and it is broken.
    fn change(&mut self, draft: &mut Draft, parsed: &Parsed, mut person: Changed) {
        let gets_picture = person.old.avatar.is_none() && person.new.avatar.is_some();
        if gets_picture {
            self.give_picture(parsed.row, &mut person.new);
        }
        let changes = self.stage.scene.note(&person.old, &person.new);
        if changes.is_empty() {
            self.outcome.same += 1;
            return;
        }
        self.outcome.changed += 1;
        let id = person.new.user.id;
        self.changed.insert(id, parsed.source.line);
        if gets_picture && person.new.avatar.is_some() {
            draft.pictures.push((id, parsed.row));
        }
        // Pictures are written by themselves: they are none that were kept from before.
        person.old.avatar.clone_from(&person.new.avatar);
        draft.parts.push(Part {
            person,
            changes,
            undoes: None,
        });
    }

    fn give_picture(&self, row: u32, person: &mut PersonRecord) {
        let hash = self.prepared.0.pictures.find_hash(row);
        person.avatar = person.avatar.take().and(hash).map(str::to_owned);
    }

    /// Whom a row before it has changed: since the plan was made, the two have come to mean one person.
    fn refuse_second(&mut self, parsed: &Parsed, line: u32) {
        self.outcome.refused += 1;
        let reason = format!(
            "Line {line} of the file has changed this person already, and nobody is changed by two rows of one import."
        );
        self.push_trouble(parsed, true, reason);
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
        let broken = self.prepared.0.broken.get(&parsed.row).cloned();
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
}
