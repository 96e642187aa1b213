//! The plan of an import: what would become of each row, in a few bytes.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::case::{Case, Judged, Lookup, Owners};
use super::claim::{Claims, Place};
use super::decision::{DecisionSet, Decisions};
use super::judge::Stage;
use super::parse::{Parsed, Parsing};
use super::source::{Content, ImportSource, SourceGroup};
use super::spool::Spool;
use super::stage::PlannedGroup;
use super::wish::{Measure, Wish, WishedPassword};
use crate::auth::{Granted, ImportData, Read, ViewUser};
use crate::error::{Error, FieldErrors, Result};
use crate::progress::{Progress, report};
use crate::user::batch::CHUNK;
use crate::user::rights::refuse;
use crate::view::{ImportDecision, ImportOptions, ImportSummary, ImportVerdict};

/// What would become of each row of a file. Clones share it, and what is decided.
///
/// It is of the one who made it: another's rights may allow something else, which is why rows are judged again.
#[derive(Clone)]
pub struct ImportPlan(pub(super) Arc<Plan>);

pub(super) struct Plan {
    pub(super) source: ImportSource,
    pub(super) spool: Arc<Spool>,
    pub(super) entries: Vec<Entry>,
    pub(super) claims: Claims,
    pub(super) groups: Vec<PlannedGroup>,
    pub(super) measure: Measure,
    notices: Option<String>,
    decisions: Mutex<Decisions>,
}

/// Groups of a name that is taken are not changed.
fn describe_known(groups: &[String]) -> Option<String> {
    (!groups.is_empty()).then(|| {
        format!(
            "These groups are in the roster already, and keep what they allow there: {}.",
            groups.join(", ")
        )
    })
}

/// What is known of a row.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    pub(super) verdict: ImportVerdict,
    pub(super) decisions: DecisionSet,
    pub(super) password: PasswordKind,
    pub(super) has_avatar: bool,
    /// The version of the person it is about.
    pub(super) version: i64,
}

/// What a row brings to sign in with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PasswordKind {
    None,
    Typed,
    Hash,
}

/// What is done about a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    Add,
    Change,
    /// It says nothing new.
    Same,
    /// It is left out, as decided.
    Skip,
    /// It is left out, because nobody decided or because it can't be taken.
    Refuse,
}

impl Granted<ImportData, Read> {
    /// Says what would become of each row of a file. Needs the right to see people as well, since the plan tells what they
    /// are. Nothing is written but a nameless file.
    pub async fn plan_import(
        mut self,
        source: &ImportSource,
        options: &ImportOptions,
        mut progress: Progress<'_>,
    ) -> Result<ImportPlan> {
        let (roster, actor) = (self.access.roster().clone(), self.access.actor().clone());
        refuse(actor.why_not::<ViewUser>())?;
        let folder = roster
            .path()
            .parent()
            .map(ToOwned::to_owned)
            .unwrap_or_default();
        let Content { spool, groups } = source.read_rows(options, &folder, &mut progress).await?;
        if spool.len() == 0 {
            return Err(Error::Import("There is nobody in this file.".to_owned()));
        }
        let measure = Measure::of(self.access.db(), &roster, source).await?;
        let mut stage = Stage::load(self.access.db(), &actor, measure, &[]).await?;
        let owners = Owners::load(self.access.db(), spool.len() as usize).await?;
        let mut planning = Planning::default();
        let known = planning.add_groups(&mut stage, groups);
        let spool = Arc::new(spool);
        let rows: Vec<u32> = (0..spool.len()).collect();
        let mut parsing = Parsing::start(&spool, measure, &rows, CHUNK);
        while let Some(chunk) = parsing.next().await? {
            planning.claim(&mut stage, &chunk)?;
            let cases: Vec<Case<'_>> = chunk.iter().map(|parsed| parsed.to_case(None)).collect();
            let lookup = Lookup::read(self.access.db(), &cases, &owners).await?;
            planning.judge_all(&mut stage, &cases, &lookup);
            report(&mut progress, planning.entries.len(), rows.len())?;
        }
        planning.claims.settle();
        Ok(ImportPlan(Arc::new(Plan {
            source: source.clone(),
            spool,
            entries: planning.entries,
            claims: planning.claims,
            groups: planning.groups,
            measure,
            notices: describe_known(&known),
            decisions: Mutex::default(),
        })))
    }
}

/// A plan that is being made.
#[derive(Default)]
struct Planning {
    entries: Vec<Entry>,
    claims: Claims,
    groups: Vec<PlannedGroup>,
}

impl Planning {
    /// Plans the groups that a file describes, and returns the names of those that are there already.
    fn add_groups(&mut self, stage: &mut Stage, groups: Vec<SourceGroup>) -> Vec<String> {
        let mut known = Vec::new();
        for group in groups {
            if stage.groups.contains_key(group.name.key()) {
                known.push(group.name.as_str().to_owned());
            } else {
                let group = stage.plan_new_group(group);
                stage.plan_group(&group);
                self.groups.push(group);
            }
        }
        known
    }

