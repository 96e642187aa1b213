//! Dependencies that no source names: they cost time to build, and trust, for nothing.

use std::fs;
use std::path::{Path, PathBuf};

use crate::command::{Outcome, root};
use crate::drift::{files_under, read};

/// Each manifest, and where the sources that it is for lie.
const PACKAGES: [(&str, &[&str]); 7] = [
    (
        "Cargo.toml",
        &["src-tauri/desktop", "src-tauri/build.rs", "tests"],
    ),
    ("src-tauri/core/Cargo.toml", &["src-tauri/core"]),
    (
        "src-tauri/cli/Cargo.toml",
        &["src-tauri/cli", "tests/cli", "tests/faults"],
    ),
    ("tests/core/Cargo.toml", &["tests/core"]),
    ("bench/Cargo.toml", &["bench/src"]),
    ("bench/empty-window/Cargo.toml", &["bench/empty-window"]),
    (
        "fuzz/Cargo.toml",
        &["fuzz", "src-tauri/desktop/preferences.rs"],
    ),
];

/// What is wrong, a line each.
pub(crate) fn look() -> Outcome<Vec<String>> {
    let mut findings = Vec::new();
    for (manifest, places) in PACKAGES {
        let mut sources = String::new();
        for place in places {
            for file in sources_at(&root().join(place))? {
                sources.push_str(&read(&file)?);
            }
        }
        for name in dependencies(&read(&root().join(manifest))?) {
            if !is_named(&name, &sources) {
                findings.push(format!("{manifest}: nothing uses {name}"));
            }
        }
    }
    Ok(findings)
}

fn sources_at(place: &Path) -> Outcome<Vec<PathBuf>> {
    if fs::metadata(place).is_ok_and(|place| place.is_file()) {
        return Ok(vec![place.to_owned()]);
    }
    files_under(place, "rs")
}

/// The names in `[dependencies]`, `[dev-dependencies]` and so on, for whatever system; not those of the whole workspace.
fn dependencies(manifest: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut is_list = false;
    for line in manifest.lines() {
        if line.starts_with('[') {
            is_list = line.ends_with("dependencies]") && !line.starts_with("[workspace");
        } else if is_list && line.starts_with(|first: char| first.is_ascii_alphabetic()) {
            let name = line.split(['.', ' ', '=']).next().unwrap_or_default();
            names.push(name.to_owned());
        }
    }
    names
}

/// A path that begins with it, or a macro; words in comments are none.
fn is_named(name: &str, sources: &str) -> bool {
    let name = name.replace('-', "_");
    let is_start = |at: usize| {
        !sources[..at].ends_with(|before: char| before.is_alphanumeric() || before == '_')
    };
    let is_use = |at: usize| {
        let after = &sources[at + name.len()..];
        after.starts_with("::")
            || after.starts_with('!')
            || (after.starts_with([';', ' ']) && sources[..at].ends_with("use "))
    };
    sources
        .match_indices(&name)
        .any(|(at, _)| is_start(at) && is_use(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_dependencies_of_the_package_are_read() {
        let manifest = "[workspace.dependencies]\nserde = \"1\"\n\n[dependencies]\n# why\nurl.workspace = true\n\n\
                        [target.'cfg(unix)'.dependencies]\nrustix = { version = \"1\" }\n\n[features]\nx = []\n";
        assert_eq!(dependencies(manifest), ["url", "rustix"]);
    }

    #[test]
    fn a_word_is_no_use() {
        assert!(is_named("tauri-build", "use tauri_build::Attributes;"));
        assert!(is_named("tracing", "    tracing::warn!();"));
        assert!(is_named("gtk", "use gtk;"));
        for source in ["// open the image", "self.url()", "my_url::x", "reopen::y"] {
            assert!(
                !is_named("url", source) && !is_named("open", source),
                "{source}"
            );
        }
    }
}
