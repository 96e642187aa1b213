//! The real window, on a screen that nobody sees, used as a person uses it.
//!
//! Only on Linux: WebKitGTK has a WebDriver for the webviews of programs, macOS has none, and on Windows it would have to
//! be downloaded in the version that the machine's webview has. Elsewhere this program has no tests, and `cargo xtask test`
//! says so.

#![cfg(target_os = "linux")]

mod activity;
mod axe;
mod backups;
mod broken;
mod bulk_progress;
mod conflict;
mod delete_undo;
mod export;
mod groups;
mod hostile_page;
mod import;
mod keyboard_only;
mod language;
mod lock;
mod main_job;
mod named;
mod people;
mod people_columns;
mod people_filter;
mod people_flags;
mod people_pick;
mod people_suggest;
mod people_views;
mod permissions;
mod picker;
mod places;
mod proof;
mod recovery;
mod reflow;
mod rosters;
mod secrets;
mod settings;
mod shots;
mod sign_in;
mod steps;
mod support;
mod throttle;
mod tour;
mod trash;
mod undo_toast;
mod unsaved;
