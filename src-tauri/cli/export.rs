//! `export`: people for other programs.

use std::io::{self, BufWriter, ErrorKind, Write};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use roster_core::auth::ExportData;
use roster_core::view::{Selection, UserFilter};
use serde::Serialize;
use tempfile::NamedTempFile;

use crate::args::import::ExportWish;
use crate::desk::{Desk, Place};
use crate::failure::{Done, Failure, plain_reason};
use crate::print::{Printer, count_people};

/// How many people were written.
#[derive(Serialize)]
struct Written {
    people: u32,
}

/// Writes everybody, or those who match.
pub(crate) async fn run(place: &Place, printer: Printer, wish: &ExportWish) -> Done {
    let desk = place.open().await?;
    desk.work(async |desk| match &wish.out {
        Some(file) => write_file(desk, printer, wish, file).await,
        None => write_stream(desk, wish).await,
    })
    .await
}

/// To a file beside its place first, so that a file that was there stays until the new one is whole.
async fn write_file(desk: &Desk, printer: Printer, wish: &ExportWish, file: &Path) -> Done {
    let folder = file
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let unwritten = |error: io::Error| {
        Failure::file(format!(
            "{} can’t be written: {}.",
            file.display(),
            plain_reason(&error)
        ))
    };
    let part = NamedTempFile::new_in(folder.unwrap_or(Path::new("."))).map_err(unwritten)?;
    let people = write_people(desk, wish, BufWriter::new(part.as_file())).await?;
    part.as_file().sync_all().map_err(unwritten)?;
    part.persist(file).map_err(|error| unwritten(error.error))?;
    let count = count_people(people);
    printer.message(&format!("Wrote {count} to {}.", file.display()));
    printer.json(&Written { people })
}

async fn write_stream(desk: &Desk, wish: &ExportWish) -> Done {
    let stream = Stream::default();
    let is_closed = stream.is_closed.clone();
    match write_people(desk, wish, BufWriter::new(stream)).await {
        Err(_) if is_closed.load(Ordering::Relaxed) => Err(Failure::NobodyReads),
        written => written.map(drop),
    }
}

async fn write_people(
    desk: &Desk,
    wish: &ExportWish,
    out: impl Write + Send,
) -> Result<u32, Failure> {
    let everybody = Selection::Matching {
        search: wish.search.clone(),
        filter: UserFilter::default(),
        except: Vec::new(),
    };
    let grant = desk.write::<ExportData>().await?.proven()?;
    let mut go_on = |_, _| ControlFlow::Continue(());
    Ok(grant
        .export_people(&everybody, &[], wish.format(), out, &mut go_on)
        .await?)
}

/// Standard output, and whether whoever read it has gone.
#[derive(Default)]
struct Stream {
    is_closed: Arc<AtomicBool>,
}

impl Stream {
    fn note<T>(&self, done: io::Result<T>) -> io::Result<T> {
        if done
            .as_ref()
            .is_err_and(|error| error.kind() == ErrorKind::BrokenPipe)
        {
            self.is_closed.store(true, Ordering::Relaxed);
        }
        done
    }
}

impl Write for Stream {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.note(io::stdout().write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.note(io::stdout().flush())
    }
}
