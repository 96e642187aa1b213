//! One-time codes for whoever forgot their password.

use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use crate::db::recovery_code::CodeHash;
use crate::error::{Error, Result};

/// Crockford's Base32, which has no I, L, O or U: what looks alike is one letter.
const LETTERS: [u8; 32] = *b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// How many letters a code has: 130 random bits.
const LENGTH: usize = 26;

/// Where a group ends, so that a code can be read out and typed.
const GROUPS: [usize; 6] = [4, 4, 5, 4, 4, 5];

/// How many codes are made at once.
const COUNT: usize = 10;

/// One code, as its letters without dashes.
pub(super) struct RecoveryCode(Zeroizing<String>);

/// New codes on their way to the person. They count from when [`keep_recovery_codes`](super::Proven::keep_recovery_codes)
/// was called.
pub struct RecoveryCodes(Vec<RecoveryCode>);

impl RecoveryCode {
    fn generate() -> Result<Self> {
        let mut random = Zeroizing::new([0; LENGTH]);
        getrandom::fill(&mut *random)
            .map_err(|error| Error::internal(format!("no randomness: {error}")))?;
        // 32 divides 256, so every letter is as likely as any other.
        let letters = random
            .iter()
            .map(|byte| char::from(LETTERS[usize::from(*byte) % LETTERS.len()]));
        let mut text = Zeroizing::new(String::with_capacity(LENGTH));
        text.extend(letters);
        Ok(Self(text))
    }

    /// Reads what was typed: case, spaces and dashes don't matter, O is 0, I and L are 1. Nothing if it is no code.
    pub(super) fn parse(typed: &str) -> Option<Self> {
        let mut text = Zeroizing::new(String::with_capacity(LENGTH));
        for letter in typed.chars() {
            let letter = match letter.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' => continue,
                space if space.is_whitespace() => continue,
                other => other,
            };
            let is_known = u8::try_from(letter).is_ok_and(|byte| LETTERS.contains(&byte));
            if !is_known || text.len() == LENGTH {
                return None;
            }
            text.push(letter);
        }
        (text.len() == LENGTH).then_some(Self(text))
    }

    /// What is kept of it.
    pub(super) fn hash(&self) -> CodeHash {
        Sha256::digest(self.0.as_bytes()).into()
    }

    /// With dashes between the groups.
    fn to_text(&self) -> String {
        let mut rest = self.0.as_str();
        let groups = GROUPS.map(|length| {
            let (group, after) = rest.split_at(length.min(rest.len()));
            rest = after;
            group
        });
        groups.join("-")
    }
}

impl RecoveryCodes {
    /// Ten new ones.
    pub fn generate() -> Result<Self> {
        (0..COUNT)
            .map(|_| RecoveryCode::generate())
            .collect::<Result<_>>()
            .map(Self)
    }

    /// As they are shown and written down.
    #[must_use]
    pub fn to_texts(&self) -> Vec<String> {
        self.0.iter().map(RecoveryCode::to_text).collect()
    }

    pub(super) fn hashes(&self) -> Vec<CodeHash> {
        self.0.iter().map(RecoveryCode::hash).collect()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{RecoveryCode, RecoveryCodes};

    #[test]
    fn ten_codes_no_two_alike() {
        let codes = RecoveryCodes::generate().unwrap();
        let texts: BTreeSet<String> = codes.to_texts().into_iter().collect();
        assert_eq!(texts.len(), 10);
        for text in &texts {
            let groups: Vec<usize> = text.split('-').map(str::len).collect();
            assert_eq!(groups, [4, 4, 5, 4, 4, 5], "{text}");
            assert!(
                !text.contains(['I', 'L', 'O', 'U']) && text.is_ascii(),
                "{text}"
            );
        }
        let hashes: BTreeSet<_> = codes.hashes().into_iter().collect();
        assert_eq!(hashes.len(), 10);
    }

    #[test]
    fn a_code_can_be_typed_as_it_is_read() {
        let code = RecoveryCode::parse("0123-4567-89ABC-DEFG-HJKM-NPQR1").unwrap();
        for typed in [
            "0123456789ABCDEFGHJKMNPQR1",
            "0123-4567-89abc-defg-hjkm-npqr1",
            " o123 4567 89ABC\u{2013}DEFG\tHJKM NPQRi\n",
            "O1234567 89ABC-DEFG-HJKM-NPQRL",
        ] {
            let read = RecoveryCode::parse(typed).unwrap_or_else(|| panic!("{typed:?}"));
            assert_eq!(read.hash(), code.hash(), "{typed:?}");
        }
        assert_eq!(code.to_text(), "0123-4567-89ABC-DEFG-HJKM-NPQR1");
    }

    #[test]
    fn what_is_no_code_is_known_by_its_shape() {
        for typed in [
            "",
            "0123-4567-89ABC-DEFG-HJKM-NPQR",
            "0123-4567-89ABC-DEFG-HJKM-NPQR12",
            "0123-4567-89ABC-DEFG-HJKM-NPQRU",
            "0123-4567-89ABC-DEFG-HJKM-NPQR!",
            "０123-4567-89ABC-DEFG-HJKM-NPQR1",
        ] {
            assert!(RecoveryCode::parse(typed).is_none(), "{typed:?}");
        }
    }
}
