//! `user delete`.

use serde_json::json;

use crate::harness::Sandbox;

#[test]
fn the_trash_keeps_a_person_and_their_name() {
    let sandbox = Sandbox::prepared();
    let deleted = sandbox
        .run(&["--json", "user", "delete", "GRACE"])
        .succeeds();
    let mut deleted = deleted.json();
    assert!(deleted["event"].take().is_i64(), "for undo");
    assert_eq!(
        deleted,
        json!({"id": 2, "username": "grace", "for_good": false, "event": null})
    );
    sandbox.run(&["user", "show", "grace"]).refused();
    assert_eq!(
        sandbox.run(&["user", "list", "--count"]).succeeds().text(),
        "1\n"
    );
    sandbox
        .run(&["user", "add", "grace", "--no-password"])
        .refused()
        .says("trash");
}

#[test]
fn now_is_final() {
    let sandbox = Sandbox::prepared();
    let deleted = sandbox
        .run(&["--json", "user", "delete", "grace", "--now"])
        .succeeds();
    assert_eq!(
        deleted.json(),
        json!({"id": 2, "username": "grace", "for_good": true, "event": null})
    );
    let again = sandbox
        .run(&["--json", "user", "add", "grace", "--no-password"])
        .succeeds();
    assert_eq!(again.json()["id"], 3, "a number is never used again");
}

#[test]
fn the_last_superuser_cannot_be_deleted() {
    let sandbox = Sandbox::prepared();
    for words in [
        &["--json", "user", "delete", "ana"][..],
        &["--json", "user", "delete", "ana", "--now"],
    ] {
        let error = sandbox.run(words).refused().error();
        assert_eq!(error["code"], "protected");
        assert!(
            error["message"]
                .as_str()
                .unwrap()
                .contains("last active superuser")
        );
    }
    assert_eq!(sandbox.show("ana")["is_superuser"], true);
    sandbox
        .run(&["user", "set", "grace", "--superuser=true"])
        .succeeds();
    sandbox
        .run(&["user", "delete", "ana"])
        .succeeds()
        .says("Moved ana to the trash.");
}

#[test]
fn nobody_unknown_is_deleted() {
    let sandbox = Sandbox::prepared();
    for words in [
        &["user", "delete", "nobody"][..],
        &["user", "delete", "nobody", "--now"],
    ] {
        sandbox.run(words).refused().says("nobody");
    }
}
