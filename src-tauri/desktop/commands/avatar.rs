//! A new picture, from the file to the crop. Saving it is part of `edit_profile` and `edit_user`.

use roster_core::picture::Crop;
use roster_core::view::AvatarDraft;
use tauri::ipc::{InvokeBody, Request};
use tauri::{AppHandle, Runtime};

use super::Shared;
use crate::error::{Answer, CommandError};

#[tauri::command]
pub(crate) async fn pick_avatar<R: Runtime>(
    state: Shared<'_>,
    app: AppHandle<R>,
) -> Answer<Option<AvatarDraft>> {
    let caller = state.caller().await?;
    caller.read().await?;
    let Some(file) = state.picker.choose_picture(&app, &state).await? else {
        return Ok(None);
    };
    let roster = caller.roster().clone();
    caller.drafts().open(roster, file).await.map(Some)
}

#[tauri::command]
pub(crate) async fn load_avatar(state: Shared<'_>, request: Request<'_>) -> Answer<AvatarDraft> {
    let caller = state.caller().await?;
    caller.read().await?;
    let InvokeBody::Raw(bytes) = request.body() else {
        return Err(CommandError::no_bytes());
    };
    caller.drafts().read(bytes.clone()).await
}

#[tauri::command]
pub(crate) async fn crop_avatar(state: Shared<'_>, draft: u32, crop: Crop) -> Answer<String> {
    let caller = state.caller().await?;
    caller.read().await?;
    caller.drafts().crop(draft, crop).await
}

#[tauri::command]
pub(crate) async fn discard_avatar(state: Shared<'_>, draft: u32) -> Answer<()> {
    let caller = state.caller().await?;
    caller.read().await?;
    caller.drafts().discard(draft);
    Ok(())
}
