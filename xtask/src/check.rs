//! `cargo xtask check`: everything about the sources that can be judged without running Roster.

use std::process::Command;

use crate::command::{self, Outcome, cargo, find_program, program};
use crate::drift;
use crate::report::{self, Parts};
use crate::setup;

const MEND: &str = "Mend what it says above.";

/// Every part, whatever became of the one before it.
pub(crate) fn all() -> Outcome {
    setup::for_checking()?;
    let mut parts = Parts::default();
    parts.note("drift", drift::look().map(|()| String::new()));
    parts.note("format", run(&mut format(), "Run: cargo fmt --all"));
    parts.note("lints", run(&mut lints(), MEND));
    parts.note("documentation", run(&mut documentation(), MEND));
    parts.note("types of the page", run(&mut types(), MEND));
    if find_program("cargo-deny").is_some() {
        parts.note("dependencies", run(&mut dependencies(), MEND));
    } else {
        report::step(
            "Skipped: dependencies. cargo-deny is not installed (it takes minutes: cargo install --locked cargo-deny).",
        );
    }
    parts.close("cargo xtask check")
}

fn run(command: &mut Command, advice: &str) -> Outcome<String> {
    command::run(command, advice).map(|()| String::new())
}

fn format() -> Command {
    let mut command = cargo();
    command.args(["fmt", "--all", "--check"]);
    command
}

fn lints() -> Command {
    let mut command = cargo();
    command.args([
        "clippy",
        "--workspace",
        "--all-targets",
        "--",
        "-D",
        "warnings",
    ]);
    command
}

fn documentation() -> Command {
    let mut command = cargo();
    command.args([
        "doc",
        "--workspace",
        "--no-deps",
        "--document-private-items",
    ]);
    command.env("RUSTDOCFLAGS", "-D warnings");
    command
}

fn types() -> Command {
    let mut command = program("npm");
    command.args(["run", "--silent", "check-types"]);
    command
}

fn dependencies() -> Command {
    let mut command = cargo();
    command.args(["deny", "--offline", "check", "bans", "licenses", "sources"]);
    command
}
