//! Bringing people in: the file, the plan, taking it over, and what is handed out afterwards.

use std::io::Write as _;
use std::sync::Arc;

use roster_core::Error;
use roster_core::auth::ImportData;
use roster_core::view::{
    ImportDecision, ImportFile, ImportOptions, ImportOutcome, ImportPage, ImportPasswords,
    ImportQuery, ImportSummary, NewPassphrase,
};
use tauri::ipc::{InvokeBody, Request};
use tauri::{AppHandle, Runtime};

use super::Shared;
use crate::error::{Answer, CommandError};
use crate::export_file::ExportFile;
use crate::words::Words;

/// What the files are called unless the person says otherwise.
const REPORT: &str = "roster-left-out.csv";
const PASSPHRASES: &str = "roster-passphrases.txt";
const EXAMPLE: &str = "roster-example.csv";

/// Where the page writes what a dropped file is called.
const NAME_HEADER: &str = "roster-name";

/// What the page calls the parts of the work.
const PLAN: &str = "import-plan";
const PREPARE: &str = "import-prepare";
const APPLY: &str = "import-apply";

/// A table to begin with: the headings that most people need, and one person.
const EXAMPLE_TABLE: &str = "username,email,first_name,last_name,groups,phone_number,location,birth_date\r\n\
    grace.hopper,grace@example.org,Grace,Hopper,Readers,+1 555 0100,New York,1906-12-09\r\n";

/// What the file is that the person chose; nothing if the dialog was closed.
#[tauri::command]
pub(crate) async fn pick_import<R: Runtime>(
    state: Shared<'_>,
    app: AppHandle<R>,
) -> Answer<Option<ImportFile>> {
    let caller = state.caller().await?;
    caller.check_right::<ImportData>().await?;
    let Some(file) = state.picker.choose_import(&app, &state).await? else {
        return Ok(None);
    };
    caller.imports().open(caller.roster(), file).await.map(Some)
}

/// What the file is that was dropped.
#[tauri::command]
pub(crate) async fn load_import(state: Shared<'_>, request: Request<'_>) -> Answer<ImportFile> {
    let caller = state.caller().await?;
    caller.check_right::<ImportData>().await?;
    let InvokeBody::Raw(bytes) = request.body() else {
        return Err(CommandError::nothing_dropped());
    };
    let name = request.headers().get(NAME_HEADER);
    let name = name.and_then(|name| name.to_str().ok()).unwrap_or_default();
    caller
        .imports()
        .read(caller.roster(), &decode_name(name), bytes.clone())
        .await
}

/// The same file with the folder of pictures that the person chose; nothing if the dialog was closed.
#[tauri::command]
pub(crate) async fn pick_import_media<R: Runtime>(
    state: Shared<'_>,
    app: AppHandle<R>,
) -> Answer<Option<ImportFile>> {
    let caller = state.caller().await?;
    caller.check_right::<ImportData>().await?;
    caller.imports().file()?;
    let Some(folder) = state.picker.choose_media(&app, &state).await? else {
        return Ok(None);
    };
    let opened = caller.imports().open_media(caller.roster(), &folder).await;
    opened.map(Some)
}

#[tauri::command]
pub(crate) async fn plan_import<R: Runtime>(
    state: Shared<'_>,
    app: AppHandle<R>,
    options: ImportOptions,
) -> Answer<ImportSummary> {
    let caller = state.caller().await?;
    let granted = caller.read().await?.grant::<ImportData>()?;
    // Held until the end: what was dropped lies there as long as somebody has it.
    let file = caller.imports().file()?;
    let mut progress = state.import_work.begin_named(app, PLAN);
    let plan = granted
        .plan_import(&file.source, &options, &mut progress)
        .await?;
    let summary = plan.summary();
    caller.imports().put_plan(plan);
    Ok(summary)
}

#[tauri::command]
pub(crate) async fn list_import_rows(state: Shared<'_>, query: ImportQuery) -> Answer<ImportPage> {
    let caller = state.caller().await?;
    let granted = caller.read().await?.grant::<ImportData>()?;
    let plan = caller.imports().plan()?;
    Ok(granted.list_import_rows(&plan, &query).await?)
}

/// Decides about one conflict, or without a row about all of them alike.
#[tauri::command]
pub(crate) async fn decide_import(
    state: Shared<'_>,
    row: Option<u32>,
    decision: Option<ImportDecision>,
) -> Answer<ImportSummary> {
    let caller = state.caller().await?;
    caller.check_right::<ImportData>().await?;
    let plan = caller.imports().plan_to_decide()?;
    match row {
        None => plan.decide_all(decision),
        Some(row) => {
            if !plan.decide(row, decision) {
                return Err(CommandError::not_decided());
            }
        }
    }
    Ok(plan.summary())
}

