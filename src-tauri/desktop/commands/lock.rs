//! Locking the window, and unlocking it.

use roster_core::view::Me;
use zeroize::Zeroizing;

use super::Shared;
use crate::error::Answer;

#[tauri::command(async)]
pub(crate) fn lock(state: Shared<'_>) -> Answer<()> {
    state.lock()
}

/// Only by the password of whoever is signed in.
#[tauri::command]
pub(crate) async fn unlock(state: Shared<'_>, password: Zeroizing<String>) -> Answer<Me> {
    let caller = state.locked_caller().await?;
    let proven = caller.roster().prove(caller.session(), &password).await;
    let session = caller.heed(proven)?;
    let me = caller.heed(caller.roster().show_me(&session).await)?;
    caller.unlock(session);
    Ok(me)
}

/// The person is there.
#[tauri::command]
pub(crate) fn note_activity(state: Shared<'_>) {
    state.note_activity();
}
