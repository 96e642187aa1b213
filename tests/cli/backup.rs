//! `backup` and `restore`.

use std::fs;

use serde_json::json;

use crate::harness::{Sandbox, keys, sorted};

/// Where the one backup is.
fn back_up(sandbox: &Sandbox) -> String {
    let made = sandbox.run(&["--json", "backup"]).succeeds().json();
    assert_eq!(keys(&made), sorted(["file", "size"]));
    let file = made["file"].as_str().unwrap().to_owned();
    assert_eq!(json!(fs::metadata(&file).unwrap().len()), made["size"]);
    file
}

#[test]
fn a_backup_is_made_and_restored() {
    let sandbox = Sandbox::prepared();
    let file = back_up(&sandbox);
    sandbox.run(&["user", "delete", "grace"]).succeeds();
    sandbox.run(&["user", "show", "grace"]).refused();

    let preview = sandbox.run(&["--json", "restore", &file]);
    assert_eq!(preview.code, 1, "nobody said yes: {preview:?}");
    let preview = preview.json();
    assert_eq!(
        (
            &preview["contents"]["people"],
            &preview["current"]["people"]
        ),
        (&json!(2), &json!(1))
    );
    assert_eq!(preview["contents"]["newest_event"]["action"], "back_up");
    let told = sandbox.run(&["restore", &file]);
    assert_eq!(told.code, 1);
    assert!(
        told.text().contains("People                  2 (now 1)\n"),
        "{told:?}"
    );
    assert!(told.stderr.contains("add --yes"), "{told:?}");
    sandbox.run(&["user", "show", "grace"]).refused();

    let done = sandbox.run(&["--json", "restore", &file, "--yes"]);
    let done = done.succeeds().json();
    assert_eq!(keys(&done), sorted(["kept_aside", "people"]));
    assert_eq!(done["people"], 2);
    assert_eq!(sandbox.show("grace")["first_name"], "Grace");
    let newest = sandbox.run(&["--json", "history", "--limit", "1"]);
    let newest = newest.succeeds().json();
    assert_eq!(newest[0]["action"], "restore_backup");

    // The way back, by the name alone.
    let aside = done["kept_aside"].as_str().unwrap();
    sandbox
        .run(&["restore", aside, "--yes"])
        .succeeds()
        .says("is kept as roster-");
    sandbox.run(&["user", "show", "grace"]).refused();
    sandbox.run(&["check"]).succeeds();
}

#[test]
fn a_backup_elsewhere_replaces_nothing() {
    let sandbox = Sandbox::prepared();
    let target = sandbox.path("mine.db");
    let target = target.to_str().unwrap();
    let made = sandbox.run(&["backup", "--to", target]).succeeds();
    assert_eq!(made.text(), format!("{target}\n"));
    let before = fs::read(target).unwrap();
    let refused = sandbox.run(&["--json", "backup", "--to", target]).refused();
    assert_eq!(refused.error()["code"], "backup");
    assert!(fs::read(target).unwrap() == before);
    assert!(!sandbox.path("data/backups").exists());
}

#[test]
fn what_is_no_backup_is_refused() {
    let sandbox = Sandbox::prepared();
    let before = fs::read(sandbox.database()).unwrap();
    let text = sandbox.write("text.db", b"Dear diary");
    for (file, words) in [
        (text.to_str().unwrap(), "not a backup of a roster"),
        ("no-such-file.db", "no-such-file.db can’t be opened"),
        (sandbox.database().to_str().unwrap(), "the roster itself"),
        ("data", "data can’t be opened"),
    ] {
        sandbox
            .run(&["restore", file, "--yes"])
            .refused()
            .says(words);
    }
    assert!(fs::read(sandbox.database()).unwrap() == before);
    sandbox.run(&["restore"]).wrong_usage();
}

#[test]
fn a_roster_that_is_gone_is_restored() {
    let sandbox = Sandbox::prepared();
    let file = back_up(&sandbox);
    fs::remove_file(sandbox.database()).unwrap();
    let told = sandbox.run(&["restore", &file]);
    assert_eq!(told.code, 1);
    assert!(
        told.text().contains("People                  2\n"),
        "{told:?}"
    );
    sandbox.run(&["restore", &file, "--yes"]).succeeds();
    assert_eq!(sandbox.show("grace")["first_name"], "Grace");
}
