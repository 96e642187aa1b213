//! Roster's core: accounts, profiles, rights and history over one SQLite file, without a window.
//!
//! The tour, from the ground up; each module uses only those above it in this list:
//!
//! - [`value`]: what people type, checked once.
//! - [`picture`]: any picture in, two small square ones out.
//! - [`view`]: what leaves the core, and the forms that come in.
//! - [`error`]: the one error, as a sentence for the person.
//! - [`private`]: what other accounts of the computer must not see.
//! - `db`: opening the file, and all SQL, a module for each table.
//! - `query`: what a list is asked, taken apart; `index`: the list of people in memory.
//! - [`backup`]: copies of the file; `table`, `export`: what other programs read.
//! - [`Roster`]: the open database, the clock, the cost of hashing.
//! - `history`: one row for each thing done.
//! - [`auth`]: signing in, passwords, and how authority comes about.
//! - `user`, `group`, `avatar`, [`check`]: what can be done, as methods of [`auth::Read`], [`auth::Write`] and
//!   [`auth::Granted`].
//! - `setting`: what can be chosen for the whole roster; `diagnostics`: what is told of it when there is a trouble.
//! - `undo`: the inverse of all that, from what history noted.
//! - [`restore`]: backups made, listed, looked into and put in the place of the roster.
//! - [`import`]: people from other files, as a plan and then at once.
//! - `event`: the history, listed and exported.
//!
//! ```
//! # async fn tour(file: &std::path::Path) -> roster_core::Result<()> {
//! use roster_core::auth::ViewUser;
//! use roster_core::view::UserQuery;
//! use roster_core::{Options, Roster};
//!
//! let roster = Roster::open(file, Options::default()).await?;
//! let session = roster.sign_in("ana", "four quiet maple roads").await?;
//! let query = UserQuery { search: "smith".into(), limit: 100, ..UserQuery::default() };
//! let page = roster.read(&session).await?.grant::<ViewUser>()?.list_users(&query).await?;
//! # Ok(())
//! # }
//! ```

#![forbid(unsafe_code)]

pub mod auth;
mod avatar;
pub mod backup;
pub mod check;
mod db;
mod diagnostics;
pub mod error;
mod event;
mod export;
mod group;
mod history;
pub mod import;
mod index;
pub mod location;
pub mod picture;
pub mod private;
mod progress;
mod query;
pub mod restore;
mod roster;
mod setting;
mod table;
mod undo;
mod user;
pub mod value;
pub mod view;

pub use avatar::{AvatarImage, AvatarSize};
pub use error::{DatabaseError, Error, FieldErrors, Result};
pub use progress::Progress;
pub use roster::{Clock, HashingCost, Options, Roster, SystemClock};
pub use user::AvatarEdit;
