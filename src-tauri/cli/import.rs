//! `import`: people from a file, as a plan and then at once.

use std::io::{self, IsTerminal as _, Write as _};
use std::mem;
use std::ops::ControlFlow;

use roster_core::auth::ImportData;
use roster_core::import::ImportPlan;
use roster_core::view::{
    ImportDecision, ImportFile, ImportOptions, ImportOutcome, ImportPasswords, ImportQuery,
    ImportRow, ImportSummary, ImportVerdict,
};

use crate::args::import::{ConflictWish, ImportWish};
use crate::desk::{Desk, Place};
use crate::failure::{Done, Failure};
use crate::print::{Printer, count_people, finish, write_message};
use crate::table::align_columns;

/// Plans an import, and does it if that is wished.
pub(crate) async fn run(place: &Place, printer: Printer, wish: &ImportWish) -> Done {
    let desk = place.open().await?;
    desk.work(async |desk| {
        let source = desk
            .roster
            .open_import(&wish.file, wish.media.as_deref())
            .await?;
        let read = desk.read::<ImportData>().await?;
        let options = ImportOptions::default();
        let plan = read.plan_import(&source, &options, &mut go_on).await?;
        plan.decide_all(wish.on_conflict.map(ConflictWish::to_decision));
        let summary = plan.summary();
        if wish.dry_run {
            print_plan(desk, printer, source.file(), &plan).await?;
            return refuse_troubles(summary.error + summary.undecided);
        }
        confirm(printer, wish, source.file(), &summary)?;
        let outcome = apply(desk, wish, &plan).await?;
        report(place, printer, &outcome)?;
        refuse_troubles(outcome.refused)
    })
    .await
}

async fn apply(
    desk: &Desk,
    wish: &ImportWish,
    plan: &ImportPlan,
) -> Result<ImportOutcome, Failure> {
    let passwords = if wish.temporary {
        ImportPasswords::Temporary
    } else {
        ImportPasswords::None
    };
    let roster = &desk.roster;
    let prepared = roster
        .prepare_import(&desk.session, plan, passwords, &mut go_on)
        .await?;
    let grant = desk.write::<ImportData>().await?.proven()?;
    Ok(grant.apply_import(&prepared, &mut go_on).await?)
}

/// The plan is said already; whoever reads the exit code learns that not all rows are fine.
fn refuse_troubles(count: u32) -> Done {
    if count == 0 {
        Ok(())
    } else {
        Err(Failure::Said)
    }
}

/// Says what would be done, and goes on only if that is wished: by a flag, or by the person at the terminal.
fn confirm(
    printer: Printer,
    wish: &ImportWish,
    file: &ImportFile,
    summary: &ImportSummary,
) -> Done {
    if wish.yes {
        return Ok(());
    }
    printer.result(summary, || describe_summary(file, summary))?;
    let asks = !printer.json && io::stdin().is_terminal() && io::stderr().is_terminal();
    if asks && ask()? {
        return Ok(());
    }
    printer.message("Nothing was changed. To import this, add --yes.");
    Err(Failure::Said)
}

fn ask() -> Result<bool, Failure> {
    let mut err = io::stderr().lock();
    write!(err, "Import this? [y/N] ")?;
    err.flush()?;
    let mut answer = String::new();
    io::stdin().read_line(&mut answer)?;
    Ok(matches!(answer.trim(), "y" | "Y" | "yes"))
}

/// Prints every row, page by page: a plan may be larger than the memory.
async fn print_plan(desk: &Desk, printer: Printer, file: &ImportFile, plan: &ImportPlan) -> Done {
    let summary = plan.summary();
    let mut query = ImportQuery {
        limit: ImportQuery::MAX_LIMIT,
        ..ImportQuery::default()
    };
    let mut out = io::BufWriter::new(io::stdout().lock());
    if printer.json {
        write!(out, "{{\"file\": ")?;
        serde_json::to_writer(&mut out, file)?;
        write!(out, ",\n\"summary\": ")?;
        serde_json::to_writer(&mut out, &summary)?;
        write!(out, ",\n\"rows\": [")?;
    }
    let mut separator: &[u8] = b"\n";
    while query.offset < summary.rows {
        let read = desk.read::<ImportData>().await?;
        let page = read.list_import_rows(plan, &query).await?;
        if printer.json {
            for row in &page.rows {
                out.write_all(mem::replace(&mut separator, b",\n"))?;
                serde_json::to_writer(&mut out, row)?;
            }
        } else {
            let rows: Vec<[String; 4]> = page.rows.iter().map(list_cells).collect();
            printer.text(&align_columns(
                ["LINE", "WHAT HAPPENS", "USERNAME", "DETAILS"],
                &rows,
            ))?;
        }
        query.offset += ImportQuery::MAX_LIMIT;
    }
    if printer.json {
        write!(out, "\n]}}")?;
        return Ok(finish(&mut out)?);
    }
    drop(out);
    printer.message(&describe_summary(file, &summary));
    Ok(())
}

