//! What was asked for on the command line.

use crate::bundle;
use crate::fuzz;
use crate::run::Wish;
use crate::test::Selection;

/// One line per task; printed by `cargo xtask help` and after a mistake.
pub(crate) const HELP: &str = "\
cargo xtask TASK

  run [--demo] [--release] [-- ARGS]  open Roster; without a display, do its main job on a virtual one
  test [SUITE] [FILTER]               every test, or one suite (unit, core, cli, ipc, doc, e2e, ui), or those whose name has FILTER
  check                               formatting, lints, documentation, the page's types, and what must agree
  shots                               a picture of every screen, in light and dark, into target/shots
  bench [FLAGS]                       build for speed, then measure against the figures Roster has to meet
  bundle [--verify] [--appimage]      installers for this platform; --verify installs, runs, upgrades and removes one;
                                      --debug packs the build of every day, to see whether packing works
  fuzz [TARGET] [--minutes N]         feed all that reads files, or one target, with bytes that nobody thought of
  audit                               what is known against the libraries; needs the network
  help                                this text

Each task first installs what it needs and is not there yet.
";

/// A task with its arguments.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Task {
    Help,
    Run(Wish),
    Test(Selection),
    Check,
    Shots,
    Bench(Vec<String>),
    Bundle(bundle::Wish),
    Fuzz(fuzz::Wish),
    Audit,
}

impl Task {
    /// Reads the arguments after `cargo xtask`; the error is a finished sentence.
    pub(crate) fn parse(arguments: &[String]) -> Result<Self, String> {
        let Some((name, rest)) = arguments.split_first() else {
            return Ok(Self::Help);
        };
        match name.as_str() {
            "help" | "--help" | "-h" => Ok(Self::Help),
            "run" => Wish::parse(rest).map(Self::Run),
            "test" => Selection::parse(rest).map(Self::Test),
            "bench" => Ok(Self::Bench(rest.to_vec())),
            "check" => alone(name, rest, Self::Check),
            "shots" => alone(name, rest, Self::Shots),
            "bundle" => bundle::Wish::parse(rest).map(Self::Bundle),
            "fuzz" => fuzz::Wish::parse(rest).map(Self::Fuzz),
            "audit" => alone(name, rest, Self::Audit),
            other => Err(format!(
                "There is no task \"{other}\". See: cargo xtask help"
            )),
        }
    }
}

fn alone(name: &str, rest: &[String], task: Task) -> Result<Task, String> {
    match rest.first() {
        None => Ok(task),
        Some(extra) => Err(format!(
            "`cargo xtask {name}` takes no arguments, and was given \"{extra}\". See: cargo xtask help"
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Task, String> {
        let arguments: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        Task::parse(&arguments)
    }

    #[test]
    fn nothing_asks_for_help() {
        assert_eq!(parse(""), Ok(Task::Help));
        assert_eq!(parse("--help"), Ok(Task::Help));
    }

    #[test]
    fn run_keeps_what_follows_the_two_dashes_for_roster() {
        let wish = Wish {
            demo: true,
            release: false,
            arguments: vec!["--db".into(), "x.db".into()],
        };
        assert_eq!(parse("run --demo -- --db x.db"), Ok(Task::Run(wish)));
    }

    #[test]
    fn a_mistake_names_itself_and_points_to_help() {
        for line in ["runn", "check now", "run --fast", "test a b c"] {
            let message = parse(line).expect_err(line);
            assert!(message.contains("cargo xtask help"), "{line}: {message}");
        }
    }

    #[test]
    fn help_names_every_task() {
        for name in [
            "run", "test", "check", "shots", "bench", "bundle", "fuzz", "audit", "help",
        ] {
            assert!(
                HELP.contains(&format!("\n  {name} ")),
                "{name} is not in the help text"
            );
        }
    }
}
