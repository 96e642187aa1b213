//! `user password` and `user verify`.

use serde_json::json;

use crate::harness::{OTHER_PASSWORD, Outcome, PASSWORD, PERSON_KEYS, Sandbox, keys, sorted};

fn set(sandbox: &Sandbox, input: &str) -> Outcome {
    sandbox.run_with(
        &["--json", "user", "password", "grace", "--password-stdin"],
        input,
    )
}

fn verify(sandbox: &Sandbox, name: &str, input: &str) -> Outcome {
    sandbox.run_with(&["user", "verify", name, "--password-stdin"], input)
}

#[test]
fn right_is_0_and_anything_else_1() {
    let sandbox = Sandbox::prepared();
    assert_eq!(verify(&sandbox, "ANA", PASSWORD).succeeds().text(), "");
    for (name, password) in [("ana", OTHER_PASSWORD), ("nobody", PASSWORD)] {
        let refused = verify(&sandbox, name, password).refused();
        assert_eq!(
            refused.stderr, "error: The username or password is not right.\n",
            "one answer for all"
        );
    }
    let words = ["--json", "user", "verify", "ana", "--password-stdin"];
    let right = sandbox.run_with(&words, PASSWORD).succeeds();
    assert_eq!(right.json(), json!({"right": true}));
    let error = sandbox.run_with(&words, "").refused().error();
    assert_eq!(error["code"], "sign_in_refused");
}

#[test]
fn an_inactive_account_has_no_right_password() {
    let sandbox = Sandbox::prepared();
    sandbox
        .run(&["user", "set", "grace", "--superuser=true"])
        .succeeds();
    sandbox
        .run(&["user", "set", "ana", "--active=false"])
        .succeeds();
    verify(&sandbox, "ana", PASSWORD).refused();
}

#[test]
fn one_line_end_goes_and_all_else_stays() {
    let sandbox = Sandbox::prepared();
    let spaced = "  blaue Fähre, 山の道 \u{1F6B2} ";
    set(&sandbox, &format!("{spaced}\r\nnot this")).succeeds();
    verify(&sandbox, "grace", spaced).succeeds();
    verify(&sandbox, "grace", &format!("{spaced}\n")).succeeds();
    // The same letters from a keyboard that takes them apart.
    verify(&sandbox, "grace", &spaced.replace('ä', "a\u{308}")).succeeds();
    for other in [
        spaced.trim(),
        spaced.trim_start(),
        &format!("{spaced}\r\r\n"),
        &format!("{spaced} \n"),
    ] {
        verify(&sandbox, "grace", other).refused();
    }
}

#[test]
fn rules_hold_here_too() {
    let sandbox = Sandbox::prepared();
    let long = "tin harbor lamp ".repeat(65);
    for weak in [
        "",
        "\n",
        "too short",
        "grace@example.org",
        "Hopper, Grace Hopper",
        "918273645546372819",
        &long,
    ] {
        assert_eq!(set(&sandbox, weak).refused_fields(), ["password"], "{weak}");
    }
    verify(&sandbox, "grace", "").refused();
}

#[test]
fn what_is_no_text_is_no_password() {
    let sandbox = Sandbox::prepared();
    let mut child = sandbox.start(&["--json", "user", "password", "grace", "--password-stdin"]);
    crate::harness::feed(&mut child, b"tin \xff\xfe harbor lamp 42\n");
    let outcome = Outcome::of(child.wait_with_output().unwrap());
    assert_eq!(outcome.refused_fields(), ["password"]);
}

#[test]
fn a_new_password_ends_the_old_one() {
    let sandbox = Sandbox::prepared();
    let words = ["--json", "user", "password", "ana", "--password-stdin"];
    let person = sandbox.run_with(&words, OTHER_PASSWORD).succeeds().json();
    assert_eq!(keys(&person), sorted(PERSON_KEYS));
    assert_eq!(person["must_change_password"], false);
    verify(&sandbox, "ana", OTHER_PASSWORD).succeeds();
    verify(&sandbox, "ana", PASSWORD).refused();
}

#[test]
fn a_temporary_passphrase_must_be_changed_and_expires() {
    let sandbox = Sandbox::prepared();
    let outcome = sandbox
        .run(&["user", "password", "grace", "--temporary"])
        .succeeds();
    let passphrase = outcome.text().trim_end().to_owned();
    assert_eq!(passphrase.split('-').count(), 4);
    assert_eq!(sandbox.show("grace")["must_change_password"], true);
    verify(&sandbox, "grace", &passphrase).succeeds();
    sandbox.meddle("update user set password_expires = 1 where id = 2");
    verify(&sandbox, "grace", &passphrase).refused();
    sandbox
        .run(&["user", "show", "grace"])
        .succeeds()
        .text()
        .find("temporary, expired")
        .expect("administrators see why");
}

#[test]
fn nobody_unknown_gets_a_password() {
    let sandbox = Sandbox::prepared();
    let words = ["user", "password", "nobody", "--password-stdin"];
    sandbox
        .run_with(&words, OTHER_PASSWORD)
        .refused()
        .says("nobody");
}

#[test]
fn too_many_wrong_ones_are_3_until_somebody_unlocks() {
    let sandbox = Sandbox::prepared();
    for name in ["grace", "nobody"] {
        for _ in 0..4 {
            verify(&sandbox, name, OTHER_PASSWORD).refused();
        }
    }
    // The next one would wait for a second, which is gone before a slow machine has tried again.
    sandbox.meddle("update sign_in_throttle set failures = 12");
    for name in ["grace", "nobody"] {
        verify(&sandbox, name, OTHER_PASSWORD).refused();
        let throttled = verify(&sandbox, name, PASSWORD);
        assert_eq!((throttled.code, throttled.text()), (3, ""), "{name}");
        throttled.says("Too many tries. Wait 5 minutes");
    }
    let words = ["--json", "user", "verify", "grace", "--password-stdin"];
    let throttled = sandbox.run_with(&words, PASSWORD);
    assert_eq!(throttled.code, 3);
    assert_eq!(throttled.error()["code"], "throttled");
    sandbox
        .run(&["user", "show", "grace"])
        .succeeds()
        .text()
        .find("active, locked until 2")
        .expect("it is shown");
    for words in [
        &["user", "list", "--search", "is:locked", "--count"][..],
        &["user", "list", "--filter", "locked=true", "--count"],
    ] {
        assert_eq!(sandbox.run(words).succeeds().text(), "1\n", "{words:?}");
    }
    let unlock = ["user", "unlock", "grace"];
    sandbox.run(&unlock).succeeds().says("Unlocked");
    sandbox.run(&unlock).succeeds().says("was not locked");
    verify(&sandbox, "grace", OTHER_PASSWORD).refused();
    sandbox
        .run(&["user", "unlock", "nobody"])
        .refused()
        .says("nobody");
}

#[test]
fn a_last_administrator_is_rescued_by_whoever_owns_the_file() {
    let sandbox = Sandbox::prepared();
    sandbox.meddle(
        "insert into sign_in_throttle (user_id, failures, failed_at, wait) \
             select 1, 20, 1000 * unixepoch(), 900000",
    );
    assert_eq!(verify(&sandbox, "ana", PASSWORD).code, 3);
    let words = ["user", "password", "ana", "--password-stdin"];
    sandbox.run_with(&words, OTHER_PASSWORD).succeeds();
    verify(&sandbox, "ana", OTHER_PASSWORD).succeeds();
}
