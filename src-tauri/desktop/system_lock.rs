//! The computer's own lock and sleep lock the window too, where the system tells of them.
//!
//! On Linux that is D-Bus, through the client that GTK brings: logind tells of sleep and of its session's lock, desktops of
//! their screen's. Elsewhere nothing does without `unsafe` code: Windows and macOS are covered by the idle time, which
//! counts by the calendar, so that a computer that slept longer is locked when it wakes.
//!
//! Whoever does not want it gets none from here.

use std::fmt::Write as _;

use gtk::gio::{self, BusType, Cancellable, DBusConnection, DBusSignalFlags};
use gtk::glib::Variant;
use tauri::{AppHandle, Runtime};

use crate::lock;

/// Who tells of sleep and sessions.
const LOGIND: &str = "org.freedesktop.login1";

/// What desktops call the thing that knows whether the screen is locked. Only `ActiveChanged` matters, whoever says it: a
/// lie can lock the window, and never unlock it.
const SCREENS: [&str; 4] = [
    "org.freedesktop.ScreenSaver",
    "org.gnome.ScreenSaver",
    "org.cinnamon.ScreenSaver",
    "org.mate.ScreenSaver",
];

/// Listens for as long as the program runs. To be called on the main thread; nothing waits for a bus that is slow.
pub(crate) fn listen<R: Runtime>(app: &AppHandle<R>) {
    let sleeping = app.clone();
    ask_for_bus(BusType::System, move |bus| hear_logind(bus, &sleeping));
    let saving = app.clone();
    ask_for_bus(BusType::Session, move |bus| {
        for screen in SCREENS {
            subscribe(bus, None, screen, "ActiveChanged", None, &saving);
        }
    });
}

/// Where there is no such bus, nobody tells anything.
fn ask_for_bus(kind: BusType, hear: impl FnOnce(&DBusConnection) + 'static) {
    gio::bus_get(kind, None::<&Cancellable>, move |bus| {
        if let Ok(bus) = bus {
            // Or the end of the bus would be that of the program.
            bus.set_exit_on_close(false);
            hear(&bus);
        }
    });
}

fn hear_logind<R: Runtime>(bus: &DBusConnection, app: &AppHandle<R>) {
    let manager = "org.freedesktop.login1.Manager";
    subscribe(bus, Some(LOGIND), manager, "PrepareForSleep", None, app);
    // That of another session is nothing to us.
    let id = std::env::var("XDG_SESSION_ID").ok();
    if let Some(path) = id.as_deref().map(session_path) {
        let session = "org.freedesktop.login1.Session";
        subscribe(bus, Some(LOGIND), session, "Lock", Some(&path), app);
    }
}

/// Locks the window at each of these signals, unless it says that something has ended.
fn subscribe<R: Runtime>(
    bus: &DBusConnection,
    sender: Option<&str>,
    interface: &str,
    signal: &str,
    path: Option<&str>,
    app: &AppHandle<R>,
) {
    let app = app.clone();
    // Held by what it calls, and so for ever: nobody else holds the system's.
    let kept = bus.clone();
    bus.signal_subscribe(
        sender,
        Some(interface),
        Some(signal),
        path,
        None,
        DBusSignalFlags::NONE,
        move |_, _, _, _, _, said| {
            if !kept.is_closed() && begins(said) {
                lock::lock_with_screen(&app);
            }
        },
    );
}

/// Sleep and locked screens say whether they begin or end; a session that is to be locked says nothing.
fn begins(said: &Variant) -> bool {
    said.n_children() == 0 || said.child_value(0).get() == Some(true)
}

/// Where logind has a session, by its id: what is no letter or digit, and a digit at the beginning, stands as a number.
fn session_path(id: &str) -> String {
    let mut path = "/org/freedesktop/login1/session/".to_owned();
    for (place, byte) in id.bytes().enumerate() {
        let is_plain = byte.is_ascii_alphabetic() || (byte.is_ascii_digit() && place > 0);
        if is_plain {
            path.push(char::from(byte));
        } else {
            // Writing to a string can't fail.
            let _ = write!(path, "_{byte:02x}");
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use gtk::glib::prelude::ToVariant as _;

    use super::{begins, session_path};

    #[test]
    fn sessions_are_where_logind_has_them() {
        for (id, place) in [("2", "_32"), ("c12", "c12"), ("a-b", "a_2db")] {
            let path = format!("/org/freedesktop/login1/session/{place}");
            assert_eq!(session_path(id), path);
        }
    }

    #[test]
    fn only_what_begins_locks() {
        assert!(begins(&(true,).to_variant()) && begins(&().to_variant()));
        assert!(!begins(&(false,).to_variant()) && !begins(&("yes",).to_variant()));
    }
}
