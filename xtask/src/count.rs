//! Runs a test runner, shows what it prints, and adds up its closing lines.

use std::io::{BufRead, BufReader};
use std::ops::AddAssign;
use std::process::{ChildStdout, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

use crate::command::{self, Outcome, judge, line_of};
use crate::report;

/// How many tests passed, and how many were left out on purpose.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Count {
    pub(crate) passed: u32,
    ignored: u32,
}

impl AddAssign for Count {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.ignored += other.ignored;
    }
}

impl Count {
    /// As it stands in the closing line.
    pub(crate) fn describe(self) -> String {
        let tests = if self.passed == 1 {
            "1 test".to_owned()
        } else {
            format!("{} tests", self.passed)
        };
        if self.ignored == 0 {
            tests
        } else {
            format!("{tests}, {} ignored", self.ignored)
        }
    }
}

/// Runs a test runner to its end; the outcome is how many tests passed.
pub(crate) fn run_counting(command: &mut Command) -> Outcome<Count> {
    report::step(&line_of(command));
    let mut child = command
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| command::not_started(command, &error))?;
    let counts = child.stdout.take().map(forward);
    let status = child
        .wait()
        .map_err(|error| command::not_started(command, &error))?;
    let count = counts.map_or_else(Count::default, |counts| collect(&counts));
    judge(command, status, "Mend the tests that are named above.")?;
    Ok(count)
}

/// Shows each line as it comes, and sends on what the closing lines among them say.
fn forward(output: ChildStdout) -> Receiver<Count> {
    let (send, counts) = mpsc::channel();
    thread::spawn(move || {
        for line in BufReader::new(output).split(b'\n').map_while(Result::ok) {
            let line = String::from_utf8_lossy(&line);
            report::print(&format!("{line}\n"));
            if let Some(count) = read_closing_line(&line)
                && send.send(count).is_err()
            {
                return;
            }
        }
    });
    counts
}

/// The runner has ended, so its last lines are here or about to be. Waiting for the end of the stream instead could
/// last for ever: a display server that a killed test left behind holds it open.
fn collect(counts: &Receiver<Count>) -> Count {
    let mut sum = Count::default();
    while let Ok(count) = counts.recv_timeout(Duration::from_secs(2)) {
        sum += count;
    }
    sum
}

/// Understands `test result: ok. 12 passed; 0 failed; 3 ignored; ..` (Rust) and `# pass 12` (Node, in its two forms).
fn read_closing_line(line: &str) -> Option<Count> {
    if let Some(result) = line.strip_prefix("test result: ") {
        let number_before = |word: &str| {
            result
                .split([';', '.'])
                .find_map(|part| part.trim().strip_suffix(word)?.trim().parse().ok())
        };
        return Some(Count {
            passed: number_before("passed")?,
            ignored: number_before("ignored")?,
        });
    }
    let (kind, number) = line
        .trim()
        .strip_prefix(['#', '\u{2139}'])?
        .trim()
        .split_once(' ')?;
    let number = number.parse().ok()?;
    match kind {
        "pass" => Some(Count {
            passed: number,
            ignored: 0,
        }),
        "skipped" => Some(Count {
            passed: 0,
            ignored: number,
        }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn count(passed: u32, ignored: u32) -> Count {
        Count { passed, ignored }
    }

    #[test]
    fn the_closing_line_of_rust_tests_is_read() {
        let line = "test result: ok. 12 passed; 0 failed; 3 ignored; 0 measured; 5 filtered out; finished in 0.71s";
        assert_eq!(read_closing_line(line), Some(count(12, 3)));
    }

    #[test]
    fn the_closing_lines_of_node_are_read_in_both_forms() {
        assert_eq!(read_closing_line("# pass 7"), Some(count(7, 0)));
        assert_eq!(read_closing_line("\u{2139} pass 7"), Some(count(7, 0)));
        assert_eq!(read_closing_line("# skipped 2"), Some(count(0, 2)));
    }

    #[test]
    fn other_lines_count_nothing() {
        for line in [
            "test sign_in::works ... ok",
            "# fail 3",
            "running 12 tests",
            "# pass",
        ] {
            assert_eq!(read_closing_line(line), None, "{line}");
        }
    }

    #[test]
    fn counts_read_well() {
        assert_eq!(count(1, 0).describe(), "1 test");
        assert_eq!(count(12, 2).describe(), "12 tests, 2 ignored");
    }
}
