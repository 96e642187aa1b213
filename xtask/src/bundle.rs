//! `cargo xtask bundle`: installers for the platform it runs on.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::command::{self, Failure, Outcome, cargo, program, root, shown, target};
use crate::inspect;
use crate::package::{Installer, as_root};
use crate::report;
use crate::setup;
use crate::stage::{self, Stage};

/// Tauri's own bundler, as a program that npm brings ready-made: compiling it takes longer than compiling Roster.
const BUNDLER: &str = "@tauri-apps/cli@2.12";

/// What both processors of a Mac can run, and what it is made of.
const UNIVERSAL: &str = "universal-apple-darwin";
pub(crate) const APPLE: [&str; 2] = ["aarch64-apple-darwin", "x86_64-apple-darwin"];

/// What the bundler signs with. It is kept from the compiler: libraries run programs of their own while they are built.
const SECRETS: [&str; 6] = [
    "APPLE_CERTIFICATE",
    "APPLE_CERTIFICATE_PASSWORD",
    "APPLE_SIGNING_IDENTITY",
    "APPLE_ID",
    "APPLE_PASSWORD",
    "APPLE_TEAM_ID",
];

/// What shall be packed, and whether it shall be tried out.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Wish {
    /// Packs the build of every day: to see in a minute whether packing works. Nothing to give away.
    pub(crate) debug: bool,
    /// Also an `AppImage`, for which the bundler fetches tools from the network.
    pub(crate) appimage: bool,
    /// Installs, runs, upgrades and removes the package for Debian.
    pub(crate) verify: bool,
}

impl Wish {
    pub(crate) fn parse(arguments: &[String]) -> Result<Self, String> {
        let mut wish = Self::default();
        for argument in arguments {
            match argument.as_str() {
                "--debug" => wish.debug = true,
                "--appimage" => wish.appimage = true,
                "--verify" => wish.verify = true,
                other => {
                    return Err(format!(
                        "`cargo xtask bundle` does not know \"{other}\". See: cargo xtask help"
                    ));
                }
            }
        }
        Ok(wish)
    }

    fn profile(&self) -> &'static str {
        if self.debug { "debug" } else { "release" }
    }

    fn kinds(&self) -> &'static str {
        if cfg!(windows) {
            "nsis,msi"
        } else if cfg!(target_os = "macos") {
            "dmg"
        } else if self.appimage {
            "deb,rpm,appimage"
        } else {
            "deb,rpm"
        }
    }
}

/// Builds, packs, looks at what came out, and tries it.
pub(crate) fn build(wish: &Wish) -> Outcome {
    setup::for_bundling(wish.verify)?;
    let started = SystemTime::now();
    let programs = compile(wish)?;
    let stage = stage::prepare(&programs, wish.debug)?;
    pack(wish, &stage)?;

    let made = bundles_in(&programs.folder.join("bundle"), started);
    if made.is_empty() {
        return Err(Failure::new(
            "The bundler ended well, but left no installer. Look at what it says above.",
        ));
    }
    for package in made.iter().filter(|path| is_of_kind(path, "deb")) {
        squeeze(package, wish)?;
    }
    for bundle in &made {
        report::step(&format!("{}, {}", shown(bundle), size_of(bundle)));
    }
    inspect::packages(&made, wish.debug)?;
    if wish.verify {
        verify(&made)?;
    }
    Ok(())
}

/// The two programs, built for one platform.
pub(crate) struct Programs {
    /// Where they are.
    pub(crate) folder: PathBuf,
    /// What they run on, as Rust calls it.
    pub(crate) triple: String,
}

impl Programs {
    pub(crate) fn path_of(&self, name: &str) -> PathBuf {
        self.folder
            .join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
    }
}

fn compile(wish: &Wish) -> Outcome<Programs> {
    if cfg!(target_os = "macos") {
        return compile_universal(wish);
    }
    compile_for(wish, None)?;
    let about = command::answer("rustc", &["-vV"]).unwrap_or_default();
    let triple = about.lines().find_map(|line| line.strip_prefix("host: "));
    Ok(Programs {
        folder: target().join(wish.profile()),
        triple: triple
            .ok_or_else(|| {
                Failure::new("rustc does not say what it builds for. Install Rust anew.")
            })?
            .to_owned(),
    })
}

