//! What happens when things break: programs that are killed, disks that fill up, files that vanish, clocks that go back,
//! and many who write at once. Afterwards every write that was acknowledged is there, and nothing is half done.
//!
//! The one that is killed is a second process of this very program; see [`worker`]. `ROSTER_FAULTS=10` makes it ten times
//! as long.

#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a test fails where it stands")]

mod clock;
mod deeds;
mod disk;
mod inspect;
mod killed;
#[path = "../core/sandbox.rs"]
mod sandbox;
mod vanish;
mod worker;
mod writers;

use std::path::Path;

use roster_core::auth::Session;
use roster_core::view::FirstAdmin;
use roster_core::{HashingCost, Options, Roster};

/// How many times as long as usual.
pub(crate) fn effort() -> u32 {
    let wished = std::env::var("ROSTER_FAULTS").ok();
    wished.and_then(|times| times.parse().ok()).unwrap_or(1)
}

/// In memory where the system has a place for files there: a process that is killed leaves it as it leaves a disk.
pub(crate) fn make_folder() -> tempfile::TempDir {
    tempfile::tempdir_in("/dev/shm")
        .or_else(|_| tempfile::tempdir())
        .unwrap()
}

/// Hashing that takes no time worth speaking of.
pub(crate) fn options() -> Options {
    Options {
        hashing: HashingCost {
            memory: 8,
            passes: 1,
            lanes: 1,
        },
        ..Options::default()
    }
}

pub(crate) fn operator() -> Session {
    Session::operator("faults")
}

/// A closed roster with its first administrator.
pub(crate) async fn make_roster(path: &Path) {
    let roster = Roster::open(path, options()).await.unwrap();
    let admin = FirstAdmin {
        username: "root".to_owned(),
        email: String::new(),
        first_name: String::new(),
        last_name: String::new(),
        password: "four quiet maple roads".to_owned(),
        demo: false,
    };
    roster.create_first_admin(admin).await.unwrap();
    roster.close().await;
}
