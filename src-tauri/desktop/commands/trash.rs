//! People in the trash. Putting them there and taking them out is with the people.

use roster_core::auth::DeleteUser;
use roster_core::view::{TrashPage, TrashQuery};

use super::Shared;
use crate::error::Answer;

#[tauri::command]
pub(crate) async fn list_trash(state: Shared<'_>, query: TrashQuery) -> Answer<TrashPage> {
    let caller = state.caller().await?;
    Ok(caller
        .read()
        .await?
        .grant::<DeleteUser>()?
        .list_trash(&query)
        .await?)
}

#[tauri::command]
pub(crate) async fn purge_user(state: Shared<'_>, id: i64) -> Answer<String> {
    let caller = state.caller().await?;
    Ok(caller
        .write()
        .await?
        .grant::<DeleteUser>()?
        .proven()?
        .purge_user(id)
        .await?)
}
