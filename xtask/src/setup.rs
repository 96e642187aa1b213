//! Looks what a task needs and this machine lacks, says it, installs it, and makes sure that it worked.

use std::fs;
use std::path::Path;
use std::time::SystemTime;

use crate::command::{self, Failure, Outcome, find_program, program, root};
use crate::need::{self, Need, Turn};
use crate::package::{Installer, as_root};
use crate::probe::Probe;
use crate::report;

/// Everything for building Roster and opening its window on a desktop.
pub(crate) fn for_building() -> Outcome {
    meet(&need::to_build())
}

/// Everything for driving the real window where there is no screen.
pub(crate) fn for_driving() -> Outcome {
    meet(&[need::to_build(), need::to_drive()].concat())
}

/// The same, with the page's test tools.
pub(crate) fn for_testing() -> Outcome {
    meet(&[need::to_build(), need::to_drive(), need::to_use_node()].concat())?;
    install_node_modules()
}

/// Everything for measuring the real window, and the programs that Roster is measured against.
pub(crate) fn for_measuring() -> Outcome {
    meet(&[need::to_build(), need::to_drive(), need::to_compare()].concat())
}

/// Everything for the gate: a build, the toolchain's formatter and linter, and the page's type checker.
pub(crate) fn for_checking() -> Outcome {
    meet(&[need::to_lint(), need::to_build(), need::to_use_node()].concat())?;
    install_node_modules()
}

/// Everything for making installers and looking at them; `verify`: and for trying one out.
pub(crate) fn for_bundling(verify: bool) -> Outcome {
    let to_verify = if verify {
        need::to_verify()
    } else {
        Vec::new()
    };
    meet(
        &[
            need::to_build(),
            need::to_use_node(),
            need::to_inspect(),
            to_verify,
        ]
        .concat(),
    )
}

/// Everything for feeding parsers with any bytes. libFuzzer, and the compiler that it is built with, know no Windows.
pub(crate) fn for_fuzzing() -> Outcome {
    meet(&[need::to_build(), need::to_fuzz()].concat())
}

/// Everything for looking at the dependencies.
pub(crate) fn for_auditing() -> Outcome {
    meet(&need::to_audit())
}

/// Meets the needs turn by turn. When everything is there, this only looks, and says nothing.
fn meet(needs: &[Need]) -> Outcome {
    let mut software = Software::default();
    for turn in [Turn::First, Turn::Second, Turn::Extra] {
        let missing = missing(needs, turn);
        if missing.is_empty() {
            continue;
        }
        for need in &missing {
            report::step(&format!("Missing: {}", need.name));
        }
        match install(&missing, &mut software).and_then(|()| make_sure(needs, turn)) {
            Err(failure) if turn == Turn::Extra => {
                report::step(&format!("Going on without it. {failure}"));
            }
            outcome => outcome?,
        }
    }
    Ok(())
}

fn missing(needs: &[Need], turn: Turn) -> Vec<Need> {
    let in_turn = needs.iter().filter(|need| need.turn == turn);
    in_turn
        .filter(|need| !need.probe.is_met())
        .copied()
        .collect()
}

fn make_sure(needs: &[Need], turn: Turn) -> Outcome {
    let Some(need) = missing(needs, turn).first().copied() else {
        return Ok(());
    };
    let reopen = if cfg!(windows) {
        " If it was just installed, open a new terminal first."
    } else {
        ""
    };
    Err(Failure::new(format!(
        "{} is still missing. {}{reopen} Then run the task again.",
        need.name, need.hint
    )))
}

fn install(missing: &[Need], software: &mut Software) -> Outcome {
    let (components, others): (Vec<Need>, Vec<Need>) = missing
        .iter()
        .partition(|need| matches!(need.probe, Probe::RustComponent(_)));
    install_components(&components)?;
    let (commands, others): (Vec<Need>, Vec<Need>) = others
        .iter()
        .partition(|need| matches!(need.probe, Probe::CargoCommand(_)));
    install_commands(&commands)?;
    software.install(&others)
}

/// Cargo builds its own commands, from the registry that everything else comes from.
fn install_commands(missing: &[Need]) -> Outcome {
    if missing.is_empty() {
        return Ok(());
    }
    let mut cargo = command::cargo();
    cargo
        .args(["install", "--locked"])
        .args(missing.iter().map(|need| need.name));
    command::run(
        &mut cargo,
        "Check the network connection, then run the task again.",
    )
}

/// Parts of the Rust toolchain come from rustup; a Rust from elsewhere has to bring its own.
fn install_components(missing: &[Need]) -> Outcome {
    if missing.is_empty() || find_program("rustup").is_none() {
        return Ok(());
    }
    let mut rustup = program("rustup");
    rustup
        .args(["component", "add"])
        .args(missing.iter().map(|need| need.name));
    command::run(
        &mut rustup,
        "Check the network connection, then run the task again.",
    )
}

