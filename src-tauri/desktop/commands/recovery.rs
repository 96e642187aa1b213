//! Recovery codes: using one, making new ones, and taking them along.

use std::io::Write as _;

use roster_core::Error;
use roster_core::auth::RecoveryCodes;
use roster_core::view::Me;
use tauri::{AppHandle, Runtime, WebviewWindow};
use zeroize::Zeroizing;

use super::Shared;
use crate::error::{Answer, CommandError};
use crate::export_file::ExportFile;
use crate::words::Words;

/// What the file is called unless the person says otherwise.
const SHEET: &str = "roster-recovery-codes.txt";

#[tauri::command(rename_all = "snake_case")]
pub(crate) async fn recover(
    state: Shared<'_>,
    name: String,
    code: Zeroizing<String>,
    new_password: Zeroizing<String>,
) -> Answer<Me> {
    let roster = state.roster().await?;
    let session = roster.recover(&name, &code, &new_password).await?;
    state.begin(session).await
}

/// New codes, to be shown once. Those of before count until these are kept.
#[tauri::command]
pub(crate) async fn make_recovery_codes(state: Shared<'_>) -> Answer<Vec<String>> {
    let caller = state.caller().await?;
    caller.read().await?.check_proof()?;
    let codes = RecoveryCodes::generate()?;
    let texts = codes.to_texts();
    caller.codes().put(codes);
    Ok(texts)
}

/// The person has saved the codes that were made: they count from now on.
#[tauri::command]
pub(crate) async fn keep_recovery_codes(state: Shared<'_>) -> Answer<Me> {
    let caller = state.caller().await?;
    let write = caller.write().await?;
    let codes = caller
        .codes()
        .get()
        .ok_or_else(CommandError::no_new_codes)?;
    write.proven()?.keep_recovery_codes(&codes).await?;
    caller.codes().clear();
    Ok(caller.heed(caller.roster().show_me(caller.session()).await)?)
}

/// Asks where to, and writes the new codes there; whether it was done.
#[tauri::command]
pub(crate) async fn save_recovery_codes<R: Runtime>(
    state: Shared<'_>,
    app: AppHandle<R>,
) -> Answer<bool> {
    let caller = state.caller().await?;
    drop(caller.read().await?);
    let codes = caller
        .codes()
        .get()
        .ok_or_else(CommandError::no_new_codes)?;
    let me = caller.heed(caller.roster().show_me(caller.session()).await)?;
    let Some(file) = state.picker.choose_export(&app, &state, SHEET).await? else {
        return Ok(false);
    };
    let export = ExportFile::create_private(file)?;
    export
        .writer()
        .write_all(describe_codes(state.language().words(), &me.face.username, &codes).as_bytes())
        .map_err(|error| Error::Output(error.to_string()))?;
    export.finish()?;
    Ok(true)
}

fn describe_codes(words: &Words, username: &str, codes: &RecoveryCodes) -> String {
    let lines: Vec<String> = codes
        .to_texts()
        .iter()
        .zip(1..)
        .map(|(code, number)| format!("{number:2}. {code}"))
        .collect();
    format!(
        "{} {username}\n\n{}\n\n{}\n",
        words.codes_for,
        lines.join("\n"),
        words.codes_use
    )
}

/// Opens the system's print dialog for what the page shows.
#[tauri::command(async)]
pub(crate) fn print_page<R: Runtime>(window: WebviewWindow<R>) -> Answer<()> {
    window.print().map_err(CommandError::internal)
}
