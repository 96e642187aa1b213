//! Why somebody may do something, and what a change of their rights comes to before it is saved.

use serde_json::json;

use crate::steps;
use crate::support::{Roster, Window, button, checkbox, css, field, row};

/// Ana before the page that edits Bo, an editor.
fn with_bo() -> (Roster, Window) {
    let roster = Roster::with_admin();
    roster.add(
        "bo",
        &["--first-name", "Bo", "--staff", "--group", "Editors"],
    );
    let window = roster.open();
    steps::sign_in(&window, "ana");
    steps::open_people(&window);
    window.click(&row("Bo"));
    window.wait_for_text(&css(".panel h2"), "Bo");
    window.click(&button("Edit"));
    window.wait_for_value(&field("Username"), "bo");
    (roster, window)
}

#[test]
fn each_permission_says_why() {
    let (_roster, window) = with_bo();
    window.click(&button("Change profiles: Yes, from a group. Why?"));
    window.see("The group Editors allows it");
    window.press("Escape");
    window.click(&button("Delete people: No. Why?"));
    window.see("Nobody gave it");
}

#[test]
fn what_is_gained_and_lost_is_said_before_it_is_saved() {
    let (roster, window) = with_bo();
    window.click(&checkbox("Editors"));
    window.see("Loses: See people · Change profiles");
    window.click(&button("Delete people: No. Why?"));
    window.click(&css(".why:popover-open input"));
    window.press("Escape");
    window.see("Gains: Delete people");
    window.click(&button("Delete people: Yes, given directly. Why?"));
    window.press("Escape");
    window.press("ctrl+s");
    window.see("Bo was changed.");
    window.see_no("When this is saved");
    let bo = roster.ctl(&["user", "show", "bo"]);
    assert_eq!(bo["groups"], json!([]));
    window.press("ctrl+z");
    window.find(&button("Change profiles: Yes, from a group. Why?"));
    assert_eq!(
        roster.ctl(&["user", "show", "bo"])["groups"],
        json!(["Editors"])
    );
}