/// What the platform's package manager brings.
#[derive(Default)]
struct Software {
    /// Whether its lists of packages were fetched already; once a task is enough.
    is_fresh: bool,
}

impl Software {
    fn install(&mut self, missing: &[Need]) -> Outcome {
        if missing.is_empty() {
            return Ok(());
        }
        let Some(installer) = Installer::find() else {
            let hints: Vec<&str> = missing.iter().map(|need| need.hint).collect();
            return Err(Failure::new(format!(
                "This system's package manager is not one that Roster's set-up knows. {}",
                hints.join(" ")
            )));
        };
        let packages = packages_for(missing, installer);
        if packages.is_empty() {
            return Ok(());
        }
        self.refresh(installer);
        report::step(&format!("Installing {}", packages.join(", ")));
        for line in installer.install(&packages) {
            let advice = "Install these packages by hand, as an administrator and with a network connection, \
                          then run the task again.";
            run_line(&as_root(line, installer), advice)?;
        }
        Ok(())
    }

    /// One source that does not answer is no reason to stop: the package may come from another.
    fn refresh(&mut self, installer: Installer) {
        let line = installer.refresh().filter(|_| !self.is_fresh);
        self.is_fresh = true;
        if let Some(line) = line
            && let Err(failure) = run_line(
                &as_root(line, installer),
                "Going on with the lists that are here.",
            )
        {
            report::step(&failure.to_string());
        }
    }
}

/// The packages that meet the needs, each once.
fn packages_for(missing: &[Need], installer: Installer) -> Vec<&'static str> {
    let mut packages = Vec::new();
    for package in missing.iter().flat_map(|need| need.packages.of(installer)) {
        if !packages.contains(package) {
            packages.push(*package);
        }
    }
    packages
}

fn run_line(line: &[String], advice: &str) -> Outcome {
    let (name, arguments) = line
        .split_first()
        .ok_or_else(|| Failure::new("An empty command line."))?;
    command::run_quietly(program(name).args(arguments), advice)
}

/// The page's tools (type checker, accessibility rules) as the lock file names them; only when they are not there yet.
fn install_node_modules() -> Outcome {
    let lock = root().join("package-lock.json");
    if !is_newer(
        &lock,
        &root().join("node_modules").join(".package-lock.json"),
    ) {
        return Ok(());
    }
    let mut npm = program("npm");
    npm.args(["ci", "--no-audit", "--no-fund", "--loglevel=error"]);
    command::run(
        &mut npm,
        "Check the network connection, then run the task again.",
    )
}

/// Whether `source` was changed after `made`, or `made` is not there.
fn is_newer(source: &Path, made: &Path) -> bool {
    let changed = |path: &Path| {
        fs::metadata(path)
            .and_then(|metadata| metadata.modified())
            .ok()
    };
    let (source, made): (Option<SystemTime>, Option<SystemTime>) = (changed(source), changed(made));
    source.is_some() && (made.is_none() || source > made)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::package::Packages;

    const fn need(turn: Turn, probe: Probe, apt: &'static [&'static str]) -> Need {
        let packages = Packages {
            apt,
            ..Packages::NONE
        };
        Need {
            name: "something",
            probe,
            packages,
            turn,
            hint: "Do it by hand.",
        }
    }

    const ABSENT: Probe = Probe::Program("no-such-program-of-roster");
    const PRESENT: Probe = Probe::Program("cargo");

    #[test]
    fn only_what_is_absent_is_missing_and_only_in_its_turn() {
        let needs = [
            need(Turn::First, ABSENT, &["a"]),
            need(Turn::First, PRESENT, &["b"]),
            need(Turn::Second, ABSENT, &["c"]),
        ];
        let packages = |turn| packages_for(&missing(&needs, turn), Installer::Apt);
        assert_eq!(packages(Turn::First), ["a"]);
        assert_eq!(packages(Turn::Second), ["c"]);
        assert!(packages(Turn::Extra).is_empty());
    }

    #[test]
    fn a_package_that_meets_two_needs_is_named_once() {
        let needs = [
            need(Turn::First, ABSENT, &["a", "b"]),
            need(Turn::First, ABSENT, &["b"]),
        ];
        assert_eq!(packages_for(&needs, Installer::Apt), ["a", "b"]);
    }

    #[test]
    fn what_is_still_missing_says_what_to_do() {
        let needs = [need(Turn::First, ABSENT, &[])];
        let sentence = make_sure(&needs, Turn::First)
            .expect_err("it is absent")
            .to_string();
        assert!(
            sentence.contains("something is still missing. Do it by hand."),
            "{sentence}"
        );
    }

    #[test]
    fn node_modules_are_installed_when_the_lock_file_changed() {
        let manifest = root().join("Cargo.toml");
        assert!(is_newer(&manifest, Path::new("no-such-file")));
        assert!(!is_newer(Path::new("no-such-file"), &manifest));
        assert!(!is_newer(&manifest, &manifest));
    }
}
