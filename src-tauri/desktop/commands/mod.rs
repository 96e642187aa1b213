//! What the window may ask: adapters of a few lines each, from the state through one call of the core to an answer.
//!
//! No rule lives here. Who asks comes from the state, whether they may is decided by the core. The names are those of
//! the core's functions and of `ui/js/api.js`. A new command goes into `build.rs` and `capabilities/main.json` as well;
//! `tests/ipc` fails until it does, and until its row stands in the table of who may what.

pub(crate) mod avatar;
pub(crate) mod backup;
pub(crate) mod bulk;
pub(crate) mod group;
pub(crate) mod history;
pub(crate) mod import;
pub(crate) mod list;
pub(crate) mod lock;
pub(crate) mod preferences;
pub(crate) mod profile;
pub(crate) mod recovery;
pub(crate) mod roster;
pub(crate) mod session;
pub(crate) mod setting;
pub(crate) mod trash;
pub(crate) mod user;

use tauri::ipc::Invoke;
use tauri::{Runtime, State};

use crate::state::AppState;

/// The shared state, as every command gets it.
type Shared<'a> = State<'a, AppState>;

/// Finds the command for a call.
#[expect(clippy::too_many_lines, reason = "a list of names, one a line")]
pub(crate) fn handler<R: Runtime>() -> impl Fn(Invoke<R>) -> bool + Send + Sync + 'static {
    tauri::generate_handler![
        session::show_start,
        session::create_first_admin,
        session::sign_in,
        session::sign_out,
        session::forget_account,
        session::check_password,
        session::suggest_password,
        session::choose_password,
        session::change_password,
        lock::lock,
        lock::unlock,
        lock::note_activity,
        session::prove,
        session::show_me,
        recovery::recover,
        recovery::make_recovery_codes,
        recovery::keep_recovery_codes,
        recovery::save_recovery_codes,
        recovery::print_page,
        profile::show_user,
        profile::check_field,
        profile::edit_profile,
        profile::export_own,
        profile::open_site,
        user::edit_user,
        list::list_users,
        list::locate_user,
        list::count_users,
        list::count_filters,
        list::suggest_query,
        list::list_groups,
        list::export_users,
        list::export_people,
        list::list_saved_views,
        list::save_view,
        list::rename_view,
        list::delete_view,
        user::add_user,
        user::reset_password,
        user::unlock_user,
        user::preview_delete,
        user::delete_user,
        user::restore_user,
        user::preview_rights,
        trash::list_trash,
        trash::purge_user,
        bulk::preview_bulk,
        bulk::apply_bulk,
        bulk::cancel_bulk,
        group::list_group_rows,
        group::show_group,
        group::list_members,
        group::match_names,
        group::add_group,
        group::edit_group,
        group::preview_delete_group,
        group::delete_group,
        group::add_members,
        group::remove_members,
        history::list_events,
        history::list_own_events,
        history::export_events,
        history::preview_undo,
        history::undo_event,
        backup::list_backups,
        backup::check_roster,
        backup::back_up,
        backup::preview_restore,
        backup::restore_backup,
        backup::reveal_backups,
        backup::find_rescue,
        backup::rescue_roster,
        import::pick_import,
        import::load_import,
        import::pick_import_media,
        import::plan_import,
        import::list_import_rows,
        import::decide_import,
        import::apply_import,
        import::cancel_import,
        import::save_import_report,
        import::save_passphrases,
        import::save_import_example,
        import::forget_import,
        avatar::pick_avatar,
        avatar::load_avatar,
        avatar::crop_avatar,
        avatar::discard_avatar,
        setting::show_security,
        setting::edit_settings,
        roster::list_rosters,
        roster::pick_roster,
        roster::open_roster,
        roster::take_place,
        roster::show_about,
        roster::show_licences,
        roster::reveal_data,
        preferences::save_preferences,
        preferences::note_language,
        preferences::show_notification,
        preferences::show_window,
        preferences::note_unsaved_changes,
        preferences::close_window,
    ]
}
