//! What a page is told first, in good days and bad.

use std::fs;

use serde_json::{Value, json};

use crate::actors::Actor;
use crate::harness::{Window, code};

fn start(window: &Window) -> Value {
    window.invoke("show_start", json!({})).unwrap()
}

/// A window on a roster file with this content.
fn window_on(content: &[u8]) -> Window {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("roster.db"), content).unwrap();
    Window::open_in(folder)
}

#[test]
fn without_a_roster_the_first_screen_makes_one() {
    let window = Window::open();
    let start = start(&window);
    assert_eq!(start["screen"], "first_run");
    assert_eq!(start["version"], env!("CARGO_PKG_VERSION"));
    assert_eq!(
        (&start["tiles"], &start["me"], &start["broken"]),
        (&json!([]), &Value::Null, &Value::Null)
    );
}

#[test]
fn the_login_name_is_not_told_once_there_are_people() {
    assert_eq!(start(&Actor::Nobody.window())["suggested_username"], "");
}

#[test]
fn a_file_that_is_no_roster_is_explained_and_left_alone() {
    let garbage = b"This is a diary, not a roster.";
    let window = window_on(garbage);
    let start = start(&window);
    assert_eq!(
        (&start["screen"], &start["broken"]["kind"]),
        (&json!("broken"), &json!("not_a_database"))
    );
    assert_eq!(
        start["broken"]["path"],
        window.database().display().to_string()
    );
    assert_eq!(fs::read(window.database()).unwrap(), garbage);
}

#[test]
fn while_the_roster_is_broken_every_command_says_so() {
    let window = window_on(b"This is a diary, not a roster.");
    for (command, arguments) in [
        ("sign_in", json!({"name": "sam", "password": "x"})),
        ("show_me", json!({})),
        ("show_user", json!({"id": 1})),
        ("list_groups", json!({})),
        ("pick_avatar", json!({})),
        (
            "check_field",
            json!({"field": "username", "value": "a", "id": null}),
        ),
    ] {
        let answer = window.invoke(command, arguments);
        assert_eq!(code(&answer), "database", "{command}: {answer:?}");
    }
    assert!(window.desktop.dialogs.lock().unwrap().is_empty());
    assert_eq!(
        code(&window.invoke("show_window", json!({}))),
        "ok",
        "the window opens all the same"
    );
}

#[test]
fn a_roster_that_is_put_right_opens_without_a_restart() {
    let window = window_on(b"This is a diary, not a roster.");
    assert_eq!(start(&window)["screen"], "broken");
    fs::remove_file(window.database()).unwrap();
    assert_eq!(start(&window)["screen"], "first_run");
}

#[test]
fn unreadable_settings_are_kept_aside_and_told_once() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("settings.json"), "{\"theme\": \"dark\"").unwrap();
    let window = Window::open_in(folder);
    let first = start(&window);
    assert!(
        first["notice"]
            .as_str()
            .unwrap()
            .contains("settings.json.bad-"),
        "{first}"
    );
    assert_eq!(first["preferences"]["theme"], "system");
    assert_eq!(first["preferences"]["language"], "system");
    assert_eq!(start(&window)["notice"], Value::Null, "said once");
}

#[test]
fn preferences_come_back_at_the_next_start() {
    let window = Actor::Nobody.window();
    let preferences = json!({"language": "ar", "theme": "dark", "density": "relaxed", "text_size": "large", "zoom": 200, "less_motion": true, "show_tiles": true, "panel_open": false,
        "lock_after": 0, "lock_with_screen": true,
        "columns": [{"account": 1, "columns": [{"column": "email"}, {"column": "last_login", "width": 90}]}], "dismissed_nudges": [4]});
    window
        .invoke("save_preferences", json!({"preferences": preferences}))
        .unwrap();
    let again = window.open_another();
    assert_eq!(start(&again)["preferences"], preferences);
    let kept: Value =
        serde_json::from_slice(&fs::read(again.folder.path().join("settings.json")).unwrap())
            .unwrap();
    assert_eq!(kept["theme"], "dark");
    assert_eq!(kept["language"], "ar");
}

#[test]
fn the_settings_file_holds_no_names_and_no_secrets() {
    let window = Actor::Superuser.window();
    let preferences = start(&window)["preferences"].clone();
    window
        .invoke("save_preferences", json!({"preferences": preferences}))
        .unwrap();
    let kept = fs::read_to_string(window.folder.path().join("settings.json")).unwrap();
    for secret in ["sam", "argon2", crate::harness::PASSWORD] {
        assert!(!kept.contains(secret), "{kept}");
    }
}

#[test]
fn settings_that_cannot_be_saved_are_told() {
    let window = Actor::Nobody.window();
    let settings = window.folder.path().join("settings.json");
    let _ = fs::remove_file(&settings);
    fs::create_dir(&settings).unwrap();
    let preferences = start(&window)["preferences"].clone();
    let answer = window.invoke("save_preferences", json!({"preferences": preferences}));
    assert_eq!(code(&answer), "internal", "{answer:?}");
}
