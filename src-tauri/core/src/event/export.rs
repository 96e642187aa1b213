//! The history as a table for other programs.

use std::io;

use super::{show_changes, to_filter};
use crate::auth::{Granted, Proven, ViewHistory};
use crate::db::event::{self, StoredEvent};
use crate::error::Result;
use crate::history::{Action, Changes, Target};
use crate::roster::show_millis;
use crate::table::Table;
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

impl Granted<ViewHistory, Proven> {
    /// Writes the events that match as CSV, newest first, actions on many people with all their parts; `before` and
    /// `limit` don't count. Returns how many there were.
    ///
    /// What a spreadsheet would take for a formula has a ' before it (OWASP, CSV injection). That the history was taken
    /// out is an event itself, noted first, whether or not `out` then takes it all. Nobody's writing waits for `out`.
    pub async fn export_events(
        self,
        query: &EventQuery,
        out: impl io::Write + Send,
    ) -> Result<u32> {
        let mut write = self.into_write().access;
        let roster = write.roster().clone();
        let mut filter = to_filter(query, &roster)?;
        filter.has_parts = true;
        let target = Target::roster("history");
        write
            .record(Action::Export, target, &Changes::default())
            .await?;
        write.commit().await?;
        let mut tx = roster.begin_read().await?;
        let mut table = Table::begin(out, HEAD)?;
        let (mut before, mut count) = (None, 0);
        loop {
            let events = event::list(&mut tx, &filter, before, CHUNK).await?;
            let Some(last) = events.last() else { break };
            before = Some(last.id);
            for event in &events {
                table.write_row(to_cells(event))?;
                count += 1;
            }
        }
        table.finish()?;
        Ok(count)
    }
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
