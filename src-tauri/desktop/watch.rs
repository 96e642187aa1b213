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
/// nobody is signed in.
pub(crate) fn start<R: Runtime>(app: AppHandle<R>) {
    tauri::async_runtime::spawn(async move {
        let mut seen = None;
        loop {
            tokio::time::sleep(INTERVAL).await;
            let state = app.state::<AppState>();
            let version = if state.is_signed_in() {
                find_version(&state).await
            } else {
                None
            };
            let is_new = seen.is_some() && version.is_some() && seen != version;
            seen = version;
            if is_new && let Some(window) = app.get_webview_window(LABEL) {
                // A page that can't be reached shows nothing either.
                let _ = window.eval(CHANGED);
            }
        }
    });
}

/// Nothing while the roster can't be read: each command says so itself.
async fn find_version(state: &AppState) -> Option<i64> {
    state.roster().await.ok()?.data_version().await.ok()
}
