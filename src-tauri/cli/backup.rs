//! `backup` and `restore`: copies of the roster, and the way back.

use std::io::{IsTerminal as _, Write as _};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use roster_core::auth::ManageBackup;
use roster_core::backup::backup_folder;
use roster_core::restore::{find_backup, preview_rescue, rescue_roster};
use roster_core::view::{BackupContents, BackupPreview, RestoreOutcome};
use roster_core::{DatabaseError, Error, Options};
use serde::Serialize;

use crate::args::{BackupWish, RestoreWish};
use crate::desk::{Desk, Place, actor_name};
use crate::failure::{Done, Failure};
use crate::person::show_time;
use crate::print::{Printer, count_people};
use crate::table::align_values;

/// A backup as programs get it. The keys are a promise.
#[derive(Serialize)]
struct BackupRecord {
    file: PathBuf,
    size: u64,
}

/// Makes a backup, in the roster's own folder or where it is wanted.
pub(crate) async fn back_up(place: &Place, printer: Printer, wish: &BackupWish) -> Done {
    let desk = place.open().await?;
    desk.work(async |desk| {
        let grant = desk.write::<ManageBackup>().await?;
        let file = if let Some(target) = &wish.to {
            grant.back_up_to(target, &mut go_on).await?;
            target.clone()
        } else {
            let backup = grant.back_up(&mut go_on).await?;
            backup_folder(desk.roster.path()).join(backup.name)
        };
        let size = std::fs::metadata(&file).map_or(0, |file| file.len());
        printer.message("Made a backup, read it to the end and found it good.");
        let record = BackupRecord { file, size };
        printer.result(&record, || record.file.display().to_string())
    })
    .await
}

/// Puts a backup in the roster's place, after saying what is inside.
pub(crate) async fn restore(place: &Place, printer: Printer, wish: &RestoreWish) -> Done {
    let file = find_file(place, &wish.file);
    if place.is_missing() {
        return rescue(place, printer, wish, &file).await;
    }
    match Desk::open_or_explain(place).await {
        Ok(desk) => {
            let restored = desk
                .work(async |desk| Ok(restore_open(desk, printer, wish, &file).await))
                .await?;
            match restored {
                // What can't be copied aside can be moved aside, once nobody has it open.
                Err(Failed::Damaged) => rescue(place, printer, wish, &file).await,
                Err(Failed::Otherwise(failure)) => Err(failure),
                Ok(()) => Ok(()),
            }
        }
        Err(error) if is_damage(&error) => rescue(place, printer, wish, &file).await,
        Err(error) => Err(error.into()),
    }
}

/// Why an open roster was not replaced.
enum Failed {
    Damaged,
    Otherwise(Failure),
}

impl<E: Into<Failure>> From<E> for Failed {
    fn from(error: E) -> Self {
        Self::Otherwise(error.into())
    }
}

/// The file that was named: a path, or else the name of one in the folder of backups.
fn find_file(place: &Place, named: &Path) -> PathBuf {
    if named.exists() {
        return named.to_owned();
    }
    let own = named
        .to_str()
        .and_then(|name| find_backup(place.path(), name).ok());
    own.unwrap_or_else(|| named.to_owned())
}

async fn restore_open(
    desk: &Desk,
    printer: Printer,
    wish: &RestoreWish,
    file: &Path,
) -> Result<(), Failed> {
    let preview = desk
        .read::<ManageBackup>()
        .await?
        .preview_restore(file)
        .await?;
    confirm(printer, wish, &preview)?;
    let staged = desk
        .read::<ManageBackup>()
        .await?
        .stage_backup(file, &mut go_on)
        .await?;
    match desk.roster.restore_backup(&desk.session, staged).await {
        Ok(outcome) => Ok(report(printer, &outcome)?),
        Err(error) if is_damage(&error) => Err(Failed::Damaged),
        Err(error) => Err(error.into()),
    }
}

/// The same for a roster that is not there or can't be read.
async fn rescue(place: &Place, printer: Printer, wish: &RestoreWish, file: &Path) -> Done {
    let preview = preview_rescue(place.path(), file).await?;
    confirm(printer, wish, &preview)?;
    let outcome = rescue_roster(
        place.path(),
        file,
        &actor_name(),
        &Options::default(),
        &mut go_on,
    )
    .await?;
    report(printer, &outcome)
}

fn is_damage(error: &Error) -> bool {
    matches!(
        error,
        Error::Database(DatabaseError::Damaged { .. } | DatabaseError::NotADatabase { .. })
    )
}

/// Says what is inside, and goes on only if that is wished: by a flag, or by the person at the terminal.
fn confirm(printer: Printer, wish: &RestoreWish, preview: &BackupPreview) -> Done {
    if wish.yes {
        return Ok(());
    }
    printer.result(preview, || describe_preview(preview))?;
    let asks = !printer.json && std::io::stdin().is_terminal() && std::io::stderr().is_terminal();
    if asks && ask()? {
        return Ok(());
    }
    printer.message("Nothing was changed. To restore this backup, add --yes.");
    Err(Failure::Said)
}

fn ask() -> Result<bool, Failure> {
    let mut err = std::io::stderr().lock();
    write!(err, "Replace the roster by this backup? [y/N] ")?;
    err.flush()?;
    let mut answer = String::new();
    std::io::stdin().read_line(&mut answer)?;
    Ok(matches!(answer.trim(), "y" | "Y" | "yes"))
}

fn describe_preview(preview: &BackupPreview) -> String {
    let made_at = preview.made_at.as_deref();
    let mut schema = preview.schema.to_string();
    if preview.schema < preview.known_schema {
        schema = format!("{schema}, brought up to {}", preview.known_schema);
    }
    let current = |count: fn(&BackupContents) -> u32| match &preview.current {
        Some(current) => format!("{} (now {})", count(&preview.contents), count(current)),
        None => count(&preview.contents).to_string(),
    };
    let newest = preview.contents.newest_event.as_ref().map(|event| {
        format!(
            "{}, {}, {}",
            show_time(&event.at),
            event.actor,
            event.action.map_or("", |action| action.as_str())
        )
    });
    align_values(&[
        ("Backup", preview.name.clone()),
        ("Made at", made_at.map(show_time).unwrap_or_default()),
        ("Schema", schema),
        ("People", current(|contents| contents.people)),
        ("Groups", current(|contents| contents.groups)),
        (
            "Entries of the history",
            current(|contents| contents.events),
        ),
        ("The newest of them", newest.unwrap_or_default()),
    ])
}

fn report(printer: Printer, outcome: &RestoreOutcome) -> Done {
    let people = count_people(outcome.people);
    printer.message(&match &outcome.kept_aside {
        Some(aside) => {
            format!("Restored {people}. What was there before is kept as {aside}.")
        }
        None => format!("Restored {people}."),
    });
    printer.json(outcome)
}

fn go_on(_: u32, _: u32) -> ControlFlow<()> {
    ControlFlow::Continue(())
}
