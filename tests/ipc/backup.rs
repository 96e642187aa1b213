//! Backups at the page: made, looked into, restored; and a roster that can't be opened.

use std::fs;

use serde_json::{Value, json};

use crate::actors::Actor;
use crate::harness::{Window, code};

fn back_up(window: &Window) -> Value {
    window.invoke("back_up", json!({})).unwrap()
}

#[test]
fn a_backup_is_restored_and_everybody_signs_in_again() {
    let window = Actor::Superuser.window();
    let other = window.open_another();
    other.sign_in("ada", crate::harness::PASSWORD);
    let made = back_up(&window);
    let list = window.invoke("list_backups", json!({})).unwrap();
    assert_eq!(list["backups"], json!([made]));
    assert_eq!(
        (&list["kept"], &list["trouble"]),
        (&json!(10), &Value::Null)
    );
    let name = json!({"name": made["name"]});
    let preview = window.invoke("preview_restore", name.clone()).unwrap();
    assert_eq!(preview["contents"], preview["current"]);
    let outcome = window.invoke("restore_backup", name).unwrap();
    assert_eq!(outcome["people"], preview["contents"]["people"]);
    assert_eq!(code(&window.invoke("show_me", json!({}))), "not_signed_in");
    assert_eq!(code(&other.invoke("show_me", json!({}))), "session_ended");
    window.sign_in("sam", crate::harness::PASSWORD);
    let list = window.invoke("list_backups", json!({})).unwrap();
    assert_eq!(list["backups"].as_array().unwrap().len(), 2);
}

#[test]
fn only_backups_have_names() {
    let window = Actor::Superuser.window();
    back_up(&window);
    for name in ["../roster.db", "/etc/passwd", "", "roster.db"] {
        for command in ["preview_restore", "restore_backup"] {
            let answer = window.invoke(command, json!({"name": name}));
            assert_eq!(code(&answer), "not_found", "{command} {name}");
        }
    }
}

#[test]
fn the_folder_is_shown() {
    let window = Actor::Superuser.window();
    window.invoke("reveal_backups", json!({})).unwrap();
    let shown = window.desktop.folders.lock().unwrap().clone();
    assert_eq!(shown, [window.folder.path().join("backups")]);
}

#[test]
fn a_roster_that_is_gone_comes_back_from_its_backups() {
    let first = Actor::Superuser.window();
    let made = back_up(&first);
    let folder = first.folder.clone();
    drop(first);
    for file in ["roster.db", "roster.db-wal", "roster.db-shm"] {
        let _ = fs::remove_file(folder.path().join(file));
    }
    let window = Window::open_in(folder);
    let start = window.invoke("show_start", json!({})).unwrap();
    assert_eq!(start["screen"], "first_run");
    let offer = window.invoke("find_rescue", json!({})).unwrap();
    assert_eq!(
        (&offer["backup"], &offer["replaces"]),
        (&made, &json!(false))
    );
    let name = json!({"name": made["name"]});
    let outcome = window.invoke("rescue_roster", name.clone()).unwrap();
    assert_eq!(outcome["kept_aside"], Value::Null);
    let start = window.invoke("show_start", json!({})).unwrap();
    assert_eq!(start["screen"], "sign_in");
    window.sign_in("sam", crate::harness::PASSWORD);
    let again = window.invoke("rescue_roster", name);
    assert_eq!(code(&again), "protected", "there are people again");
}

#[test]
fn a_damaged_roster_is_rescued_without_signing_in() {
    let first = Actor::Superuser.window();
    let made = back_up(&first);
    let folder = first.folder.clone();
    drop(first);
    let database = folder.path().join("roster.db");
    for file in ["roster.db-wal", "roster.db-shm"] {
        let _ = fs::remove_file(folder.path().join(file));
    }
    fs::write(&database, b"This was a roster.").unwrap();
    let window = Window::open_in(folder);
    let start = window.invoke("show_start", json!({})).unwrap();
    assert_eq!(start["screen"], "broken");
    let offer = window.invoke("find_rescue", json!({})).unwrap();
    assert_eq!(offer["backup"], made);
    let name = json!({"name": made["name"]});
    let outcome = window.invoke("rescue_roster", name.clone()).unwrap();
    let aside = outcome["kept_aside"].as_str().unwrap();
    let kept = window.folder.path().join("backups").join(aside);
    assert_eq!(fs::read(kept).unwrap(), b"This was a roster.");
    let start = window.invoke("show_start", json!({})).unwrap();
    assert_eq!(start["screen"], "sign_in");
    window.sign_in("sam", crate::harness::PASSWORD);
    let again = window.invoke("rescue_roster", name);
    assert_eq!(code(&again), "protected", "a sound roster is not replaced");
    assert_eq!(
        window.invoke("find_rescue", json!({})).unwrap(),
        Value::Null
    );
}
