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

#[cfg(target_os = "linux")]
#[test]
fn a_crash_leaves_no_core_file() {
    let sandbox = Sandbox::prepared();
    // It waits for the password, which nobody types.
    let mut waiting = sandbox.start(&["user", "verify", "ana", "--password-stdin"]);
    let file = format!("/proc/{}/limits", waiting.id());
    let begun = std::time::Instant::now();
    let figures = loop {
        let limits = std::fs::read_to_string(&file).unwrap();
        let line = limits.lines().find(|line| line.starts_with("Max core"));
        let figures: Vec<String> = line
            .unwrap()
            .split_whitespace()
            .skip(4)
            .take(2)
            .map(str::to_owned)
            .collect();
        // Until then it has only just been started.
        if figures == ["0", "0"] || begun.elapsed() > std::time::Duration::from_secs(10) {
            break figures;
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
    };
    waiting.kill().unwrap();
    waiting.wait().unwrap();
    assert_eq!(figures, ["0", "0"]);
}

/// Wrong usage is quoted back to the person, so the harness would see a password in it.
#[cfg(target_os = "linux")]
fn run_quietly(sandbox: &Sandbox, words: &[&str]) -> Option<i32> {
    let output = sandbox.start(words).wait_with_output().unwrap();
    output.status.code()
}
