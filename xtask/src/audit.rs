//! `cargo xtask audit`: what is known against the libraries that Roster is made of. It needs the network, for the list of
//! what is known; so it is no part of the gate, and runs before each release.

use crate::command::{self, Outcome, cargo};
use crate::setup;

/// Everything that `deny.toml` says, advisories included; each that is ignored says why there.
pub(crate) fn all() -> Outcome {
    setup::for_auditing()?;
    let mut deny = cargo();
    deny.args(["deny", "check", "advisories", "bans", "licenses", "sources"]);
    command::run(
        &mut deny,
        "Update what it names (cargo update --package NAME), or say in deny.toml why it does not matter here. Where it \
         could not fetch the advisory database, it needs the network.",
    )
}
