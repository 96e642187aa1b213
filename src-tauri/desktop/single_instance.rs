//! One window for each roster: whoever starts the program again gets the window that is open.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};

use roster_core::location::IDENTIFIER;
use tauri::Runtime;
use tauri::plugin::TauriPlugin;
use tauri_plugin_single_instance::Builder;

use crate::window;

/// The plugin for this roster; none where it could not tell this roster from the one of the computer account.
///
/// Two windows on one file are safe, only surprising, so it is better to have two than to be refused the second file.
pub(crate) fn plugin<R: Runtime>(database: &Path, is_own: bool) -> Option<TauriPlugin<R>> {
    let builder = Builder::new().callback(|app, _, _| window::bring_to_front(app));
    if is_own {
        return Some(builder.build());
    }
    // Only on D-Bus can a name of one's own be chosen.
    cfg!(target_os = "linux").then(|| builder.dbus_id(bus_name(database)).build())
}

/// The same for each way to write the path.
fn bus_name(database: &Path) -> String {
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
    use super::bus_name;

    #[test]
    fn a_roster_has_one_name_however_it_is_written() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("sub")).unwrap();
        let plain = bus_name(&folder.path().join("team.db"));
        assert_eq!(plain, bus_name(&folder.path().join("sub/../team.db")));
        assert_ne!(plain, bus_name(&folder.path().join("other.db")));
    }

    #[test]
    fn the_name_is_one_that_d_bus_takes() {
        let name = bus_name(std::path::Path::new("/tmp/Ö ü/team 1.db"));
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
