//! Readers that go away, and results that find no room.

use std::io::{BufRead as _, BufReader};

use crate::harness::{Outcome, Sandbox, feed};

#[test]
fn a_reader_that_has_enough_is_no_error() {
    let sandbox = Sandbox::prepared();
    // More than a pipe holds, so that the program is still writing when the reader goes.
    sandbox.run(&["demo", "--people", "700"]).succeeds();
    for words in [&["user", "list"][..], &["--json", "user", "list"]] {
        let mut child = sandbox.start(words);
        feed(&mut child, b"");
        let mut reader = BufReader::new(child.stdout.take().unwrap());
        let mut first = String::new();
        reader.read_line(&mut first).unwrap();
        assert!(!first.is_empty());
        drop(reader);
        let outcome = Outcome::of(child.wait_with_output().unwrap());
        assert_eq!(
            (outcome.code, outcome.stderr.as_str()),
            (0, ""),
            "{words:?}"
        );
    }
}

#[test]
fn nobody_to_hear_a_message_is_no_panic() {
    let sandbox = Sandbox::prepared();
    let mut child = sandbox.start(&["user", "show", "nobody"]);
    drop(child.stderr.take());
    feed(&mut child, b"");
    assert_eq!(Outcome::of(child.wait_with_output().unwrap()).code, 1);
}

#[cfg(target_os = "linux")]
#[test]
fn a_result_that_finds_no_room_is_refused() {
    let sandbox = Sandbox::prepared();
    for words in [
        &["user", "show", "grace"][..],
        &["--json", "user", "show", "grace"],
        &["user", "list"],
        &["--json", "user", "list"],
        &["check"],
    ] {
        let mut command = sandbox.bare_command();
        let full = std::fs::File::create("/dev/full").unwrap();
        command
            .env("ROSTER_DB", sandbox.database())
            .args(words)
            .stdout(full);
        let outcome = Outcome::of(command.output().unwrap());
        assert_eq!(outcome.code, 1, "{words:?}");
        assert!(
            outcome.stderr.contains("can’t be written"),
            "{words:?}: {outcome:?}"
        );
    }
}
