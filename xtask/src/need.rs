//! What the tasks need from a machine, and which packages bring it.

use crate::package::Packages;
use crate::probe::Probe;

/// One thing that has to be there.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Need {
    /// What it is called when it is missing.
    pub(crate) name: &'static str,
    pub(crate) probe: Probe,
    pub(crate) packages: Packages,
    pub(crate) turn: Turn,
    /// What to do by hand where no package manager can help.
    pub(crate) hint: &'static str,
}

/// When a need is met, and whether the task can go on without.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Turn {
    /// At once.
    First,
    /// After the others: something among them may bring it along, and then its own package would stand in the way.
    Second,
    /// At last; the task goes on if it can't be had.
    Extra,
}

/// What opening Roster needs.
pub(crate) fn to_build() -> Vec<Need> {
    if cfg!(target_os = "linux") {
        vec![COMPILER, PKG_CONFIG, WEBKIT]
    } else if cfg!(windows) {
        vec![WEBVIEW2]
    } else {
        Vec::new()
    }
}

/// What driving the real window on a virtual display needs; empty where there is no way to drive it.
pub(crate) fn to_drive() -> Vec<Need> {
    if cfg!(target_os = "linux") {
        vec![
            WEBDRIVER,
            XVFB,
            OPENBOX,
            XDOTOOL,
            DBUS,
            FONT_LIST,
            FONTS_OF_LETTERS,
            FONTS_OF_SIGNS,
        ]
    } else {
        Vec::new()
    }
}

/// What the page's types and the accessibility tests need.
pub(crate) fn to_use_node() -> Vec<Need> {
    vec![NODE, NPM]
}

/// What the benchmark compares Roster with.
pub(crate) fn to_compare() -> Vec<Need> {
    vec![PILLOW, DJANGO]
}

/// What formatting and lints need.
pub(crate) fn to_lint() -> Vec<Need> {
    vec![RUSTFMT, CLIPPY]
}

/// What looking at packages for Linux needs; each look is left out where its tool can't be had.
pub(crate) fn to_inspect() -> Vec<Need> {
    if cfg!(target_os = "linux") {
        vec![APPSTREAM, DESKTOP_FILE, SHLIBDEPS, LINTIAN]
    } else {
        Vec::new()
    }
}

/// What trying a package for Debian in a system of its own needs.
pub(crate) fn to_verify() -> Vec<Need> {
    if cfg!(target_os = "linux") {
        vec![DEBOOTSTRAP]
    } else {
        Vec::new()
    }
}

/// What feeding parsers with any bytes needs.
pub(crate) fn to_fuzz() -> Vec<Need> {
    vec![CARGO_FUZZ]
}

/// What looking at the dependencies needs.
pub(crate) fn to_audit() -> Vec<Need> {
    vec![CARGO_DENY]
}

const COMPILER: Need = Need {
    name: "a C compiler",
    probe: Probe::Program("cc"),
    packages: Packages {
        apt: &["gcc", "libc6-dev"],
        dnf: &["gcc"],
        pacman: &["gcc"],
        zypper: &["gcc"],
        ..Packages::NONE
    },
    turn: Turn::First,
    hint: "Install a C compiler that can be called as `cc`.",
};

const PKG_CONFIG: Need = Need {
    name: "pkg-config",
    probe: Probe::Program("pkg-config"),
    packages: Packages {
        apt: &["pkg-config"],
        dnf: &["/usr/bin/pkg-config"],
        pacman: &["pkgconf"],
        zypper: &["/usr/bin/pkg-config"],
        ..Packages::NONE
    },
    turn: Turn::First,
    hint: "Install pkg-config or pkgconf.",
};

