//! Where a roster is, if nobody says.

use std::path::PathBuf;

/// The app's own name among all programs; its folder for data is named so.
pub const IDENTIFIER: &str = "app.roster.Roster";

/// The environment variable that names another database.
pub const DATABASE_VARIABLE: &str = "ROSTER_DB";

/// The database of this computer account, in the platform's folder for programs' data.
///
/// Nothing on the rare system that has no such folder (no home at all).
#[must_use]
pub fn default_database() -> Option<PathBuf> {
    Some(dirs::data_dir()?.join(IDENTIFIER).join("roster.db"))
}
