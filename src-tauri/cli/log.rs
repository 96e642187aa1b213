//! What the core logs, kept until somebody asks: on a command line, the log is what is said when something breaks.

use std::io::{self, Write};
use std::sync::{Mutex, PoisonError};

use tracing_subscriber::filter::LevelFilter;

/// The core logs each error once, so this stays short.
static LINES: Mutex<Vec<u8>> = Mutex::new(Vec::new());

/// Begins to listen.
pub(crate) fn start() {
    let log = tracing_subscriber::fmt()
        .with_max_level(LevelFilter::ERROR)
        .with_ansi(false)
        .with_level(false)
        .with_target(false)
        .without_time()
        .with_writer(|| Lines);
    // It can only fail if somebody listens already.
    let _ = log.try_init();
}

/// What was logged last.
pub(crate) fn take() -> Option<String> {
    let lines = std::mem::take(&mut *LINES.lock().unwrap_or_else(PoisonError::into_inner));
    let text = String::from_utf8_lossy(&lines);
    text.lines().last().map(|line| line.trim().to_owned())
}

struct Lines;

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        LINES
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
