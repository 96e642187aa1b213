//! Hashing passwords: argon2id in PHC strings (RFC 9106; OWASP Password Storage Cheat Sheet).
//!
//! These functions take their time and 64 MiB; call them through [`Roster::run_costly`](crate::Roster).

use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher as _, PasswordVerifier as _, Version};
use icu_normalizer::ComposingNormalizer;
use zeroize::Zeroizing;

use super::foreign_hash::verify_foreign;
use crate::error::{Error, Result};
use crate::roster::HashingCost;

/// The most that checking one password may take, whatever a stored hash asks for: memory in KiB, as each of two at once
/// has it, and memory times passes, which is time. Ours take 64 MiB and three passes; a roster from elsewhere may hold
/// others, and a forged hash could ask for 4 TiB.
const MOST_MEMORY: u32 = 256 << 10;
const MOST_WORK: u64 = 1 << 20;

/// Bytes of salt (RFC 9106, 3.1 recommends 16).
const SALT: usize = 16;

/// A password in the form in which it is hashed: NFKC, so that it is the same from every keyboard
/// (NIST SP 800-63B-4, 3.1.1.2); never trimmed.
pub(super) fn normalize_password(typed: &str) -> Zeroizing<String> {
    Zeroizing::new(
        ComposingNormalizer::new_nfkc()
            .normalize(typed)
            .into_owned(),
    )
}

/// The hash as a PHC string.
pub(super) fn hash_password(normalized: &str, cost: HashingCost) -> Result<String> {
    let mut salt = [0; SALT];
    getrandom::fill(&mut salt)
        .map_err(|error| Error::internal(format!("no randomness: {error}")))?;
    let hash = argon2(cost)?
        .hash_password_with_salt(normalized.as_bytes(), &salt)
        .map_err(|error| Error::internal(format!("hashing: {error}")))?;
    Ok(hash.to_string())
}

/// Whether the password belongs to the hash. What can't be read as a hash, or costs more than any should, belongs to no
/// password.
///
/// Hashes that were imported are of what was typed, byte for byte: whoever made them did not normalise it.
pub(super) fn verify_password(typed: &str, stored: &str) -> bool {
    let verify = |password: &str| {
        if stored.starts_with("$argon2id$") {
            verify_within(password, stored, MOST_MEMORY, MOST_WORK)
        } else {
            verify_foreign(password, stored)
        }
    };
    let normalized = normalize_password(typed);
    verify(&normalized) || (*normalized != *typed && verify(typed))
}

/// Whether the password belongs to a hash of ours that costs at most this much memory, in KiB, and memory times passes.
pub(super) fn verify_within(password: &str, stored: &str, memory: u32, work: u64) -> bool {
    PasswordHash::new(stored).is_ok_and(|hash| {
        is_affordable(&hash, memory, work)
            && Argon2::default()
                .verify_password(password.as_bytes(), &hash)
                .is_ok()
    })
}

fn is_affordable(hash: &PasswordHash, memory: u32, work: u64) -> bool {
    Params::try_from(hash).is_ok_and(|params| {
        let cost = u64::from(params.m_cost()) * u64::from(params.t_cost());
        params.m_cost() <= memory && cost <= work
    })
}

/// Whether a stored hash was made with another algorithm or another cost than today's.
pub(super) fn needs_rehash(stored: &str, cost: HashingCost) -> bool {
    let Ok(hash) = PasswordHash::new(stored) else {
        return true;
    };
    let Ok(params) = Params::try_from(&hash) else {
        return true;
    };
    hash.algorithm != Algorithm::Argon2id.ident()
        || (params.m_cost(), params.t_cost(), params.p_cost())
            != (cost.memory, cost.passes, cost.lanes)
}

fn argon2(cost: HashingCost) -> Result<Argon2<'static>> {
    let params = Params::new(cost.memory, cost.passes, cost.lanes, None)
        .map_err(|error| Error::internal(format!("hashing cost: {error}")))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

#[cfg(test)]
mod tests {
    use super::{HashingCost, hash_password, needs_rehash, normalize_password, verify_password};

    const CHEAP: HashingCost = HashingCost {
        memory: 8,
        passes: 1,
        lanes: 1,
    };

    #[test]
    fn only_the_same_password_verifies() {
        let hash = hash_password("correct horse", CHEAP).unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=8,t=1,p=1$"));
        assert!(verify_password("correct horse", &hash));
        assert!(
            !verify_password("correct horse ", &hash),
            "nothing is trimmed"
        );
        assert!(!verify_password("Correct horse", &hash));
        assert_ne!(
            hash,
            hash_password("correct horse", CHEAP).unwrap(),
            "the salt differs each time"
        );
    }

    #[test]
    fn what_is_no_hash_verifies_nothing() {
        for stored in [
            "",
            "!",
            "$argon2id$",
            "plain",
            "$argon2id$v=19$m=8,t=1,p=1$c2FsdA$",
        ] {
            assert!(
                !verify_password("", stored) && !verify_password("plain", stored),
                "{stored}"
            );
        }
    }

    #[test]
    fn a_hash_that_costs_too_much_verifies_nothing() {
        let begun = std::time::Instant::now();
        for cost in [
            "m=4294967295,t=1,p=1",
            "m=1048576,t=1,p=1",
            "m=8,t=4294967295,p=1",
            "m=65536,t=1000,p=1",
        ] {
            let stored = format!("$argon2id$v=19${cost}$c2FsdHNhbHRzYWx0$AAAAAAAAAAAAAAAAAAAAAA");
            assert!(!verify_password("x", &stored), "{cost}");
        }
        assert!(begun.elapsed() < std::time::Duration::from_secs(5));
    }

    #[test]
    fn one_password_from_two_keyboards_is_the_same() {
        assert_eq!(*normalize_password("e\u{301}ﬁ"), *normalize_password("éfi"));
        assert_eq!(*normalize_password("  a  "), "  a  ");
    }

    #[test]
    fn another_cost_is_noticed() {
        let hash = hash_password("x", CHEAP).unwrap();
        assert!(!needs_rehash(&hash, CHEAP));
        assert!(needs_rehash(
            &hash,
            HashingCost {
                memory: 16,
                ..CHEAP
            }
        ));
        assert!(needs_rehash(&hash, HashingCost { passes: 2, ..CHEAP }));
        assert!(needs_rehash("bcrypt$$2b$12$x", CHEAP));
    }
}
