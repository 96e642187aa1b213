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
    bus.call_sync(
        Some(SERVICE),
        PLACE,
        SERVICE,
        "Notify",
        Some(&describe(title, text)),
        None,
        DBusCallFlags::NONE,
        PATIENCE,
        None::<&Cancellable>,
    )
    .map(drop)
}

/// What the service wants to know: the program, the notification that this one replaces (none), its picture, the words,
/// buttons (none), what the program is to the desktop, and for how long.
fn describe(title: &str, text: &str) -> Variant {
    // Some desktops read it as marked up.
    let text = glib::markup_escape_text(text);
    let hints = HashMap::from([("desktop-entry", "Roster".to_variant())]);
    let (buttons, as_usual) = (Vec::<String>::new(), -1_i32);
    let said = (
        "Roster",
        0_u32,
        "roster",
        title,
        text.as_str(),
        buttons,
        hints,
        as_usual,
    );
    said.to_variant()
}

#[cfg(test)]
mod tests {
    use super::describe;

    #[test]
    fn it_is_said_as_the_service_wants_it() {
        let said = describe("The import is done", "3 people <b>");
        assert_eq!(said.type_().as_str(), "(susssasa{sv}i)");
        assert_eq!(said.child_value(3).str(), Some("The import is done"));
        assert_eq!(said.child_value(4).str(), Some("3 people &lt;b&gt;"));
    }
}
