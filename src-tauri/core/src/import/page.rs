//! Rows of a plan to look at, judged against the roster as it is now.

use super::case::{Deed, Judged, Lookup, Owners};
use super::judge::{Stage, show_newcomer};
use super::parse::{Parsed, Parsing};
use super::plan::{ImportPlan, Plan};
use crate::auth::{Granted, ImportData, Read, ViewUser};
use crate::error::Result;
use crate::user::face::show_face;
use crate::user::rights::refuse;
use crate::view::{ImportDecision, ImportField, ImportPage, ImportQuery, ImportRow};

/// A row as it was judged.
pub(super) struct Looked {
    pub(super) parsed: Parsed,
    pub(super) decision: Option<ImportDecision>,
    pub(super) judged: Judged,
}

impl Granted<ImportData, Read> {
    /// Some rows of a plan, with the right to see people. Whether a row is on the page is as the plan found it; what it
    /// says is as the roster is now.
    pub async fn list_import_rows(
        mut self,
        plan: &ImportPlan,
        query: &ImportQuery,
    ) -> Result<ImportPage> {
        let plan = &*plan.0;
        let is_asked = |row: &u32| {
            let verdict = plan.entries[*row as usize].verdict;
            query.verdict.is_none_or(|asked| asked == verdict)
        };
        let total = plan.rows().filter(is_asked).count();
        let limit = query.limit.min(ImportQuery::MAX_LIMIT) as usize;
        let rows = plan.rows().filter(is_asked);
        let rows: Vec<u32> = rows.skip(query.offset as usize).take(limit).collect();
        let (stage, looked) = self.look_at(plan, &rows).await?;
        Ok(ImportPage {
            total: u32::try_from(total).unwrap_or(u32::MAX),
            rows: looked
                .into_iter()
                .map(|(looked, lookup_face)| show_row(&stage, looked, lookup_face))
                .collect(),
        })
    }

    /// Judges rows anew.
    pub(super) async fn look_at(
        &mut self,
        plan: &Plan,
        rows: &[u32],
    ) -> Result<(Stage, Vec<(Looked, Option<crate::view::Face>)>)> {
        let actor = self.access.actor().clone();
        refuse(actor.why_not::<ViewUser>())?;
        let db = self.access.db();
        let mut stage = Stage::load(db, &actor, plan.measure, &plan.groups).await?;
        let mut parsing = Parsing::start(&plan.spool, plan.measure, rows, rows.len().max(1));
        let parsed = parsing.next().await?.unwrap_or_default();
        let decided: Vec<Option<ImportDecision>> = {
            let decisions = plan.decisions();
            let possible = |row: u32| plan.entries[row as usize].decisions;
            parsed
                .iter()
                .map(|parsed| decisions.of(parsed.row, possible(parsed.row)))
                .collect()
        };
        let cases: Vec<_> = parsed
            .iter()
            .zip(&decided)
            .map(|(parsed, decision)| parsed.to_case(*decision))
            .collect();
        let lookup = Lookup::read(db, &cases, &Owners::Asked).await?;
        let judged: Vec<Judged> = cases
            .iter()
            .map(|case| stage.judge(case, &lookup, &plan.claims))
            .collect();
        drop(cases);
        let looked =
            parsed
                .into_iter()
                .zip(decided)
                .zip(judged)
                .map(|((parsed, decision), judged)| {
                    let person = judged.person.and_then(|id| lookup.people.get(&id));
                    let face = person.map(|person| show_face(&person.user, person.avatar.clone()));
                    (
                        Looked {
                            parsed,
                            decision,
                            judged,
                        },
                        face,
                    )
                });
        Ok((stage, looked.collect()))
    }
}

fn show_row(stage: &Stage, looked: Looked, person: Option<crate::view::Face>) -> ImportRow {
    let Looked {
        parsed,
        decision,
        judged,
    } = looked;
    let source = &parsed.source;
    let typed = source
        .get(ImportField::Username)
        .map(|name| name.trim().to_owned());
    let known = person.as_ref().map(|face| face.username.clone());
    let mut username = typed.or(known).unwrap_or_default();
    let mut changes = judged.changes;
    if let Deed::Add(newcomer) = &judged.deed {
        username.clone_from(&newcomer.user.username);
        changes = show_newcomer(&stage.scene, newcomer);
    }
    ImportRow {
        row: parsed.row,
        line: source.line,
        verdict: judged.verdict,
        reason: judged.reason,
        decisions: judged.decisions.iter().collect(),
        decision: decision.filter(|decision| judged.decisions.contains(*decision)),
        username,
        name: source.shown_name(),
        person,
        changes: changes.to_view(),
        errors: judged.errors,
        notes: judged.notes,
    }
}
