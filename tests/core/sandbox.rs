//! Tests that need a disk that is full or read-only, or a user whom permission bits bind.
//!
//! They run again in a process of their own, started by tools of util-linux. The test calls one of the functions here
//! first; in the outer process that runs the inner one, passes its verdict on and gives nothing back, and in the inner
//! one it gives an empty folder to work in.

use std::os::unix::fs::MetadataExt as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// Tells the inner process that it is one, and where to work.
const INSIDE: &str = "ROSTER_TEST_INSIDE";

/// With mounts of its own, so that [`mount`] works without a trace for whoever may make namespaces.
pub(crate) fn with_mounts(test: &str) -> Option<PathBuf> {
    let ways: [&[&str]; 2] = [
        &["unshare", "--map-root-user", "--mount"],
        &["unshare", "--mount"],
    ];
    run_inside(test, &ways)
}

/// As somebody whom permission bits bind: root loses the capability to pass over them.
pub(crate) fn without_privileges(test: &str) -> Option<PathBuf> {
    let drop_privilege: &[&str] = &[
        "setpriv",
        "--bounding-set",
        "-dac_override,-dac_read_search",
    ];
    run_inside(test, &[if is_root() { drop_privilege } else { &["env"] }])
}

/// Mounts something; only inside of [`with_mounts`].
pub(crate) fn mount(arguments: &[&str]) {
    let status = Command::new("mount").args(arguments).status().unwrap();
    assert!(status.success(), "mount {arguments:?}");
}

fn run_inside(test: &str, ways: &[&[&str]]) -> Option<PathBuf> {
    if let Some(folder) = std::env::var_os(INSIDE) {
        return Some(folder.into());
    }
    let Some(way) = ways.iter().find(|way| works(way)) else {
        skip(test, ways);
        return None;
    };
    let folder = tempfile::tempdir().unwrap();
    let output = Command::new(way[0])
        .args(&way[1..])
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", test, "--nocapture"])
        .env(INSIDE, folder.path())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    let failed = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success() && said.contains("1 passed"),
        "{test}, in a process of its own:\n{said}\n{failed}"
    );
    None
}

fn works(way: &[&str]) -> bool {
    Command::new(way[0])
        .args(&way[1..])
        .arg("true")
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

#[expect(
    clippy::print_stderr,
    reason = "a test that was passed over must be seen"
)]
fn skip(test: &str, ways: &[&[&str]]) {
    eprintln!("{test}: skipped, because none of {ways:?} works here");
}

fn is_root() -> bool {
    let own = tempfile::tempdir().unwrap();
    own.path().metadata().unwrap().uid() == 0
}
