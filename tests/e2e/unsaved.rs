//! Unsaved changes: nobody loses them without having been asked.

use crate::steps;
use crate::support::{Roster, Window, button, dialog, field, heading, link};

const QUESTION: &str = "Save your changes?";

/// Ana in her profile's form, with a new text typed.
fn changed() -> (Roster, Window) {
    let roster = Roster::with_admin();
    roster.ctl(&["user", "set", "ana", "--bio", "Before."]);
    let window = roster.open();
    steps::sign_in(&window, "ana");
    steps::edit_own_profile(&window);
    window.wait_for_value(&field("Bio"), "Before.");
    window.fill(&field("Bio"), "After.");
    window.see("1 unsaved change");
    (roster, window)
}

#[track_caller]
fn assert_bio(roster: &Roster, bio: &str) {
    assert_eq!(roster.ctl(&["user", "show", "ana"])["bio"], bio);
}

#[test]
fn keep_editing_stays_and_discard_leaves() {
    let (roster, window) = changed();
    window.click(&link("People"));
    window.find(&dialog(QUESTION));
    window.wait_for_focus(&button("Save"));
    window.click(&button("Keep editing"));
    window.wait_for_value(&field("Bio"), "After.");

    window.press("ctrl+2");
    window.find(&dialog(QUESTION));
    window.press("Escape");
    window.wait_until_gone(&dialog(QUESTION));
    window.wait_for_value(&field("Bio"), "After.");

    window.click(&link("People"));
    window.click(&button("Discard changes"));
    window.find(&heading("People"));
    assert_bio(&roster, "Before.");
    steps::edit_own_profile(&window);
    window.wait_for_value(&field("Bio"), "Before.");
}

#[test]
fn save_saves_and_leaves() {
    let (roster, window) = changed();
    window.click(&link("People"));
    window.click(&button("Save"));
    window.find(&heading("People"));
    assert_bio(&roster, "After.");
}

#[test]
fn what_can_not_be_saved_keeps_the_person_there() {
    let (roster, window) = changed();
    window.fill(&field("E-mail"), "not an address");
    window.click(&link("People"));
    window.click(&button("Save"));
    window.wait_until_gone(&dialog(QUESTION));
    window.see("1 field needs attention");
    window.wait_for_focus(&field("E-mail"));
    window.wait_for_value(&field("Bio"), "After.");
    assert_bio(&roster, "Before.");
}

#[test]
fn back_and_sign_out_ask_too() {
    let (roster, window) = changed();
    window.run("history.back();", Vec::new());
    window.find(&dialog(QUESTION));
    window.click(&button("Keep editing"));
    window.wait_for_value(&field("Bio"), "After.");
    steps::sign_out(&window);
    window.find(&dialog(QUESTION));
    window.click(&button("Discard changes"));
    window.find(&button("Sign in"));
    assert_bio(&roster, "Before.");
}

#[test]
fn discarded_changes_can_be_taken_back() {
    let (roster, window) = changed();
    window.click(&button("Discard"));
    window.wait_for_value(&field("Bio"), "Before.");
    window.see("1 change discarded");
    window.click(&button("Undo"));
    window.wait_for_value(&field("Bio"), "After.");
    window.press("ctrl+s");
    window.see("Saved");
    assert_bio(&roster, "After.");
}

#[test]
fn closing_the_window_asks_too() {
    let (roster, window) = changed();
    window.ask_to_quit();
    window.find(&dialog(QUESTION));
    window.click(&button("Keep editing"));
    window.wait_for_value(&field("Bio"), "After.");
    window.ask_to_quit();
    window.wait_for_focus(&button("Save"));
    window.press("Enter");
    assert_eq!(window.wait_for_exit(), 0, "{}", window.complaints());
    assert_bio(&roster, "After.");
}
