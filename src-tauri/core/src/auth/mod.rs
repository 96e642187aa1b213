//! Who may do what: signing in, passwords, and the one way in which authority comes about.
//!
//! ```text
//! Session ──read()/write()──► Read / Write ──grant::<R>()──► Granted<R, Read / Write> ──► the deed
//! ```
//!
//! A [`Session`] says who claims to ask. [`Roster::read`](crate::Roster::read) and
//! [`Roster::write`](crate::Roster::write) read the user's row again inside the transaction and make an [`Actor`] of
//! it. What needs a right is a method of [`Granted`], and only [`Read::grant`] and [`Write::grant`] make one, so that a
//! forgotten check does not compile, and none can race with the write that it allows.

mod access;
mod actor;
mod hash;
mod passphrase;
mod password;
mod sign_in;

pub use access::{Granted, Read, Write};
pub use actor::{
    Actor, AddUser, ChangeProfile, ChangeUser, DeleteUser, ExportData, ImportData, ManageBackup,
    ManageGroup, Right, Session, ViewHistory, ViewUser,
};
pub use passphrase::suggest_password;
pub use password::{Credential, check_password};
