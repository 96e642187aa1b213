//! A screen nobody sees, with a window manager and a message bus of its own.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use gtk::gio::{Cancellable, DBusCallFlags, DBusConnection, DBusConnectionFlags};
use gtk::glib::{self, Variant, prelude::ToVariant as _};

use super::group::Group;

/// Larger than any window that is tested, so that none is squeezed.
const SCREEN: &str = "1920x1200x24";

/// No services: with the system's, GTK would start and wait for a dozen of them.
const BUS: &str = r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-BUS Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:dir=FOLDER</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"#;

/// Like a desktop's, without its shortcuts: only closing a window is one. No frames, so a window is as large as asked.
const WINDOW_MANAGER: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<openbox_config xmlns="http://openbox.org/3.4/rc">
  <focus><focusNew>yes</focusNew><focusLast>yes</focusLast></focus>
  <keyboard><keybind key="A-F4"><action name="Close"/></keybind></keyboard>
  <applications><application class="*"><decor>no</decor><focus>yes</focus></application></applications>
</openbox_config>
"#;

/// Everything a program needs to open a window. Dropped, all of it is gone.
#[derive(Debug)]
pub(super) struct Display {
    name: String,
    bus: String,
    home: PathBuf,
    /// In the order in which they end: the screen last.
    _programs: [Group; 3],
}

impl Display {
    /// Starts the screen; its files, and those of the programs on it, go into `home`.
    pub(super) fn start(home: &Path) -> Self {
        let (screen, name) = start_screen();
        let (bus, address) = start_bus(home);
        let manager = start_window_manager(home, &name);
        Self {
            name,
            bus: address,
            home: home.to_owned(),
            _programs: [manager, bus, screen],
        }
    }

    /// A program that opens its windows here, and knows nothing of the person who runs the tests.
    pub(super) fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        command
            .env("DISPLAY", &self.name)
            .env("DBUS_SESSION_BUS_ADDRESS", &self.bus)
            .env("DBUS_SYSTEM_BUS_ADDRESS", &self.bus)
            .env("XDG_SESSION_ID", "7")
            .env("HOME", &self.home)
            .env("XDG_RUNTIME_DIR", &self.home)
            .env("XDG_DATA_HOME", self.home.join("data"))
            .env("XDG_CONFIG_HOME", self.home.join("config"))
            .env("XDG_CACHE_HOME", self.home.join("cache"))
            .env("TMPDIR", self.home.join("tmp"))
            .env_remove("WAYLAND_DISPLAY")
            .env_remove("XAUTHORITY")
            // Dates and sizes look the same everywhere.
            .env("LC_ALL", "C.UTF-8")
            .env("TZ", "UTC")
            // GTK would wait for the accessibility bus, for file systems of the network, and for stored settings.
            .env("NO_AT_BRIDGE", "1")
            .env("GTK_A11Y", "none")
            .env("GIO_USE_VFS", "local")
            .env("GSETTINGS_BACKEND", "memory")
            .env("GDK_BACKEND", "x11");
        command
    }

    /// Says something on the message bus, as whoever has `name`, if that matters.
    pub(super) fn signal(
        &self,
        name: Option<&str>,
        path: &str,
        interface: &str,
        signal: &str,
        said: &Variant,
    ) -> Result<(), glib::Error> {
        let flags = DBusConnectionFlags::AUTHENTICATION_CLIENT
            | DBusConnectionFlags::MESSAGE_BUS_CONNECTION;
        let alone = None::<&Cancellable>;
        let bus = DBusConnection::for_address_sync(&self.bus, flags, None, alone)?;
        if let Some(name) = name {
            bus.call_sync(
                Some("org.freedesktop.DBus"),
                "/org/freedesktop/DBus",
                "org.freedesktop.DBus",
                "RequestName",
                Some(&(name, 0_u32).to_variant()),
                None,
                DBusCallFlags::NONE,
                5000,
                alone,
            )?;
        }
        bus.emit_signal(None, path, interface, signal, Some(said))?;
        bus.flush_sync(alone)?;
        bus.close_sync(alone)
    }

    /// Presses keys and moves windows from outside.
    #[track_caller]
    pub(super) fn xdotool(&self, arguments: &[&str]) {
        let output = self.run_xdotool(arguments);
        assert!(
            output.status.success(),
            "xdotool {arguments:?} was refused: {}",
            String::from_utf8_lossy(&output.stderr)
        );
    }

    /// The windows in view whose title fits a regular expression.
    pub(super) fn windows_titled(&self, title: &str) -> Vec<String> {
        // It counts as a failure that there is none.
        let output = self.run_xdotool(&["search", "--onlyvisible", "--name", title]);
        String::from_utf8_lossy(&output.stdout)
            .lines()
            .map(str::to_owned)
            .collect()
    }

    /// The process that a window belongs to.
    #[track_caller]
    pub(super) fn process_of(&self, window: &str) -> String {
        let output = self.run_xdotool(&["getwindowpid", window]);
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    }

    fn run_xdotool(&self, arguments: &[&str]) -> Output {
        self.command("xdotool")
            .args(arguments)
            .output()
            .expect("xdotool is installed")
    }
}

fn start_screen() -> (Group, String) {
    let mut screen = Command::new("Xvfb");
    screen.args([
        "-displayfd",
        "1",
        "-screen",
        "0",
        SCREEN,
        "-nolisten",
        "tcp",
        "-noreset",
    ]);
    let (group, number) = Group::start_and_read(&screen);
    (group, format!(":{number}"))
}

fn start_bus(home: &Path) -> (Group, String) {
    let config = home.join("bus.conf");
    let folder = home
        .to_str()
        .expect("the temporary folder has a plain name");
    fs::write(&config, BUS.replace("FOLDER", folder)).expect("the temporary folder can be written");
    let mut bus = Command::new("dbus-daemon");
    bus.arg("--config-file")
        .arg(config)
        .args(["--nofork", "--print-address"]);
    Group::start_and_read(&bus)
}

fn start_window_manager(home: &Path, display: &str) -> Group {
    let config = home.join("openbox.xml");
    fs::write(&config, WINDOW_MANAGER).expect("the temporary folder can be written");
    let mut manager = Command::new("openbox");
    manager
        .env("DISPLAY", display)
        .env("HOME", home)
        .env("XDG_CACHE_HOME", home)
        .env("XDG_CONFIG_HOME", home)
        .args(["--sm-disable", "--config-file"])
        .arg(config)
        .args(["--startup", "echo ready"]);
    Group::start_and_read(&manager).0
}
