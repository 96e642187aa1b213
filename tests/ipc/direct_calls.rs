//! A page that calls Tauri's own commands, or calls from where it should not be, gets nothing.

use serde_json::{Value, json};
use tauri::ipc::InvokeBody;

use crate::actors::Actor;
use crate::harness::{PASSWORD, own_origin};

/// What a page could try. The plugins of the first lines are part of the program, used from Rust only.
const CALLS: &[(&str, &str)] = &[
    ("plugin:store|load", r#"{"path": "settings.json"}"#),
    ("plugin:store|load", r#"{"path": "/tmp/anything.json"}"#),
    ("plugin:store|get_store", r#"{"path": "settings.json"}"#),
    ("plugin:store|set", r#"{"rid": 1, "key": "a", "value": 1}"#),
    ("plugin:store|entries", r#"{"rid": 1}"#),
    (
        "plugin:window-state|restore_state",
        r#"{"label": "main", "flags": 63}"#,
    ),
    ("plugin:window-state|filename", "{}"),
    ("plugin:single-instance|anything", "{}"),
    (
        "plugin:opener|open_url",
        r#"{"url": "https://example.org"}"#,
    ),
    ("plugin:opener|open_path", r#"{"path": "/etc/passwd"}"#),
    (
        "plugin:opener|reveal_item_in_dir",
        r#"{"path": "/etc/passwd"}"#,
    ),
    ("plugin:fs|read_text_file", r#"{"path": "/etc/passwd"}"#),
    ("plugin:shell|execute", r#"{"program": "sh"}"#),
    ("plugin:dialog|open", r#"{"options": {}}"#),
    ("plugin:http|fetch", r#"{"url": "https://example.org"}"#),
    ("plugin:sql|execute", r#"{"query": "select 1"}"#),
    ("plugin:app|version", "{}"),
    ("plugin:app|name", "{}"),
    ("plugin:app|set_app_theme", r#"{"theme": "dark"}"#),
    (
        "plugin:event|listen",
        r#"{"event": "store://change", "target": {"kind": "Any"}, "handler": 1}"#,
    ),
    ("plugin:event|emit", r#"{"event": "x", "payload": null}"#),
    ("plugin:image|from_path", r#"{"path": "/etc/passwd"}"#),
    ("plugin:menu|new", "{}"),
    ("plugin:path|resolve_directory", r#"{"directory": 14}"#),
    ("plugin:path|join", r#"{"paths": ["a", "b"]}"#),
    ("plugin:resources|close", r#"{"rid": 1}"#),
    ("plugin:tray|new", "{}"),
    (
        "plugin:webview|create_webview_window",
        r#"{"options": {"label": "second", "url": "https://example.org"}}"#,
    ),
    (
        "plugin:webview|clear_all_browsing_data",
        r#"{"label": "main"}"#,
    ),
    (
        "plugin:webview|internal_toggle_devtools",
        r#"{"label": "main"}"#,
    ),
    ("plugin:window|close", r#"{"label": "main"}"#),
    (
        "plugin:window|create",
        r#"{"options": {"label": "second"}}"#,
    ),
    (
        "plugin:window|set_title",
        r#"{"label": "main", "value": "x"}"#,
    ),
    ("plugin:", "{}"),
    ("plugin:|", "{}"),
    ("no_such_command", "{}"),
    ("Show_Start", "{}"),
    ("show_start ", "{}"),
    ("", "{}"),
];

#[test]
fn nothing_of_tauri_or_its_plugins_answers() {
    for actor in [Actor::Nobody, Actor::Superuser] {
        let window = actor.window();
        for (command, arguments) in CALLS {
            let answer = window.invoke(command, serde_json::from_str(arguments).unwrap());
            let refusal = answer.expect_err(command);
            let said = refusal
                .as_str()
                .unwrap_or_else(|| panic!("{command} reached a command: {refusal}"));
            assert!(
                said.contains("not allowed") || said.contains("not found"),
                "{command}: {said}"
            );
        }
    }
}

#[test]
fn a_page_from_elsewhere_reaches_nothing() {
    let window = Actor::Superuser.window();
    for origin in [
        "https://example.org",
        "http://localhost",
        "http://localhost:1430",
        "https://tauri.localhost.example.org",
        "file:///tmp/index.html",
        "about:blank",
        "data:text/html,x",
        "blob:https://example.org/1",
    ] {
        for (command, arguments) in [
            ("show_start", json!({})),
            ("show_me", json!({})),
            ("sign_in", as_sam()),
        ] {
            let refusal = window
                .invoke_from(origin, command, InvokeBody::Json(arguments))
                .expect_err(origin);
            assert!(refusal.is_string(), "{origin} reached {command}: {refusal}");
        }
    }
    assert!(
        window
            .invoke_from(own_origin(), "show_me", InvokeBody::Json(json!({})))
            .is_ok()
    );
}

fn as_sam() -> Value {
    json!({"name": "sam", "password": PASSWORD})
}
