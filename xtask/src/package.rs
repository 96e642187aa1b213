//! The platforms' package managers, and how each is asked to install something.

use crate::command::{self, find_program};

/// What installs software on this machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Installer {
    /// Debian, Ubuntu and their children.
    Apt,
    /// Fedora and its family.
    Dnf,
    /// Arch.
    Pacman,
    /// openSUSE.
    Zypper,
    /// macOS.
    Brew,
    /// Windows.
    Winget,
}

/// The names under which one need is met, by installer; empty where that installer can't help.
///
/// `dnf` and `zypper` are asked for a capability wherever there is one (`pkgconfig(..)`, a path under `/usr/bin`,
/// `font(:lang=..)`): it is the very thing that is looked for, and stays right when a package is renamed or split.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Packages {
    pub(crate) apt: &'static [&'static str],
    pub(crate) dnf: &'static [&'static str],
    pub(crate) pacman: &'static [&'static str],
    pub(crate) zypper: &'static [&'static str],
    pub(crate) brew: &'static [&'static str],
    pub(crate) winget: &'static [&'static str],
}

impl Packages {
    pub(crate) const NONE: Self = Self {
        apt: &[],
        dnf: &[],
        pacman: &[],
        zypper: &[],
        brew: &[],
        winget: &[],
    };

    pub(crate) fn of(&self, installer: Installer) -> &'static [&'static str] {
        match installer {
            Installer::Apt => self.apt,
            Installer::Dnf => self.dnf,
            Installer::Pacman => self.pacman,
            Installer::Zypper => self.zypper,
            Installer::Brew => self.brew,
            Installer::Winget => self.winget,
        }
    }
}

impl Installer {
    /// The first that is there, in an order that leaves no doubt: some people have `brew` on Linux too.
    pub(crate) fn find() -> Option<Self> {
        let candidates = [
            (Self::Apt, "apt-get"),
            (Self::Dnf, "dnf"),
            (Self::Pacman, "pacman"),
            (Self::Zypper, "zypper"),
            (Self::Brew, "brew"),
            (Self::Winget, "winget"),
        ];
        candidates
            .into_iter()
            .find(|(_, name)| find_program(name).is_some())
            .map(|(installer, _)| installer)
    }

    /// Fetches the lists of packages, where installing does not do it by itself.
    pub(crate) fn refresh(self) -> Option<Vec<String>> {
        (self == Self::Apt).then(|| words("apt-get update -qq"))
    }

    /// The command lines that install `packages` without asking anything.
    pub(crate) fn install(self, packages: &[&str]) -> Vec<Vec<String>> {
        let (before, after) = match self {
            // Waits for another apt instead of failing, and asks no questions about services or configuration.
            Self::Apt => (
                "env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
                 -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3",
                "",
            ),
            Self::Dnf => ("dnf install -y --setopt=install_weak_deps=False", ""),
            // `-Sy` alone would leave the system half upgraded, which Arch does not support.
            Self::Pacman => ("pacman -Syu --needed --noconfirm", ""),
            Self::Zypper => ("zypper --non-interactive install --no-recommends", ""),
            Self::Brew => ("brew install", ""),
            Self::Winget => (
                "winget install --exact --id",
                "--accept-package-agreements --accept-source-agreements --disable-interactivity",
            ),
        };
        let line = |packages: &[&str]| {
            let packages = packages.iter().map(|package| (*package).to_owned());
            words(before)
                .into_iter()
                .chain(packages)
                .chain(words(after))
                .collect()
        };
        // winget takes one package at a time when it is given ids.
        let each = if self == Self::Winget {
            1
        } else {
            packages.len().max(1)
        };
        packages.chunks(each).map(line).collect()
    }

    /// Whether installing is root's business; brew refuses root, and winget asks for itself.
    pub(crate) fn wants_root(self) -> bool {
        !matches!(self, Self::Brew | Self::Winget)
    }
}

/// Puts `sudo` before a command line when it is needed and there.
pub(crate) fn as_root(line: Vec<String>, installer: Installer) -> Vec<String> {
    if !installer.wants_root() || is_root() || find_program("sudo").is_none() {
        return line;
    }
    let mut with_sudo = vec![String::from("sudo")];
    with_sudo.extend(line);
    with_sudo
}

fn is_root() -> bool {
    command::answer("id", &["-u"]).as_deref() == Some("0")
}

fn words(line: &str) -> Vec<String> {
    line.split_whitespace().map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Installer; 6] = [
        Installer::Apt,
        Installer::Dnf,
        Installer::Pacman,
        Installer::Zypper,
        Installer::Brew,
        Installer::Winget,
    ];

    #[test]
    fn every_installer_is_given_every_package() {
        for installer in ALL {
            let lines = installer.install(&["one", "two"]);
            for package in ["one", "two"] {
                let named = lines
                    .iter()
                    .filter(|line| line.iter().any(|word| word == package));
                assert_eq!(named.count(), 1, "{installer:?} {package}: {lines:?}");
            }
        }
    }

    #[test]
    fn winget_installs_one_at_a_time() {
        assert_eq!(Installer::Winget.install(&["A.B", "C.D"]).len(), 2);
    }

    #[test]
    fn brew_and_winget_are_never_run_as_root() {
        for installer in [Installer::Brew, Installer::Winget] {
            let line = words("brew install node");
            assert_eq!(as_root(line.clone(), installer), line);
        }
    }
}
