//! `cargo xtask fuzz`: everything that reads a stranger's bytes, fed with bytes that nobody thought of.
//!
//! The targets lie in `fuzz/`, and so does what the fuzzer found worth keeping: see `fuzz/README.md`.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::command::{self, Failure, Outcome, program, root, target};
use crate::report::Parts;
use crate::setup;

/// How long each target runs if nobody says.
const MINUTES: u32 = 10;

/// The longest input, in bytes. What matters about a file is said in less, and longer ones slow the search down.
const LONGEST: &str = "-max_len=4096";

/// No input may take longer, in seconds, or more memory, in megabytes. The fuzzer's own watch makes all of it slower.
const LIMITS: [&str; 2] = ["-timeout=20", "-rss_limit_mb=1024"];

/// Which targets, and for how long.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Wish {
    target: Option<String>,
    minutes: u32,
}

impl Wish {
    pub(crate) fn parse(arguments: &[String]) -> Result<Self, String> {
        let mut wish = Self {
            target: None,
            minutes: MINUTES,
        };
        let targets = targets();
        let mut rest = arguments.iter();
        while let Some(argument) = rest.next() {
            if argument == "--minutes" {
                let minutes = rest.next().and_then(|minutes| minutes.parse().ok());
                wish.minutes = minutes.filter(|minutes| *minutes > 0).ok_or(
                    "`--minutes` takes a number from 1 on. See: cargo xtask help".to_owned(),
                )?;
            } else if targets.contains(argument) {
                wish.target = Some(argument.clone());
            } else {
                return Err(format!(
                    "There is no fuzz target \"{argument}\", but {}. See: cargo xtask help",
                    targets.join(", ")
                ));
            }
        }
        Ok(wish)
    }
}

/// By this project's rule each file of the folder is one.
fn targets() -> Vec<String> {
    let files = fs::read_dir(folder().join("fuzz_targets"))
        .into_iter()
        .flatten()
        .flatten();
    let mut targets: Vec<String> = files
        .map(|file| file.path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()))
        .collect();
    targets.sort();
    targets
}

fn folder() -> PathBuf {
    root().join("fuzz")
}

/// Runs the targets one after the other, whatever became of the one before.
pub(crate) fn search(wish: &Wish) -> Outcome {
    setup::for_fuzzing()?;
    let mut parts = Parts::default();
    let wanted = |name: &String| wish.target.as_ref().is_none_or(|target| target == name);
    for name in targets().iter().filter(|name| wanted(name)) {
        parts.note(name, search_one(name, wish.minutes));
    }
    parts.close("cargo xtask fuzz")
}

fn search_one(name: &str, minutes: u32) -> Outcome<String> {
    // What this run finds is kept apart until it is over; of all of it, the fewest files that reach as much are kept.
    let found = target().join("fuzz-found").join(name);
    let kept = folder().join("corpus").join(name);
    for place in [&found, &kept] {
        fs::create_dir_all(place)
            .map_err(|error| Failure::new(format!("{}: {error}.", place.display())))?;
    }
    let mut run = fuzzer("run", name);
    run.args([&found, &kept]).arg("--");
    run.arg(format!("-max_total_time={}", u64::from(minutes) * 60));
    run.arg(LONGEST).args(LIMITS).arg("-print_final_stats=1");
    command::run(
        &mut run,
        "What it found lies in fuzz/artifacts: make a test of it first, then mend it.",
    )?;
    let mut merge = fuzzer("run", name);
    merge
        .args([&kept, &found])
        .args(["--", "-merge=1", LONGEST]);
    command::run_quietly(&mut merge, "Run the task again.")?;
    fs::remove_dir_all(&found).ok();
    let files = fs::read_dir(&kept).into_iter().flatten().flatten();
    Ok(format!("{} files kept", files.count()))
}

/// cargo-fuzz with the toolchain that is here: it takes flags that only a nightly one has without asking for them by name.
fn fuzzer(deed: &str, name: &str) -> Command {
    let mut command = program("cargo");
    command
        .args(["fuzz", deed, name])
        .current_dir(folder())
        .env("RUSTC_BOOTSTRAP", "1")
        .env("CARGO_TARGET_DIR", target());
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Wish, String> {
        let arguments: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        Wish::parse(&arguments)
    }

    #[test]
    fn one_target_for_so_long_or_all_for_the_usual_time() {
        let all = Wish {
            target: None,
            minutes: MINUTES,
        };
        assert_eq!(parse(""), Ok(all));
        let one = Wish {
            target: Some("read_picture".into()),
            minutes: 3,
        };
        assert_eq!(parse("read_picture --minutes 3"), Ok(one));
        for line in ["read_minds", "--minutes", "--minutes 0", "--minutes soon"] {
            assert!(parse(line).is_err(), "{line}");
        }
    }

    #[test]
    fn every_target_is_a_program_of_the_fuzz_package() {
        let manifest = fs::read_to_string(folder().join("Cargo.toml")).expect("it is there");
        for target in targets() {
            assert!(
                manifest.contains(&format!("path = \"fuzz_targets/{target}.rs\"")),
                "{target}"
            );
        }
    }
}
