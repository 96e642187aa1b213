//! `user restore`.

use crate::harness::Sandbox;

#[test]
fn whoever_was_in_the_trash_comes_back_whole() {
    let sandbox = Sandbox::prepared();
    let before = sandbox.show("grace");
    for name in ["GRACE", "grace@example.org"] {
        sandbox.run(&["user", "delete", "grace"]).succeeds();
        let restored = sandbox
            .run(&["--json", "user", "restore", name])
            .succeeds()
            .json();
        assert_eq!(restored, before, "{name}");
        assert_eq!(sandbox.show("grace"), before);
    }
}

#[test]
fn who_is_not_in_the_trash_cannot_be_restored() {
    let sandbox = Sandbox::prepared();
    for name in ["grace", "nobody"] {
        let error = sandbox
            .run(&["--json", "user", "restore", name])
            .refused()
            .error();
        assert_eq!(error["code"], "not_found", "{name}");
    }
    sandbox
        .run(&["user", "delete", "grace", "--now"])
        .succeeds();
    sandbox.run(&["user", "restore", "grace"]).refused();
}

#[test]
fn whoever_is_in_the_trash_can_be_deleted_for_good() {
    let sandbox = Sandbox::prepared();
    sandbox.run(&["user", "delete", "grace"]).succeeds();
    let report = sandbox
        .run(&["--json", "user", "delete", "grace", "--now"])
        .succeeds()
        .json();
    assert_eq!(report["for_good"], true);
    sandbox.run(&["user", "restore", "grace"]).refused();
    sandbox
        .run(&["user", "add", "grace", "--no-password"])
        .succeeds();
}
