//! What somebody calls a way to look at a list.

use super::text::single_line;
use super::{Checked, Flaw};

/// The name of a saved view; 1 to 150 characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ViewName(String);

impl ViewName {
    /// The longest name, in characters.
    pub const MAX: usize = 150;

    /// One line, trimmed, with something visible in it.
    pub fn parse(typed: &str) -> Checked<Self> {
        let name = single_line(typed, Self::MAX)?;
        if name.is_empty() {
            return Err(Flaw::new("Give the view a name."));
        }
        Ok(Self(name))
    }

    /// The name as it is stored and shown.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
