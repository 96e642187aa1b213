//! The history, as it is shown and taken out.

mod export;

use std::collections::BTreeMap;

use serde_json::Value;

use crate::auth::{Actor, Granted, Read, ViewHistory};
use crate::db::Millis;
use crate::db::event::{self, EventFilter, StoredEvent, Word};
use crate::error::{FieldErrors, Result};
use crate::history::{Action, TargetKind};
use crate::roster::{Roster, show_millis};
use crate::undo;
use crate::value::{TimeBound, fold_search};
use crate::view::{EventActor, EventPage, EventQuery, EventRow, EventTarget, FieldChange};

impl Granted<ViewHistory, Read> {
    /// One page of the events that match, newest first.
    pub async fn list_events(mut self, query: &EventQuery) -> Result<EventPage> {
        let filter = to_filter(query, self.access.roster())?;
        self.access.list_events_by(&filter, query).await
    }
}

impl Read {
    /// The same of what one did oneself, and of what was done to oneself; this takes no right.
    pub async fn list_own_events(&mut self, query: &EventQuery) -> Result<EventPage> {
        let mut filter = to_filter(query, self.roster())?;
        // Nobody has the number 0, so that an operator, who is nobody in the roster, has no history of their own.
        filter.own = Some(self.actor().id().unwrap_or(0));
        self.list_events_by(&filter, query).await
    }

    async fn list_events_by(
        &mut self,
        filter: &EventFilter,
        query: &EventQuery,
    ) -> Result<EventPage> {
        let actor = self.actor().clone();
        let limit = query.limit.clamp(1, EventQuery::MAX_LIMIT);
        let events = event::list(self.db(), filter, query.before, limit).await?;
        let total = event::count(self.db(), filter).await?;
        let rows = events.into_iter();
        Ok(EventPage {
            rows: rows.filter_map(|event| show_event(&actor, event)).collect(),
            total,
        })
    }
}

fn to_filter(query: &EventQuery, roster: &Roster) -> Result<EventFilter> {
    let (zone, now) = (roster.time_zone(), roster.now().as_millisecond());
    let mut errors = FieldErrors::default();
    let mut parse = |field: &str, typed: &Option<String>| -> Option<Millis> {
        let bound = errors.check(field, TimeBound::parse(typed.as_deref()?))?;
        Some(bound.first(&zone, now))
    };
    let (from, until) = (parse("from", &query.from), parse("until", &query.until));
    errors.into_result()?;
    let words = query.text.split_whitespace().map(|word| Word {
        folded: fold_search(word),
        lower: word.to_lowercase(),
    });
    Ok(EventFilter {
        actor: query.actor,
        target: query.target.map(|target| (target.kind.as_str(), target.id)),
        batch: query.batch,
        actions: query.actions.iter().map(|action| action.as_str()).collect(),
        from,
        until,
        words: words.collect(),
        ..EventFilter::default()
    })
}

/// Nothing for what this program has no word for.
fn show_event(actor: &Actor, event: StoredEvent) -> Option<EventRow> {
    Some(EventRow {
        id: event.id,
        at: show_millis(event.at),
        action: Action::parse(&event.action)?,
        changes: show_changes(&event.changes),
        batch: event.batch,
        batch_size: event.batch_size,
        may_undo: undo::why_not(actor, &event),
        undoes: event.undoes,
        undone_by: event.undone_by,
        target: EventTarget {
            kind: TargetKind::parse(&event.target_kind)?,
            id: event.target_id,
            name: event.target_name,
        },
        actor: EventActor {
            id: event.actor_id,
            name: event.actor_name,
        },
    })
}

/// The fields that changed, with their values before and after.
fn show_changes(changes: &str) -> Vec<FieldChange> {
    let fields: BTreeMap<String, (Value, Value)> =
        serde_json::from_str(changes).unwrap_or_default();
    let show = |(field, (old, new))| FieldChange { field, old, new };
    fields.into_iter().map(show).collect()
}
