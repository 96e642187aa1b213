//! What the tests of the window stand on.
//!
//! ```text
//! Roster ─────► Window ─────► Page ─────► Driver ────► WebKitWebDriver ─► the page
//! (a folder,    (screen,      (click,                 Picker ─────────► the system's file dialog
//!  rosterctl)    exit code)    type, see)
//! ```
//!
//! Each test has a folder, a screen, a message bus and a WebDriver of its own; a [`group::Group`] makes sure that
//! nothing of it outlives the test, even one that is killed.

mod axe;
mod display;
mod driver;
mod group;
mod keys;
mod page;
mod picker;
mod roster;
mod target;
mod tools;
mod wait;
mod window;

pub(crate) use axe::find_violations;
pub(crate) use roster::{PASSWORD, Roster};
pub(crate) use target::{
    Target, button, checkbox, column, css, dialog, field, heading, link, menu_item, part, radio,
    row,
};
pub(crate) use tools::target as target_folder;
pub(crate) use wait::wait_for;
pub(crate) use window::Window;
