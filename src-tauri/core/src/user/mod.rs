//! People: accounts and what they tell about themselves.

mod account;
mod check_field;
mod demo;
mod effective;
mod face;
mod first_admin;
mod list;
mod profile;
mod recent;
mod rights;
mod search;
mod show;
mod trash;

pub use profile::AvatarEdit;