const WEBKIT: Need = Need {
    name: "WebKitGTK's development files",
    probe: Probe::Library("webkit2gtk-4.1"),
    packages: Packages {
        apt: &["libwebkit2gtk-4.1-dev"],
        dnf: &["pkgconfig(webkit2gtk-4.1)"],
        pacman: &["webkit2gtk-4.1"],
        zypper: &["pkgconfig(webkit2gtk-4.1)"],
        ..Packages::NONE
    },
    turn: Turn::First,
    hint: "Install the development files of WebKitGTK 4.1, so that `pkg-config --exists webkit2gtk-4.1` succeeds.",
};

const WEBVIEW2: Need = Need {
    name: "Microsoft's WebView2 runtime",
    probe: Probe::WebView2,
    packages: Packages {
        winget: &["Microsoft.EdgeWebView2Runtime"],
        ..Packages::NONE
    },
    turn: Turn::First,
    hint: "Install the WebView2 runtime from Microsoft (the \"Evergreen\" one).",
};

const WEBDRIVER: Need = Need {
    name: "WebKitWebDriver",
    probe: Probe::Program("WebKitWebDriver"),
    packages: Packages {
        // librsvg's loader gives the system's file dialog its icons; a desktop has it, a bare machine does not.
        apt: &["webkit2gtk-driver", "librsvg2-common"],
        dnf: &["/usr/bin/WebKitWebDriver"],
        pacman: &["webkit2gtk-4.1"],
        zypper: &["/usr/bin/WebKitWebDriver"],
        ..Packages::NONE
    },
    turn: Turn::First,
    hint: "Install WebKitGTK's WebKitWebDriver; it is needed to drive the window.",
};

const XVFB: Need = Need {
    name: "Xvfb, a display without a screen",
    probe: Probe::Program("Xvfb"),
    packages: Packages {
        apt: &["xvfb"],
        dnf: &["/usr/bin/Xvfb"],
        pacman: &["xorg-server-xvfb"],
        zypper: &["/usr/bin/Xvfb"],
        ..Packages::NONE
    },
    turn: Turn::First,
    hint: "Install Xvfb; the window is tested on it.",
};

const OPENBOX: Need = Need {
    name: "openbox, a window manager",
    probe: Probe::Program("openbox"),
    packages: Packages {
        apt: &["openbox"],
        dnf: &["/usr/bin/openbox"],
        pacman: &["openbox"],
        zypper: &["/usr/bin/openbox"],
        ..Packages::NONE
    },
    turn: Turn::First,
    hint: "Install openbox; dialogs need a window manager to get the keyboard.",
};

const XDOTOOL: Need = Need {
    name: "xdotool",
    probe: Probe::Program("xdotool"),
    packages: Packages {
        apt: &["xdotool"],
        dnf: &["/usr/bin/xdotool"],
        pacman: &["xdotool"],
        zypper: &["/usr/bin/xdotool"],
        ..Packages::NONE
    },
    turn: Turn::First,
    hint: "Install xdotool; it types into the system's own file dialog.",
};

const DBUS: Need = Need {
    name: "dbus-daemon, a message bus",
    probe: Probe::Program("dbus-daemon"),
    packages: Packages {
        apt: &["dbus"],
        dnf: &["/usr/bin/dbus-daemon"],
        pacman: &["dbus"],
        zypper: &["/usr/bin/dbus-daemon"],
        ..Packages::NONE
    },
    turn: Turn::First,
    hint: "Install D-Bus; each window that is tested gets a message bus of its own.",
};

const FONT_LIST: Need = Need {
    name: "fc-list",
    probe: Probe::Program("fc-list"),
    packages: Packages {
        apt: &["fontconfig"],
        dnf: &["/usr/bin/fc-list"],
        pacman: &["fontconfig"],
        zypper: &["/usr/bin/fc-list"],
        ..Packages::NONE
    },
    turn: Turn::First,
    hint: "Install fontconfig.",
};

