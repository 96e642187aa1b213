//! Work on many people: the page sees how far it is, and can stop it.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use tauri::{AppHandle, Manager as _, Runtime};

use crate::window::LABEL;

/// How often the page is told.
const INTERVAL: Duration = Duration::from_millis(100);

/// What the page calls work that somebody waits for in front of a dialog.
const DEED: &str = "deed";

/// Counts how often work was stopped: what began before the last time stops.
#[derive(Debug, Default)]
pub(crate) struct Work(Arc<AtomicU32>);

impl Work {
    /// Stops all that has begun.
    pub(crate) fn cancel(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }

    /// What the core is to tell its progress to.
    pub(crate) fn begin<R: Runtime>(
        &self,
        app: AppHandle<R>,
    ) -> impl FnMut(u32, u32) -> ControlFlow<()> + Send + use<R> {
        self.begin_named(app, DEED)
    }

    /// The same for work that goes on beside other work: the page tells them apart by this name.
    pub(crate) fn begin_named<R: Runtime>(
        &self,
        app: AppHandle<R>,
        name: &'static str,
    ) -> impl FnMut(u32, u32) -> ControlFlow<()> + Send + use<R> {
        let stops = self.0.clone();
        let begun_at = stops.load(Ordering::Relaxed);
        let mut told = Instant::now();
        move |done, total| {
            if stops.load(Ordering::Relaxed) != begun_at {
                return ControlFlow::Break(());
            }
            if told.elapsed() >= INTERVAL {
                told = Instant::now();
                tell(&app, name, done, total);
            }
            ControlFlow::Continue(())
        }
    }
}

fn tell<R: Runtime>(app: &AppHandle<R>, name: &str, done: u32, total: u32) {
    if let Some(window) = app.get_webview_window(LABEL) {
        // A page that can't be reached shows nothing either.
        let _ = window.eval(format!(
            "window.dispatchEvent(new CustomEvent('roster:progress', {{ detail: {{ work: '{name}', done: {done}, total: {total} }} }}))"
        ));
    }
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use super::Work;

    #[test]
    fn only_what_began_before_is_stopped() {
        let app = tauri::test::mock_app();
        let work = Work::default();
        let mut first = work.begin(app.handle().clone());
        assert_eq!(first(0, 2), ControlFlow::Continue(()));
        work.cancel();
        assert_eq!(first(1, 2), ControlFlow::Break(()));
        let mut second = work.begin(app.handle().clone());
        assert_eq!(second(0, 2), ControlFlow::Continue(()));
    }
}
