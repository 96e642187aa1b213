//! `user set`.

use serde_json::{Value, json};

use crate::harness::{Outcome, PERSON_KEYS, Sandbox, feed, keys, sorted};

fn set(sandbox: &Sandbox, words: &[&str]) -> Outcome {
    sandbox.run(&[&["--json", "user", "set"], words].concat())
}

#[test]
fn every_field_can_be_set() {
    let sandbox = Sandbox::prepared();
    let words = [
        "grace",
        "--username",
        "Amazing.Grace",
        "--email",
        "g@example.net",
        "--first-name",
        "Grace B.",
        "--last-name",
        "Murray",
        "--bio",
        "one\ntwo",
        "--location",
        "Arlington",
        "--birth-date",
        "9 December 1906",
        "--phone-number",
        "+1 (703) 555-0100",
        "--portfolio-site",
        "hopper.example",
        "--staff=true",
        "--superuser",
        "true",
        "--active=false",
        "--group",
        "+Readers",
    ];
    let person = set(&sandbox, &words).succeeds().json();
    assert_eq!(keys(&person), sorted(PERSON_KEYS));
    assert_eq!(person, sandbox.show("amazing.grace"));
    for (key, value) in [
        ("username", json!("Amazing.Grace")),
        ("email", json!("g@example.net")),
        ("first_name", json!("Grace B.")),
        ("last_name", json!("Murray")),
        ("bio", json!("one\ntwo")),
        ("location", json!("Arlington")),
        ("birth_date", json!("1906-12-09")),
        ("phone_number", json!("+1 (703) 555-0100")),
        ("portfolio_site", json!("https://hopper.example")),
        ("is_staff", json!(true)),
        ("is_superuser", json!(true)),
        ("is_active", json!(false)),
        ("groups", json!(["Editors", "Readers"])),
    ] {
        assert_eq!(person[key], value, "{key}");
    }
}

#[test]
fn an_empty_value_clears_and_what_is_not_named_stays() {
    let sandbox = Sandbox::prepared();
    set(
        &sandbox,
        &["grace", "--birth-date", "1906-12-09", "--bio", "x"],
    )
    .succeeds();
    let words = ["grace", "--birth-date", "", "--email", "", "--last-name="];
    let person = set(&sandbox, &words).succeeds().json();
    assert_eq!(person["birth_date"], Value::Null);
    assert_eq!(
        (&person["email"], &person["last_name"]),
        (&json!(""), &json!(""))
    );
    assert_eq!(
        (&person["bio"], &person["first_name"]),
        (&json!("x"), &json!("Grace"))
    );
}

#[test]
fn groups_are_joined_and_left_by_name() {
    let sandbox = Sandbox::prepared();
    let groups = |words: &[&str]| {
        set(&sandbox, &[&["grace"], words].concat())
            .succeeds()
            .json()["groups"]
            .take()
    };
    assert_eq!(
        groups(&["--group", "+readers"]),
        json!(["Editors", "Readers"])
    );
    assert_eq!(groups(&["--group", "-EDITORS"]), json!(["Readers"]));
    assert_eq!(
        groups(&["--group=+Editors", "--group=-Readers"]),
        json!(["Editors"])
    );
    assert_eq!(
        groups(&["--group", "-Readers"]),
        json!(["Editors"]),
        "they were not in it"
    );
    assert_eq!(
        groups(&["--group", "+Editors"]),
        json!(["Editors"]),
        "they were in it"
    );
    assert_eq!(
        groups(&["--group", "-Editors", "--group", "+Editors"]),
        json!(["Editors"]),
        "the last word counts"
    );
    let outcome = set(&sandbox, &["grace", "--group", "+Wizards", "--bio", "x"]);
    assert_eq!(outcome.refused_fields(), ["groups"]);
    assert_eq!(
        sandbox.show("grace")["bio"],
        "",
        "nothing is saved by halves"
    );
}

#[test]
fn the_last_superuser_stays_one() {
    let sandbox = Sandbox::prepared();
    for flag in ["--superuser=false", "--active=false"] {
        let error = set(&sandbox, &["ana", flag]).refused().error();
        assert_eq!(error["code"], "protected", "{flag}");
        assert!(
            error["message"]
                .as_str()
                .unwrap()
                .contains("last active superuser")
        );
        assert_eq!(error.get("fields"), None);
    }
    set(&sandbox, &["grace", "--superuser=true"]).succeeds();
    set(&sandbox, &["ana", "--superuser=false"]).succeeds();
    set(&sandbox, &["grace", "--active=false"]).refused();
}

