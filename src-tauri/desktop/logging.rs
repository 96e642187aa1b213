//! The log: files beside the database, one a day, the last seven kept.
//!
//! At info level it holds no names and no secrets: what happened, never to whom. Ids are fine.

use std::path::Path;

use tracing_appender::non_blocking::WorkerGuard;
use tracing_appender::rolling::{InitError, RollingFileAppender, Rotation};
use tracing_subscriber::EnvFilter;

/// `ROSTER_LOG` overrides what is written, in the syntax of `tracing_subscriber::EnvFilter`.
const FILTER: &str = "ROSTER_LOG";

/// How many days are kept.
const DAYS: usize = 7;

/// Starts logging into `folder`, or to standard error where no file can be made there.
///
/// The guard writes what is still waiting when it is dropped.
pub(crate) fn start(folder: &Path) -> Option<WorkerGuard> {
    let filter = EnvFilter::try_from_env(FILTER).unwrap_or_else(|_| EnvFilter::new("info"));
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(false);
    // Failing to log is no reason not to start, and a second start in one process changes nothing.
    let guard = match files(folder) {
        Ok(files) => {
            let (writer, guard) = tracing_appender::non_blocking(files);
            let _ = log.with_writer(writer).try_init();
            Some(guard)
        }
        Err(error) => {
            let _ = log.with_writer(std::io::stderr).try_init();
            tracing::warn!(%error, "no log file");
            None
        }
    };
    log_panics();
    guard
}

fn files(folder: &Path) -> Result<RollingFileAppender, InitError> {
    RollingFileAppender::builder()
        .rotation(Rotation::DAILY)
        .filename_prefix("roster")
        .filename_suffix("log")
        .max_log_files(DAYS)
        .build(private_folder(folder))
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
