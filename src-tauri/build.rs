//! Generates the permissions of the commands and embeds the page.

use tauri_build::{AppManifest, Attributes};

/// Every command that the window may call. With this list Tauri refuses each command that `capabilities/main.json` does
/// not name; without it, it would allow them all. `tests/ipc/drift.rs` keeps it equal to the handler list and `api.js`.
const COMMANDS: &[&str] = &[
    "show_start",
    "create_first_admin",
    "sign_in",
    "sign_out",
    "forget_account",
    "check_password",
    "suggest_password",
    "choose_password",
    "change_password",
    "show_me",
    "show_user",
    "check_field",
    "edit_profile",
    "edit_user",
    "list_users",
    "locate_user",
    "count_users",
    "count_filters",
    "suggest_query",
    "list_groups",
    "export_users",
    "list_saved_views",
    "save_view",
    "rename_view",
    "delete_view",
    "add_user",
    "reset_password",
    "preview_delete",
    "delete_user",
    "restore_user",
    "preview_rights",
    "list_trash",
    "purge_user",
    "preview_bulk",
    "apply_bulk",
    "cancel_bulk",
    "list_group_rows",
    "show_group",
    "list_members",
    "match_names",
    "add_group",
    "edit_group",
    "preview_delete_group",
    "delete_group",
    "add_members",
    "remove_members",
    "list_events",
    "list_own_events",
    "export_events",
    "preview_undo",
    "undo_event",
    "list_backups",
    "back_up",
    "preview_restore",
    "restore_backup",
    "reveal_backups",
    "find_rescue",
    "rescue_roster",
    "pick_avatar",
    "load_avatar",
    "crop_avatar",
    "discard_avatar",
    "open_site",
    "save_preferences",
    "show_window",
    "note_unsaved_changes",
    "close_window",
];

fn main() {
    // The files of the page are tracked one by one; new and removed ones only through their folder.
    println!("cargo:rerun-if-changed=ui");
    let attributes = Attributes::new().app_manifest(AppManifest::new().commands(COMMANDS));
    if let Err(error) = tauri_build::try_build(attributes) {
        println!("cargo:warning={error:#}");
        std::process::exit(1);
    }
}
