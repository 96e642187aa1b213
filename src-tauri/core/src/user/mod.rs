//! People: accounts and what they tell about themselves.

mod account;
pub(crate) mod batch;
pub(crate) mod bulk;
mod check_field;
mod demo;
pub(crate) mod effective;
mod export;
pub(crate) mod face;
mod first_admin;
mod list;
mod profile;
mod recent;
pub(crate) mod rights;
mod saved_view;
mod selection;
mod show;
mod trash;

pub use profile::AvatarEdit;
