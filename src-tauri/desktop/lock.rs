//! Locking the window: when its person has been away for a while, wishes so, or locks the computer (`system_lock`).
//!
//! What counts is here and not in the page: while a sitting is locked, no command that needs a person finds one. The page
//! takes what it shows away, and gives it back after `unlock`.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use tauri::{AppHandle, Manager as _, Runtime};

use crate::state::AppState;
use crate::window::LABEL;

/// How often is looked.
const INTERVAL: Duration = Duration::from_millis(500);

/// How long before it locks the page says so.
const NOTICE: Duration = Duration::from_secs(30);

/// What the page hears when the window is locked.
const LOCKED: &str = "window.dispatchEvent(new Event('roster:lock'))";

/// When the person was last there.
pub(crate) struct Presence {
    seen: Mutex<(Instant, Timestamp)>,
    /// The page was told that it will lock soon.
    is_announced: AtomicBool,
}

/// What is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Due {
    Nothing,
    /// To say that it will lock in so long.
    Notice(Duration),
    Lock,
}

impl Presence {
    pub(crate) fn new(now: Timestamp) -> Self {
        Self {
            seen: Mutex::new((Instant::now(), now)),
            is_announced: AtomicBool::new(false),
        }
    }

    /// The person is there.
    pub(crate) fn note(&self, now: Timestamp) {
        *self.seen.lock().unwrap_or_else(PoisonError::into_inner) = (Instant::now(), now);
        self.is_announced.store(false, Ordering::Relaxed);
    }

    /// For how long nobody was there. The one clock stands still while the computer sleeps, the other can be set back.
    fn away(&self, now: Timestamp) -> Duration {
        let (instant, moment) = *self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let by_calendar = Duration::try_from(now.duration_since(moment)).unwrap_or_default();
        instant.elapsed().max(by_calendar)
    }

    fn find_due(&self, now: Timestamp, limit: Duration) -> Due {
        let left = limit.saturating_sub(self.away(now));
        if left.is_zero() {
            Due::Lock
        } else if left <= NOTICE && !self.is_announced.swap(true, Ordering::Relaxed) {
            Due::Notice(left)
        } else {
            Due::Nothing
        }
    }
}

/// Locks the window for whoever wants that it locks with the computer, if somebody is signed in.
#[cfg(target_os = "linux")]
pub(crate) fn lock_with_screen<R: Runtime>(app: &AppHandle<R>) {
    let state = app.state::<AppState>();
    let is_wanted = state.preferences.preferences().lock_with_screen;
    if is_wanted && !state.is_locked() && state.lock().is_ok() {
        tell(app, LOCKED);
    }
}

/// Looks until the program ends.
pub(crate) fn start<R: Runtime>(app: AppHandle<R>) {
    tauri::async_runtime::spawn(async move {
        loop {
            tokio::time::sleep(INTERVAL).await;
            let state = app.state::<AppState>();
            if state.is_over() {
                return;
            }
            let minutes = state.preferences.preferences().lock_after;
            if minutes == 0 || !state.is_signed_in() || state.is_locked() {
                continue;
            }
            let limit = Duration::from_secs(u64::from(minutes) * 60);
            match state.presence.find_due(state.now(), limit) {
                Due::Notice(left) => tell(&app, &announce(left)),
                // Whoever signed out at this very moment needs no lock.
                Due::Lock if state.lock().is_ok() => tell(&app, LOCKED),
                Due::Nothing | Due::Lock => {}
            }
        }
    });
}

fn announce(left: Duration) -> String {
    let left = left.as_millis();
    format!("window.dispatchEvent(new CustomEvent('roster:away', {{ detail: {left} }}))")
}

fn tell<R: Runtime>(app: &AppHandle<R>, script: &str) {
    if let Some(window) = app.get_webview_window(LABEL) {
        // A page that can't be reached learns it from its next command.
        let _ = window.eval(script);
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use jiff::{SignedDuration, Timestamp};

    use super::{Due, Presence};

    #[test]
    fn it_is_announced_once_and_then_locks() {
        let start: Timestamp = "2026-06-14T12:00:00Z".parse().unwrap();
        let presence = Presence::new(start);
        let after = |seconds: i64| {
            let now = start + SignedDuration::from_secs(seconds);
            presence.find_due(now, Duration::from_mins(1))
        };
        assert_eq!(after(29), Due::Nothing);
        assert!(matches!(after(35), Due::Notice(left) if left.as_secs() == 25));
        assert_eq!(after(36), Due::Nothing, "once is enough");
        assert_eq!(after(60), Due::Lock);
        presence.note(start + SignedDuration::from_secs(61));
        assert_eq!(after(80), Due::Nothing);
        assert!(
            matches!(after(91), Due::Notice(_)),
            "the next time it is said again"
        );
        assert_eq!(after(-1000), Due::Nothing, "a clock that was set back");
        assert_eq!(after(100_000), Due::Lock, "after a long sleep, at once");
    }
}
