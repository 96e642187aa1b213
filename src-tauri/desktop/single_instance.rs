//! One window for each roster: whoever starts the program again gets the window that is open.

#[cfg(target_os = "linux")]
pub(crate) use self::session_bus::Instance;

#[cfg(not(target_os = "linux"))]
pub(crate) use self::plugin::Instance;

/// By a name on the session bus, which GTK is connected to anyway.
#[cfg(target_os = "linux")]
mod session_bus {
    use std::hash::{DefaultHasher, Hash as _, Hasher as _};
    use std::path::{Path, PathBuf};

    use gtk::gio::prelude::{ActionGroupExt as _, ActionMapExt as _, ApplicationExt as _};
    use gtk::gio::{Application, ApplicationFlags, Cancellable, SimpleAction};
    use gtk::glib::VariantTy;
    use gtk::glib::prelude::ToVariant as _;
    use roster_core::location::IDENTIFIER;
    use tauri::{AppHandle, Runtime};

    use crate::arguments::Place;
    use crate::window;

    /// What a second process asks of the first, with the word for a place.
    const GO_TO: &str = "go-to";

    /// The right to be the window of a roster. It ends with this value.
    pub(crate) struct Instance {
        application: Application,
        go_to: SimpleAction,
    }

    impl Instance {
        /// Nothing if another process is that window; it was asked to come to the front, and to go to the
        /// place.
        ///
        /// Without a session bus nobody can be asked. Two windows on one file are safe, only surprising.
        pub(crate) fn claim(database: &Path, is_own: bool, place: Option<Place>) -> Option<Self> {
            let name = if is_own {
                IDENTIFIER.to_owned()
            } else {
                name_of(database)
            };
            let application = Application::new(Some(&name), ApplicationFlags::default());
            let go_to = SimpleAction::new(GO_TO, Some(VariantTy::STRING));
            // Before the name is taken: from then on it may be asked for.
            application.add_action(&go_to);
            let is_known = application.register(None::<&Cancellable>).is_ok();
            if !(is_known && application.is_remote()) {
                return Some(Self { application, go_to });
            }
            application.activate();
            if let Some(place) = place {
                application.activate_action(GO_TO, Some(&place.as_str().to_variant()));
            }
            if let Some(bus) = application.dbus_connection() {
                // This process ends at once; the call must have left it before.
                let _ = bus.flush_sync(None::<&Cancellable>);
            }
            None
        }

        /// Nothing to add: the name is taken already.
        #[expect(clippy::unused_self, reason = "elsewhere a plugin knows more")]
        pub(crate) fn attach<R: Runtime>(&self, builder: tauri::Builder<R>) -> tauri::Builder<R> {
            builder
        }

        /// From now on the window comes to the front, and goes to a place, when somebody asks.
        pub(crate) fn listen<R: Runtime>(&self, app: &AppHandle<R>) {
            let front = app.clone();
            self.application
                .connect_activate(move |_| window::bring_to_front(&front));
            let app = app.clone();
            self.go_to.connect_activate(move |_, word| {
                let word = word.and_then(gtk::glib::Variant::get::<String>);
                if let Some(place) = word.and_then(|word| Place::parse(&word)) {
                    window::go_to(&app, place);
                }
            });
        }
    }

    /// The same for each way to write the path.
    fn name_of(database: &Path) -> String {
        let mut hasher = DefaultHasher::new();
        plain_path(database).hash(&mut hasher);
        format!("{IDENTIFIER}.Db{:016x}", hasher.finish())
    }

    /// The file may not exist before its first start, its folder does.
    fn plain_path(database: &Path) -> PathBuf {
        let whole = std::path::absolute(database).unwrap_or_else(|_| database.to_owned());
        let folder = whole.parent().and_then(|folder| folder.canonicalize().ok());
        match (folder, whole.file_name()) {
            (Some(folder), Some(name)) => folder.join(name),
            _ => whole,
        }
    }

    #[cfg(test)]
    mod tests {
        use super::name_of;

        #[test]
        fn a_roster_has_one_name_however_it_is_written() {
            let folder = tempfile::tempdir().unwrap();
            std::fs::create_dir(folder.path().join("sub")).unwrap();
            let plain = name_of(&folder.path().join("team.db"));
            assert_eq!(plain, name_of(&folder.path().join("sub/../team.db")));
            assert_ne!(plain, name_of(&folder.path().join("other.db")));
        }

        #[test]
        fn the_name_is_one_that_d_bus_takes() {
            let name = name_of(std::path::Path::new("/tmp/Ö ü/team 1.db"));
            assert!(
                name.split('.')
                    .all(|part| part.starts_with(|c: char| c.is_ascii_alphabetic())),
                "{name}"
            );
            assert!(
                name.chars().all(|c| c.is_ascii_alphanumeric() || c == '.') && name.len() < 200,
                "{name}"
            );
        }
    }
}

/// By a plugin, which can only tell that there is a second process, not which roster it is for.
#[cfg(not(target_os = "linux"))]
mod plugin {
    use std::path::Path;

    use tauri::{AppHandle, Runtime};
    use tauri_plugin_single_instance::Builder;

    use crate::arguments::{Place, place_among};
    use crate::window;

    /// The right to be the window of a roster.
    pub(crate) struct Instance {
        is_own: bool,
    }

    impl Instance {
        /// Always this process: the plugin ends it later if another one was first.
        #[expect(clippy::unnecessary_wraps, reason = "elsewhere the answer may be no")]
        pub(crate) fn claim(_database: &Path, is_own: bool, _place: Option<Place>) -> Option<Self> {
            Some(Self { is_own })
        }

        /// Watches for other processes if this is the roster of the computer account. For another file two windows are
        /// better than being refused it: they are safe, only surprising.
        pub(crate) fn attach<R: Runtime>(&self, builder: tauri::Builder<R>) -> tauri::Builder<R> {
            if !self.is_own {
                return builder;
            }
            let plugin =
                Builder::new().callback(|app, arguments, _| match place_among(arguments) {
                    Some(place) => window::go_to(app, place),
                    None => window::bring_to_front(app),
                });
            // First of the plugins: a second start must end before it opens anything.
            builder.plugin(plugin.build())
        }

        /// The plugin does.
        #[expect(clippy::unused_self, reason = "elsewhere this is what listens")]
        pub(crate) fn listen<R: Runtime>(&self, _app: &AppHandle<R>) {}
    }
}
