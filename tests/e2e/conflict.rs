//! Two at once: what somebody else saved meanwhile is never overwritten without a choice.

use serde_json::json;

use crate::steps;
use crate::support::{Roster, Target, Window, button, css, field};

const TITLE: &str = "This profile was changed elsewhere";

/// Ana edits her place and text; meanwhile the place and the phone number are changed from outside.
fn conflicting() -> (Roster, Window) {
    let roster = Roster::with_admin();
    let window = roster.open();
    steps::sign_in(&window, "ana");
    steps::edit_own_profile(&window);
    window.fill(&field("Location"), "Zagreb");
    window.fill(&field("Bio"), "Mine alone.");
    roster.ctl(&[
        "user",
        "set",
        "ana",
        "--location",
        "Split",
        "--phone-number",
        "112",
    ]);
    window.press("ctrl+s");
    window.see(TITLE);
    (roster, window)
}

fn notice() -> Target {
    css("main .notice[role=alert]")
}

fn stored(roster: &Roster) -> [serde_json::Value; 3] {
    let ana = roster.ctl(&["user", "show", "ana"]);
    ["location", "bio", "phone_number"].map(|key| ana[key].clone())
}

#[test]
fn both_versions_are_shown_and_saving_waits_for_a_choice() {
    let (roster, window) = conflicting();
    let words = window.text_of(&notice());
    for word in ["Split", "Zagreb", "Location"] {
        assert!(words.contains(word), "{word} in: {words}");
    }
    assert!(!words.contains("Mine alone."), "only what differs: {words}");
    assert!(window.is_off(&button("Save changes")));
    window.press("ctrl+s");
    assert_eq!(stored(&roster), [json!("Split"), json!(""), json!("112")]);
}

#[test]
fn keep_mine_saves_mine_and_what_they_changed_besides() {
    let (roster, window) = conflicting();
    window.click(&button("Keep mine"));
    window.wait_until_gone(&notice());
    window.click(&button("Save changes"));
    window.see("Saved");
    assert_eq!(
        stored(&roster),
        [json!("Zagreb"), json!("Mine alone."), json!("112")]
    );
}

#[test]
fn use_theirs_takes_theirs_and_keeps_the_rest() {
    let (roster, window) = conflicting();
    window.click(&button("Use theirs"));
    window.wait_for_value(&field("Location"), "Split");
    window.wait_for_value(&field("Bio"), "Mine alone.");
    window.click(&button("Save changes"));
    window.see("Saved");
    assert_eq!(
        stored(&roster),
        [json!("Split"), json!("Mine alone."), json!("112")]
    );
}

#[test]
fn changes_that_do_not_meet_are_both_kept_without_a_question() {
    let roster = Roster::with_admin();
    let window = roster.open();
    steps::sign_in(&window, "ana");
    steps::edit_own_profile(&window);
    window.fill(&field("Location"), "Zagreb");
    roster.ctl(&[
        "user",
        "set",
        "ana",
        "--bio",
        "Theirs.",
        "--phone-number",
        "112",
    ]);
    window.click(&button("Save changes"));
    window.see("Saved");
    window.wait_for_value(&field("Bio"), "Theirs.");
    assert_eq!(
        stored(&roster),
        [json!("Zagreb"), json!("Theirs."), json!("112")]
    );
}
