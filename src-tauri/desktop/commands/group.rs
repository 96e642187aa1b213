//! Groups: what they allow and who is in them.

use roster_core::auth::{ManageGroup, ViewUser};
use roster_core::view::{
    BulkOutcome, ChangedGroup, Group, GroupChanges, GroupDeletePreview, GroupRow, MemberPage,
    MemberQuery, NameMatch, NewGroup, Selection,
};
use tauri::{AppHandle, Runtime};

use super::Shared;
use crate::error::Answer;

#[tauri::command]
pub(crate) async fn list_group_rows(state: Shared<'_>) -> Answer<Vec<GroupRow>> {
    let caller = state.caller().await?;
    Ok(caller
        .read()
        .await?
        .grant::<ManageGroup>()?
        .list_groups()
        .await?)
}

#[tauri::command]
pub(crate) async fn show_group(state: Shared<'_>, id: i64) -> Answer<Group> {
    let caller = state.caller().await?;
    Ok(caller
        .read()
        .await?
        .grant::<ManageGroup>()?
        .show_group(id)
        .await?)
}

#[tauri::command]
pub(crate) async fn list_members(
    state: Shared<'_>,
    id: i64,
    query: MemberQuery,
) -> Answer<MemberPage> {
    let caller = state.caller().await?;
    Ok(caller
        .read()
        .await?
        .grant::<ManageGroup>()?
        .list_members(id, &query)
        .await?)
}

#[tauri::command]
pub(crate) async fn match_names(
    state: Shared<'_>,
    id: i64,
    text: String,
) -> Answer<Vec<NameMatch>> {
    let caller = state.caller().await?;
    Ok(caller
        .read()
        .await?
        .grant::<ManageGroup>()?
        .match_names(id, &text)
        .await?)
}

#[tauri::command]
pub(crate) async fn add_group(state: Shared<'_>, form: NewGroup) -> Answer<ChangedGroup> {
    let caller = state.caller().await?;
    Ok(caller
        .write()
        .await?
        .grant::<ManageGroup>()?
        .add_group(&form)
        .await?)
}

#[tauri::command]
pub(crate) async fn edit_group(
    state: Shared<'_>,
    id: i64,
    version: i64,
    changes: GroupChanges,
) -> Answer<ChangedGroup> {
    let caller = state.caller().await?;
    Ok(caller
        .write()
        .await?
        .grant::<ManageGroup>()?
        .edit_group(id, version, &changes)
        .await?)
}

#[tauri::command]
pub(crate) async fn preview_delete_group(state: Shared<'_>, id: i64) -> Answer<GroupDeletePreview> {
    let caller = state.caller().await?;
    Ok(caller
        .read()
        .await?
        .grant::<ManageGroup>()?
        .preview_delete_group(id)
        .await?)
}

#[tauri::command]
pub(crate) async fn delete_group(state: Shared<'_>, id: i64, version: i64) -> Answer<i64> {
    let caller = state.caller().await?;
    Ok(caller
        .write()
        .await?
        .grant::<ManageGroup>()?
        .delete_group(id, version)
        .await?)
}

#[tauri::command]
pub(crate) async fn add_members<R: Runtime>(
    state: Shared<'_>,
    app: AppHandle<R>,
    id: i64,
    selection: Selection,
) -> Answer<BulkOutcome> {
    let caller = state.caller().await?;
    caller.check_right::<ViewUser>().await?;
    let mut progress = state.work.begin(app);
    Ok(caller
        .write()
        .await?
        .grant::<ManageGroup>()?
        .add_members(id, &selection, &mut progress)
        .await?)
}

#[tauri::command]
pub(crate) async fn remove_members<R: Runtime>(
    state: Shared<'_>,
    app: AppHandle<R>,
    id: i64,
    selection: Selection,
) -> Answer<BulkOutcome> {
    let caller = state.caller().await?;
    caller.check_right::<ViewUser>().await?;
    let mut progress = state.work.begin(app);
    Ok(caller
        .write()
        .await?
        .grant::<ManageGroup>()?
        .remove_members(id, &selection, &mut progress)
        .await?)
}
