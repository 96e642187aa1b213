//! The line that says what was done undoes exactly that, whatever else happened meanwhile.

use crate::steps;
use crate::support::{Roster, Window, button, checkbox, css, dialog, field, heading, radio, row};

/// Ana, with Bo in her roster.
fn with_bo() -> (Roster, Window) {
    let roster = Roster::with_admin();
    roster.add("bo", &["--first-name", "Bo", "--last-name", "Åberg"]);
    let window = roster.open();
    steps::sign_in(&window, "ana");
    (roster, window)
}

fn value(roster: &Roster, username: &str, key: &str) -> serde_json::Value {
    roster.ctl(&["user", "show", username])[key].clone()
}

#[test]
fn somebody_elses_change_meanwhile_is_not_what_is_undone() {
    let (roster, window) = with_bo();
    steps::open_people(&window);
    window.click(&row("Bo Åberg"));
    window.wait_for_text(&css(".panel h2"), "Bo Åberg");
    window.press("e");
    window.click(&checkbox("Staff"));
    window.see("Bo Åberg is staff now.");
    // The latest event about Bo is not the one of the toast.
    roster.ctl(&["user", "set", "bo", "--location", "Oslo"]);
    window.press("Escape");
    window.click(&button("Undo"));
    window.see("Undone.");
    assert_eq!(value(&roster, "bo", "is_staff"), false);
    assert_eq!(value(&roster, "bo", "location"), "Oslo");
}

#[test]
fn ones_own_profile_and_picture_can_be_undone() {
    let (roster, window) = with_bo();
    steps::edit_own_profile(&window);
    window.fill(&field("Location"), "Zagreb");
    let picture = steps::paint_picture(&roster.pictures(), "ana.png");
    steps::choose_picture(&window, &picture);
    window.press("ctrl+s");
    window.see("Your profile was changed.");
    assert_eq!(value(&roster, "ana", "location"), "Zagreb");
    assert_eq!(value(&roster, "ana", "has_avatar"), true);
    window.click(&button("Undo"));
    window.see("Undone.");
    window.wait_for_value(&field("Location"), "");
    assert_eq!(value(&roster, "ana", "has_avatar"), false);
    // The undo can be undone, and what the form shows follows.
    window.click(&button("Undo"));
    window.wait_for_value(&field("Location"), "Zagreb");
    assert_eq!(value(&roster, "ana", "has_avatar"), true);
}

#[test]
fn adding_somebody_can_be_undone() {
    let (roster, window) = with_bo();
    steps::open_people(&window);
    window.click(&button("Add person"));
    window.fill(&field("Username"), "li");
    window.click(&radio("None yet"));
    window.click(&button("Add person"));
    window.wait_until_gone(&dialog("Add person"));
    window.find(&row("li"));
    window.see("li was added");
    window.click(&button("Undo"));
    window.see("Undone.");
    window.wait_until_gone(&row("li"));
    let found = roster.ctl(&["user", "list", "--search", "username:li", "--count"]);
    assert_eq!(found["count"], 0, "in the trash");
}

#[test]
fn whoever_may_not_delete_is_not_offered_to_undo_an_addition() {
    let (roster, window) = with_bo();
    roster.ctl(&["group", "add", "Adders", "--permission", "user.view"]);
    for right in ["+user.add", "+user.change"] {
        roster.ctl(&["group", "set", "Adders", "--permission", right]);
    }
    roster.add("max", &["--staff", "--group", "Adders"]);
    steps::sign_out(&window);
    steps::wait_for_sign_in(&window);
    steps::sign_in(&window, "max");
    steps::open_people(&window);
    window.click(&button("Add person"));
    window.fill(&field("Username"), "li");
    window.click(&radio("None yet"));
    window.click(&button("Add person"));
    window.see("li was added");
    assert_eq!(window.count(&button("Undo")), 0);
}

#[test]
fn a_saved_person_and_a_restored_one_can_be_undone() {
    let (roster, window) = with_bo();
    steps::open_people(&window);
    window.click(&row("Bo Åberg"));
    window.wait_for_text(&css(".panel h2"), "Bo Åberg");
    window.click(&button("Edit"));
    window.wait_for_value(&field("Username"), "bo");
    window.fill(&field("Location"), "Oslo");
    window.press("ctrl+s");
    window.see("Bo Åberg was changed.");
    window.click(&button("Undo"));
    window.wait_for_value(&field("Location"), "");
    assert_eq!(value(&roster, "bo", "location"), "");

    roster.ctl(&["user", "delete", "bo"]);
    window.click(&steps::place("Trash"));
    window.find(&heading("Trash"));
    window.click(&button("Restore Bo Åberg"));
    window.see("Bo Åberg is back.");
    window.press("ctrl+z");
    window.find(&button("Restore Bo Åberg"));
}
