//! `cargo xtask bench`: builds for speed, then hands over to the benchmark, a package of its own with dependencies.

use crate::command::{self, Outcome, built, cargo, program_at};
use crate::setup;

/// Measures; the flags go to the benchmark as they are.
pub(crate) fn measure(flags: &[String]) -> Outcome {
    setup::for_driving()?;
    let mut build = cargo();
    // One build for all three: what is measured has the very libraries that it is measured with.
    build.args([
        "build",
        "--release",
        "--package",
        "roster",
        "--package",
        "rosterctl",
        "--package",
        "roster-bench",
    ]);
    command::run(
        &mut build,
        "Mend what the compiler says above, then run the task again.",
    )?;

    let mut bench = program_at(&built("release", "roster-bench"));
    bench.args(flags);
    command::run(
        &mut bench,
        "The rows above that miss their figure say which.",
    )
}