/// Makes ready what takes long, and takes the plan over.
#[tauri::command]
pub(crate) async fn apply_import<R: Runtime>(
    state: Shared<'_>,
    app: AppHandle<R>,
    passwords: ImportPasswords,
) -> Answer<ImportOutcome> {
    let caller = state.caller().await?;
    caller.check_proven_right::<ImportData>().await?;
    let _file = caller.imports().file()?;
    let plan = caller.imports().plan()?;
    let prepared = if let Some(prepared) = caller.imports().prepared(passwords) {
        prepared
    } else {
        let mut progress = state.import_work.begin_named(app.clone(), PREPARE);
        let making =
            caller
                .roster()
                .prepare_import(caller.session(), &plan, passwords, &mut progress);
        let prepared = Arc::new(caller.heed(making.await)?);
        caller.imports().put_prepared(passwords, &prepared);
        prepared
    };
    let mut progress = state.import_work.begin_named(app, APPLY);
    let outcome = caller
        .write()
        .await?
        .grant::<ImportData>()?
        .proven()?
        .apply_import(&prepared, &mut progress)
        .await?;
    caller.imports().finish(outcome.passphrases.clone());
    Ok(outcome)
}

/// Stops a plan that is being made, or an import: nothing of it stays.
#[tauri::command]
pub(crate) async fn cancel_import(state: Shared<'_>) -> Answer<()> {
    let caller = state.caller().await?;
    caller.check_right::<ImportData>().await?;
    state.import_work.cancel();
    Ok(())
}

/// How many rows were written that are left out; nothing if the dialog was closed.
#[tauri::command]
pub(crate) async fn save_import_report<R: Runtime>(
    state: Shared<'_>,
    app: AppHandle<R>,
) -> Answer<Option<u32>> {
    let caller = state.caller().await?;
    caller.check_right::<ImportData>().await?;
    let plan = caller.imports().plan()?;
    let Some(file) = state.picker.choose_export(&app, &state, REPORT).await? else {
        return Ok(None);
    };
    let export = ExportFile::create_private(file)?;
    let count = caller
        .read()
        .await?
        .grant::<ImportData>()?
        .write_import_report(&plan, export.writer())
        .await?;
    export.finish()?;
    Ok(Some(count))
}

/// Asks where to, and writes the passphrases of the last import there; whether it was done.
#[tauri::command]
pub(crate) async fn save_passphrases<R: Runtime>(
    state: Shared<'_>,
    app: AppHandle<R>,
) -> Answer<bool> {
    let caller = state.caller().await?;
    caller.check_right::<ImportData>().await?;
    let passphrases = caller.imports().passphrases()?;
    let text = describe_passphrases(state.language().words(), &passphrases);
    let picked = state
        .picker
        .choose_export(&app, &state, PASSPHRASES)
        .await?;
    let Some(file) = picked else {
        return Ok(false);
    };
    write_text(ExportFile::create_private(file)?, &text)?;
    Ok(true)
}

/// Asks where to, and writes a table to begin with there; whether it was done.
#[tauri::command]
pub(crate) async fn save_import_example<R: Runtime>(
    state: Shared<'_>,
    app: AppHandle<R>,
) -> Answer<bool> {
    let caller = state.caller().await?;
    caller.check_right::<ImportData>().await?;
    let Some(file) = state.picker.choose_export(&app, &state, EXAMPLE).await? else {
        return Ok(false);
    };
    write_text(ExportFile::create(file)?, EXAMPLE_TABLE)?;
    Ok(true)
}

/// Forgets the file, the plan, and the passphrases.
#[tauri::command]
pub(crate) async fn forget_import(state: Shared<'_>) -> Answer<()> {
    let caller = state.caller().await?;
    caller.check_right::<ImportData>().await?;
    caller.imports().forget();
    Ok(())
}

fn write_text(export: ExportFile, text: &str) -> Answer<()> {
    let written = export.writer().write_all(text.as_bytes());
    written.map_err(|error| Error::Output(error.to_string()))?;
    Ok(export.finish()?)
}

/// One line for each, with tabs between: no name has one in it, so it pastes into a table as it is.
fn describe_passphrases(words: &Words, passphrases: &[NewPassphrase]) -> String {
    let mut text = format!("{}\t{}\t{}\n", words.name, words.username, words.passphrase);
    for one in passphrases {
        text.extend([&one.name, "\t", &one.username, "\t", &one.passphrase, "\n"]);
    }
    text
}

/// A name in percent-encoding, since headers are ASCII.
fn decode_name(encoded: &str) -> String {
    percent_encoding::percent_decode_str(encoded)
        .decode_utf8_lossy()
        .into_owned()
}

#[cfg(test)]
mod tests {
    use roster_core::view::NewPassphrase;

    use super::{decode_name, describe_passphrases};
    use crate::preferences::Language;

    #[test]
    fn a_name_comes_through_a_header() {
        assert_eq!(decode_name("%E6%9D%8E%20100%25.csv"), "李 100%.csv");
        assert_eq!(decode_name("%FF.csv"), "\u{fffd}.csv");
    }

    #[test]
    fn each_passphrase_has_a_line() {
        let one = NewPassphrase {
            id: 7,
            username: "grace".to_owned(),
            name: "Grace Hopper".to_owned(),
            passphrase: "tin harbor lamp canyon".to_owned(),
        };
        assert_eq!(
            describe_passphrases(Language::En.words(), &[one]),
            "Name\tUsername\tTemporary passphrase\nGrace Hopper\tgrace\ttin harbor lamp canyon\n"
        );
    }
}
