//! The backup of the day, made while the window is open.

use std::time::Duration;

use tauri::{AppHandle, Manager as _, Runtime};

use crate::state::AppState;

/// When it is looked at first: whoever has just opened the window has other things to do, and so has the disk.
const FIRST: Duration = Duration::from_mins(1);

/// How often afterwards. The core knows whether one is due.
const INTERVAL: Duration = Duration::from_hours(1);

/// Looks until the program ends. Why one could not be made is said where the backups are listed.
pub(crate) fn start<R: Runtime>(app: AppHandle<R>) {
    tauri::async_runtime::spawn(async move {
        tokio::time::sleep(FIRST).await;
        loop {
            let state = app.state::<AppState>();
            if state.is_over() {
                return;
            }
            if let Some(roster) = state.open_roster() {
                match roster.back_up_daily().await {
                    Ok(Some(_)) => tracing::info!("the backup of the day was made"),
                    Ok(None) => {}
                    Err(error) => tracing::warn!(%error, "no backup of the day"),
                }
            }
            tokio::time::sleep(INTERVAL).await;
        }
    });
}
