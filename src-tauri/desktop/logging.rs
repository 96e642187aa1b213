//! The log: files beside the database, one a day, the last seven kept.
//!
//! At info level it holds no names and no secrets: what happened, never to whom. Ids are fine.

use std::path::Path;

use roster_core::private::tighten_folder;
use tracing_appender::non_blocking::WorkerGuard;
use tracing_appender::rolling::{InitError, RollingFileAppender, Rotation};
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::{Layer as _, SubscriberExt as _};
use tracing_subscriber::util::{SubscriberInitExt as _, TryInitError};

/// `ROSTER_LOG` overrides what is written: `debug`, or by part of the program, `info,roster_core=debug`.
const FILTER: &str = "ROSTER_LOG";

/// How many days are kept.
const DAYS: usize = 7;

/// Starts logging into `folder`, or to standard error where no file can be made there.
///
/// The guard writes what is still waiting when it is dropped.
pub(crate) fn start(folder: &Path) -> Option<WorkerGuard> {
    // Failing to log is no reason not to start, and a second start in one process changes nothing.
    let guard = match files(folder) {
        Ok(files) => {
            let (writer, guard) = tracing_appender::non_blocking(files);
            let _ = write_to(writer);
            Some(guard)
        }
        Err(error) => {
            let _ = write_to(std::io::stderr);
            tracing::warn!(%error, "no log file");
            None
        }
    };
    log_panics();
    guard
}

fn write_to<W>(writer: W) -> Result<(), TryInitError>
where
    W: for<'a> MakeWriter<'a> + Send + Sync + 'static,
{
    let wish = std::env::var(FILTER).ok();
    let filter = wish.and_then(|wish| wish.parse::<Targets>().ok());
    let lines = tracing_subscriber::fmt::layer()
        .with_ansi(false)
        .with_writer(writer)
        .with_filter(filter.unwrap_or_else(|| Targets::new().with_default(LevelFilter::INFO)));
    tracing_subscriber::registry().with(lines).try_init()
}

fn files(folder: &Path) -> Result<RollingFileAppender, InitError> {
    let files = RollingFileAppender::builder()
        .rotation(Rotation::DAILY)
        .filename_prefix("roster")
        .filename_suffix("log")
        .max_log_files(DAYS)
        .build(private_folder(folder))?;
    // The folder may be an old one, and the file is made for everyone's eyes.
    tighten_folder(folder);
    Ok(files)
}

/// Makes the folder, and the data folder around it if this is the very first start, for the owner's eyes only.
fn private_folder(folder: &Path) -> &Path {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    // Why it can't be made is said by the attempt to use it.
    let _ = builder.create(folder);
    folder
}

/// Notes where a panic happened. Its message stays out of the file: it may quote data.
fn log_panics() {
    let print = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let place = panic
            .location()
            .map(ToString::to_string)
            .unwrap_or_default();
        tracing::error!(place, "panic");
        print(panic);
    }));
}
