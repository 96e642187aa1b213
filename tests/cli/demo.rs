//! `demo`: people to look around with.

use serde_json::{Value, json};

use crate::harness::{Sandbox, keys};

/// Everyone but the times, which count from the moment of the run.
fn people(sandbox: &Sandbox) -> Vec<Value> {
    let mut people = sandbox
        .run(&["--json", "user", "list", "--sort", "date_joined"])
        .succeeds()
        .json();
    let people = people.as_array_mut().unwrap();
    for person in people.iter_mut() {
        let person = person.as_object_mut().unwrap();
        person.remove("date_joined");
        person.remove("last_login");
    }
    people.clone()
}

#[test]
fn the_same_seed_gives_the_same_people() {
    let add = |seed: &str| {
        let sandbox = Sandbox::prepared();
        sandbox
            .run(&["demo", "--people", "60", "--seed", seed])
            .succeeds();
        people(&sandbox)
    };
    assert_eq!(add("3"), add("3"));
    assert_ne!(add("3"), add("4"));
}

#[test]
fn an_empty_roster_gets_somebody_to_sign_in_as() {
    let sandbox = Sandbox::empty();
    let report = sandbox.run(&["--json", "demo"]).succeeds().json();
    assert_eq!(keys(&report), ["administrator", "people"]);
    assert_eq!(report["people"], 24);
    assert_eq!(report["administrator"]["username"], "demo");
    let password = report["administrator"]["password"].as_str().unwrap();
    sandbox
        .run_with(&["user", "verify", "demo", "--password-stdin"], password)
        .succeeds();
    assert_eq!(sandbox.show("demo")["is_superuser"], true);
    assert_eq!(people(&sandbox).len(), 25);
    // Once there is somebody, nobody else is made.
    let more = sandbox.run(&["--json", "demo", "--people", "2"]).succeeds();
    assert_eq!(more.json(), json!({"people": 2}));
    assert_eq!(people(&sandbox).len(), 27);
}

#[test]
fn people_read_how_to_sign_in() {
    let told = Sandbox::empty().run(&["demo", "--people", "3"]).succeeds();
    let mut lines = told.text().lines();
    assert_eq!(lines.next(), Some("Added 3 invented people."));
    let how = lines.next().unwrap();
    assert!(
        how.starts_with("Sign in as demo with the password "),
        "{how}"
    );
    assert_eq!(lines.next(), None);
}