fn list_cells(row: &ImportRow) -> [String; 4] {
    let what = match (row.verdict, row.decision) {
        (ImportVerdict::Add, _) => "add",
        (ImportVerdict::Change, _) => "change",
        (ImportVerdict::Skip, _) => "skip",
        (ImportVerdict::Error, _) => "error",
        (ImportVerdict::Conflict, None) => "conflict",
        (ImportVerdict::Conflict, Some(ImportDecision::Skip)) => "conflict: skip",
        (ImportVerdict::Conflict, Some(ImportDecision::Update)) => "conflict: update",
        (ImportVerdict::Conflict, Some(ImportDecision::Rename)) => "conflict: rename",
    };
    let errors = row
        .errors
        .iter()
        .map(|(field, sentence)| format!("{field}: {sentence}"));
    let reason = row.reason.iter().filter(|_| row.errors.is_empty()).cloned();
    let changes = row
        .changes
        .iter()
        .filter(|_| row.verdict != ImportVerdict::Add);
    let changes =
        changes.map(|change| format!("{}: {} → {}", change.field, change.old, change.new));
    let details: Vec<String> = errors
        .chain(reason)
        .chain(changes)
        .chain(row.notes.iter().cloned())
        .collect();
    [
        row.line.to_string(),
        what.to_owned(),
        row.username.clone(),
        details.join(" "),
    ]
}

fn describe_summary(file: &ImportFile, summary: &ImportSummary) -> String {
    let mut lines = vec![
        format!("{}: {}.", file.name, file.details),
        format!(
            "{}: {} to add, {} to change, {} already the same, {} in conflict, {} with errors.",
            count(summary.rows, "row"),
            summary.add,
            summary.change,
            summary.skip,
            summary.conflict,
            summary.error
        ),
    ];
    if summary.conflict > 0 {
        lines.push(format!(
            "With the conflicts as they are decided, {} would be added and {} changed; {} undecided.",
            count_people(summary.would_add),
            summary.would_change,
            match summary.undecided {
                1 => "1 conflict is".to_owned(),
                many => format!("{many} conflicts are"),
            }
        ));
    }
    for group in &summary.new_groups {
        lines.push(match &group.refused {
            None => format!("New group: {}.", group.name),
            Some(reason) => format!("The group {} is left out: {reason}", group.name),
        });
    }
    lines.extend(summary.notices.iter().cloned());
    let left_out = file.left_out.iter();
    lines.extend(left_out.map(|left| {
        format!(
            "{} has no place in Roster ({} filled).",
            left.column, left.filled
        )
    }));
    lines.join("\n")
}

/// What was done. Passphrases go to standard output, for whoever hands them over.
fn report(place: &Place, printer: Printer, outcome: &ImportOutcome) -> Done {
    if !printer.json {
        for trouble in &outcome.troubles {
            let who = match &*trouble.username {
                "" => String::new(),
                username => format!("{username}: "),
            };
            write_message(&format!("line {}: {who}{}", trouble.line, trouble.reason));
        }
    }
    printer.message(&format!(
        "Added {} and changed {}; {} were the same already, {} were left out as wished, {} refused.",
        count_people(outcome.added), outcome.changed, outcome.same, outcome.skipped, outcome.refused
    ));
    if let Some(event) = outcome.event {
        place.offer_undo(printer, event);
    }
    if printer.json {
        return printer.json(outcome);
    }
    let lines = outcome.passphrases.iter();
    let lines: Vec<String> = lines
        .map(|one| format!("{}\t{}", one.username, one.passphrase))
        .collect();
    printer.text(&lines.join("\n"))
}

fn count(number: u32, noun: &str) -> String {
    match number {
        1 => format!("1 {noun}"),
        number => format!("{number} {noun}s"),
    }
}

fn go_on(_: u32, _: u32) -> ControlFlow<()> {
    ControlFlow::Continue(())
}
