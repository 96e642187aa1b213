//! Passwords that Django hashed: verified as they are, until whoever has one signs in for the first time.
//!
//! The forms are those of `django.contrib.auth.hashers`: the name of the algorithm, then its own parts between dollar signs.

use argon2::password_hash::phc::PasswordHash;
use argon2::{Argon2, Params, PasswordVerifier as _};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use pbkdf2::pbkdf2_hmac;
use sha1::Sha1;
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

/// The most rounds of PBKDF2: Django 6 makes a million and a half. Each million takes a third of a second.
const MOST_ROUNDS: u32 = 5_000_000;
/// The most memory, in KiB: 256 MiB.
const MOST_MEMORY: u64 = 256 << 10;
/// The most passes over that memory; argon2 makes two or three, scrypt one for each lane.
const MOST_PASSES: u64 = 32;
/// The highest cost of bcrypt, which doubles with each: Django's is 12, and this takes a few seconds.
const MOST_COST: u32 = 15;

/// A hash, taken apart.
enum ForeignHash<'a> {
    Pbkdf2 {
        is_sha256: bool,
        rounds: u32,
        salt: &'a str,
        hash: Vec<u8>,
    },
    Scrypt {
        params: scrypt::Params,
        salt: &'a str,
        hash: Vec<u8>,
    },
    Bcrypt {
        /// The password is hashed by SHA-256 first, so that all of a long one counts.
        is_sha256: bool,
        encoded: &'a str,
    },
    Argon2(&'a str),
}

/// Why a hash can't be taken over, as a finished sentence; nothing if it can.
///
/// A hash that takes minutes to verify would let whoever made the file keep the sign-in busy.
pub(crate) fn why_not_take_hash(encoded: &str) -> Option<String> {
    let algorithm = encoded.split('$').next().unwrap_or_default();
    let sentence = if ForeignHash::parse(encoded).is_some() {
        return None;
    } else if encoded.is_empty() || encoded.starts_with('!') {
        "There was no password to sign in with, so this person needs a new password."
    } else if matches!(algorithm, "md5" | "unsalted_md5" | "sha1" | "unsalted_sha1")
        || !encoded.contains('$')
    {
        "The password was kept in a way that is not safe, so this person needs a new password."
    } else {
        "The password was kept in a way that Roster does not know or that costs too much, so this person needs a new password."
    };
    Some(sentence.to_owned())
}

/// Whether a password, in the bytes in which it was typed, belongs to such a hash.
pub(super) fn verify_foreign(typed: &str, encoded: &str) -> bool {
    ForeignHash::parse(encoded).is_some_and(|hash| hash.verify(typed.as_bytes()))
}

impl<'a> ForeignHash<'a> {
    /// Takes a hash apart; nothing if it is none, or costs too much.
    fn parse(encoded: &'a str) -> Option<Self> {
        if encoded.starts_with("$argon2") {
            return is_modest_argon2(encoded).then_some(Self::Argon2(encoded));
        }
        if encoded.starts_with("$2") {
            return is_modest_bcrypt(encoded).then_some(Self::Bcrypt {
                is_sha256: false,
                encoded,
            });
        }
        let (algorithm, rest) = encoded.split_once('$')?;
        match algorithm {
            "pbkdf2_sha256" => Self::parse_pbkdf2(true, rest),
            "pbkdf2_sha1" => Self::parse_pbkdf2(false, rest),
            "scrypt" => Self::parse_scrypt(rest),
            // What follows is a whole hash of the form of those programs, with its own dollar sign before it.
            "bcrypt" | "bcrypt_sha256" => is_modest_bcrypt(rest).then_some(Self::Bcrypt {
                is_sha256: algorithm == "bcrypt_sha256",
                encoded: rest,
            }),
            "argon2" => {
                let hash = &encoded[algorithm.len()..];
                is_modest_argon2(hash).then_some(Self::Argon2(hash))
            }
            _ => None,
        }
    }

    fn parse_pbkdf2(is_sha256: bool, rest: &'a str) -> Option<Self> {
        let [rounds, salt, hash] = split(rest)?;
        let rounds = rounds
            .parse()
            .ok()
            .filter(|rounds| (1..=MOST_ROUNDS).contains(rounds))?;
        let hash = decode(hash, if is_sha256 { 32 } else { 20 })?;
        Some(Self::Pbkdf2 {
            is_sha256,
            rounds,
            salt,
            hash,
        })
    }

    /// The work factor stands before the salt, block size and lanes behind it.
    fn parse_scrypt(rest: &'a str) -> Option<Self> {
        let [work, salt, block, lanes, hash] = split(rest)?;
        let (work, block, lanes): (u64, u32, u32) =
            (work.parse().ok()?, block.parse().ok()?, lanes.parse().ok()?);
        let memory = work.checked_mul(u64::from(block))? / 8;
        if !work.is_power_of_two() || memory > MOST_MEMORY || u64::from(lanes) > MOST_PASSES {
            return None;
        }
        let log = u8::try_from(work.trailing_zeros()).ok()?;
        Some(Self::Scrypt {
            params: scrypt::Params::new(log, block, lanes).ok()?,
            salt,
            hash: decode(hash, 64)?,
        })
    }

