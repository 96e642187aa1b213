//! Waiting for what takes its time.

use std::thread;
use std::time::{Duration, Instant};

/// How long something may take. Much longer than it takes, for machines with much else to do.
pub(super) const PATIENCE: Duration = Duration::from_secs(45);

/// How often is looked.
const PAUSE: Duration = Duration::from_millis(40);

/// Looks again and again until there is something. What does not come fails the test, at the line that asked for it.
#[track_caller]
pub(crate) fn wait_for<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let start = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(
            start.elapsed() < PATIENCE,
            "Waited {} s for {what}.",
            PATIENCE.as_secs()
        );
        thread::sleep(PAUSE);
    }
}
