//! Other rosters, and what is known of this one.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::actors::Actor;
use crate::harness::{Window, code};

/// Another file, which the person will choose.
fn choose(window: &Window, name: &str) -> PathBuf {
    let file = window.folder.path().join(name);
    fs::write(&file, "").unwrap();
    *window.desktop.chooses.lock().unwrap() = Some(file.clone());
    file
}

fn open(window: &Window, path: &Value) -> Result<Value, Value> {
    window.invoke("open_roster", json!({"path": path}))
}

fn opened(window: &Window) -> Vec<PathBuf> {
    window.desktop.rosters.lock().unwrap().clone()
}

fn list(window: &Window) -> Value {
    window.invoke("list_rosters", json!({})).unwrap()
}

/// What the windows on this computer have opened, in the order that they note it.
fn remember(window: &Window, files: &[&Path]) {
    let list = serde_json::to_vec(&files).unwrap();
    fs::write(window.folder.path().join("recent.json"), list).unwrap();
}

#[test]
fn a_roster_that_was_chosen_opens_beside_and_ends_this_sitting() {
    let window = Actor::Admin.window();
    let file = choose(&window, "team.db");
    let picked = window.invoke("pick_roster", json!({})).unwrap();
    assert_eq!(picked["name"], "team.db");
    assert_eq!(picked["is_own"], false);
    open(&window, &picked["path"]).unwrap();
    assert_eq!(opened(&window), [file]);
}

#[test]
fn the_open_one_can_not_be_chosen() {
    let window = Actor::Admin.window();
    *window.desktop.chooses.lock().unwrap() = Some(window.database());
    let answer = window.invoke("pick_roster", json!({}));
    assert_eq!(code(&answer), "conflict");
}

#[test]
fn a_page_opens_only_what_a_person_could() {
    let window = Actor::Superuser.window();
    let file = choose(&window, "team.db");
    let path = json!(file.to_str().unwrap());
    assert_eq!(code(&open(&window, &path)), "not_found");
    assert_eq!(opened(&window), Vec::<PathBuf>::new());
    remember(&window, &[&file]);
    open(&window, &path).unwrap();
    assert_eq!(opened(&window), [file]);
}

#[test]
fn the_list_is_there_before_anybody_signs_in_and_loses_what_is_gone() {
    let window = Actor::Nobody.window();
    let start = Instant::now();
    let noted = window.folder.path().join("recent.json");
    while !noted.exists() && start.elapsed() < Duration::from_secs(5) {
        std::thread::sleep(Duration::from_millis(20));
    }
    let noted = fs::read_to_string(noted).unwrap();
    assert!(
        noted.contains("roster.db"),
        "the open one is noted: {noted}"
    );
    let file = choose(&window, "team.db");
    let gone = window.folder.path().join("gone.db");
    remember(&window, &[&window.database(), &gone, &file]);
    let first = list(&window);
    assert_eq!(first["current"]["is_own"], true);
    assert_eq!(first["gone"], json!(["gone.db"]));
    assert_eq!(first["others"][0]["name"], "team.db");
    assert_eq!(first["others"].as_array().unwrap().len(), 1);
    assert_eq!(list(&window)["gone"], json!([]), "said once");
}

#[test]
fn about_tells_versions_and_no_more_than_one_may_see() {
    let about = Actor::Reader.window().invoke("show_about", json!({}));
    let about = about.unwrap();
    assert_eq!(about["version"], env!("CARGO_PKG_VERSION"));
    assert!(about["diagnostics"]["contents"]["people"].is_number());
    let about = Actor::Plain.window().invoke("show_about", json!({}));
    assert_eq!(about.unwrap()["diagnostics"]["contents"], Value::Null);
}

#[test]
fn the_folder_is_shown() {
    let window = Actor::Admin.window();
    window.invoke("reveal_data", json!({})).unwrap();
    let shown = window.desktop.folders.lock().unwrap().clone();
    assert_eq!(shown, [window.folder.path()]);
}

#[test]
fn long_work_is_told_of_in_a_line_or_two() {
    let window = Actor::Admin.window();
    let long = "x".repeat(5000);
    let told = json!({"title": "Import finished", "text": long});
    window.invoke("show_notification", told).unwrap();
    let notices = window.desktop.notices.lock().unwrap().clone();
    assert_eq!(notices[0].0, "Import finished");
    assert_eq!(notices[0].1.len(), 200);
}

#[test]
fn whoever_signed_in_here_is_listed_and_can_be_forgotten() {
    let window = Actor::Plain.window();
    let names = || {
        let security = window.invoke("show_security", json!({})).unwrap();
        let accounts = security["accounts"].as_array().unwrap().clone();
        let ids = accounts.iter().map(|one| one["id"].as_i64().unwrap());
        ids.collect::<Vec<_>>()
    };
    let before = names();
    assert!(!before.is_empty());
    window
        .invoke("forget_account", json!({"id": before[0]}))
        .unwrap();
    assert_eq!(names().len(), before.len() - 1);
}
