//! Backups in the window: one more, the way back to it, and a damaged roster at the start.

use std::fs;

use crate::steps;
use crate::support::{Roster, Window, button, css, find_violations, heading, link};

/// The settings, as an administrator.
fn open_settings(roster: &Roster) -> Window {
    let window = roster.open();
    steps::sign_in(&window, "ana");
    window.click(&link("Settings"));
    window.click(&link("Backups"));
    window.find(&heading("Backups"));
    window
}

#[test]
fn a_backup_is_made_and_restored() {
    let roster = Roster::with_admin();
    roster.add("bo", &["--first-name", "Bo"]);
    let window = open_settings(&roster);
    window.find(&heading("There is no backup yet"));
    window.click(&button("Back up now"));
    window.see("Backup made and checked.");
    window.see("By hand");
    window.see("2 people");
    roster.ctl(&["user", "delete", "bo"]);

    window.click(&css(".table .btn").starting("Restore… Today"));
    window.see("Restore the backup of ");
    window.wait_for_focus(&button("Cancel"));
    window.see("Newest entry");
    window.until_on(&button("Restore backup"));
    window.press("Escape");
    window.wait_until_gone(&button("Restore backup"));
    window.click(&css(".table .btn").starting("Restore… Today"));
    window.until_on(&button("Restore backup"));
    window.click(&button("Restore backup"));
    steps::wait_for_sign_in(&window);
    window.see("was restored. Sign in with the password of then.");
    assert_eq!(roster.ctl(&["user", "show", "bo"])["username"], "bo");
    steps::sign_in(&window, "ana");
    window.press("ctrl+,");
    window.click(&link("Backups"));
    window.find(&heading("Backups"));
    window.see("Before a restore");
}

#[test]
fn whoever_may_not_is_told_why() {
    let roster = Roster::with_admin();
    roster.add("bo", &[]);
    let window = roster.open();
    steps::sign_in(&window, "bo");
    window.click(&link("Settings"));
    window.click(&link("Backups"));
    window.find(&heading("Backups"));
    assert!(window.is_off(&button("Back up now")));
    assert!(window.is_off(&button("Open folder")));
    window.see("You can’t see the backups");
}

#[test]
fn a_damaged_roster_goes_back_to_its_newest_good_backup() {
    let roster = Roster::with_admin();
    roster.ctl(&["backup"]);
    let garbage = b"this was a roster ".repeat(500);
    fs::write(roster.database(), &garbage).unwrap();
    let window = roster.open();
    window.find(&heading("This file is not a roster"));
    window.see("The newest good backup is from ");
    window.see("has 1 person");
    window.click(&button("Restore…"));
    window.see("Restore the backup of ");
    window.wait_for_focus(&button("Cancel"));
    assert_eq!(fs::read(roster.database()).unwrap(), garbage, "not yet");
    window.click(&button("Restore backup"));
    steps::wait_for_sign_in(&window);
    window.see("The damaged file is kept as team-");
    steps::sign_in(&window, "ana");
    window.find(&heading("Ana Kovačević"));
    let kept = fs::read_dir(roster.database().with_file_name("backups")).unwrap();
    let kept = kept
        .map(|entry| entry.unwrap().path())
        .find(|path| path.to_string_lossy().contains("damaged"));
    assert_eq!(fs::read(kept.unwrap()).unwrap(), garbage);
}

#[test]
fn a_roster_that_is_gone_comes_back_from_the_first_screen() {
    let roster = Roster::with_admin();
    roster.add("bo", &[]);
    roster.ctl(&["backup"]);
    for suffix in ["", "-wal", "-shm"] {
        let _ = fs::remove_file(format!("{}{suffix}", roster.database().display()));
    }
    let window = roster.open();
    window.find(&heading("Create the first administrator"));
    window.see("There was a roster here");
    window.see("has 2 people");
    assert_eq!(find_violations(&window), Vec::<String>::new());
    window.shoot("first-run-lost");
    window.click(&button("Restore…"));
    window.see("It has 2 people. What is newer is not in it.");
    window.wait_for_focus(&button("Cancel"));
    window.until_on(&button("Restore backup"));
    window.click(&button("Restore backup"));
    steps::wait_for_sign_in(&window);
    window.see("was restored.");
    steps::sign_in(&window, "ana");
    window.find(&heading("Ana Kovačević"));
}
