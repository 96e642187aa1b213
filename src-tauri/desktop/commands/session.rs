//! Starting, signing in and out, and one's own password.

use roster_core::view::{FirstAdmin, Me, PasswordContext, PasswordReport};
use tauri::{Runtime, WebviewWindow};
use zeroize::Zeroizing;

use super::Shared;
use crate::error::{Answer, CommandError};
use crate::start::Start;

#[tauri::command]
pub(crate) async fn show_start(state: Shared<'_>) -> Answer<Start> {
    // A page that has just been loaded holds nothing yet.
    state.note_unsaved_changes(false);
    Ok(Start::look(&state).await)
}

#[tauri::command]
pub(crate) async fn create_first_admin(state: Shared<'_>, form: FirstAdmin) -> Answer<Me> {
    let session = state.roster().await?.create_first_admin(form).await?;
    state.begin(session).await
}

#[tauri::command]
pub(crate) async fn sign_in(
    state: Shared<'_>,
    name: String,
    password: Zeroizing<String>,
) -> Answer<Me> {
    let session = state.roster().await?.sign_in(&name, &password).await?;
    state.begin(session).await
}

#[tauri::command(async)]
pub(crate) fn sign_out<R: Runtime>(state: Shared<'_>, window: WebviewWindow<R>) {
    state.end();
    // The webview remembers pictures by their address, also over a reload.
    if let Err(error) = window.clear_all_browsing_data() {
        tracing::warn!(%error, "the webview's memory can't be cleared");
    }
}

#[tauri::command(async)]
pub(crate) fn forget_account(state: Shared<'_>, id: i64) {
    state.preferences.forget_account(id);
}

#[tauri::command]
pub(crate) async fn check_password(
    state: Shared<'_>,
    password: Zeroizing<String>,
    context: PasswordContext,
) -> Answer<PasswordReport> {
    let minimum = state.roster().await?.minimum_password().await?;
    let check = move || roster_core::auth::check_password(&password, &context, minimum);
    tauri::async_runtime::spawn_blocking(check)
        .await
        .map_err(CommandError::internal)
}

#[tauri::command(async)]
pub(crate) fn suggest_password() -> Answer<String> {
    Ok(roster_core::auth::suggest_password()?)
}

#[tauri::command(rename_all = "snake_case")]
pub(crate) async fn choose_password(
    state: Shared<'_>,
    new_password: Zeroizing<String>,
) -> Answer<Me> {
    let caller = state.caller().await?;
    let session = caller.heed(
        caller
            .roster()
            .choose_password(caller.session(), &new_password)
            .await,
    )?;
    let me = caller.roster().show_me(&session).await?;
    caller.go_on(session);
    Ok(me)
}

#[tauri::command(rename_all = "snake_case")]
pub(crate) async fn change_password(
    state: Shared<'_>,
    current_password: Zeroizing<String>,
    new_password: Zeroizing<String>,
) -> Answer<()> {
    let caller = state.caller().await?;
    let changed = caller
        .roster()
        .change_password(caller.session(), &current_password, &new_password)
        .await;
    caller.go_on(caller.heed(changed)?);
    Ok(())
}

/// Shows again that it is this person, for what takes a proof.
#[tauri::command]
pub(crate) async fn prove(state: Shared<'_>, password: Zeroizing<String>) -> Answer<()> {
    let caller = state.caller().await?;
    let proven = caller.roster().prove(caller.session(), &password).await;
    caller.go_on(caller.heed(proven)?);
    Ok(())
}

#[tauri::command]
pub(crate) async fn show_me(state: Shared<'_>) -> Answer<Me> {
    let caller = state.caller().await?;
    Ok(caller.heed(caller.roster().show_me(caller.session()).await)?)
}
