//! How to see, in a few milliseconds, whether something is there.

use crate::command::{answer, find_program};

/// What to look for.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Probe {
    /// A program in `PATH`.
    Program(&'static str),
    /// A library with its headers, by its name in pkg-config.
    Library(&'static str),
    /// Node, this major version or a newer one.
    Node(u32),
    /// A font for each of these languages.
    Fonts(&'static [&'static str]),
    /// Modules that Python can load.
    Python(&'static [&'static str]),
    /// A component of the Rust toolchain, by its cargo command: rustup leaves a program in `PATH` even without it.
    RustComponent(&'static str),
    /// A command of cargo's that is a program of its own, by the name of both without `cargo-`.
    CargoCommand(&'static str),
    /// Microsoft's web view.
    WebView2,
}

/// Where the benchmark looks for Python: package managers give modules to the system's own, whatever comes first in `PATH`.
const PYTHONS: [&str; 2] = ["python3", "/usr/bin/python3"];

impl Probe {
    pub(crate) fn is_met(self) -> bool {
        match self {
            Self::Program(name) => find_program(name).is_some(),
            Self::Library(name) => answer("pkg-config", &["--exists", name]).is_some(),
            Self::Node(least) => answer("node", &["--version"])
                .and_then(|version| major(&version))
                .is_some_and(|major| major >= least),
            Self::Fonts(languages) => languages.iter().all(|language| has_font(language)),
            Self::Python(modules) => {
                let import = format!("import {}", modules.join(", "));
                PYTHONS
                    .iter()
                    .any(|python| answer(python, &["-c", &import]).is_some())
            }
            Self::RustComponent(name) => answer("cargo", &[name, "--version"]).is_some(),
            Self::CargoCommand(name) => find_program(&format!("cargo-{name}")).is_some(),
            Self::WebView2 => has_webview2(),
        }
    }
}

/// The major version in what `node --version` prints.
fn major(version: &str) -> Option<u32> {
    version
        .trim_start_matches('v')
        .split('.')
        .next()?
        .parse()
        .ok()
}

fn has_font(language: &str) -> bool {
    answer("fc-list", &[&format!(":lang={language}"), "file"])
        .is_some_and(|files| !files.is_empty())
}

fn has_webview2() -> bool {
    // Microsoft's documented way: the version is noted for the machine (in one of two views) or for the user.
    const CLIENT: &str = r"Microsoft\EdgeUpdate\Clients\{F3017226-FE2A-4295-8BDF-00C3A9A7E4C5}";
    [
        r"HKLM\SOFTWARE\WOW6432Node",
        r"HKLM\SOFTWARE",
        r"HKCU\Software",
    ]
    .iter()
    .any(|root| answer("reg", &["query", &format!(r"{root}\{CLIENT}"), "/v", "pv"]).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_is_missing_counts_as_there() {
        assert!(!Probe::Program("no-such-program-of-roster").is_met());
        assert!(!Probe::Library("no-such-library-of-roster").is_met());
        assert!(!Probe::Node(10_000).is_met());
        assert!(!Probe::RustComponent("no-such-component-of-roster").is_met());
    }

    #[test]
    fn the_version_of_node_is_read() {
        assert_eq!(major("v20.20.2"), Some(20));
        assert_eq!(major("v18"), Some(18));
        assert_eq!(major(""), None);
    }
}
