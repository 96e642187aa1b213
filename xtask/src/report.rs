//! What a task says while it works: one calm line per step, with the minutes since the start before it.

use std::io::{self, Write};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use crate::command::{Failure, Outcome};

/// Says what happens now.
pub(crate) fn step(text: &str) {
    print(&format!("{} {text}\n", clock(since_start())));
}

/// Says why the task ends here.
pub(crate) fn fail(failure: &Failure) {
    // Everything that was said before belongs above it, whatever the two streams are connected to.
    io::stdout().flush().ok();
    writeln!(io::stderr(), "{} {failure}", clock(since_start())).ok();
}

/// Writes text as it is. Nobody listening is no reason to stop a task half way.
pub(crate) fn print(text: &str) {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())
        .and_then(|()| out.flush())
        .ok();
}

fn since_start() -> Duration {
    static START: OnceLock<Instant> = OnceLock::new();
    START.get_or_init(Instant::now).elapsed()
}

fn clock(elapsed: Duration) -> String {
    let seconds = elapsed.as_secs();
    format!("[{:>2}:{:02}]", seconds / 60, seconds % 60)
}

/// Parts of a task that are all done, even when one before them fails: whoever mends things wants to see all of them.
#[derive(Default)]
pub(crate) struct Parts {
    passed: Vec<String>,
    failed: Vec<String>,
}

impl Parts {
    /// Notes how the part `name` ended; a pass may add what there is to know about it, such as a number.
    pub(crate) fn note(&mut self, name: &str, outcome: Outcome<String>) {
        match outcome {
            Ok(detail) if detail.is_empty() => self.passed.push(name.to_owned()),
            Ok(detail) => self.passed.push(format!("{name} ({detail})")),
            Err(failure) => {
                fail(&failure);
                self.failed.push(name.to_owned());
            }
        }
    }

    /// Says the one line at the end, and makes it the task's outcome.
    pub(crate) fn close(self, again: &str) -> Outcome {
        let line = self.closing_line(again)?;
        step(&line);
        Ok(())
    }

    fn closing_line(&self, again: &str) -> Outcome<String> {
        let passed = self.passed.join(", ");
        if self.failed.is_empty() {
            return Ok(if passed.is_empty() {
                "There was nothing to do.".to_owned()
            } else {
                format!("All is well: {passed}.")
            });
        }
        let passed = if passed.is_empty() {
            "nothing"
        } else {
            &passed
        };
        Err(Failure::new(format!(
            "Failed: {}. Passed: {passed}. The reasons stand above; mend them, then run `{again}` again.",
            self.failed.join(", ")
        )))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_counts_minutes_and_seconds() {
        assert_eq!(clock(Duration::from_secs(5)), "[ 0:05]");
        assert_eq!(clock(Duration::from_secs(754)), "[12:34]");
    }

    #[test]
    fn one_failed_part_fails_the_task_and_the_last_line_says_which() {
        let parts = Parts {
            passed: vec!["core (12 tests)".into(), "ui".into()],
            failed: vec!["e2e".into()],
        };
        let line = parts.closing_line("cargo xtask test");
        let line = line.expect_err("a part failed").to_string();
        assert!(
            line.starts_with("Failed: e2e. Passed: core (12 tests), ui."),
            "{line}"
        );
        assert!(line.contains("`cargo xtask test`"), "{line}");
    }

    #[test]
    fn parts_that_all_pass_pass() {
        let mut parts = Parts::default();
        parts.note("format", Ok(String::new()));
        parts.note("core", Ok("12 tests".into()));
        let line = parts
            .closing_line("cargo xtask check")
            .expect("nothing failed");
        assert_eq!(line, "All is well: format, core (12 tests).");
    }
}