/// Both programs in one build, always: cargo then never builds a library twice with other features.
fn compile_for(wish: &Wish, triple: Option<&str>) -> Outcome {
    let mut build = cargo();
    build.args([
        "build",
        "--locked",
        "--package",
        "roster",
        "--package",
        "rosterctl",
    ]);
    build.args(["--features", "roster/custom-protocol"]);
    for secret in SECRETS {
        build.env_remove(secret);
    }
    if !wish.debug {
        build.arg("--release");
    }
    if let Some(triple) = triple {
        build.args(["--target", triple]);
        // What `bundle.macOS.minimumSystemVersion` promises.
        build.env("MACOSX_DEPLOYMENT_TARGET", "10.15");
    }
    command::run(
        &mut build,
        "Mend what the compiler says above, then run the task again.",
    )
}

fn compile_universal(wish: &Wish) -> Outcome<Programs> {
    let mut rustup = program("rustup");
    rustup.args(["target", "add"]).args(APPLE);
    command::run_quietly(
        &mut rustup,
        "Check the network connection, then run the task again.",
    )?;
    let programs = Programs {
        folder: target().join(UNIVERSAL).join(wish.profile()),
        triple: UNIVERSAL.to_owned(),
    };
    stage::make_folder(&programs.folder)?;
    for triple in APPLE {
        compile_for(wish, Some(triple))?;
    }
    for name in ["roster", "rosterctl"] {
        let mut lipo = program("lipo");
        lipo.args(["-create", "-output"])
            .arg(programs.path_of(name));
        lipo.args(APPLE.map(|triple| target().join(triple).join(wish.profile()).join(name)));
        command::run(
            &mut lipo,
            "Install Xcode's command line tools, then run the task again.",
        )?;
    }
    Ok(programs)
}

fn pack(wish: &Wish, stage: &Stage) -> Outcome {
    let mut bundler = program("npx");
    bundler.args([
        "--yes",
        BUNDLER,
        "bundle",
        "--bundles",
        wish.kinds(),
        "--config",
    ]);
    bundler.arg(&stage.config);
    if wish.debug {
        bundler.arg("--debug");
    }
    if cfg!(target_os = "macos") {
        bundler.args(["--target", UNIVERSAL]);
    }
    command::run(
        &mut bundler,
        "Mend what it says above, then run the task again.",
    )
}

/// Packs a package for Debian anew, as Debian does. The two programs have half their code in common, which the bundler's
/// gzip does not look back far enough to find: with xz it is a good third less to fetch.
fn squeeze(package: &Path, wish: &Wish) -> Outcome {
    if command::find_program("dpkg-deb").is_none() {
        report::step(
            "dpkg-deb is not here: the package for Debian stays larger than it needs to be.",
        );
        return Ok(());
    }
    let folder = target().join("packaging").join("deb");
    let mut unpack = program("dpkg-deb");
    unpack.arg("--raw-extract").args([package, &folder]);
    command::run_quietly(&mut unpack, "Make room there, then run the task again.")?;
    let mut pack = program("dpkg-deb");
    pack.args(["--root-owner-group", "-Zxz"]);
    pack.args(if wish.debug {
        ["-z1", "-Snone"]
    } else {
        ["-z9", "-Sextreme"]
    });
    pack.arg("--build").args([&folder, package]);
    command::run_quietly(&mut pack, "Make room there, then run the task again.")?;
    // Large when it was built for every day.
    fs::remove_dir_all(&folder).ok();
    Ok(())
}

fn verify(made: &[PathBuf]) -> Outcome {
    let Some(package) = made.iter().find(|path| is_of_kind(path, "deb")) else {
        report::step("Skipped: trying the package. There is none for Debian.");
        return Ok(());
    };
    let script = root().join("packaging").join("verify-deb");
    let line = [&script, package].map(|path| path.to_string_lossy().into_owned());
    let line = as_root(line.to_vec(), Installer::Apt);
    command::run(
        program(&line[0]).args(&line[1..]),
        "What failed stands above. packaging/verify-deb says what it needs.",
    )
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
    let kinds = ["deb", "rpm", "AppImage", "exe", "msi", "dmg"];
    path.is_file() && kinds.iter().any(|kind| is_of_kind(path, kind))
}

pub(crate) fn is_of_kind(path: &Path, extension: &str) -> bool {
    path.extension().is_some_and(|found| found == extension)
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

    #[test]
    fn an_appimage_is_made_only_where_it_is_asked_for() {
        let words = |line: &str| {
            line.split_whitespace()
                .map(str::to_owned)
                .collect::<Vec<_>>()
        };
        let usual = Wish::parse(&words("--verify")).expect("a wish");
        assert!(usual.verify && !usual.kinds().contains("appimage"));
        assert!(Wish::parse(&words("--everything")).is_err());
    }
}
