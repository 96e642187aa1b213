//! A second start, and other rosters.

use std::fs;

use serde_json::json;

use crate::steps;
use crate::support::{
    PASSWORD, Roster, Window, button, dialog, field, find_violations, heading, link,
};

fn place(window: &Window) -> serde_json::Value {
    window.run("return location.hash;", Vec::new())
}

/// Copies the roster to another place, and notes that it was opened there.
fn add_other(roster: &Roster, name: &str) -> std::path::PathBuf {
    let folder = roster.folder().join("club");
    fs::create_dir_all(&folder).expect("the folder can be written");
    let file = folder.join(name);
    fs::copy(roster.database(), &file).expect("nobody has it open");
    let data = roster.folder().join("data/app.roster.Roster");
    fs::create_dir_all(&data).expect("the folder can be written");
    let gone = folder.join("gone.db");
    let list = json!([file, gone]).to_string();
    fs::write(data.join("recent.json"), list).expect("the folder can be written");
    file
}

#[test]
fn a_second_start_leads_to_people_now_or_after_signing_in() {
    let roster = Roster::with_admin();
    let window = roster.open();
    steps::wait_for_sign_in(&window);
    assert_eq!(window.start_again(&["people"]), Some(0));
    steps::sign_in(&window, "ana");
    window.find(&heading("People"));
    assert_eq!(place(&window), json!("#/people"));

    assert_eq!(window.start_again(&["profile"]), Some(0));
    // The name alone stands beside the list of people as well.
    window.wait_until("the profile", "location.hash === '#/profile'");
    window.find(&heading("Ana Kovačević"));
    assert_eq!(window.start_again(&[]), Some(0));
    assert_eq!(place(&window), json!("#/profile"), "only to the front");
    assert_eq!(window.start_again(&["poeple"]), Some(2));
}

#[test]
fn a_second_start_waits_for_the_lock_and_asks_about_unsaved_work() {
    let roster = Roster::with_admin();
    let window = roster.open();
    steps::sign_in(&window, "ana");
    window.press("ctrl+l");
    window.find(&button("Unlock"));
    assert_eq!(window.start_again(&["people"]), Some(0));
    window.wait_for_focus(&field("Password"));
    window.type_text(PASSWORD);
    window.press("Enter");
    window.find(&heading("People"));

    window.click(&link("My profile"));
    steps::edit_own_profile(&window);
    window.fill(&field("Bio"), "Not saved yet.");
    assert_eq!(window.start_again(&["people"]), Some(0));
    window.see("Save your changes?");
    window.click(&button("Keep editing"));
    window.wait_for_value(&field("Bio"), "Not saved yet.");
    window.press("ctrl+s");
    window.see("Saved");
}

#[test]
fn another_roster_opens_and_this_one_ends() {
    let roster = Roster::with_admin();
    let other = add_other(&roster, "club.db");
    let window = roster.open();
    steps::sign_in(&window, "ana");
    window.press("ctrl+,");
    window.click(&link("Rosters"));
    window.find(&heading("Rosters"));
    window.see("team.db");
    window.see("Open now");
    window.see("One roster is not there any more and was taken off the list");
    window.see("gone.db");
    assert_eq!(find_violations(&window), Vec::<String>::new());
    window.find(&button("Open Your own roster"));
    // Later: the answer to a click would find no window any more.
    window.run_on(
        &button("Open club.db"),
        "setTimeout(() => element.click(), 100);",
    );
    assert_eq!(window.wait_for_exit(), 0);
    window.wait_for_title("^Roster – club.db$");
    let noted = roster.folder().join("data/app.roster.Roster/recent.json");
    let noted = fs::read_to_string(noted).expect("it is noted");
    assert!(
        noted.contains("club.db") && noted.contains("team.db"),
        "{noted}"
    );
    assert!(!noted.contains("gone.db"), "{noted}");
    assert!(other.exists());
}

#[test]
fn it_is_within_reach_before_anybody_signs_in() {
    let roster = Roster::with_admin();
    let other = roster.office().join("other.db");
    fs::copy(roster.database(), &other).expect("nobody has it open");
    let window = roster.open();
    steps::wait_for_sign_in(&window);
    window.see("team.db");
    window.click(&button("Open another roster…"));
    window.find(&dialog("Open another roster"));
    assert_eq!(find_violations(&window), Vec::<String>::new());
    window.click(&button("Choose a file…"));
    window.roster_dialog().choose(&roster.database());
    window.see("This roster is open already.");
    window.click(&button("Choose a file…"));
    window.roster_dialog().choose(&other);
    assert_eq!(window.wait_for_exit(), 0);
    window.wait_for_title("^Roster – other.db$");
}

#[test]
fn unsaved_work_is_asked_about_before_another_roster_opens() {
    let roster = Roster::with_admin();
    add_other(&roster, "club.db");
    let window = roster.open();
    steps::sign_in(&window, "ana");
    steps::edit_own_profile(&window);
    window.fill(&field("Bio"), "Not saved yet.");
    window.press("ctrl+o");
    window.click(&button("Open club.db"));
    window.see("Save your changes?");
    window.click(&button("Keep editing"));
    window.press("Escape");
    window.wait_for_value(&field("Bio"), "Not saved yet.");
    window.press("ctrl+s");
    window.see("Saved");
}
