//! `history`: what was done, newest first.

use std::collections::BTreeMap;

use roster_core::Error;
use roster_core::auth::{DeleteUser, ViewHistory, ViewUser};
use roster_core::view::{Action, EventQuery, EventRow, TargetKind, TargetRef};
use serde::Serialize;
use serde_json::Value;

use crate::args::HistoryWish;
use crate::change::describe_change;
use crate::desk::{Desk, Place};
use crate::failure::{Done, Failure};
use crate::person::show_time;
use crate::print::Printer;
use crate::table::align_columns;

/// An event as programs get it. The keys are a promise.
#[derive(Serialize)]
struct EventRecord<'a> {
    id: i64,
    at: &'a str,
    actor: &'a str,
    action: Action,
    target: &'a str,
    /// Old and new values by field.
    changes: BTreeMap<&'a str, [&'a Value; 2]>,
}

impl<'a> EventRecord<'a> {
    fn of(event: &'a EventRow) -> Self {
        let changes = event.changes.iter();
        Self {
            id: event.id,
            at: &event.at,
            actor: &event.actor.name,
            action: event.action,
            target: &event.target.name,
            changes: changes
                .map(|change| (&*change.field, [&change.old, &change.new]))
                .collect(),
        }
    }
}

/// Lists what was done, to everyone or to one person.
pub(crate) async fn run(place: &Place, printer: Printer, wish: &HistoryWish) -> Done {
    let desk = place.open().await?;
    desk.work(async |desk| {
        let events = list_events(desk, wish).await?;
        if events.is_empty() {
            printer.message("Nothing was done yet.");
        }
        let records: Vec<EventRecord> = events.iter().map(EventRecord::of).collect();
        printer.result(&records, || describe_events(&events))
    })
    .await
}

async fn list_events(desk: &Desk, wish: &HistoryWish) -> Result<Vec<EventRow>, Failure> {
    let mut query = EventQuery::default();
    if let Some(name) = &wish.user {
        let id = find_anybody(desk, name).await?;
        query.target = Some(TargetRef {
            kind: TargetKind::User,
            id,
        });
    }
    let mut events: Vec<EventRow> = Vec::new();
    let mut left = wish.limit;
    while left > 0 {
        query.limit = left.min(EventQuery::MAX_LIMIT);
        let page = desk
            .read::<ViewHistory>()
            .await?
            .list_events(&query)
            .await?;
        let Some(last) = page.rows.last() else { break };
        query.before = Some(last.id);
        left = left.saturating_sub(u32::try_from(page.rows.len()).unwrap_or(u32::MAX));
        events.extend(page.rows);
    }
    Ok(events)
}

/// Whoever has this name or address, in the trash or not.
async fn find_anybody(desk: &Desk, name: &str) -> Result<i64, Failure> {
    let present = desk.read::<ViewUser>().await?.find_user(name).await;
    let Err(missing @ Error::NotFound(_)) = present else {
        return Ok(present?);
    };
    let read = desk.read::<DeleteUser>().await?;
    match read.find_deleted_user(name).await {
        Err(Error::NotFound(_)) => Err(missing.into()),
        found => Ok(found?),
    }
}

fn describe_events(events: &[EventRow]) -> String {
    if events.is_empty() {
        return String::new();
    }
    let cells = |event: &EventRow| {
        let fields = event.changes.iter();
        [
            event.id.to_string(),
            show_time(&event.at),
            event.actor.name.clone(),
            event.action.as_str().to_owned(),
            event.target.name.clone(),
            fields.map(describe_change).collect::<Vec<_>>().join(", "),
        ]
    };
    let rows: Vec<[String; 6]> = events.iter().map(cells).collect();
    align_columns(["EVENT", "WHEN", "WHO", "ACTION", "WHOM", "CHANGES"], &rows)
}
