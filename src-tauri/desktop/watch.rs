//! Tells the page that the roster was changed, also by `rosterctl` or by another program.

use std::time::Duration;

use tauri::{AppHandle, Manager as _, Runtime};

use crate::state::AppState;
use crate::window::LABEL;

/// How often the roster is looked at. A change is seen within a second at the latest.
const INTERVAL: Duration = Duration::from_millis(500);

/// What the page hears.
const CHANGED: &str = "window.dispatchEvent(new Event('roster:change'))";

/// Looks for changes until the program ends. Asking costs a few microseconds and reads no table; nobody is told while
/// nobody is signed in. Looking goes on all the same: what changes in the moment after somebody signed in is a change
/// only to whoever knows how the roster was before.
pub(crate) fn start<R: Runtime>(app: AppHandle<R>) {
    tauri::async_runtime::spawn(async move {
        let mut seen = None;
        loop {
            tokio::time::sleep(INTERVAL).await;
            let state = app.state::<AppState>();
            if state.is_over() {
                return;
            }
            // One that can't be read now is compared with what was seen last, once it can.
            let Some(version) = find_version(&state).await else {
                continue;
            };
            let is_new = seen.is_some_and(|seen| seen != version);
            seen = Some(version);
            if is_new
                && state.is_signed_in()
                && !state.is_locked()
                && let Some(window) = app.get_webview_window(LABEL)
            {
                // A page that can't be reached shows nothing either.
                let _ = window.eval(CHANGED);
            }
        }
    });
}

/// Nothing while the roster can't be read: each command says so itself.
async fn find_version(state: &AppState) -> Option<i64> {
    state.open_roster()?.data_version().await.ok()
}
