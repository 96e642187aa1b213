//! One action on many people in one transaction, and undoing it, in the core.

use std::ops::ControlFlow;
use std::time::Instant;

use roster_core::Roster;
use roster_core::auth::Session;
use roster_core::view::{BulkAction, Selection};

use crate::Outcome;
use crate::table::{Figure, Table};

/// An action on as many people as this, or on all if there are fewer.
const MOST: u32 = 100_000;

/// Milliseconds for up to 10,000 people, and for up to 100,000.
const LIMITS: [(u32, f64); 2] = [(10_000, 1_000.0), (MOST, 5_000.0)];

/// Deactivates people and undoes it.
pub(crate) async fn measure(
    roster: &Roster,
    operator: &Session,
    size: u32,
    table: &mut Table,
) -> Outcome<()> {
    let count = size.min(MOST);
    let selection = Selection::Ids {
        ids: (1..=i64::from(count)).collect(),
    };
    let mut go_on = |_, _| ControlFlow::Continue(());
    let begun = Instant::now();
    let write = roster.write(operator).await?;
    let done = write
        .apply_bulk(BulkAction::Deactivate, &selection, &mut go_on)
        .await?;
    let changing = begun.elapsed().as_secs_f64() * 1e3;
    let event = done.event.ok_or("the action changed nobody")?;
    let begun = Instant::now();
    let write = roster.write(operator).await?;
    write.undo_event(event, false, &mut go_on).await?;
    let undoing = begun.elapsed().as_secs_f64() * 1e3;
    for (what, time) in [
        ("changing all of them, or 100,000", changing),
        ("undoing that", undoing),
    ] {
        let figure = Figure::new(what, time, "ms").of(size);
        let limit = LIMITS.iter().find(|(most, _)| count <= *most);
        table.add(match limit {
            Some((_, limit)) => figure.limit(*limit),
            None => figure,
        });
    }
    Ok(())
}
