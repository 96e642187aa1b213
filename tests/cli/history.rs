//! `history`, and the trash that empties itself.

use serde_json::json;

use crate::harness::{Sandbox, keys, sorted};

#[test]
fn what_was_done_is_listed_newest_first() {
    let sandbox = Sandbox::prepared();
    sandbox
        .run(&["user", "set", "grace", "--location", "Arlington"])
        .succeeds();
    let events = sandbox.run(&["--json", "history"]).succeeds().json();
    let events = events.as_array().unwrap();
    for event in events {
        assert_eq!(
            keys(event),
            sorted(["id", "at", "actor", "action", "target", "changes"])
        );
    }
    assert_eq!(events[0]["action"], "change");
    assert_eq!(events[0]["target"], "Grace Hopper");
    assert_eq!(events[0]["changes"], json!({"location": ["", "Arlington"]}));
    assert!(
        events[0]["actor"]
            .as_str()
            .unwrap()
            .starts_with("rosterctl (")
    );
    let text = sandbox.run(&["history", "--limit", "1"]).succeeds();
    assert_eq!(text.text().lines().count(), 2, "head and one event");
    assert!(text.text().contains("location: \"\" → \"Arlington\""));
}

#[test]
fn changes_read_as_a_person_would_write_them() {
    let sandbox = Sandbox::prepared();
    sandbox
        .run(&[
            "user",
            "set",
            "grace",
            "--group",
            "+Readers",
            "--active=false",
        ])
        .succeeds();
    let text = sandbox.run(&["history", "--limit", "1"]).succeeds();
    assert!(
        text.text().contains("groups: Editors → Editors, Readers"),
        "{}",
        text.text()
    );
    assert!(
        text.text().contains("is_active: yes → no"),
        "{}",
        text.text()
    );
}

#[test]
fn one_persons_history_is_there_while_they_are_in_the_trash() {
    let sandbox = Sandbox::prepared();
    sandbox.run(&["user", "delete", "grace"]).succeeds();
    let words = ["--json", "history", "--user", "grace@example.org"];
    let events = sandbox.run(&words).succeeds().json();
    let actions: Vec<&str> = events
        .as_array()
        .unwrap()
        .iter()
        .map(|event| event["action"].as_str().unwrap())
        .collect();
    assert_eq!(actions, ["delete", "add"]);
    sandbox
        .run(&["history", "--user", "nobody"])
        .refused()
        .says("Nobody here is called “nobody”.");
}

#[test]
fn whoever_opens_the_roster_empties_the_trash_of_what_is_old() {
    let sandbox = Sandbox::prepared();
    sandbox.run(&["user", "delete", "grace"]).succeeds();
    sandbox.meddle("update user set deleted_at = 0 where username = 'grace'");
    let words = ["--json", "history", "--limit", "1"];
    let events = sandbox.run(&words).succeeds().json();
    assert_eq!(
        (&events[0]["actor"], &events[0]["action"]),
        (&json!("Roster"), &json!("purge"))
    );
    assert_eq!(
        sandbox.look_up("select cast(count(*) as text) from user"),
        "1"
    );
}
