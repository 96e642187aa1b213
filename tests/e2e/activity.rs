//! The history: read, filtered, undone, and told apart from what can't be undone.

use crate::steps;
use crate::support::{Roster, Window, button, checkbox, css, dialog, field, heading, part};

/// Ana before the history of a roster in which Bo was changed twice.
fn with_history() -> (Roster, Window) {
    let roster = Roster::with_admin();
    roster.add("bo", &["--first-name", "Bo", "--last-name", "Åberg"]);
    roster.ctl(&["user", "set", "bo", "--location", "Oslo"]);
    roster.ctl(&[
        "user",
        "set",
        "bo",
        "--location",
        "Bergen",
        "--active",
        "false",
    ]);
    let window = roster.open();
    steps::sign_in(&window, "ana");
    window.click(&steps::place("Activity"));
    window.find(&heading("Activity"));
    window.see("Bergen");
    (roster, window)
}

fn location(roster: &Roster) -> String {
    let bo = roster.ctl(&["user", "show", "bo"]);
    bo["location"].as_str().unwrap_or_default().to_owned()
}

#[test]
fn a_change_is_undone_after_a_look_at_what_that_does() {
    let (roster, window) = with_history();
    window.click(&button("Undo").within(css(".event:nth-child(2)")));
    window.find(&dialog("Undo this?"));
    window.click(&button("Undo").within(css("dialog")));
    window.see("Undone.");
    assert_eq!(location(&roster), "Oslo");
    window.see("undid a change to");
    window.press("ctrl+z");
    window.wait_until(
        "the redo",
        "document.querySelectorAll('.event').length >= 7",
    );
    assert_eq!(location(&roster), "Bergen");
}

#[test]
fn what_stands_in_the_way_is_said_and_the_rest_is_offered() {
    let (roster, window) = with_history();
    roster.ctl(&["user", "set", "bo", "--location", "Tromsø"]);
    window.see("Tromsø");
    window.click(&button("Undo").within(css(".event:nth-child(3)")));
    window.find(&dialog("Undo this?"));
    window.see("1 thing stands in the way");
    window.click(&button("Undo the rest"));
    window.see("but for 1 that stayed as it is");
    assert_eq!(location(&roster), "Tromsø");
    assert_eq!(roster.ctl(&["user", "show", "bo"])["is_active"], true);
}

#[test]
fn filters_and_words_narrow_the_history() {
    let (_roster, window) = with_history();
    window.click(&button("All actions"));
    window.click(&checkbox("Signed in, or tried to"));
    window.see("signed in");
    window.see_no("Bergen");
    window.press("Escape");
    window.fill(&field("Search activity"), "no such words");
    window.see("No entry matches");
    window.click(&button("Clear search and filters"));
    window.see("Bergen");

    window.click(&button("About anyone"));
    window.fill(&field("Find whom it was done to"), "åberg");
    window.wait_until(
        "Bo among those found",
        "document.querySelector('[role=option]')?.textContent.includes('Bo')",
    );
    window.press("Enter");
    window.find(&button("About Bo Åberg"));
    window.see_no("signed in");
    window.click(&button("Any time"));
    // Its first button gets focus when it is open, a moment after it is in view.
    window.wait_until(
        "focus in the sheet",
        "document.querySelector('[data-part=time-sheet]').contains(document.activeElement)",
    );
    window.fill(&field("From"), "yesterday");
    window.click(&button("Show these days"));
    window.find(&css("[data-field=from] .error"));
    window.fill(&field("From"), "2020-01-01");
    window.fill(&field("Until"), "2020-01-31");
    window.click(&button("Show these days"));
    window.see("No entry matches");
}

#[test]
fn a_person_has_a_history_of_their_own() {
    let (roster, window) = with_history();
    window.click(&css(".event:nth-child(2) a"));
    window.wait_for_value(&field("Location"), "Bergen");
    window.click(&css("[data-tab=history]"));
    window.see("Bergen");
    window.see_no("signed in");
    window.click(&button("Undo").within(css(".event:first-child")));
    window.find(&dialog("Undo this?"));
    window.click(&button("Undo").within(css("dialog")));
    window.see("Undone.");
    assert_eq!(location(&roster), "Oslo");
    window.click(&css("[data-tab=details]"));
    window.wait_for_value(&field("Location"), "Oslo");
    window.find(&part("save"));
}
