//! `cargo xtask test`: every test there is, suite by suite, to the end, with an honest exit code.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::command::{self, Failure, Outcome, cargo, program, root};
use crate::count::{Count, run_counting};
use crate::executable::{self, Executable};
use crate::report::{self, Parts};
use crate::setup;

/// Which tests are asked for; all when both are empty.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Selection {
    suite: Option<String>,
    filter: Option<String>,
}

impl Selection {
    pub(crate) fn parse(arguments: &[String]) -> Result<Self, String> {
        let suites = suites();
        let (suite, rest) = match arguments.split_first() {
            Some((first, rest)) if suites.contains(first) => (Some(first.clone()), rest),
            _ => (None, arguments),
        };
        match rest {
            [] => Ok(Self {
                suite,
                filter: None,
            }),
            [filter] if !filter.starts_with('-') => Ok(Self {
                suite,
                filter: Some(filter.clone()),
            }),
            _ => Err(format!(
                "`cargo xtask test` takes a suite ({}) and a part of a test's name. See: cargo xtask help",
                suites.join(", ")
            )),
        }
    }

    fn has(&self, suite: &str) -> bool {
        self.suite.as_deref().is_none_or(|chosen| chosen == suite)
    }
}

/// The tests inside the sources.
const UNIT: &str = "unit";
/// The examples in the documentation.
const DOC: &str = "doc";
/// The real window, driven from outside.
const WINDOW: &str = "e2e";
/// The page's modules, run by Node.
const PAGE: &str = "ui";

/// All suites, in the order in which they run: the quick ones first.
fn suites() -> Vec<String> {
    let (window, quick): (Vec<String>, Vec<String>) =
        targets().into_iter().partition(|target| target == WINDOW);
    let first = [UNIT.to_owned()].into_iter().chain(quick);
    let last = [DOC.to_owned(), PAGE.to_owned()].into_iter().chain(window);
    first.chain(last).collect()
}

/// The test programs: by this project's rule each folder of `tests` with a `main.rs` is one, under the folder's name.
fn targets() -> Vec<String> {
    let folders = fs::read_dir(root().join("tests"))
        .into_iter()
        .flatten()
        .flatten();
    let mut targets: Vec<String> = folders
        .filter(|folder| folder.path().join("main.rs").is_file())
        .map(|folder| folder.file_name().to_string_lossy().into_owned())
        .collect();
    targets.sort();
    targets
}

/// Runs what was asked for, each suite whatever became of the one before it.
pub(crate) fn all(selection: &Selection) -> Outcome {
    setup::for_testing()?;
    let built = match selection.suite.as_deref() {
        // All at once: cargo then has both cores busy, and a mistake ends the task before the first test.
        None => executable::build(&mut cargo_test())?,
        Some(WINDOW) => {
            build_window_tests()?;
            Vec::new()
        }
        Some(_) => Vec::new(),
    };

    let mut parts = Parts::default();
    let mut sum = Count::default();
    for suite in suites().iter().filter(|suite| selection.has(suite)) {
        if suite == WINDOW && !cfg!(target_os = "linux") {
            report::step("Skipped: e2e. Only WebKitGTK, on Linux, lets the window be driven.");
            continue;
        }
        let outcome = run_suite(suite, selection.filter.as_deref(), &built);
        sum += *outcome.as_ref().unwrap_or(&Count::default());
        parts.note(suite, outcome.map(Count::describe));
    }
    // A misspelt name must not look like a success.
    if let Some(filter) = selection.filter.as_ref().filter(|_| sum.passed == 0) {
        let sentence = format!("No test has \"{filter}\" in its name, or none of them passed.");
        parts.note("filter", Err(Failure::new(sentence)));
    }
    parts.close("cargo xtask test")
}

/// With what is built already; cargo and Node start the others.
fn run_suite(suite: &str, filter: Option<&str>, built: &[Executable]) -> Outcome<Count> {
    let mut programs = built
        .iter()
        .filter(|program| match suite {
            UNIT => program.is_unit(),
            _ => !program.is_unit() && program.name() == suite,
        })
        .peekable();
    if programs.peek().is_some() {
        executable::run_all(programs, filter)
    } else {
        run_counting(&mut suite_command(suite, filter))
    }
}

