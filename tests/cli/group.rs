//! `group ...`.

use serde_json::json;

use crate::harness::{Sandbox, keys, sorted};

#[test]
fn groups_are_listed_with_what_they_allow() {
    let sandbox = Sandbox::prepared();
    let list = sandbox.run(&["--json", "group", "list"]).succeeds().json();
    assert_eq!(
        list[1],
        json!({"name": "Editors", "permissions": ["user.view", "profile.change"], "members": 1})
    );
    for group in list.as_array().unwrap() {
        assert_eq!(keys(group), sorted(["name", "permissions", "members"]));
    }
    let text = sandbox.run(&["group", "list"]).succeeds();
    assert_eq!(
        text.text().lines().nth(2).unwrap(),
        "Editors         1        user.view profile.change"
    );
}

#[test]
fn a_group_is_added_changed_shown_and_deleted() {
    let sandbox = Sandbox::prepared();
    let words = [
        "--json",
        "group",
        "add",
        "Gardeners",
        "--description",
        "Water the roses",
        "--permission",
        "user.view",
    ];
    let mut added = sandbox.run(&words).succeeds().json();
    assert!(added["event"].take().is_i64(), "for undo");
    assert_eq!(
        added,
        json!({"name": "Gardeners", "event": null, "permissions": ["user.view"], "members": 0, "description": "Water the roses"})
    );
    sandbox
        .run(&["group", "add", "GARDENERS"])
        .refused()
        .says("There is a group of this name already.");
    let words = [
        "--json",
        "group",
        "set",
        "gardeners",
        "--name",
        "Landscapers",
        "--description",
        "",
        "--permission",
        "-user.view",
        "--permission",
        "+history.view",
    ];
    sandbox.run(&words).succeeds();
    let shown = sandbox.run(&["--json", "group", "show", "LANDSCAPERS"]);
    assert_eq!(
        shown.succeeds().json(),
        json!({"name": "Landscapers", "permissions": ["history.view"], "members": 0, "description": ""})
    );
    sandbox
        .run(&[
            "group",
            "set",
            "Landscapers",
            "--permission",
            "+history.view",
        ])
        .succeeds()
        .says("Nothing is different");
    let deleted = sandbox
        .run(&["--json", "group", "delete", "Landscapers"])
        .succeeds()
        .json();
    assert_eq!(deleted["name"], "Landscapers");
    assert!(deleted["event"].is_i64());
    let gone = sandbox.run(&["--json", "group", "show", "Landscapers"]);
    assert_eq!(gone.refused().error()["code"], "not_found");
}

#[test]
fn people_go_into_a_group_and_out_of_it() {
    let sandbox = Sandbox::prepared();
    sandbox
        .run(&["group", "members", "Readers"])
        .succeeds()
        .says("Nobody is in this group.");
    let words = [
        "--json", "group", "members", "Readers", "--add", "GRACE", "--add", "ana",
    ];
    let outcome = sandbox.run(&words).succeeds().json();
    assert_eq!(
        (&outcome["changed"], &outcome["skipped"]),
        (&json!(2), &json!([]))
    );
    let members = sandbox
        .run(&["--json", "group", "members", "readers"])
        .succeeds()
        .json();
    assert_eq!(
        members,
        json!([
            {"id": 1, "username": "ana", "is_active": true},
            {"id": 2, "username": "grace", "is_active": true}
        ])
    );
    sandbox
        .run(&["group", "members", "Readers", "--remove", "ana"])
        .succeeds()
        .says("Took 1 person out of Readers.");
    assert_eq!(
        sandbox.show("grace")["groups"],
        json!(["Editors", "Readers"])
    );
    sandbox
        .run(&["group", "members", "Readers", "--remove", "ana"])
        .succeeds()
        .says("They are not in the group.");
    sandbox
        .run(&["group", "members", "Readers", "--add", "nobody"])
        .refused()
        .says("nobody");
}

#[test]
fn what_is_no_permission_is_wrong_usage() {
    let sandbox = Sandbox::prepared();
    let wrong: [&[&str]; 5] = [
        &["group", "add", "x", "--permission", "user.fly"],
        &["group", "set", "Editors", "--permission", "user.view"],
        &["group", "set", "Editors", "--permission", "+user.fly"],
        &["group", "set", "Editors"],
        &[
            "group", "members", "Editors", "--add", "ana", "--remove", "grace",
        ],
    ];
    for words in wrong {
        sandbox.run(words).wrong_usage();
    }
}
