//! Deleting: said beforehand, undone afterwards, and refused where it would lock everyone out.

use crate::steps;
use crate::support::{Roster, Window, button, css, dialog, field, menu_item, row};

/// Ana before the list, with Bo in it.
fn with_bo() -> (Roster, Window) {
    let roster = Roster::with_admin();
    roster.add(
        "bo",
        &[
            "--first-name",
            "Bo",
            "--last-name",
            "Åberg",
            "--group",
            "Editors",
        ],
    );
    let window = roster.open();
    steps::sign_in(&window, "ana");
    steps::open_people(&window);
    (roster, window)
}

#[track_caller]
fn ask_to_delete(window: &Window, name: &str) {
    window.click(&row(name));
    window.wait_for_text(&css(".panel h2"), name);
    window.click(&button("More actions"));
    window.click(&menu_item("Delete…"));
}

/// Says yes, and waits until the list has followed.
#[track_caller]
fn delete(window: &Window) {
    window.click(&button("Delete person"));
    window.wait_until_gone(&dialog("Delete Bo Åberg?"));
    window.see("was moved to the trash");
    window.wait_until_gone(&row("Bo Åberg"));
}

fn is_there(roster: &Roster) -> bool {
    let people = roster.ctl(&["user", "list", "--search", "bo"]);
    people.as_array().is_some_and(|people| !people.is_empty())
}

#[test]
fn what_goes_and_what_stays_is_said_and_cancel_has_focus() {
    let (roster, window) = with_bo();
    ask_to_delete(&window, "Bo Åberg");
    window.find(&dialog("Delete Bo Åberg?"));
    window.wait_for_focus(&button("Cancel"));
    for words in [
        "This goes",
        "This stays",
        "Membership of Editors",
        "30 days",
    ] {
        window.see(words);
    }
    window.press("Enter");
    window.wait_until_gone(&dialog("Delete Bo Åberg?"));
    window.find(&row("Bo Åberg"));
    assert!(is_there(&roster));
}

#[test]
fn a_deleted_person_comes_back_with_one_click_or_two_keys() {
    let (roster, window) = with_bo();
    ask_to_delete(&window, "Bo Åberg");
    delete(&window);
    assert!(!is_there(&roster));
    window.click(&button("Undo"));
    window.find(&row("Bo Åberg"));
    assert!(is_there(&roster));

    ask_to_delete(&window, "Bo Åberg");
    delete(&window);
    window.press("ctrl+z");
    window.find(&row("Bo Åberg"));
    assert!(is_there(&roster));
}

#[test]
fn deactivating_is_offered_instead() {
    let (roster, window) = with_bo();
    ask_to_delete(&window, "Bo Åberg");
    window.click(&button("Deactivate instead"));
    window.see("can no longer sign in");
    let bo = roster.ctl(&["user", "show", "bo"]);
    assert_eq!(bo["is_active"], false);
}

#[test]
fn the_last_superuser_is_refused_with_the_reason() {
    let (_roster, window) = with_bo();
    ask_to_delete(&window, "Ana Kovačević");
    window.find(&dialog("Ana Kovačević cannot be deleted"));
    window.see("What you can do");
    assert_eq!(window.count(&button("Delete person")), 0);
    window.press("Escape");
    window.find(&row("Ana Kovačević"));
}

#[test]
fn the_only_one_found_can_be_deleted() {
    let (roster, window) = with_bo();
    window.fill(&field("Search people"), "Bo Åberg");
    window.see("1 of 2 people");
    ask_to_delete(&window, "Bo Åberg");
    delete(&window);
    window.see("Nobody matches");
    window.click(&button("Undo"));
    window.find(&row("Bo Åberg"));
    assert!(is_there(&roster));
}
