//! What has to be on the machine. A test that can't run fails, and says how to mend it: a skipped test looks like a
//! passed one.

use std::env;
use std::path::{Path, PathBuf};

/// The end of every complaint about the machine.
pub(super) const ADVICE: &str = "Run `cargo xtask test`: it installs what is missing.";

/// The programs that the tests drive the window with.
const PROGRAMS: [&str; 5] = [
    "Xvfb",
    "openbox",
    "dbus-daemon",
    "WebKitWebDriver",
    "xdotool",
];

/// Fails where a program is missing.
pub(super) fn require_programs() {
    let missing: Vec<&str> = PROGRAMS
        .into_iter()
        .filter(|name| !is_installed(name))
        .collect();
    assert!(
        missing.is_empty(),
        "This machine lacks {}. {ADVICE}",
        missing.join(", ")
    );
}

fn is_installed(name: &str) -> bool {
    let folders = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&folders).any(|folder| folder.join(name).is_file())
}

/// Roster itself, as cargo built it for these tests.
pub(super) fn roster() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_roster"))
}

/// The command line program from the same build.
pub(super) fn rosterctl() -> PathBuf {
    let program = roster().with_file_name("rosterctl");
    assert!(
        program.is_file(),
        "{} was not built. {ADVICE}",
        program.display()
    );
    program
}

/// The engine that knows the rules of accessibility.
pub(super) fn axe() -> PathBuf {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("node_modules/axe-core/axe.min.js");
    assert!(
        script.is_file(),
        "{} is missing. {ADVICE}",
        script.display()
    );
    script
}

/// Where the build puts what it makes.
pub(crate) fn target() -> &'static Path {
    roster()
        .ancestors()
        .nth(2)
        .expect("the program lies in target/<profile>")
}
