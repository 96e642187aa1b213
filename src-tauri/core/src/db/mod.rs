//! The database: one file per table that holds all SQL of that table, and [`open`], through which every file goes.
//!
//! Functions take a connection, so that they compose within a transaction; those that read never write. Column lists
//! are explicit. No rules live here.

pub(crate) mod addition;
pub(crate) mod avatar;
pub(crate) mod bulk;
pub(crate) mod check;
pub(crate) mod contents;
pub(crate) mod copy;
pub(crate) mod django;
pub(crate) mod event;
pub(crate) mod group;
pub(crate) mod list;
pub(crate) mod membership;
pub(crate) mod migrate;
pub(crate) mod open;
pub(crate) mod person;
pub(crate) mod profile;
pub(crate) mod recovery_code;
pub(crate) mod saved_view;
pub(crate) mod setting;
pub(crate) mod sign_in_throttle;
pub(crate) mod stale_keys;
pub(crate) mod stale_names;
pub(crate) mod trash;
mod trigger;
pub(crate) mod user;
pub(crate) mod user_change;
pub(crate) mod user_index;
mod values;

/// A time as the tables keep it: milliseconds since 1970-01-01 UTC.
pub(crate) type Millis = i64;
