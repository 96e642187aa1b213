//! `init`: the roster and its first administrator.

use crate::harness::{OTHER_PASSWORD, PASSWORD, PERSON_KEYS, Sandbox, keys, sorted};

#[test]
fn the_first_administrator_can_do_everything() {
    let sandbox = Sandbox::empty();
    let words = [
        "--json",
        "init",
        "--username",
        "Ana.Kovačević",
        "--email",
        "ana@example.org",
        "--first-name",
        "Ana",
        "--last-name",
        "Kovačević",
        "--password-stdin",
    ];
    let person = sandbox.run_with(&words, PASSWORD).succeeds().json();
    let mut expected = sorted(PERSON_KEYS);
    expected.push("recovery_codes".to_owned());
    expected.sort();
    assert_eq!(keys(&person), expected);
    assert_eq!(person["recovery_codes"].as_array().unwrap().len(), 10);
    assert_eq!(person["username"], "Ana.Kovačević");
    assert_eq!(person["email"], "ana@example.org");
    assert_eq!(person["first_name"], "Ana");
    assert_eq!(person["last_name"], "Kovačević");
    for flag in ["is_active", "is_staff", "is_superuser"] {
        assert_eq!(person[flag], true, "{flag}");
    }
    assert_eq!(person["must_change_password"], false);
    sandbox
        .run_with(
            &["user", "verify", "ANA@example.org", "--password-stdin"],
            PASSWORD,
        )
        .succeeds();
}

#[test]
fn recovery_codes_are_printed_once_alone() {
    let sandbox = Sandbox::empty();
    let made = sandbox.run_with(&["init", "--username", "ana", "--password-stdin"], PASSWORD);
    let made = made.succeeds().says("recovery codes");
    let codes: Vec<&str> = made.text().lines().collect();
    assert_eq!(codes.len(), 10, "a line each, and nothing else");
    assert!(codes.iter().all(|code| code.len() == 31), "{codes:?}");
    let shown = sandbox.run(&["--json", "user", "show", "ana"]).succeeds();
    assert!(shown.json().get("recovery_codes").is_none());
    let events = sandbox.run(&["history"]).succeeds();
    for code in codes {
        assert!(!events.text().contains(code));
    }
}

#[test]
fn a_second_time_is_refused_before_a_password_is_read() {
    let sandbox = Sandbox::prepared();
    let again = ["--json", "init", "--username", "eve", "--password-stdin"];
    let error = sandbox.run_with(&again, OTHER_PASSWORD).refused().error();
    assert_eq!(error["code"], "forbidden");
    // Without a terminal, a prompt would be wrong usage.
    sandbox
        .run(&["init", "--username", "eve"])
        .refused()
        .says("already has an administrator");
    sandbox.run(&["user", "show", "eve"]).refused();
}

#[test]
fn everything_wrong_is_told_at_once() {
    let sandbox = Sandbox::empty();
    let words = [
        "--json",
        "init",
        "--username",
        "a b",
        "--email",
        "ana",
        "--first-name",
        "\u{202E}anA",
        "--password-stdin",
    ];
    let outcome = sandbox.run_with(&words, PASSWORD);
    assert_eq!(
        outcome.refused_fields(),
        ["email", "first_name", "username"]
    );
}

#[test]
fn a_weak_password_is_refused() {
    let sandbox = Sandbox::empty();
    for weak in ["", "\n", "short", "123456789012345678", "ana-the-librarian"] {
        let words = [
            "--json",
            "init",
            "--username",
            "ana-the-librarian",
            "--password-stdin",
        ];
        let outcome = sandbox.run_with(&words, weak);
        assert_eq!(outcome.refused_fields(), ["password"], "{weak:?}");
    }
    sandbox
        .run_with(&["init", "--username", "ana", "--password-stdin"], PASSWORD)
        .succeeds();
}

#[cfg(unix)]
#[test]
fn only_the_owner_may_look_inside() {
    use std::os::unix::fs::PermissionsExt as _;
    let sandbox = Sandbox::empty();
    sandbox.run(&["demo", "--people", "1"]).succeeds();
    let mode = |name: &str| {
        let kept = std::fs::metadata(sandbox.path(name)).unwrap();
        kept.permissions().mode() & 0o777
    };
    assert_eq!(mode("data"), 0o700, "the folder");
    assert_eq!(mode("data/roster.db"), 0o600, "the file");
}
