//! The system's file dialog, as far as the program decides about it.

use std::path::Path;
use std::sync::Arc;

use serde_json::{Value, json};

use roster_desktop::Language;

use crate::actors::Actor;
use crate::avatar::png;
use crate::harness::code;

#[test]
fn the_dialog_begins_where_the_last_picture_was() {
    let window = Actor::Plain.window();
    let album = tempfile::tempdir().unwrap();
    let file = album.path().join("me – Ü.png");
    std::fs::write(&file, png(64, 48)).unwrap();
    *window.desktop.chooses.lock().unwrap() = Some(file);

    let draft = window.invoke("pick_avatar", json!({})).unwrap();
    assert_eq!(draft["width"], 64);
    window.invoke("pick_avatar", json!({})).unwrap();
    album.close().unwrap();
    *window.desktop.chooses.lock().unwrap() = None;
    assert_eq!(
        window.invoke("pick_avatar", json!({})),
        Ok(Value::Null),
        "closed without a choice"
    );

    let dialogs = window.desktop.dialogs.lock().unwrap();
    assert_eq!(dialogs[0], None, "nothing is remembered yet");
    assert!(
        dialogs[1].as_deref().is_some_and(Path::is_absolute),
        "{dialogs:?}"
    );
    assert_eq!(dialogs[2], None, "a folder that is gone is not offered");
}

#[test]
fn a_chosen_file_that_cannot_be_read_is_explained() {
    let window = Actor::Plain.window();
    for file in [
        window.folder.path().to_owned(),
        window.folder.path().join("gone.png"),
        window.database(),
    ] {
        *window.desktop.chooses.lock().unwrap() = Some(file);
        let answer = window.invoke("pick_avatar", json!({}));
        assert_eq!(code(&answer), "picture", "{answer:?}");
    }
}

#[test]
fn the_history_is_saved_where_the_person_says() {
    let window = Actor::Admin.window();
    let query = json!({"query": {"limit": 1}});
    assert_eq!(
        window.invoke("export_events", query.clone()),
        Ok(Value::Null),
        "closed without a choice"
    );
    let file = window.folder.path().join("history.csv");
    *window.desktop.chooses.lock().unwrap() = Some(file.clone());
    let count = window.invoke("export_events", query.clone()).unwrap();
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(text.starts_with("id,at,actor,"), "{text}");
    assert!(count.as_u64().is_some_and(|count| count > 9), "{count}");
    *window.desktop.chooses.lock().unwrap() = Some(window.folder.path().join("gone/history.csv"));
    assert_eq!(code(&window.invoke("export_events", query)), "output");
}

#[test]
fn one_dialog_at_a_time() {
    let window = Actor::Plain.window();
    let decided = Arc::new(tokio::sync::Notify::new());
    *window.desktop.hesitates.lock().unwrap() = Some(decided.clone());
    let first = window.invoke_later("pick_avatar", json!({}));
    while window.desktop.dialogs.lock().unwrap().is_empty() {
        std::thread::yield_now();
    }
    assert_eq!(code(&window.invoke("pick_avatar", json!({}))), "picture");
    assert_eq!(window.desktop.dialogs.lock().unwrap().len(), 1);
    decided.notify_one();
    assert_eq!(first.recv().unwrap(), Ok(Value::Null));
    *window.desktop.hesitates.lock().unwrap() = None;
    assert_eq!(
        code(&window.invoke("pick_avatar", json!({}))),
        "ok",
        "the next one opens"
    );
}

#[test]
fn the_dialogs_and_the_files_speak_as_the_page_does() {
    let window = Actor::Admin.window();
    window.invoke("pick_avatar", json!({})).unwrap();
    for (language, head) in [
        ("de", "Roster-Wiederherstellungscodes für "),
        ("ar", "رموز استرداد Roster للحساب "),
        ("en", "Roster recovery codes for "),
    ] {
        window
            .invoke("note_language", json!({"language": language}))
            .unwrap();
        let file = window.folder.path().join("codes.txt");
        *window.desktop.chooses.lock().unwrap() = Some(file.clone());
        window.invoke("make_recovery_codes", json!({})).unwrap();
        window.invoke("save_recovery_codes", json!({})).unwrap();
        let codes = std::fs::read_to_string(file).unwrap();
        assert!(codes.starts_with(head), "{codes}");
    }
    let spoken = window.desktop.languages.lock().unwrap().clone();
    assert_eq!(
        spoken,
        [Language::System, Language::De, Language::Ar, Language::En]
    );
    let unknown = window.invoke("note_language", json!({"language": "xx"}));
    assert!(unknown.is_err());
}
