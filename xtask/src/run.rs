//! `cargo xtask run`: Roster in its real window, on the screen that is there or on one that is not.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process;

use crate::command::{self, Failure, Outcome, built, cargo, program_at, shown, target};
use crate::report;
use crate::setup;
use crate::test;

/// How Roster shall be opened.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Wish {
    pub(crate) demo: bool,
    pub(crate) release: bool,
    /// Handed to Roster as they are.
    pub(crate) arguments: Vec<String>,
}

impl Wish {
    pub(crate) fn parse(arguments: &[String]) -> Result<Self, String> {
        let mut wish = Self::default();
        let mut rest = arguments.iter();
        while let Some(argument) = rest.next() {
            match argument.as_str() {
                "--demo" => wish.demo = true,
                "--release" => wish.release = true,
                "--" => {
                    wish.arguments = rest.cloned().collect();
                    break;
                }
                other => {
                    return Err(format!(
                        "`cargo xtask run` does not know \"{other}\"; what is meant for Roster stands after `--`. \
                         See: cargo xtask help"
                    ));
                }
            }
        }
        Ok(wish)
    }
}

/// Opens Roster, or does its main job on a virtual display where there is no other.
pub(crate) fn open(wish: &Wish) -> Outcome {
    if has_display() {
        open_window(wish)
    } else {
        do_main_job()
    }
}

fn has_display() -> bool {
    let set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || set("DISPLAY") || set("WAYLAND_DISPLAY")
}

fn open_window(wish: &Wish) -> Outcome {
    setup::for_building()?;
    let profile = if wish.release { "release" } else { "debug" };
    let mut build = cargo();
    // Both programs in one build, always: cargo then never builds a library twice with other features.
    build.args(["build", "--package", "roster", "--package", "rosterctl"]);
    if wish.release {
        build.arg("--release");
    }
    command::run(
        &mut build,
        "Mend what the compiler says above, then run the task again.",
    )?;

    let demo = if wish.demo {
        Some(Demo::make(profile)?)
    } else {
        None
    };
    let mut roster = program_at(&built(profile, "roster"));
    if let Some(demo) = &demo {
        roster.arg("--db").arg(demo.database());
    }
    roster.args(&wish.arguments);
    command::run(
        &mut roster,
        "What it said stands above, and in its log file.",
    )
}

/// A roster of invented people, in a folder that goes away with it.
struct Demo {
    folder: PathBuf,
}

impl Demo {
    fn make(profile: &str) -> Outcome<Self> {
        let demo = Self {
            folder: env::temp_dir().join(format!("roster-demo-{}", process::id())),
        };
        fs::create_dir_all(&demo.folder).map_err(|error| {
            Failure::new(format!(
                "No folder for the demo in {}: {error}. Make room there.",
                env::temp_dir().display()
            ))
        })?;
        let mut rosterctl = program_at(&built(profile, "rosterctl"));
        rosterctl.arg("--db").arg(demo.database()).arg("demo");
        command::run(
            &mut rosterctl,
            "Mend what rosterctl says above, then run the task again.",
        )?;
        Ok(demo)
    }

    fn database(&self) -> PathBuf {
        self.folder.join("roster.db")
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        // Invented people in the temporary folder: if they stay, the system clears them away.
        fs::remove_dir_all(&self.folder).ok();
    }
}

fn do_main_job() -> Outcome {
    report::step(
        "There is no display, so Roster does its main job on a virtual one and takes pictures of it.",
    );
    let folder = target().join("shots").join("main-job");
    take_pictures(&folder, &["main_job::"])
}

/// Runs those tests of the real window that `selection` names, and says where their pictures are.
pub(crate) fn take_pictures(folder: &Path, selection: &[&str]) -> Outcome {
    setup::for_driving()?;
    // Without those of the last time: a picture that is there was taken now.
    fs::remove_dir_all(folder).ok();
    fs::create_dir_all(folder).map_err(|error| {
        Failure::new(format!(
            "{} could not be made: {error}. Make room there.",
            shown(folder)
        ))
    })?;
    test::build_window_tests()?;
    let mut command = test::window_tests(selection);
    command.env("ROSTER_SHOTS_DIR", folder);
    let outcome = command::run(
        &mut command,
        "What went wrong stands above; the pictures show how far it came.",
    );
    report::step(&format!(
        "{} pictures in {}",
        count_pictures(folder),
        shown(folder)
    ));
    outcome
}

fn count_pictures(folder: &Path) -> usize {
    let Ok(entries) = fs::read_dir(folder) else {
        return 0;
    };
    entries
        .flatten()
        .map(|entry| entry.path())
        .map(|path| {
            if path.is_dir() {
                count_pictures(&path)
            } else {
                usize::from(path.extension().is_some_and(|extension| extension == "png"))
            }
        })
        .sum()
}
