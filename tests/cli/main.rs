//! `rosterctl` as scripts see it: the built program, its output and its exit codes.
//!
//! Each test works on a file of its own. Hashing a password takes a fifth of a second, so most begin with a copy of one
//! roster that was prepared once; see [`harness::Sandbox::prepared`].

#![expect(clippy::unwrap_used, reason = "a test fails where it stands")]

mod avatar;
mod backup;
mod check;
mod database;
mod delete;
mod demo;
mod group;
mod harness;
mod history;
mod import;
mod init;
mod pipes;
mod restore;
mod secrets;
mod undo;
mod usage;
mod user_add;
mod user_list;
mod user_password;
mod user_set;
mod user_show;
