//! `cargo xtask bundle`: installers for the platform it runs on.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::command::{self, Failure, Outcome, program, shown, target};
use crate::report;
use crate::setup;

/// Tauri's own bundler, as a program that npm brings ready-made: compiling it takes longer than compiling Roster.
const BUNDLER: &str = "@tauri-apps/cli@2.12";

/// Builds for release and packs.
pub(crate) fn build() -> Outcome {
    setup::for_bundling()?;
    let started = SystemTime::now();
    let mut bundler = program("npx");
    bundler.args(["--yes", BUNDLER, "build", "--bundles", kinds()]);
    command::run(
        &mut bundler,
        "Mend what it says above, then run the task again.",
    )?;

    let made = bundles_in(&target().join("release").join("bundle"), started);
    if made.is_empty() {
        return Err(Failure::new(
            "The bundler ended well, but left no installer. Look at what it says above.",
        ));
    }
    for bundle in made {
        report::step(&format!("{}, {}", shown(&bundle), size_of(&bundle)));
    }
    Ok(())
}

fn kinds() -> &'static str {
    if cfg!(windows) {
        "nsis,msi"
    } else if cfg!(target_os = "macos") {
        "dmg"
    } else {
        "deb,rpm"
    }
}

/// The installers that were made since `started`, not those of an earlier version that lie beside them.
fn bundles_in(folder: &Path, started: SystemTime) -> Vec<PathBuf> {
    let kinds = fs::read_dir(folder).into_iter().flatten().flatten();
    let files = kinds.flat_map(|kind| fs::read_dir(kind.path()).into_iter().flatten().flatten());
    let mut bundles: Vec<PathBuf> = files
        .map(|file| file.path())
        .filter(|path| is_installer(path) && is_since(path, started))
        .collect();
    bundles.sort();
    bundles
}

fn is_installer(path: &Path) -> bool {
    let extension = path.extension().unwrap_or_default();
    path.is_file()
        && ["deb", "rpm", "exe", "msi", "dmg"]
            .iter()
            .any(|known| extension == *known)
}

fn is_since(path: &Path, started: SystemTime) -> bool {
    fs::metadata(path)
        .and_then(|metadata| metadata.modified())
        .is_ok_and(|modified| modified >= started)
}

fn size_of(path: &Path) -> String {
    let bytes = fs::metadata(path).map_or(0, |metadata| metadata.len());
    format!("{}.{} MB", bytes / 1_000_000, bytes / 100_000 % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_installers_made_now_are_named() {
        let folder = std::env::temp_dir().join(format!("roster-bundle-{}", std::process::id()));
        let kind = folder.join("deb");
        fs::create_dir_all(&kind).expect("a temporary folder");
        fs::write(kind.join("roster.deb"), "").expect("a file");
        fs::write(kind.join("control.tar.gz"), "").expect("a file");

        let found = bundles_in(&folder, SystemTime::UNIX_EPOCH);
        let later = SystemTime::now() + std::time::Duration::from_mins(1);
        let found_later = bundles_in(&folder, later);
        fs::remove_dir_all(&folder).expect("the folder goes");

        assert_eq!(found, [kind.join("roster.deb")]);
        assert!(
            found_later.is_empty(),
            "an older installer is not of this build"
        );
    }
}
