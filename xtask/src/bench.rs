//! `cargo xtask bench`: builds for speed, then hands over to the benchmark, a package of its own with dependencies.

use crate::command::{self, Outcome, built, cargo, program_at};
use crate::setup;

/// What is measured, what measures, and the least window there can be, to measure against.
const PACKAGES: [&str; 4] = ["roster", "rosterctl", "roster-bench", "empty-window"];

/// Measures; the flags go to the benchmark as they are.
pub(crate) fn measure(flags: &[String]) -> Outcome {
    setup::for_measuring()?;
    let mut build = cargo();
    // One build, so that all four are made of the very same libraries.
    build.args(["build", "--release"]);
    build.args(PACKAGES.map(|package| format!("--package={package}")));
    command::run(
        &mut build,
        "Mend what the compiler says above, then run the task again.",
    )?;

    let mut bench = program_at(&built("release", "roster-bench"));
    bench.args(flags);
    command::run(&mut bench, "What stopped it stands above.")
}
