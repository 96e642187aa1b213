//! Looks at packages with the tools of those who will install them.

use std::fs;
use std::path::{Path, PathBuf};

use crate::bundle::is_of_kind;
use crate::command::{self, Failure, Outcome, find_program, program, root, target};
use crate::report::{self, Parts};

/// What a package for Debian may have, in bytes.
const LIMIT: u64 = 6_000_000;

/// Looks at everything that was packed for Linux; elsewhere there is nothing to look with.
pub(crate) fn packages(made: &[PathBuf], is_debug: bool) -> Outcome {
    if !cfg!(target_os = "linux") {
        return Ok(());
    }
    let mut parts = Parts::default();
    note(
        &mut parts,
        "metainfo",
        &["appstreamcli", "validate", "--no-net"],
        |command| {
            command.arg(
                root()
                    .join("packaging")
                    .join("app.roster.Roster.metainfo.xml"),
            );
        },
    );
    for package in made.iter().filter(|path| is_of_kind(path, "deb")) {
        note(
            &mut parts,
            "desktop file",
            &["desktop-file-validate"],
            |command| {
                // The bundler's own copy, filled in.
                let data = package.with_extension("").join("data");
                command.arg(data.join("usr/share/applications/Roster.desktop"));
            },
        );
        if !is_debug {
            parts.note("size", measure(package));
        }
        note(
            &mut parts,
            "package",
            &["lintian", "--fail-on", "error"],
            |command| {
                command.args(["--pedantic", "--tag-display-limit", "0"]);
                if is_debug {
                    // Only a release is stripped.
                    command.args(["--suppress-tags", "unstripped-binary-or-object"]);
                }
                command.arg(package);
            },
        );
    }
    if find_program("rpm").is_some() {
        for package in made.iter().filter(|path| is_of_kind(path, "rpm")) {
            // A database of its own: a Debian machine has none.
            let database = target().join("packaging").join("rpmdb");
            note(
                &mut parts,
                "rpm",
                &["rpm", "--checksig", "--nosignature", "--dbpath"],
                |command| {
                    command.arg(&database).arg(package);
                },
            );
        }
    }
    parts.close("cargo xtask bundle")
}

fn measure(package: &Path) -> Outcome<String> {
    let bytes = fs::metadata(package).map_or(0, |metadata| metadata.len());
    if bytes <= LIMIT {
        return Ok(format!("{bytes} of {LIMIT} bytes"));
    }
    Err(Failure::new(format!(
        "The package has {bytes} bytes, more than {LIMIT}. See what grew, with cargo bloat for example."
    )))
}

fn note(
    parts: &mut Parts,
    name: &str,
    line: &[&str],
    finish: impl FnOnce(&mut std::process::Command),
) {
    let Some((tool, arguments)) = line.split_first() else {
        return;
    };
    if find_program(tool).is_none() {
        return report::step(&format!("Skipped: {name}. {tool} is not installed."));
    }
    let mut command = program(tool);
    command.args(arguments);
    finish(&mut command);
    parts.note(
        name,
        command::run(&mut command, "Mend what it says above.").map(|()| String::new()),
    );
}
