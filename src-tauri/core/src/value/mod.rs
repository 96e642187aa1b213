//! What people type, checked once: types with private fields and one constructor each.
//!
//! A constructor returns the value in its one normal form, or a [`Flaw`]: a sentence that says what is wrong and what
//! would be right. Whoever holds a [`Username`] need never ask again whether it is one.

mod birth_date;
mod email;
mod fold;
mod group_name;
mod permission;
mod phone_number;
mod site;
mod text;
mod time_bound;
mod username;
mod view_name;

pub use birth_date::BirthDate;
pub use email::Email;
pub use fold::{fold_key, fold_search, fold_words};
pub use group_name::GroupName;
pub use permission::{Permission, PermissionSet};
pub use phone_number::PhoneNumber;
pub use site::Site;
pub use text::{Bio, GroupDescription, Location, PersonName};
pub use time_bound::TimeBound;
pub use username::Username;
pub use view_name::ViewName;

/// Why a value was refused: one finished sentence or two, for the person who typed it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Flaw(String);

impl Flaw {
    pub(crate) fn new(sentence: impl Into<String>) -> Self {
        Self(sentence.into())
    }
}

/// The outcome of a constructor.
pub type Checked<T> = Result<T, Flaw>;
