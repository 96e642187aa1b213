//! The test programs that cargo has built, started without cargo.
//!
//! Asked for one test program, cargo takes only the features that its package needs, and builds half of the libraries
//! anew. Asked for all at once, and then left out of it, it builds each library once.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::command::{self, Failure, Outcome, judge, line_of, program_at, root};
use crate::count::{Count, run_counting};
use crate::report;

/// One test program.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Executable {
    path: PathBuf,
    /// Whether it holds the tests inside the sources, not those of a folder of `tests`.
    is_unit: bool,
}

impl Executable {
    pub(crate) const fn is_unit(&self) -> bool {
        self.is_unit
    }

    /// The target's name: cargo adds a hash to it.
    pub(crate) fn name(&self) -> &str {
        let stem = self.path.file_stem().and_then(|stem| stem.to_str());
        let name = stem.and_then(|stem| stem.rsplit_once('-'));
        name.map_or("", |(name, _)| name)
    }

    fn command(&self, filter: Option<&str>) -> Command {
        let mut command = program_at(&self.path);
        command.args(filter);
        command
    }
}

/// Runs `cargo test --no-run`, shows what it says, and reads from it what it has built.
pub(crate) fn build(command: &mut Command) -> Outcome<Vec<Executable>> {
    command
        .args(["--no-run", "--color", "never"])
        .stderr(Stdio::piped());
    report::step(&line_of(command));
    let mut child = command
        .spawn()
        .map_err(|error| command::not_started(command, &error))?;
    let mut executables = Vec::new();
    for line in child.stderr.take().into_iter().flat_map(lines) {
        report::print(&format!("{line}\n"));
        executables.extend(read_line(&line));
    }
    let status = child
        .wait()
        .map_err(|error| command::not_started(command, &error))?;
    judge(
        command,
        status,
        "Mend what the compiler says above, then run the task again.",
    )?;
    if executables.is_empty() {
        return Err(Failure::new(
            "Cargo named no test program that it has built.",
        ));
    }
    Ok(executables)
}

fn lines(output: impl std::io::Read) -> impl Iterator<Item = String> {
    let lines = BufReader::new(output).split(b'\n').map_while(Result::ok);
    lines.map(|line| String::from_utf8_lossy(&line).into_owned())
}

/// Runs them one after another, each whatever became of the one before it.
pub(crate) fn run_all<'a>(
    executables: impl Iterator<Item = &'a Executable>,
    filter: Option<&str>,
) -> Outcome<Count> {
    let mut sum = Count::default();
    let mut failures = Vec::new();
    for executable in executables {
        match run_counting(&mut executable.command(filter)) {
            Ok(count) => sum += count,
            Err(failure) => failures.push(failure.to_string()),
        }
    }
    if failures.is_empty() {
        Ok(sum)
    } else {
        Err(Failure::new(failures.join(" ")))
    }
}

/// Understands `  Executable unittests src/lib.rs (target/debug/deps/roster_core-0123456789abcdef)`.
fn read_line(line: &str) -> Option<Executable> {
    let (source, path) = line
        .trim()
        .strip_prefix("Executable ")?
        .strip_suffix(')')?
        .split_once(" (")?;
    Some(Executable {
        path: root().join(Path::new(path)),
        is_unit: source.starts_with("unittests "),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cargo_has_built_is_read() {
        let unit = read_line(
            "  Executable unittests src-tauri/desktop/lib.rs (target/debug/deps/roster_desktop-0b59cc8b2b2be38d)",
        );
        let unit = unit.expect("a program");
        assert!(unit.is_unit());
        assert_eq!(unit.name(), "roster_desktop");
        assert_eq!(
            unit.path,
            root().join("target/debug/deps/roster_desktop-0b59cc8b2b2be38d")
        );

        let suite = read_line("  Executable tests/cli/main.rs (target/debug/deps/cli-5c1e.exe)");
        let suite = suite.expect("a program");
        assert!(!suite.is_unit());
        assert_eq!(suite.name(), "cli");
    }

    #[test]
    fn other_lines_name_no_program() {
        for line in [
            "   Compiling roster v0.1.0 (/home/me/roster)",
            "    Finished `test` profile [unoptimized + debuginfo] target(s) in 2m 44s",
            "",
        ] {
            assert_eq!(read_line(line), None, "{line}");
        }
    }
}
