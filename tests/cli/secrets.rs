//! No hash and no password comes out. The harness looks at every run of every test; here are those that show most.

use crate::harness::{OTHER_PASSWORD, PASSWORD, Sandbox};

#[test]
fn nothing_that_shows_people_shows_their_hashes() {
    let sandbox = Sandbox::prepared();
    let words = ["user", "password", "grace", "--password-stdin"];
    sandbox.run_with(&words, OTHER_PASSWORD).succeeds();
    let stored = std::fs::read(sandbox.database()).unwrap();
    let needle = b"argon2id";
    assert!(
        stored.windows(needle.len()).any(|bytes| bytes == needle),
        "there are hashes to leak"
    );
    for words in [
        &["user", "list"][..],
        &["--json", "user", "list"],
        &["user", "show", "grace"],
        &["--json", "user", "show", "grace"],
        &["--json", "user", "set", "grace", "--bio", "x"],
        &["--json", "check"],
        &["--json", "user", "delete", "grace"],
    ] {
        sandbox.run(words).succeeds();
    }
}

#[test]
fn a_refused_password_is_not_repeated() {
    let sandbox = Sandbox::prepared();
    let words = ["--json", "user", "verify", "grace", "--password-stdin"];
    sandbox.run_with(&words, PASSWORD).refused();
    let weak = "grace.hopper";
    let refused = sandbox
        .run_with(&["user", "password", "grace", "--password-stdin"], weak)
        .refused();
    assert!(!refused.stderr.contains(weak));
}

#[cfg(target_os = "linux")]
#[test]
fn no_password_stands_on_a_command_line() {
    let sandbox = Sandbox::prepared();
    for words in [
        &["user", "add", "bob", "--password", PASSWORD][..],
        &["user", "verify", "ana", PASSWORD],
        &["user", "password", "ana", PASSWORD],
    ] {
        assert_eq!(run_quietly(&sandbox, words), Some(2), "{words:?}");
    }
}

/// Wrong usage is quoted back to the person, so the harness would see a password in it.
#[cfg(target_os = "linux")]
fn run_quietly(sandbox: &Sandbox, words: &[&str]) -> Option<i32> {
    let output = sandbox.start(words).wait_with_output().unwrap();
    output.status.code()
}