    fn verify(&self, password: &[u8]) -> bool {
        match self {
            Self::Pbkdf2 {
                is_sha256,
                rounds,
                salt,
                hash,
            } => {
                let mut derived = Zeroizing::new(vec![0; hash.len()]);
                if *is_sha256 {
                    pbkdf2_hmac::<Sha256>(password, salt.as_bytes(), *rounds, &mut derived);
                } else {
                    pbkdf2_hmac::<Sha1>(password, salt.as_bytes(), *rounds, &mut derived);
                }
                is_same(&derived, hash)
            }
            Self::Scrypt { params, salt, hash } => {
                let mut derived = Zeroizing::new(vec![0; hash.len()]);
                scrypt::scrypt(password, salt.as_bytes(), params, &mut derived).is_ok()
                    && is_same(&derived, hash)
            }
            Self::Bcrypt { is_sha256, encoded } => {
                let digest = Zeroizing::new(hex(&Sha256::digest(password)));
                let password = if *is_sha256 {
                    digest.as_bytes()
                } else {
                    password
                };
                bcrypt::verify(password, encoded).unwrap_or(false)
            }
            Self::Argon2(encoded) => PasswordHash::new(encoded)
                .is_ok_and(|hash| Argon2::default().verify_password(password, &hash).is_ok()),
        }
    }
}

fn split<const N: usize>(rest: &str) -> Option<[&str; N]> {
    let parts: Vec<&str> = rest.split('$').collect();
    let parts = <[&str; N]>::try_from(parts).ok()?;
    parts.iter().all(|part| !part.is_empty()).then_some(parts)
}

fn decode(hash: &str, length: usize) -> Option<Vec<u8>> {
    STANDARD
        .decode(hash)
        .ok()
        .filter(|bytes| bytes.len() == length)
}

fn is_modest_argon2(encoded: &str) -> bool {
    let Ok(hash) = PasswordHash::new(encoded) else {
        return false;
    };
    let modest = |params: Params| {
        let memory = u64::from(params.m_cost());
        memory <= MOST_MEMORY && memory * u64::from(params.t_cost()) <= MOST_MEMORY * 8
    };
    hash.hash.is_some() && Params::try_from(&hash).is_ok_and(modest)
}

fn is_modest_bcrypt(encoded: &str) -> bool {
    let cost = encoded.parse::<bcrypt::HashParts>();
    cost.is_ok_and(|parts| parts.get_cost() <= MOST_COST)
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        // Writing to a string can't fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// Compares to the end, so that the time tells nothing.
fn is_same(one: &[u8], other: &[u8]) -> bool {
    one.len() == other.len()
        && one
            .iter()
            .zip(other)
            .fold(0, |sum, (one, other)| sum | (one ^ other))
            == 0
}

#[cfg(test)]
mod tests {
    use super::{verify_foreign, why_not_take_hash};

    /// Of the password `lètmein`, from Django's own tests (`tests/auth_tests/test_hashers.py`); the last is of another.
    const KNOWN: &[&str] = &[
        "pbkdf2_sha256$1000000$seasalt$r1uLUxoxpP2Ued/qxvmje7UH9PUJBkRrvf9gGPL7Cps=",
        "pbkdf2_sha256$1000000$seasalt2$egbhFghgsJVDo5Tpg/k9ZnfbySKQ1UQnBYXhR97a7sk=",
        "bcrypt_sha256$$2b$12$ZVcxMvjK5Z6jJzFqyTzTOu3qkJ9Z2bZcVbdPqfnxdVFLZLmcW6rXK",
    ];

    #[test]
    fn djangos_own_examples_verify() {
        for encoded in &KNOWN[..2] {
            assert!(verify_foreign("lètmein", encoded), "{encoded}");
            assert!(!verify_foreign("lètmeinz", encoded) && !verify_foreign("", encoded));
        }
        assert!(
            !verify_foreign("lètmein", KNOWN[2]),
            "a hash of something else"
        );
        for encoded in KNOWN {
            assert_eq!(why_not_take_hash(encoded), None, "{encoded}");
        }
    }

    #[test]
    fn what_is_unsafe_broken_or_too_costly_is_refused() {
        for encoded in [
            "",
            "!SsmuZ2OaqtmVv3px90oPSyI82TlhpR5F6ZHBNcAU",
            "md5$seasalt$3f86d0d3d465b7b458c231bf3555c0e3",
            "sha1$seasalt$cff36ea83f5706ce9aa7454e63e431fc726b2dc8",
            "88a434c88cca4e900f7874cd98123f43",
            "plain text",
            "pbkdf2_sha256$1000000$seasalt$short=",
            "pbkdf2_sha256$2000000000$seasalt$r1uLUxoxpP2Ued/qxvmje7UH9PUJBkRrvf9gGPL7Cps=",
            "pbkdf2_sha256$0$seasalt$r1uLUxoxpP2Ued/qxvmje7UH9PUJBkRrvf9gGPL7Cps=",
            "scrypt$1073741824$seasalt$8$5$ECMIUp+LMxMSK8xB/IVyba+KYGTI7FTnet025q/1f/vBAVnnP3hdYqJuRi+mJn6ji6ze3Fbb7JEFPKGpuEf5vw==",
            "bcrypt$$2b$31$ZVcxMvjK5Z6jJzFqyTzTOu3qkJ9Z2bZcVbdPqfnxdVFLZLmcW6rXK",
            "argon2$argon2id$v=19$m=4294967295,t=2,p=8$c2FsdHNhbHQ$YWJjZGVmZ2hpamtsbW5vcA",
            "$argon2id$",
        ] {
            let sentence = why_not_take_hash(encoded);
            assert!(
                sentence.is_some_and(|sentence| sentence.contains("needs a new password")),
                "{encoded}"
            );
            assert!(!verify_foreign("plain text", encoded), "{encoded}");
        }
    }
}
