//! A roster that can't be opened: the window says why, and leaves the file alone.

use std::fs;

use crate::steps;
use crate::support::{Roster, button, heading, part};

#[test]
fn a_newer_database_asks_for_a_newer_roster() {
    let roster = Roster::with_admin();
    roster.pretend_newer();
    let before = fs::read(roster.database()).unwrap();

    let window = roster.open();
    window.find(&heading("This roster needs a newer Roster"));
    window.see("this app knows");
    window.wait_for_text(&part("path"), &roster.database().display().to_string());
    assert_eq!(window.quit(), 0);
    assert_eq!(fs::read(roster.database()).unwrap(), before, "not touched");
}

#[test]
fn a_file_that_is_no_database_is_not_overwritten() {
    let roster = Roster::empty();
    let garbage = b"Dear diary, this is not a database at all. ".repeat(200);
    fs::write(roster.database(), &garbage).unwrap();

    let window = roster.open();
    window.find(&heading("This file is not a roster"));
    assert_eq!(fs::read(roster.database()).unwrap(), garbage, "not touched");
}

#[test]
fn a_damaged_roster_is_said_to_be_damaged() {
    let roster = Roster::with_admin();
    let mut bytes = fs::read(roster.database()).unwrap();
    // Whole pages in the middle; the header still says that it is a database.
    let (start, end) = (4096, bytes.len());
    bytes[start..end].fill(0xA5);
    fs::write(roster.database(), &bytes).unwrap();

    let window = roster.open();
    window.find(&heading("This roster is damaged"));
    assert_eq!(fs::read(roster.database()).unwrap(), bytes, "not touched");
}

#[test]
fn once_the_file_is_right_again_work_goes_on() {
    let roster = Roster::with_admin();
    let aside = roster.office().join("aside.db");
    fs::rename(roster.database(), &aside).unwrap();
    fs::write(roster.database(), b"not a roster ".repeat(500)).unwrap();

    let window = roster.open();
    window.find(&heading("This file is not a roster"));
    fs::rename(&aside, roster.database()).unwrap();
    window.click(&button("Try again"));
    steps::sign_in(&window, "ana");
    window.find(&heading("Ana Kovačević"));
}
