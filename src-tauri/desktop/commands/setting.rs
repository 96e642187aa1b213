//! What is chosen under Settings, beside the person's own preferences.

use roster_core::auth::ChangeSettings;
use roster_core::view::{RecentAccount, RosterSettings, SettingChanges};
use serde::Serialize;

use super::Shared;
use crate::error::Answer;

/// What the settings say of signing in.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(crate) struct Security {
    /// Who signed in here before.
    #[cfg_attr(test, ts(type = "RecentAccount[]"))]
    accounts: Vec<RecentAccount>,
    /// Whether the system tells when the computer is locked or sleeps.
    knows_screen_lock: bool,
    #[cfg_attr(test, ts(type = "RosterSettings"))]
    settings: RosterSettings,
}

#[tauri::command]
pub(crate) async fn show_security(state: Shared<'_>) -> Answer<Security> {
    let caller = state.caller().await?;
    let settings = caller.read().await?.show_settings().await?;
    let recent = state.preferences.recent_accounts();
    Ok(Security {
        accounts: caller.roster().list_recent_accounts(&recent).await?,
        knows_screen_lock: cfg!(target_os = "linux"),
        settings,
    })
}

#[tauri::command]
pub(crate) async fn edit_settings(
    state: Shared<'_>,
    changes: SettingChanges,
) -> Answer<RosterSettings> {
    let caller = state.caller().await?;
    let write = caller.write().await?.grant::<ChangeSettings>()?;
    Ok(write.proven()?.edit_settings(&changes).await?)
}
