//! The trash: who is in it, the way back, and the end.

use crate::steps;
use crate::support::{Roster, Window, button, dialog, field, heading};

/// Ana before the trash, with Bo and Max in it.
fn with_trash() -> (Roster, Window) {
    let roster = Roster::with_admin();
    for (name, first) in [("bo", "Bo"), ("max", "Max")] {
        roster.add(name, &["--first-name", first]);
        roster.ctl(&["user", "delete", name]);
    }
    let window = roster.open();
    steps::sign_in(&window, "ana");
    window.click(&steps::place("Trash"));
    window.find(&heading("Trash"));
    window.see("2 people");
    (roster, window)
}

#[test]
fn whoever_is_in_the_trash_comes_back() {
    let (roster, window) = with_trash();
    window.see("days left");
    window.fill(&field("Search the trash"), "nobody");
    window.see("Nobody in the trash matches");
    window.fill(&field("Search the trash"), "max");
    window.wait_until_gone(&button("Restore Bo"));
    window.click(&button("Restore Max"));
    window.see("Max is back.");
    assert_eq!(roster.ctl(&["user", "show", "max"])["username"], "max");
    window.press("ctrl+z");
    window.find(&button("Restore Max"));
}

#[test]
fn deleting_for_good_asks_first_and_leaves_nothing() {
    let (_roster, window) = with_trash();
    window.click(&button("Delete now… Bo"));
    window.find(&dialog("Delete Bo for good?"));
    window.wait_for_focus(&button("Cancel"));
    window.click(&button("Delete for good"));
    window.see("Bo was deleted for good.");
    window.wait_until_gone(&button("Restore Bo"));
    window.click(&button("Restore Max"));
    window.see("The trash is empty");
}
