//! What a group is called.

use super::text::single_line;
use super::{Checked, Flaw, fold_key};

/// The name of a group; 1 to 150 characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupName {
    name: String,
    key: String,
}

impl GroupName {
    /// The longest name, in characters.
    pub const MAX: usize = 150;

    /// One line, trimmed, with something visible in it.
    pub fn parse(typed: &str) -> Checked<Self> {
        let name = single_line(typed, Self::MAX)?;
        if name.is_empty() {
            return Err(Flaw::new("Give the group a name."));
        }
        let key = fold_key(&name);
        Ok(Self { name, key })
    }

    /// The name as it is stored and shown.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.name
    }

    /// The form under which it is unique, whatever the case.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.key
    }
}
