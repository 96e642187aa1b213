//! Bringing people in: the plan of a table, and taking it over, beside Django's `bulk_create` and SQLite by hand.

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use roster_core::auth::{ImportData, Session};
use roster_core::import::ImportPlan;
use roster_core::view::{ImportOptions, ImportPasswords, ImportQuery};
use roster_core::{Options, Roster};

use crate::memory::peak;
use crate::table::{Figure, Table};
use crate::{Outcome, Plan};

/// How many rows a table has that somebody may well have.
const ROWS: u32 = 100_000;

/// The whole, as large as a roster gets.
const MILLION: u32 = 1_000_000;

/// Milliseconds from the choice of a file to the first screen of its plan.
const FIRST_SCREEN: f64 = 3_000.0;

/// How many times as long an import may take as the same rows in the same tables by SQLite alone, without a rule.
const BY_HAND: f64 = 1.5;

/// How many times as fast as Django an import should be, at least.
const FASTER: f64 = 3.0;

pub(crate) async fn measure(plan: &Plan, table: &mut Table) -> Outcome<()> {
    let file = write_table(plan.scratch.path(), ROWS)?;
    let rate = measure_size(plan, &file, ROWS, table).await?;
    match time_peers(plan, &file) {
        Some([django, hand]) => {
            // As times, of which less is better.
            let time = |rate: f64| f64::from(ROWS) / rate * 1e3;
            table.add(
                Figure::new(format!("import of {ROWS} people"), time(rate), "ms").peer(
                    "Django bulk_create",
                    time(django),
                    1.0 / FASTER,
                ),
            );
            table.add(
                Figure::new(format!("the same {ROWS} people"), time(rate), "ms").peer(
                    "SQLite by hand",
                    time(hand),
                    BY_HAND,
                ),
            );
        }
        None => table.note("Django is not installed for `python3`, so the import has no peer."),
    }
    if plan.million {
        let file = write_table(plan.scratch.path(), MILLION)?;
        measure_size(plan, &file, MILLION, table).await?;
        if let Some(peak) = peak() {
            table.note(format!(
                "The most memory so far, with a plan of {MILLION} rows: {peak:.0} MB."
            ));
        }
    }
    Ok(())
}

/// Plans and imports a table into an empty roster, and returns rows per second of the import.
pub(crate) async fn measure_size(
    plan: &Plan,
    file: &Path,
    rows: u32,
    table: &mut Table,
) -> Outcome<f64> {
    let path = plan.scratch.path().join(format!("import-{rows}.db"));
    let roster = Roster::open(&path, Options::default()).await?;
    let session = Session::operator("bench");
    let begun = Instant::now();
    let planned = plan_file(&roster, &session, file).await?;
    let what = "plan of as many rows, to the first screen";
    let figure = Figure::new(what, elapsed(begun), "ms").of(rows);
    table.add(if rows == ROWS {
        figure.limit(FIRST_SCREEN)
    } else {
        figure
    });
    let begun = Instant::now();
    let mut go_on = |_, _| ControlFlow::Continue(());
    let passwords = ImportPasswords::None;
    let prepared = roster
        .prepare_import(&session, &planned, passwords, &mut go_on)
        .await?;
    let grant = roster
        .write(&session)
        .await?
        .grant::<ImportData>()?
        .proven()?;
    let done = grant.apply_import(&prepared, &mut go_on).await?;
    let rate = f64::from(rows) / begun.elapsed().as_secs_f64();
    table.add(Figure::new("importing them, each", 1e6 / rate, "µs").of(rows));
    if done.added != rows {
        return Err("the import left somebody out".into());
    }
    roster.close().await;
    Ok(rate)
}

async fn plan_file(roster: &Roster, session: &Session, file: &Path) -> Outcome<ImportPlan> {
    let source = roster.open_import(file, None).await?;
    let read = roster.read(session).await?.grant::<ImportData>()?;
    let mut go_on = |_, _| ControlFlow::Continue(());
    let planned = read
        .plan_import(&source, &ImportOptions::default(), &mut go_on)
        .await?;
    let query = ImportQuery {
        limit: 50,
        ..ImportQuery::default()
    };
    let read = roster.read(session).await?.grant::<ImportData>()?;
    read.list_import_rows(&planned, &query).await?;
    Ok(planned)
}

pub(crate) fn write_table(folder: &Path, rows: u32) -> Outcome<PathBuf> {
    let path = folder.join(format!("people-{rows}.csv"));
    let mut out = BufWriter::new(File::create(&path)?);
    writeln!(
        out,
        "username,email,first_name,last_name,location,phone_number"
    )?;
    for n in 0..rows {
        writeln!(
            out,
            "person.{n},person.{n}@riverside.example,Ana,Kovačević {n},Zagreb,+385 1 {n:07}"
        )?;
    }
    out.flush()?;
    Ok(path)
}

/// Rows per second of Django and of SQLite by hand; nothing if they can't be had here.
fn time_peers(plan: &Plan, file: &Path) -> Option<[f64; 2]> {
    let script = plan.sources.join("peers/bulk_create.py");
    let output = Command::new("python3")
        .arg(script)
        .arg(file)
        .output()
        .ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    let mut rates = text.lines().map(|line| line.trim().parse().ok());
    Some([rates.next()??, rates.next()??])
}

fn elapsed(begun: Instant) -> f64 {
    begun.elapsed().as_secs_f64() * 1e3
}