#[test]
fn birth_dates_are_real_days_of_a_life() {
    let sandbox = Sandbox::prepared();
    for date in [
        "2001-02-31",
        "31 February 2001",
        "1850-01-01",
        "2999-01-01",
        &tomorrow(),
        "9.4.1987",
        "yesterday",
    ] {
        let outcome = set(&sandbox, &["grace", "--birth-date", date]);
        assert_eq!(outcome.refused_fields(), ["birth_date"], "{date}");
    }
    for (typed, stored) in [
        ("1900-01-01", "1900-01-01"),
        ("29 Feb 2004", "2004-02-29"),
        ("April 9, 1987", "1987-04-09"),
    ] {
        let person = set(&sandbox, &["grace", "--birth-date", typed])
            .succeeds()
            .json();
        assert_eq!(person["birth_date"], stored);
    }
}

/// Two days on, so that midnight may pass while the test runs.
fn tomorrow() -> String {
    let now = jiff::Zoned::now();
    (now.date() + jiff::Span::new().days(2)).to_string()
}

#[test]
fn addresses_on_the_web_are_of_the_web() {
    let sandbox = Sandbox::prepared();
    for site in [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "data:text/html,x",
        "ftp://example.org",
        "https://u:p@example.org",
        "https://",
        "not a site",
        "localhost",
        "https://example.org\u{202E}/gro",
    ] {
        let outcome = set(&sandbox, &["grace", "--portfolio-site", site]);
        assert_eq!(outcome.refused_fields(), ["portfolio_site"], "{site}");
    }
    let person = set(
        &sandbox,
        &["grace", "--portfolio-site", "HTTP://Example.org/A?b#c"],
    )
    .succeeds()
    .json();
    assert_eq!(person["portfolio_site"], "http://example.org/A?b#c");
}

#[test]
fn everything_wrong_is_told_at_once() {
    let sandbox = Sandbox::prepared();
    let long = "x".repeat(101);
    let words = [
        "grace",
        "--username",
        "ana",
        "--email",
        "nope",
        "--first-name",
        "a\nb",
        "--bio",
        "a\u{0007}b",
        "--location",
        &long,
        "--birth-date",
        "1850-01-01",
        "--phone-number",
        "call me",
        "--portfolio-site",
        "x",
    ];
    let fields = set(&sandbox, &words).refused_fields();
    let all = [
        "bio",
        "birth_date",
        "email",
        "first_name",
        "location",
        "phone_number",
        "portfolio_site",
        "username",
    ];
    assert_eq!(fields, all);
    let told = sandbox
        .run(&[&["user", "set"], &words[..]].concat())
        .refused();
    for field in all {
        assert!(
            told.stderr.contains(&format!("\n  {field}: ")),
            "{field} is told to people"
        );
    }
}

#[test]
fn people_are_told_what_happened() {
    let sandbox = Sandbox::prepared();
    let words = ["user", "set", "grace", "--location", "Arlington"];
    let first = sandbox.run(&words).succeeds();
    assert_eq!(first.text(), "");
    let said: Vec<&str> = first.stderr.lines().collect();
    assert_eq!(said.len(), 2, "what was done, and how to undo it");
    assert_eq!(said[0], "Changed Grace Hopper (grace).");
    sandbox.run(&words).succeeds().says("Nothing is different");
    sandbox
        .run(&["user", "set", "nobody", "--bio", "x"])
        .refused()
        .says("nobody");
}

#[test]
fn history_names_who_did_it() {
    let sandbox = Sandbox::prepared();
    set(&sandbox, &["grace", "--location", "Arlington"]).succeeds();
    let event = "select actor_name || ': ' || changes from event where action = 'change'";
    let event = sandbox.look_up(event);
    assert!(event.starts_with("rosterctl ("), "{event}");
    assert!(
        event.ends_with(r#"): {"location":["","Arlington"]}"#),
        "{event}"
    );
}

#[test]
fn two_at_once_lose_nothing() {
    let sandbox = Sandbox::prepared();
    for round in 0..5 {
        let (bio, place) = (format!("bio {round}"), format!("place {round}"));
        let changes = [
            ("bio", ["--bio", &bio]),
            ("location", ["--location", &place]),
        ];
        let runs = changes.map(|(key, flags)| {
            let words = [&["--json", "user", "set", "grace"], &flags[..]].concat();
            let mut child = sandbox.start(&words);
            feed(&mut child, b"");
            (key, flags[1], child)
        });
        let mut done = 0;
        let outcomes = runs.map(|(key, value, child)| {
            (key, value, Outcome::of(child.wait_with_output().unwrap()))
        });
        let after = sandbox.show("grace");
        for (key, value, outcome) in outcomes {
            if outcome.code == 0 {
                done += 1;
                assert_eq!(after[key], value, "what was acknowledged is there");
            } else {
                let error = outcome.refused().error();
                assert_eq!(error["code"], "conflict", "the other one is told");
                assert_eq!(keys(&error), ["code", "message"]);
                assert_ne!(after[key], value);
            }
        }
        assert!(done >= 1, "one of two always gets through");
    }
}
