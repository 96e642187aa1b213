//! `undo`.

use serde_json::{Value, json};

use crate::harness::{Sandbox, keys, sorted};

/// The newest event.
fn last_event(sandbox: &Sandbox) -> Value {
    let words = ["--json", "history", "--limit", "1"];
    sandbox.run(&words).succeeds().json()[0].take()
}

fn set(sandbox: &Sandbox, flag: &str, value: &str) -> String {
    sandbox
        .run(&["user", "set", "grace", flag, value])
        .succeeds();
    last_event(sandbox)["id"].to_string()
}

#[test]
fn what_was_done_is_undone_and_redone() {
    let sandbox = Sandbox::prepared();
    let before = sandbox.show("grace");
    let event = set(&sandbox, "--location", "Arlington");
    let after = sandbox.show("grace");
    let done = sandbox.run(&["--json", "undo", &event]).succeeds().json();
    assert_eq!(keys(&done), sorted(["event", "changed", "skipped"]));
    assert_eq!((&done["changed"], &done["skipped"]), (&json!(1), &json!(0)));
    assert_eq!(sandbox.show("grace"), before);
    let undo = last_event(&sandbox);
    assert_eq!(
        (&undo["action"], &undo["id"]),
        (&json!("undo"), &done["event"])
    );
    assert_eq!(undo["changes"], json!({"location": ["Arlington", ""]}));
    sandbox
        .run(&["undo", &done["event"].to_string()])
        .succeeds()
        .says("To redo it: rosterctl undo ");
    assert_eq!(sandbox.show("grace"), after);
}

#[test]
fn every_change_says_how_to_undo_it() {
    let sandbox = Sandbox::prepared();
    let picture = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../tests/fixtures/pictures/rle.bmp"
    );
    for words in [
        &["user", "add", "zoe", "--no-password"][..],
        &["user", "set", "zoe", "--location", "Oslo"],
        &["avatar", "set", "zoe", picture],
        &["avatar", "remove", "zoe"],
        &["user", "delete", "zoe"],
        &["user", "restore", "zoe"],
        &["group", "add", "Choir"],
        &["group", "set", "Choir", "--description", "Sing"],
        &["group", "members", "Choir", "--add", "zoe"],
        &["group", "members", "Choir", "--remove", "zoe"],
        &["group", "delete", "Choir"],
    ] {
        let said = sandbox.run(words).succeeds();
        let event = last_event(&sandbox)["id"].to_string();
        said.says(&format!("To undo it: rosterctl undo {event} --db "));
    }
    let deleted = sandbox.run(&["user", "delete", "zoe", "--now"]).succeeds();
    assert!(!deleted.stderr.contains("undo"), "for good");
}

#[test]
fn a_dry_run_says_what_would_be() {
    let sandbox = Sandbox::prepared();
    let event = set(&sandbox, "--location", "Arlington");
    let preview = sandbox.run(&["--json", "undo", &event, "--dry-run"]);
    let preview = preview.succeeds().json();
    assert_eq!(
        preview["changes"][0]["fields"],
        json!([{"field": "location", "old": "Arlington", "new": ""}])
    );
    let text = sandbox.run(&["undo", &event, "--dry-run"]).succeeds();
    assert_eq!(
        text.text(),
        "Grace Hopper  location: \"Arlington\" → \"\"\n"
    );
    assert_eq!(sandbox.show("grace")["location"], "Arlington");
}

#[test]
fn what_was_changed_since_is_in_the_way() {
    let sandbox = Sandbox::prepared();
    sandbox
        .run(&[
            "user",
            "set",
            "grace",
            "--location",
            "Arlington",
            "--bio",
            "Navy",
        ])
        .succeeds();
    let event = last_event(&sandbox)["id"].to_string();
    set(&sandbox, "--location", "New York");
    let error = sandbox.run(&["--json", "undo", &event]).refused().error();
    assert_eq!(error["code"], "conflict");
    let dry = sandbox.run(&["undo", &event, "--dry-run"]);
    assert_eq!(dry.code, 1);
    assert!(
        dry.text()
            .contains("The location was changed again by rosterctl ("),
        "{dry:?}"
    );
    sandbox
        .run(&["undo", &event, "--dry-run", "--skip-conflicts"])
        .succeeds();
    assert_eq!(
        sandbox.show("grace")["bio"],
        "Navy",
        "nothing was done so far"
    );
    sandbox
        .run(&["undo", &event, "--skip-conflicts"])
        .succeeds()
        .says("in part");
    let grace = sandbox.show("grace");
    assert_eq!(
        (&grace["bio"], &grace["location"]),
        (&json!(""), &json!("New York"))
    );
}

#[test]
fn what_cannot_be_undone_is_refused() {
    let sandbox = Sandbox::prepared();
    sandbox.run(&["undo", "999"]).refused().says("no entry 999");
    sandbox.run(&["undo"]).wrong_usage();
    sandbox.run(&["undo", "last"]).wrong_usage();
    sandbox
        .run(&["user", "delete", "grace", "--now"])
        .succeeds();
    let event = last_event(&sandbox)["id"].to_string();
    let error = sandbox.run(&["--json", "undo", &event]).refused().error();
    assert_eq!(error["code"], "protected");
    let dry = sandbox.run(&["undo", &event, "--dry-run"]);
    assert_eq!(
        (dry.code, dry.text()),
        (1, "Whoever was deleted for good can’t be brought back.\n")
    );
}
