//! A telephone number, as people write them.

use super::text::too_long;
use super::{Checked, Flaw};

/// Digits, spaces and `+ - ( ) .`, at most 32 characters with at least three digits; or nothing.
///
/// Kept as typed: no two countries group their digits alike, and a number is read more often than dialled.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PhoneNumber(String);

impl PhoneNumber {
    /// The longest number, in characters.
    pub const MAX: usize = 32;

    /// Checks the characters; whether anybody answers is not ours to say.
    pub fn parse(typed: &str) -> Checked<Self> {
        let typed = typed.trim();
        if typed.chars().count() > Self::MAX {
            return Err(too_long(Self::MAX));
        }
        if let Some(other) = typed
            .chars()
            .find(|c| !c.is_ascii_digit() && !" +-().".contains(*c))
        {
            return Err(if other.is_control() {
                Flaw::new("There is a hidden control character in this number. Type it again.")
            } else {
                Flaw::new(format!(
                    "“{other}” can't be part of a phone number. Use digits, spaces and + - ( ) ."
                ))
            });
        }
        if !typed.is_empty() && typed.chars().filter(char::is_ascii_digit).count() < 3 {
            return Err(Flaw::new("A phone number has at least three digits."));
        }
        Ok(Self(typed.to_owned()))
    }

    /// The number as typed; empty if there is none.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::PhoneNumber;

    #[test]
    fn numbers_are_kept_as_typed() {
        for good in [
            "+46 70 123 45 67",
            "(020) 7946-0018",
            "112",
            "",
            "01.23.45.67.89",
        ] {
            assert_eq!(PhoneNumber::parse(good).unwrap().as_str(), good);
        }
    }

    #[test]
    fn anything_else_is_refused() {
        for bad in [
            "call me",
            "12",
            "+",
            "+46 70 123 45 67 89 01 23 45 67 89",
            "123\n456",
            "١٢٣٤٥",
            "123x4",
        ] {
            assert!(PhoneNumber::parse(bad).is_err(), "{bad:?}");
        }
    }
}
