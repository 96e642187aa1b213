//! A word of the desktop's own, for whoever looks elsewhere: on Linux over D-Bus, through the client that GTK brings.
//!
//! Elsewhere it would take a program of its own kind (a bundle on macOS, a shortcut with an identity on Windows) and a
//! library for each; there the window asks for attention in the bar of tasks, as it does here.

use std::collections::HashMap;

use gtk::gio::{self, BusType, Cancellable, DBusCallFlags};
use gtk::glib::{self, Variant, prelude::ToVariant as _};

/// Who shows them, and where.
const SERVICE: &str = "org.freedesktop.Notifications";
const PLACE: &str = "/org/freedesktop/Notifications";

/// A desktop that does not answer shows nothing.
const PATIENCE: i32 = 2000;

/// Shows it for as long as the desktop likes. May take its time.
pub(crate) fn show(title: &str, text: &str) -> Result<(), glib::Error> {
    let bus = gio::bus_get_sync(BusType::Session, None::<&Cancellable>)?;
    // Or the end of the bus would be that of the program.
    bus.set_exit_on_close(false);
    let hints = HashMap::from([("desktop-entry", "roster".to_variant())]);
    let said = (
        "Roster",
        0_u32,
        "roster",
        title,
        // Some desktops read it as marked up.
        glib::markup_escape_text(text).as_str(),
        Vec::<String>::new(),
        hints,
        -1_i32,
    );
    bus.call_sync(
        Some(SERVICE),
        PLACE,
        SERVICE,
        "Notify",
        Some(&said.to_variant()),
        None,
        DBusCallFlags::NONE,
        PATIENCE,
        None::<&Cancellable>,
    )
    .map(|_: Variant| ())
}
