//! People: accounts and what they tell about themselves.

mod account;
mod check_field;
mod demo;
mod face;
mod first_admin;
mod list;
mod profile;
mod recent;
mod rights;
mod saved_view;
mod selection;
mod show;
mod trash;

pub use profile::AvatarEdit;
