//! The list of people: rows, counts, and ways to look at it.

use roster_core::auth::{ExportData, ViewUser};
use roster_core::view::{
    ExportFormat, FilterCounts, GroupName, ListColumn, SavedView, Selection, Sort, Suggestion,
    UserPage, UserQuery, ViewContent,
};

use tauri::{AppHandle, Runtime};

use super::Shared;
use crate::error::Answer;
use crate::export_file::ExportFile;

/// What the file is called unless the person says otherwise.
const EXPORT: &str = "roster-people.csv";

/// The same for all that is known of people, in each format.
const fn name_file(format: ExportFormat) -> &'static str {
    match format {
        ExportFormat::Csv { .. } => EXPORT,
        ExportFormat::Json => "roster-people.json",
        ExportFormat::Vcard => "roster-people.vcf",
    }
}

#[tauri::command]
pub(crate) async fn list_users(state: Shared<'_>, query: UserQuery) -> Answer<UserPage> {
    let caller = state.caller().await?;
    Ok(caller
        .read()
        .await?
        .grant::<ViewUser>()?
        .list_users(&query)
        .await?)
}

#[tauri::command]
pub(crate) async fn locate_user(
    state: Shared<'_>,
    id: i64,
    query: UserQuery,
) -> Answer<Option<u32>> {
    let caller = state.caller().await?;
    Ok(caller
        .read()
        .await?
        .grant::<ViewUser>()?
        .locate_user(id, &query)
        .await?)
}

#[tauri::command]
pub(crate) async fn count_users(state: Shared<'_>, query: UserQuery) -> Answer<u32> {
    let caller = state.caller().await?;
    Ok(caller
        .read()
        .await?
        .grant::<ViewUser>()?
        .count_users(&query)
        .await?)
}

#[tauri::command]
pub(crate) async fn count_filters(state: Shared<'_>, query: UserQuery) -> Answer<FilterCounts> {
    let caller = state.caller().await?;
    Ok(caller
        .read()
        .await?
        .grant::<ViewUser>()?
        .count_filters(&query)
        .await?)
}

#[tauri::command]
pub(crate) async fn suggest_query(
    state: Shared<'_>,
    text: String,
    cursor: u32,
) -> Answer<Vec<Suggestion>> {
    let caller = state.caller().await?;
    Ok(caller
        .read()
        .await?
        .grant::<ViewUser>()?
        .suggest_query(&text, cursor)
        .await?)
}

#[tauri::command]
pub(crate) async fn list_groups(state: Shared<'_>) -> Answer<Vec<GroupName>> {
    let caller = state.caller().await?;
    Ok(caller
        .read()
        .await?
        .grant::<ViewUser>()?
        .list_groups()
        .await?)
}

#[tauri::command]
pub(crate) async fn list_saved_views(state: Shared<'_>) -> Answer<Vec<SavedView>> {
    let caller = state.caller().await?;
    Ok(caller
        .read()
        .await?
        .grant::<ViewUser>()?
        .list_saved_views()
        .await?)
}

#[tauri::command]
pub(crate) async fn save_view(
    state: Shared<'_>,
    name: String,
    content: ViewContent,
) -> Answer<Vec<SavedView>> {
    let caller = state.caller().await?;
    Ok(caller
        .write()
        .await?
        .grant::<ViewUser>()?
        .save_view(&name, &content)
        .await?)
}

#[tauri::command]
pub(crate) async fn rename_view(
    state: Shared<'_>,
    id: i64,
    name: String,
) -> Answer<Vec<SavedView>> {
    let caller = state.caller().await?;
    Ok(caller
        .write()
        .await?
        .grant::<ViewUser>()?
        .rename_view(id, &name)
        .await?)
}

#[tauri::command]
pub(crate) async fn delete_view(state: Shared<'_>, id: i64) -> Answer<Vec<SavedView>> {
    let caller = state.caller().await?;
    Ok(caller
        .write()
        .await?
        .grant::<ViewUser>()?
        .delete_view(id)
        .await?)
}

/// How many people were written; nothing if the dialog was closed.
#[tauri::command]
pub(crate) async fn export_users<R: Runtime>(
    state: Shared<'_>,
    app: AppHandle<R>,
    selection: Selection,
    sort: Vec<Sort>,
    columns: Vec<ListColumn>,
) -> Answer<Option<u32>> {
    let caller = state.caller().await?;
    caller.check_proven_right::<ExportData>().await?;
    let Some(file) = state.picker.choose_export(&app, &state, EXPORT).await? else {
        return Ok(None);
    };
    let export = ExportFile::create(file)?;
    let count = caller
        .write()
        .await?
        .grant::<ExportData>()?
        .proven()?
        .export_users(&selection, &sort, &columns, export.writer())
        .await?;
    export.finish()?;
    Ok(Some(count))
}

/// All that is known of people, but for passwords: how many were written; nothing if the dialog was closed.
#[tauri::command]
pub(crate) async fn export_people<R: Runtime>(
    state: Shared<'_>,
    app: AppHandle<R>,
    selection: Selection,
    sort: Vec<Sort>,
    format: ExportFormat,
) -> Answer<Option<u32>> {
    let caller = state.caller().await?;
    caller.check_proven_right::<ExportData>().await?;
    let picked = state
        .picker
        .choose_export(&app, &state, name_file(format))
        .await?;
    let Some(file) = picked else {
        return Ok(None);
    };
    let export = ExportFile::create_private(file)?;
    let mut progress = state.work.begin(app);
    let count = caller
        .write()
        .await?
        .grant::<ExportData>()?
        .proven()?
        .export_people(&selection, &sort, format, export.writer(), &mut progress)
        .await?;
    export.finish()?;
    Ok(Some(count))
}
