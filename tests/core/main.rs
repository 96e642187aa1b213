//! What product.md says, as tests of the core over real databases.
#![expect(
    clippy::unwrap_used,
    reason = "what a test prepares has to work, or the test has failed"
)]

#[cfg(unix)]
mod sandbox;
mod support;

mod open;
mod open_older;
mod open_trouble;
mod schema;

mod first_admin;
mod password;
mod password_hash;
mod proof;
mod recovery;
mod session;
mod sign_in;
mod throttle;

mod avatar;
mod backup;
mod bulk;
mod event;
mod event_export;
mod export;
mod group;
mod group_members;
mod group_rights;
mod import;
mod import_django;
mod import_hash;
mod import_rights;
mod import_undo;
mod list;
mod list_export;
mod list_follows;
mod list_model;
mod list_order;
mod list_question;
mod list_tiles;
mod own_event;
mod picture;
mod profile;
mod profile_rights;
mod protect;
mod rescue;
mod restore;
mod restore_kept;
mod rights;
mod saved_view;
mod selection;
mod setting;
mod trash;
mod trash_list;
mod undo;
mod undo_conflict;
mod undo_group;
mod undo_many;
mod undo_random;
mod undo_rights;
mod user_add;
mod user_edit;
mod user_limits;

mod check;
mod concurrency;
mod demo;
mod errors;
