//! Who may do what: signing in, passwords, and the one way in which authority comes about.
//!
//! ```text
//! Session ──read()/write()──► Read / Write ──grant::<R>()──► Granted<R, Read / Write> ──► the deed
//!                                                             └──proven()──► Granted<R, Proven> ──► the grave deed
//! ```
//!
//! A [`Session`] says who claims to ask. [`Roster::read`](crate::Roster::read) and
//! [`Roster::write`](crate::Roster::write) read the user's row again inside the transaction and make an [`Actor`] of
//! it. What needs a right is a method of [`Granted`], and only [`Read::grant`] and [`Write::grant`] make one, so that a
//! forgotten check does not compile, and none can race with the write that it allows. What can't be taken back, or takes
//! everything out, needs [`Proven`] as well: that the password was shown within the last five minutes.

mod access;
mod actor;
mod foreign_hash;
mod hash;
mod own_password;
mod passphrase;
mod password;
mod recovery;
mod recovery_code;
mod sign_in;
mod throttle;

pub use access::{Granted, Proven, Read, Write};
pub use actor::{
    Actor, AddUser, ChangeProfile, ChangeSettings, ChangeUser, DeleteUser, ExportData, ImportData,
    ManageBackup, ManageGroup, Right, Session, ViewHistory, ViewUser,
};
pub(crate) use foreign_hash::why_not_take_hash;
pub use passphrase::suggest_password;
pub use password::{Credential, check_password};
pub(crate) use password::{TEMPORARY_DAYS, minimum_password};
pub use recovery_code::RecoveryCodes;

/// What `fuzz/` may call by itself, and nobody else.
#[cfg(fuzzing)]
pub mod fuzzing {
    use super::hash;
    use crate::roster::HashingCost;

    /// Reads any text as the stored hash of a password; whether it is one, and that password's. One that costs more than a
    /// megabyte is left alone: a search has no time for what takes a person's patience.
    #[must_use]
    pub fn verify_password(typed: &str, stored: &str) -> bool {
        hash::verify_within(&hash::normalize_password(typed), stored, 1 << 10, 1 << 12)
    }

    /// A hash that takes no time worth speaking of.
    pub fn hash_password(typed: &str) -> crate::Result<String> {
        let cost = HashingCost {
            memory: 8,
            passes: 1,
            lanes: 1,
        };
        hash::hash_password(&hash::normalize_password(typed), cost)
    }

    /// Whether a stored hash is to be made anew at the usual cost.
    #[must_use]
    pub fn needs_rehash(stored: &str) -> bool {
        hash::needs_rehash(stored, HashingCost::STANDARD)
    }
}