fn suite_command(suite: &str, filter: Option<&str>) -> Command {
    let arguments: &[&str] = match suite {
        UNIT => &["--no-fail-fast", "--lib", "--bins"],
        DOC => &["--no-fail-fast", "--doc"],
        WINDOW => return window_tests(filter.as_slice()),
        PAGE => return page_tests(filter),
        target => &["--test", target],
    };
    let mut command = cargo_test();
    command.args(arguments).arg("--").args(filter);
    command
}

/// Tests of the real window. They bring their own display, window manager and message bus.
pub(crate) fn window_tests(selection: &[&str]) -> Command {
    let mut command = cargo_test();
    command.args(["--test", WINDOW, "--"]).args(selection);
    command
}

/// Builds what the tests of the window need: Roster, and `rosterctl`, which the tests of the command line bring along.
pub(crate) fn build_window_tests() -> Outcome {
    let mut command = cargo_test();
    command.args(["--no-run", "--test", WINDOW, "--test", "cli"]);
    command::run(
        &mut command,
        "Mend what the compiler says above, then run the task again.",
    )
}

/// Always the whole workspace, even for one test program: cargo finds the package that has it.
fn cargo_test() -> Command {
    let mut command = cargo();
    command.args(["test", "--workspace"]);
    command
}

fn page_tests(filter: Option<&str>) -> Command {
    let mut command = program("node");
    // By file: what Node makes of a folder differs from version to version.
    command
        .args(["--test", "--test-reporter=spec"])
        .args(filter.map(|filter| format!("--test-name-pattern={filter}")))
        .args(page_test_files());
    command
}

fn page_test_files() -> Vec<PathBuf> {
    let files = fs::read_dir(root().join("tests").join(PAGE))
        .into_iter()
        .flatten()
        .flatten();
    let mut files: Vec<PathBuf> = files
        .map(|file| file.path())
        .filter(|path| path.to_string_lossy().ends_with(".test.mjs"))
        .collect();
    files.sort();
    files
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Selection, String> {
        let arguments: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        Selection::parse(&arguments)
    }

    fn selection(suite: Option<&str>, filter: Option<&str>) -> Selection {
        Selection {
            suite: suite.map(str::to_owned),
            filter: filter.map(str::to_owned),
        }
    }

    #[test]
    fn the_first_word_is_a_suite_if_there_is_one_of_that_name() {
        assert_eq!(parse(""), Ok(selection(None, None)));
        assert_eq!(parse("core"), Ok(selection(Some("core"), None)));
        assert_eq!(parse("sign_in"), Ok(selection(None, Some("sign_in"))));
        assert_eq!(
            parse("e2e picker"),
            Ok(selection(Some("e2e"), Some("picker")))
        );
        assert!(parse("picker e2e").is_err());
        assert!(parse("--nocapture").is_err());
    }

    #[test]
    fn every_suite_runs_and_the_window_comes_last() {
        let suites = suites();
        for suite in ["unit", "core", "cli", "ipc", "doc", "ui", "e2e"] {
            assert_eq!(
                suites.iter().filter(|name| *name == suite).count(),
                1,
                "{suite} in {suites:?}"
            );
        }
        assert_eq!(suites.last().map(String::as_str), Some("e2e"));
    }

    #[test]
    fn one_suite_is_only_that_suite() {
        let only = selection(Some("ipc"), None);
        assert!(only.has("ipc") && !only.has("e2e"));
    }

    #[test]
    fn every_cargo_suite_takes_the_whole_workspace() {
        for suite in ["unit", "core", "doc", "e2e"] {
            let line = command::line_of(&suite_command(suite, Some("sign_in")));
            assert!(line.contains("test --workspace"), "{line}");
            assert!(line.ends_with("-- sign_in"), "{line}");
        }
    }
}