const FONTS_OF_LETTERS: Need = Need {
    name: "fonts for Arabic, Hebrew, Hindi and Thai names",
    probe: Probe::Fonts(&["en", "ar", "he", "hi", "th"]),
    packages: Packages {
        apt: &["fonts-noto-core"],
        dnf: &[
            "font(:lang=en)",
            "font(:lang=ar)",
            "font(:lang=he)",
            "font(:lang=hi)",
            "font(:lang=th)",
        ],
        pacman: &["noto-fonts"],
        zypper: &[
            "font(:lang=en)",
            "font(:lang=ar)",
            "font(:lang=he)",
            "font(:lang=hi)",
            "font(:lang=th)",
        ],
        ..Packages::NONE
    },
    turn: Turn::Extra,
    hint: "Install the Noto fonts.",
};

const FONTS_OF_SIGNS: Need = Need {
    name: "fonts for Chinese, Japanese and Korean names",
    probe: Probe::Fonts(&["zh-cn", "ja", "ko"]),
    packages: Packages {
        apt: &["fonts-noto-cjk"],
        dnf: &["font(:lang=zh-cn)", "font(:lang=ja)", "font(:lang=ko)"],
        pacman: &["noto-fonts-cjk"],
        zypper: &["font(:lang=zh-cn)", "font(:lang=ja)", "font(:lang=ko)"],
        ..Packages::NONE
    },
    turn: Turn::Extra,
    hint: "Install the Noto CJK fonts.",
};

const NODE: Need = Need {
    name: "Node 18 or newer",
    probe: Probe::Node(18),
    packages: Packages {
        apt: &["nodejs"],
        dnf: &["nodejs"],
        pacman: &["nodejs"],
        zypper: &["nodejs-default"],
        brew: &["node"],
        winget: &["OpenJS.NodeJS.LTS"],
    },
    turn: Turn::First,
    hint: "Install Node 18 or newer from nodejs.org; this system's own package is too old or missing.",
};

/// Some builds of Node bring npm along and refuse the distribution's own npm beside it: hence the second turn.
const NPM: Need = Need {
    name: "npm",
    probe: Probe::Program("npm"),
    packages: Packages {
        apt: &["npm"],
        dnf: &["npm"],
        pacman: &["npm"],
        zypper: &["npm-default"],
        ..Packages::NONE
    },
    turn: Turn::Second,
    hint: "Install npm, which comes with Node from nodejs.org.",
};

const PILLOW: Need = Need {
    name: "Pillow and numpy, which the benchmark measures pictures against",
    probe: Probe::Python(&["PIL", "numpy"]),
    packages: Packages {
        apt: &["python3", "python3-pil", "python3-numpy"],
        dnf: &["python3", "python3-pillow", "python3-numpy"],
        pacman: &["python", "python-pillow", "python-numpy"],
        zypper: &["python3", "python3-Pillow", "python3-numpy"],
        brew: &["python", "pillow", "numpy"],
        ..Packages::NONE
    },
    turn: Turn::Extra,
    hint: "Install Python 3 with Pillow and numpy.",
};

const DJANGO: Need = Need {
    name: "Django, which the benchmark measures its list and its import against",
    probe: Probe::Python(&["django"]),
    packages: Packages {
        apt: &["python3", "python3-django"],
        dnf: &["python3", "python3-django"],
        pacman: &["python", "python-django"],
        zypper: &["python3", "python3-Django"],
        ..Packages::NONE
    },
    turn: Turn::Extra,
    hint: "Install Python 3 with Django.",
};

const APPSTREAM: Need = Need {
    name: "appstreamcli",
    probe: Probe::Program("appstreamcli"),
    packages: Packages {
        apt: &["appstream"],
        dnf: &["/usr/bin/appstreamcli"],
        pacman: &["appstream"],
        zypper: &["/usr/bin/appstreamcli"],
        ..Packages::NONE
    },
    turn: Turn::Extra,
    hint: "Install AppStream's appstreamcli.",
};

