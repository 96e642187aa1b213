//! The locked window: nobody is there, everything stays, and only the password leads back.

use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tauri::http::StatusCode;

use crate::actors::{Actor, cast};
use crate::harness::{OTHER_PASSWORD, PASSWORD, Window, code};

fn is_locked(window: &Window) -> bool {
    code(&window.invoke("show_me", json!({}))) == "locked"
}

fn unlock(window: &Window, password: &str) -> Result<Value, Value> {
    window.invoke("unlock", json!({"password": password}))
}

#[test]
fn only_the_password_of_whoever_is_there_unlocks() {
    let window = Actor::Admin.window();
    window.invoke("lock", json!({})).unwrap();
    assert!(is_locked(&window));
    assert_eq!(code(&unlock(&window, OTHER_PASSWORD)), "validation");
    assert!(is_locked(&window));
    for _ in 0..4 {
        unlock(&window, OTHER_PASSWORD).unwrap_err();
    }
    let waits = unlock(&window, PASSWORD).unwrap_err();
    assert_eq!(waits["code"], "throttled", "guessing here is guessing");
    window.clock.advance(Duration::from_secs(1));
    assert_eq!(unlock(&window, PASSWORD).unwrap()["username"], "ada");
    assert!(!is_locked(&window));
}

#[test]
fn what_was_begun_is_there_afterwards() {
    let window = Actor::Plain.window();
    let draft = window
        .invoke_with_bytes("load_avatar", crate::avatar::png(64, 48))
        .unwrap();
    let preview = format!("draft/{}/preview", draft["draft"]);
    assert_eq!(window.load_picture(&preview).status(), StatusCode::OK);
    window.invoke("lock", json!({})).unwrap();
    assert_eq!(
        window.load_picture(&preview).status(),
        StatusCode::FORBIDDEN,
        "no picture while locked"
    );
    unlock(&window, PASSWORD).unwrap();
    assert_eq!(window.load_picture(&preview).status(), StatusCode::OK);
}

#[test]
fn a_page_that_is_loaded_anew_stays_locked() {
    let window = Actor::Plain.window();
    window.invoke("lock", json!({})).unwrap();
    let start = window.invoke("show_start", json!({})).unwrap();
    assert_eq!(start["screen"], "locked");
    assert_eq!(start["me"], Value::Null);
    assert_eq!(start["tiles"][0]["username"], "paul");
    assert_eq!(start["tiles"].as_array().unwrap().len(), 1);
}

#[test]
fn whoever_lost_the_account_meanwhile_is_out() {
    let window = Actor::Deactivated.window();
    window.invoke("lock", json!({})).unwrap();
    Actor::Deactivated.fall(&window);
    assert_eq!(code(&unlock(&window, PASSWORD)), "session_ended");
    assert_eq!(code(&window.invoke("show_me", json!({}))), "not_signed_in");
    let window = Actor::Deactivated.window();
    window.invoke("lock", json!({})).unwrap();
    Actor::Deactivated.fall(&window);
    let start = window.invoke("show_start", json!({})).unwrap();
    assert_eq!(start["screen"], "sign_in");
}

#[test]
fn somebody_else_may_sign_in_instead() {
    let window = Actor::Admin.window();
    window.invoke("lock", json!({})).unwrap();
    window.sign_in("vera", PASSWORD);
    assert_eq!(
        window.invoke("show_me", json!({})).unwrap()["username"],
        "vera"
    );
    let other = json!({"id": cast().id("ada")});
    assert_eq!(code(&window.invoke("show_user", other)), "forbidden");
}

/// The window looks twice a second.
fn locks_soon(window: &Window) -> bool {
    let start = Instant::now();
    while start.elapsed() < Duration::from_secs(5) {
        if is_locked(window) {
            return true;
        }
        thread::sleep(Duration::from_millis(50));
    }
    false
}

#[test]
fn it_locks_when_nobody_was_there_for_a_quarter_of_an_hour() {
    let window = Actor::Plain.window();
    window.clock.advance(Duration::from_mins(14));
    window.invoke("note_activity", json!({})).unwrap();
    window.clock.advance(Duration::from_mins(14));
    thread::sleep(Duration::from_millis(1200));
    assert!(!is_locked(&window), "not before its time");
    window.clock.advance(Duration::from_mins(1));
    assert!(locks_soon(&window));
    unlock(&window, PASSWORD).unwrap();
    thread::sleep(Duration::from_millis(1200));
    assert!(!is_locked(&window), "the time begins anew");
}

#[test]
fn it_need_not_lock_by_itself() {
    let window = Actor::Plain.window();
    let mut preferences = window.invoke("show_start", json!({})).unwrap()["preferences"].take();
    preferences["lock_after"] = json!(0);
    window
        .invoke("save_preferences", json!({"preferences": preferences}))
        .unwrap();
    window.clock.advance(Duration::from_hours(24));
    thread::sleep(Duration::from_millis(1200));
    assert!(!is_locked(&window));
}

#[test]
fn a_file_dialog_that_is_open_does_not_stop_it_and_closes() {
    let window = Actor::Plain.window();
    *window.desktop.chooses.lock().unwrap() = Some(window.folder.path().join("secret.png"));
    let decided = Arc::new(tokio::sync::Notify::new());
    *window.desktop.hesitates.lock().unwrap() = Some(decided);
    let picked = window.invoke_later("pick_avatar", json!({}));
    while window.desktop.dialogs.lock().unwrap().is_empty() {
        thread::yield_now();
    }
    thread::sleep(Duration::from_millis(200));
    window.invoke("lock", json!({})).unwrap();
    let answer = picked.recv_timeout(Duration::from_secs(5)).unwrap();
    assert_eq!(answer, Ok(Value::Null), "nothing was chosen");
    assert!(is_locked(&window));
}
