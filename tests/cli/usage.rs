//! The command line itself: help, version, and what is not understood.

use serde_json::json;

use crate::harness::{Outcome, Sandbox};

#[test]
fn every_command_explains_itself() {
    let sandbox = Sandbox::empty();
    let commands = [
        "init",
        "check",
        "demo",
        "user list",
        "user add",
        "user set",
        "user password",
        "user verify",
        "avatar set",
        "avatar get",
        "group add",
        "group set",
        "group members",
        "history",
    ];
    for command in commands {
        let mut words: Vec<&str> = command.split(' ').collect();
        words.push("--help");
        let help = sandbox.run(&words).succeeds();
        assert!(help.text().contains("Example"), "{command} has an example");
        assert!(help.text().contains("--json"), "{command} names --json");
        assert!(
            help.text().lines().all(|line| line.chars().count() <= 100),
            "{command}: help is wrapped:\n{}",
            help.text()
        );
    }
    for command in [
        "user show",
        "user delete",
        "avatar remove",
        "user",
        "avatar",
        "group list",
        "group show",
        "group delete",
        "group",
    ] {
        let mut words: Vec<&str> = command.split(' ').collect();
        words.push("--help");
        sandbox.run(&words).succeeds();
    }
    assert!(
        !sandbox.database().exists(),
        "asking for help makes no roster"
    );
}

#[test]
fn the_version_is_told() {
    let version = Sandbox::empty().run(&["--version"]).succeeds();
    assert_eq!(
        version.text(),
        format!("rosterctl {}\n", env!("CARGO_PKG_VERSION"))
    );
}

#[test]
fn wrong_usage_is_2() {
    let sandbox = Sandbox::prepared();
    let wrong: &[&[&str]] = &[
        &[],
        &["frobnicate"],
        &["user"],
        &["user", "show"],
        &["user", "show", "ana", "grace"],
        &["user", "add"],
        &["user", "add", "bob", "--temporary", "--no-password"],
        &["user", "add", "bob", "--password", "secret"],
        &["user", "set", "grace"],
        &["user", "set", "grace", "--staff=perhaps"],
        &["user", "set", "grace", "--group", "Editors"],
        &[
            "user",
            "password",
            "grace",
            "--temporary",
            "--password-stdin",
        ],
        &["user", "list", "--limit", "-1"],
        &["user", "list", "--limit", "many"],
        &["user", "list", "--sort", "shoe_size"],
        &["user", "list", "--sort", ""],
        &["user", "list", "--sort", "username,"],
        &["user", "list", "--count", "--limit", "3"],
        &["avatar", "set", "grace"],
        &["avatar", "set", "grace", "x.png", "--crop", "1,2"],
        &["avatar", "set", "grace", "x.png", "--crop", "1,2,0"],
        &["avatar", "set", "grace", "x.png", "--crop", "a,b,c"],
        &["avatar", "get", "grace"],
        &["avatar", "get", "grace", "--size", "200", "--out", "x.png"],
        &["demo", "--people", "0"],
        &["demo", "--seed", "-1"],
        &["init"],
        &["check", "--rapair"],
    ];
    for words in wrong {
        sandbox.run(words).wrong_usage();
        if words.is_empty() {
            continue;
        }
        let mut words = words.to_vec();
        words.push("--json");
        let error = sandbox.run(&words).wrong_usage().error();
        assert_eq!(error["code"], "usage", "{words:?}");
    }
}

#[test]
fn a_prompt_needs_a_terminal() {
    let sandbox = Sandbox::prepared();
    for words in [
        ["user", "add", "bob"],
        ["user", "password", "grace"],
        ["user", "verify", "grace"],
    ] {
        sandbox
            .run_with(&words, "four quiet maple boats\n")
            .wrong_usage()
            .says("--password-stdin");
    }
}

#[test]
fn an_error_for_programs_is_one_object_on_standard_error() {
    let error = Sandbox::prepared()
        .run(&["--json", "user", "show", "nobody"])
        .refused()
        .error();
    assert_eq!(
        error,
        json!({"code": "not_found", "message": "Nobody here is called “nobody”."})
    );
}

#[test]
fn flags_for_every_command_stand_anywhere() {
    let sandbox = Sandbox::prepared();
    let database = sandbox.database();
    let database = database.to_str().unwrap();
    for words in [
        ["--db", database, "--json", "user", "show", "ana"],
        ["user", "show", "ana", "--json", "--db", database],
    ] {
        let output = sandbox.bare_command().args(words).output().unwrap();
        assert_eq!(Outcome::of(output).succeeds().json()["username"], "ana");
    }
}

#[test]
fn db_goes_before_the_environment() {
    let (named, other) = (Sandbox::prepared(), Sandbox::empty());
    let database = named.database();
    let words = [
        "--db",
        database.to_str().unwrap(),
        "user",
        "list",
        "--count",
    ];
    assert_eq!(other.run(&words).succeeds().text(), "2\n");
    assert!(!other.database().exists());
}

/// On other systems the data folder does not follow the environment, and a test must not touch a real roster.
#[cfg(target_os = "linux")]
#[test]
fn without_a_name_it_is_the_apps_own_roster() {
    let sandbox = Sandbox::empty();
    let demo = sandbox.bare_command().arg("demo").output().unwrap();
    Outcome::of(demo).succeeds();
    assert!(sandbox.path("home/app.roster.Roster/roster.db").exists());
}