    /// Notes the names in these rows, and the groups.
    fn claim(&mut self, stage: &mut Stage, chunk: &[Parsed]) -> Result<()> {
        for parsed in chunk {
            if let Ok(wish) = &parsed.wish {
                self.claims.add_names(parsed.place(), wish);
                stage.find_new_groups(&wish.groups, &mut self.groups)?;
            }
        }
        Ok(())
    }

    fn judge_all(&mut self, stage: &mut Stage, cases: &[Case<'_>], lookup: &Lookup) {
        for case in cases {
            let mut judged = stage.judge(case, lookup, &self.claims);
            if let Some(person) = judged.person
                && !self.claims.add_person(case.place(), person)
            {
                judged = stage.judge(case, lookup, &self.claims);
            }
            self.entries.push(Entry::of(&judged, case.wish));
        }
    }
}

impl Parsed {
    fn place(&self) -> Place {
        Place {
            row: self.row,
            line: self.source.line,
        }
    }

    pub(super) fn to_case(&self, decision: Option<ImportDecision>) -> Case<'_> {
        Case {
            row: self.row,
            source: &self.source,
            wish: &self.wish,
            decision,
        }
    }
}

impl Entry {
    fn of(judged: &Judged, wish: &Result<Wish, FieldErrors>) -> Self {
        let wish = wish.as_ref().ok();
        Self {
            verdict: judged.verdict,
            decisions: judged.decisions,
            password: match wish.and_then(|wish| wish.password.as_ref()) {
                None => PasswordKind::None,
                Some(WishedPassword::Typed(_)) => PasswordKind::Typed,
                Some(WishedPassword::Hash(_)) => PasswordKind::Hash,
            },
            has_avatar: wish.is_some_and(|wish| wish.avatar.is_some()),
            version: judged.version,
        }
    }
}

impl Plan {
    pub(super) fn decisions(&self) -> MutexGuard<'_, Decisions> {
        self.decisions
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// What is done about a row, by these decisions.
    pub(super) fn fate_of(&self, row: u32, decisions: &Decisions) -> Fate {
        let entry = &self.entries[row as usize];
        match entry.verdict {
            ImportVerdict::Add => Fate::Add,
            ImportVerdict::Change => Fate::Change,
            ImportVerdict::Skip => Fate::Same,
            ImportVerdict::Error => Fate::Refuse,
            ImportVerdict::Conflict => match decisions.of(row, entry.decisions) {
                None => Fate::Refuse,
                Some(ImportDecision::Skip) => Fate::Skip,
                Some(ImportDecision::Update) => Fate::Change,
                Some(ImportDecision::Rename) => Fate::Add,
            },
        }
    }

    /// The number of every row.
    pub(super) fn rows(&self) -> impl Iterator<Item = u32> + use<> {
        0..self.spool.len()
    }
}

impl ImportPlan {
    /// What the plan comes to, with what is decided so far.
    #[must_use]
    pub fn summary(&self) -> ImportSummary {
        let plan = &*self.0;
        let decisions = plan.decisions();
        let mut summary = ImportSummary {
            rows: plan.spool.len(),
            add: 0,
            change: 0,
            skip: 0,
            conflict: 0,
            error: 0,
            undecided: 0,
            would_add: 0,
            would_change: 0,
            without_password: 0,
            pictures: 0,
            decision: decisions.all,
            new_groups: plan.groups.iter().map(PlannedGroup::to_view).collect(),
            notices: plan
                .source
                .file()
                .notices
                .iter()
                .chain(&plan.notices)
                .cloned()
                .collect(),
        };
        for row in plan.rows() {
            let entry = &plan.entries[row as usize];
            match entry.verdict {
                ImportVerdict::Add => summary.add += 1,
                ImportVerdict::Change => summary.change += 1,
                ImportVerdict::Skip => summary.skip += 1,
                ImportVerdict::Conflict => summary.conflict += 1,
                ImportVerdict::Error => summary.error += 1,
            }
            let fate = plan.fate_of(row, &decisions);
            let takes = matches!(fate, Fate::Add | Fate::Change);
            summary.pictures += u32::from(takes && entry.has_avatar);
            match fate {
                Fate::Add => {
                    summary.would_add += 1;
                    summary.without_password += u32::from(entry.password == PasswordKind::None);
                }
                Fate::Change => summary.would_change += 1,
                Fate::Refuse if entry.verdict == ImportVerdict::Conflict => summary.undecided += 1,
                _ => {}
            }
        }
        summary
    }

    /// Decides about one conflict; nothing: as about all others. False, and nothing decided, if the row is no conflict or
    /// can't be decided so.
    #[must_use]
    pub fn decide(&self, row: u32, decision: Option<ImportDecision>) -> bool {
        let entry = self.0.entries.get(row as usize);
        let is_possible = entry.is_some_and(|entry| {
            entry.verdict == ImportVerdict::Conflict
                && decision.is_none_or(|decision| entry.decisions.contains(decision))
        });
        if is_possible {
            self.0.decisions().set(row, decision);
        }
        is_possible
    }

    /// Decides about all conflicts alike. Those that can't be decided so stay undecided.
    pub fn decide_all(&self, decision: Option<ImportDecision>) {
        self.0.decisions().set_all(decision);
    }
}
