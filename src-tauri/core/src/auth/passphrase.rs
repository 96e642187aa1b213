//! Passphrases made of common words.

use bip39::Language;

use crate::error::{Error, Result};

/// How many words: 44 bits, beyond reach for guessing at argon2's pace, and short enough to read out.
const WORDS: usize = 4;

/// Four random words of 2,048, with hyphens between: at least 15 characters, as the longest rule of the defaults asks.
pub fn suggest_password() -> Result<String> {
    let list = Language::English.word_list();
    let mut random = [0; 2 * WORDS];
    getrandom::fill(&mut random)
        .map_err(|error| Error::internal(format!("no randomness: {error}")))?;
    // 2,048 divides 65,536, so every word is as likely as any other.
    let word = |pair: &[u8]| list[usize::from(u16::from_le_bytes([pair[0], pair[1]])) % list.len()];
    Ok(random
        .chunks_exact(2)
        .map(word)
        .collect::<Vec<_>>()
        .join("-"))
}

#[cfg(test)]
mod tests {
    use super::suggest_password;
    use crate::auth::check_password;
    use crate::view::PasswordContext;

    #[test]
    fn suggestions_keep_our_own_rules() {
        for _ in 0..200 {
            let passphrase = suggest_password().unwrap();
            assert_eq!(passphrase.split('-').count(), 4, "{passphrase}");
            let report = check_password(&passphrase, &PasswordContext::default(), 15);
            assert!(report.acceptable, "{passphrase}: {report:?}");
        }
        assert_ne!(suggest_password().unwrap(), suggest_password().unwrap());
    }
}
