//! `undo`: what was done, back again.

use std::ops::ControlFlow;

use roster_core::view::{UndoOutcome, UndoPreview};

use crate::args::UndoWish;
use crate::change::describe_change;
use crate::desk::{Desk, Place};
use crate::failure::{Done, Failure};
use crate::print::Printer;

/// Undoes an event, or says what that would do.
pub(crate) async fn run(place: &Place, printer: Printer, wish: &UndoWish) -> Done {
    let desk = place.open().await?;
    desk.work(async |desk| {
        if wish.dry_run {
            preview_undo(desk, printer, wish).await
        } else {
            undo_event(place, desk, printer, wish).await
        }
    })
    .await
}

async fn undo_event(place: &Place, desk: &Desk, printer: Printer, wish: &UndoWish) -> Done {
    let write = desk.roster.write(&desk.session).await?;
    let done = write
        .undo_event(wish.event, wish.skip_conflicts, &mut |_, _| {
            ControlFlow::Continue(())
        })
        .await?;
    printer.message(&describe_outcome(&done, wish.event));
    let redo = place.suggest(&format!("undo {}", done.event));
    printer.message(&format!("To redo it: {redo}"));
    printer.json(&done)
}

fn describe_outcome(done: &UndoOutcome, event: i64) -> String {
    match (done.changed, done.skipped) {
        (1, 0) => format!("Undid {event}."),
        (changed, 0) => format!("Undid {event}: {changed} were set back."),
        (changed, skipped) => format!(
            "Undid {event} in part: {changed} were set back, {skipped} stayed as they are or were set back in part."
        ),
    }
}

/// Ends as the undo itself would.
async fn preview_undo(desk: &Desk, printer: Printer, wish: &UndoWish) -> Done {
    let mut read = desk.roster.read(&desk.session).await?;
    let preview = read.preview_undo(wish.event).await?;
    // One who reads keeps the roster from being closed.
    drop(read);
    printer.result(&preview, || describe_preview(&preview))?;
    let is_in_the_way = !wish.skip_conflicts && !preview.conflicts.is_empty();
    if preview.refused.is_some() || is_in_the_way {
        return Err(Failure::Said);
    }
    Ok(())
}

fn describe_preview(preview: &UndoPreview) -> String {
    let mut lines: Vec<String> = Vec::new();
    for change in &preview.changes {
        let fields = change.fields.iter();
        let fields: Vec<String> = fields.map(describe_change).collect();
        lines.push(format!("{}  {}", change.target.name, fields.join(", ")));
    }
    let left = preview.would_change.saturating_sub(count(&preview.changes));
    if left > 0 {
        lines.push(format!("and {left} more"));
    }
    for conflict in &preview.conflicts {
        let (name, message) = (&conflict.target.name, &conflict.message);
        lines.push(match conflict.event {
            Some(event) => format!("{name}  can’t be set back: {message} (event {event})"),
            None => format!("{name}  can’t be set back: {message}"),
        });
    }
    if let (Some(refused), true) = (&preview.refused, preview.conflicts.is_empty()) {
        lines.push(refused.clone());
    }
    lines.join("\n")
}

fn count<T>(shown: &[T]) -> u32 {
    u32::try_from(shown.len()).unwrap_or(u32::MAX)
}
