//! The history as a table for other programs.

use std::io;

use csv::Writer;

use super::{show_changes, to_filter};
use crate::auth::{Granted, ViewHistory};
use crate::db::event::{self, StoredEvent};
use crate::error::{Error, Result};
use crate::history::{Action, Changes, Target};
use crate::roster::show_millis;
use crate::view::{EventQuery, FieldChange};

const HEAD: [&str; 10] = [
    "id",
    "at",
    "actor",
    "action",
    "target_kind",
    "target_id",
    "target",
    "changes",
    "part_of",
    "undoes",
];

/// How many events are read by one statement.
const CHUNK: u32 = 2_000;

impl Granted<ViewHistory> {
    /// Writes the events that match as CSV, newest first, actions on many people with all their parts; `before` and
    /// `limit` don't count. Returns how many there were.
    ///
    /// What a spreadsheet would take for a formula has a ' before it (OWASP, CSV injection). That the history was taken
    /// out is an event itself, noted first, whether or not `out` then takes it all. Nobody's writing waits for `out`.
    pub async fn export_events(
        mut self,
        query: &EventQuery,
        out: impl io::Write + Send,
    ) -> Result<u32> {
        let roster = self.access.roster().clone();
        let mut filter = to_filter(query, &roster)?;
        filter.has_parts = true;
        let target = Target::roster("history");
        self.access
            .record(Action::Export, target, &Changes::default())
            .await?;
        self.access.commit().await?;
        let mut tx = roster.begin_read().await?;
        let mut out = Writer::from_writer(out);
        out.write_record(HEAD).map_err(unwritten)?;
        let (mut before, mut count) = (None, 0);
        loop {
            let events = event::list(&mut tx, &filter, before, CHUNK).await?;
            let Some(last) = events.last() else { break };
            before = Some(last.id);
            for event in &events {
                let cells = to_cells(event).map(guard_formula);
                out.write_record(cells).map_err(unwritten)?;
                count += 1;
            }
        }
        out.flush().map_err(unwritten)?;
        Ok(count)
    }
}

fn unwritten(error: impl Into<csv::Error>) -> Error {
    Error::Output(error.into().to_string())
}

fn to_cells(event: &StoredEvent) -> [String; 10] {
    let number = |id: Option<i64>| id.map(|id| id.to_string()).unwrap_or_default();
    let changes = show_changes(&event.changes);
    let changes: Vec<String> = changes.iter().map(describe_change).collect();
    [
        event.id.to_string(),
        show_millis(event.at),
        event.actor_name.clone(),
        event.action.clone(),
        event.target_kind.clone(),
        number(event.target_id),
        event.target_name.clone(),
        changes.join("\n"),
        number(event.batch),
        number(event.undoes),
    ]
}

/// Values are JSON, so that nothing in them can be taken for the arrow or for the end of a line.
fn describe_change(change: &FieldChange) -> String {
    format!("{}: {} → {}", change.field, change.old, change.new)
}

/// Spreadsheets run what begins like a formula, whoever wrote it.
fn guard_formula(cell: String) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{cell}")
    } else {
        cell
    }
}

#[cfg(test)]
mod tests {
    use super::guard_formula;

    #[test]
    fn formulas_are_guarded_and_nothing_else_is_changed() {
        for cell in ["=1+1", "+1", "-1", "@sum", "\tx", "\rx"] {
            assert_eq!(guard_formula(cell.to_owned()), format!("'{cell}"));
        }
        for cell in ["", "ana", "a=b", "'x", "12"] {
            assert_eq!(guard_formula(cell.to_owned()), cell);
        }
    }
}