const DESKTOP_FILE: Need = Need {
    name: "desktop-file-validate",
    probe: Probe::Program("desktop-file-validate"),
    packages: Packages {
        apt: &["desktop-file-utils"],
        dnf: &["/usr/bin/desktop-file-validate"],
        pacman: &["desktop-file-utils"],
        zypper: &["/usr/bin/desktop-file-validate"],
        ..Packages::NONE
    },
    turn: Turn::Extra,
    hint: "Install desktop-file-utils.",
};

const SHLIBDEPS: Need = Need {
    name: "dpkg-shlibdeps",
    probe: Probe::Program("dpkg-shlibdeps"),
    packages: Packages {
        apt: &["dpkg-dev"],
        ..Packages::NONE
    },
    turn: Turn::Extra,
    hint: "A package to give away is made on Debian or Ubuntu, where dpkg-dev knows what it depends on.",
};

const LINTIAN: Need = Need {
    name: "lintian",
    probe: Probe::Program("lintian"),
    packages: Packages {
        apt: &["lintian"],
        ..Packages::NONE
    },
    turn: Turn::Extra,
    hint: "A package to give away is made on Debian or Ubuntu, where lintian looks at it.",
};

const DEBOOTSTRAP: Need = Need {
    name: "debootstrap",
    probe: Probe::Program("debootstrap"),
    packages: Packages {
        apt: &["debootstrap", "debian-archive-keyring"],
        dnf: &["/usr/sbin/debootstrap"],
        pacman: &["debootstrap"],
        zypper: &["debootstrap"],
        ..Packages::NONE
    },
    turn: Turn::First,
    hint: "Install debootstrap; the package is tried in a Debian of its own.",
};

const RUSTFMT: Need = Need {
    name: "rustfmt",
    probe: Probe::RustComponent("fmt"),
    packages: Packages::NONE,
    turn: Turn::First,
    hint: "Install rustfmt: rustup component add rustfmt",
};

const CLIPPY: Need = Need {
    name: "clippy",
    probe: Probe::RustComponent("clippy"),
    packages: Packages::NONE,
    turn: Turn::First,
    hint: "Install clippy: rustup component add clippy",
};

const CARGO_FUZZ: Need = Need {
    name: "cargo-fuzz",
    probe: Probe::CargoCommand("fuzz"),
    packages: Packages::NONE,
    turn: Turn::First,
    hint: "Install cargo-fuzz: cargo install --locked cargo-fuzz",
};

const CARGO_DENY: Need = Need {
    name: "cargo-deny",
    probe: Probe::CargoCommand("deny"),
    packages: Packages::NONE,
    turn: Turn::First,
    hint: "Install cargo-deny: cargo install --locked cargo-deny",
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::package::Installer;

    fn all() -> Vec<Need> {
        let linux = [
            COMPILER,
            PKG_CONFIG,
            WEBKIT,
            WEBDRIVER,
            XVFB,
            OPENBOX,
            XDOTOOL,
            DBUS,
            FONT_LIST,
            FONTS_OF_LETTERS,
            FONTS_OF_SIGNS,
            NODE,
            NPM,
            PILLOW,
            DJANGO,
            APPSTREAM,
            DESKTOP_FILE,
            DEBOOTSTRAP,
        ];
        linux.to_vec()
    }

    #[test]
    fn every_linux_installer_can_meet_every_need() {
        for need in all() {
            for installer in [
                Installer::Apt,
                Installer::Dnf,
                Installer::Pacman,
                Installer::Zypper,
            ] {
                assert!(
                    !need.packages.of(installer).is_empty(),
                    "{installer:?} has nothing for {}",
                    need.name
                );
            }
        }
    }

    #[test]
    fn every_need_says_what_to_do_by_hand() {
        for need in all().into_iter().chain([
            WEBVIEW2, RUSTFMT, CLIPPY, CARGO_FUZZ, CARGO_DENY, SHLIBDEPS, LINTIAN,
        ]) {
            assert!(
                need.hint
                    .ends_with(|last: char| last == '.' || last.is_alphanumeric()),
                "{}",
                need.name
            );
        }
    }
}
