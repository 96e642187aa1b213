//! Work on very many people: how far it is, and stopping it.

use serde_json::{Value, json};

use crate::steps;
use crate::support::{Roster, Window, button, css, dialog};

/// So many that the work is told of several times, however quick the machine is: it goes by 2,000.
const CROWD: &str = "20000";

/// Before everybody is deactivated, with the question open.
fn asked() -> (Roster, Window) {
    let roster = Roster::with_admin();
    roster.ctl(&["demo", "--people", CROWD, "--seed", "7"]);
    let window = roster.open();
    steps::sign_in(&window, "ana");
    steps::open_people(&window);
    window.see("20,001 people");
    window.press("ctrl+a");
    window.see("20,001 picked");
    window.click(&button("Require new password…"));
    window.find(&dialog("Require a new password of 15,000 people?"));
    (roster, window)
}

fn last_action(roster: &Roster) -> Value {
    roster.ctl(&["history", "--limit", "1"])[0]["action"].clone()
}

#[test]
fn it_is_said_how_far_the_work_is() {
    let (roster, window) = asked();
    // Kept as they come: a look from outside could miss them all.
    window.run(
        "window.told = [];
         const told = (event) => window.told.push(event.detail);
         window.addEventListener('roster:progress', told);",
        Vec::new(),
    );
    window.click(&css("dialog [data-part=confirm]"));
    window.see("15,000 people have to choose a new password.");
    let told = window.run("return window.told;", Vec::new());
    let told = told.as_array().expect("a list").clone();
    assert!(!told.is_empty(), "the page is told");
    assert!(told.iter().all(|one| one["total"] == 20_001), "{told:?}");
    let done: Vec<u64> = told.iter().filter_map(|one| one["done"].as_u64()).collect();
    assert!(done.is_sorted(), "{done:?}");
    assert_ne!(last_action(&roster), json!("demo"));
}

#[test]
fn stopped_work_leaves_nothing() {
    let (roster, window) = asked();
    let before = last_action(&roster);
    // The moment the first word of progress is there: however quick the machine is, there is more to do.
    window.run(
        "const stop = () => document.querySelector('dialog [data-close]').click();
         window.addEventListener('roster:progress', stop, { once: true });",
        Vec::new(),
    );
    window.click(&css("dialog [data-part=confirm]"));
    window.see("Stopped. Nobody was changed.");
    window.wait_until_gone(&css("dialog"));
    window.see("20,001 picked");
    assert_eq!(last_action(&roster), before, "no trace in the history");
    let due = ["user", "list", "--limit", "20", "--sort", "username"];
    let people = roster.ctl(&due);
    let people = people.as_array().expect("a list");
    assert!(
        people
            .iter()
            .all(|one| one["must_change_password"] == false)
    );
    // And the roster can be changed again at once.
    window.click(&button("Require new password…"));
    window.find(&dialog("Require a new password of 15,000 people?"));
    window.press("Escape");
    window.wait_until_gone(&css("dialog"));
}
