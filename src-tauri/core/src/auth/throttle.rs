//! Slowing down whoever guesses passwords or codes: in the database, so that it counts across processes and restarts.
//!
//! From the fifth failure in a row on, nothing is tried for 1, 2, 4 seconds and so on, up to 15 minutes. What is tried
//! meanwhile is neither verified nor counted. Names that nobody has are slowed down like accounts, by buckets.

use std::time::Duration;

use sha2::{Digest as _, Sha256};
use sqlx::SqliteConnection;

use crate::db::Millis;
use crate::db::sign_in_throttle::{self as throttle, Subject, ThrottleRecord};
use crate::db::user::{self, UserRecord};
use crate::error::{Error, Result};
use crate::history::{Action, By, Changes, Target, record};
use crate::roster::{Roster, to_millis};
use crate::value::fold_key;

/// The failure in a row from which on is waited.
const FIRST: i64 = 5;

/// Nobody is locked out for longer, the last administrator included.
const LONGEST: Millis = 15 * 60 * 1000;

/// After so long without a failure, all is forgotten.
const QUIET: Millis = 12 * 60 * 60 * 1000;

/// How many buckets there are for names that nobody has.
const BUCKETS: u16 = 4096;

/// Who is meant by a name, and where their failures are counted.
pub(super) struct Candidate {
    pub(super) user: Option<UserRecord>,
    pub(super) subject: Subject,
}

impl ThrottleRecord {
    /// What is left of the wait. A clock that was set back prolongs it by no more than it was.
    pub(crate) fn remaining(self, now: Millis) -> Millis {
        (self.failed_at + self.wait - now).clamp(0, self.wait)
    }

    fn refuse(self, now: Millis) -> Result<()> {
        match self.remaining(now) {
            0 => Ok(()),
            left => Err(Error::Throttled {
                wait: to_duration(left),
            }),
        }
    }
}

impl Candidate {
    /// Finds who signs in with this name, doing the same work where there is nobody.
    pub(super) async fn find(db: &mut SqliteConnection, name: &str) -> Result<Self> {
        let key = fold_key(name.trim());
        let secret = throttle::bucket_key(&mut *db).await?;
        let user = user::find_by_key(db, &key).await?;
        let bucket = bucket_of(&secret, &key);
        let subject = user.as_ref().map_or(Subject::Bucket(bucket), subject_of);
        Ok(Self { user, subject })
    }
}

/// Where an account's failures are counted.
pub(super) fn subject_of(user: &UserRecord) -> Subject {
    Subject::User(user.id)
}

fn bucket_of(secret: &[u8], key: &str) -> u16 {
    let digest = Sha256::new()
        .chain_update(secret)
        .chain_update(key)
        .finalize();
    u16::from_be_bytes([digest[0], digest[1]]) % BUCKETS
}

fn wait_after(failures: i64) -> Millis {
    // Far beyond the longest, and far from an overflow.
    let doublings = (failures - FIRST).min(20);
    if doublings < 0 {
        0
    } else {
        (1000 << doublings).min(LONGEST)
    }
}

fn to_duration(millis: Millis) -> Duration {
    Duration::from_millis(u64::try_from(millis).unwrap_or_default())
}

impl Roster {
    /// Goes on unless this subject has to wait.
    pub(super) async fn refuse_waiting(&self, subject: Subject) -> Result<()> {
        let now = to_millis(self.now());
        let found = throttle::find(&mut *self.reader().await?, subject).await?;
        let Some(found) = found else { return Ok(()) };
        if found.failed_at > now {
            self.follow_clock(subject).await?;
        }
        found.refuse(now)
    }

    /// The clock was set back: what is left of the wait is counted from now, or it would begin anew at each look.
    async fn follow_clock(&self, subject: Subject) -> Result<()> {
        let mut tx = self.begin().await?;
        let now = to_millis(self.now());
        let found = throttle::find(&mut tx, subject).await?;
        if let Some(ahead) = found.filter(|found| found.failed_at > now) {
            let record = ThrottleRecord {
                failed_at: now,
                ..ahead
            };
            throttle::store(&mut tx, subject, record).await?;
        }
        Ok(tx.commit().await?)
    }

    /// Counts a failure, notes it as one event, and says how long to wait now. Refuses, without counting, if somebody
    /// else's failures began a wait in the meantime.
    ///
    /// What was typed as the name is not kept: it may well be a password.
    pub(super) async fn record_failure(
        &self,
        subject: Subject,
        user: Option<&UserRecord>,
    ) -> Result<Duration> {
        let mut tx = self.begin().await?;
        let now = to_millis(self.now());
        throttle::delete_before(&mut tx, now - QUIET).await?;
        let known = throttle::find(&mut tx, subject).await?;
        let failures = match known {
            Some(known) => {
                known.refuse(now)?;
                known.failures.saturating_add(1)
            }
            None => 1,
        };
        let wait = wait_after(failures);
        let counted = ThrottleRecord {
            failures,
            failed_at: now,
            wait,
        };
        throttle::store(&mut tx, subject, counted).await?;
        let name = user.map(UserRecord::display_name).unwrap_or_default();
        let target = Target {
            id: user.map(|user| user.id),
            ..Target::users(&name)
        };
        let nobody = By { id: None, name: "" };
        let unchanged = Changes::default();
        record(
            &mut tx,
            now,
            nobody,
            Action::SignInFailed,
            target,
            &unchanged,
        )
        .await?;
        if failures == FIRST {
            record(&mut tx, now, nobody, Action::Lock, target, &unchanged).await?;
        }
        tx.commit().await?;
        Ok(to_duration(wait))
    }
}

/// In the transaction that lets somebody in: forgets their failures. Refuses if others began a wait in the meantime, or
/// many tries at once would get past it.
pub(super) async fn forgive(
    db: &mut SqliteConnection,
    subject: Subject,
    now: Millis,
) -> Result<()> {
    if let Some(known) = throttle::find(db, subject).await? {
        known.refuse(now)?;
        throttle::delete(db, subject).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, bucket_of, wait_after};
    use crate::db::sign_in_throttle::ThrottleRecord;

    #[test]
    fn waits_double_from_the_fifth_failure_to_a_quarter_of_an_hour() {
        let waits: Vec<i64> = (1..=16).map(|n| wait_after(n) / 1000).collect();
        assert_eq!(
            waits,
            [0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]
        );
        assert_eq!(wait_after(i64::MAX), LONGEST);
    }

    #[test]
    fn a_wait_is_never_longer_than_it_was_whatever_the_clock_does() {
        let record = ThrottleRecord {
            failures: 8,
            failed_at: 100_000,
            wait: 8_000,
        };
        assert_eq!(record.remaining(100_000), 8_000);
        assert_eq!(record.remaining(107_999), 1);
        assert_eq!(record.remaining(108_000), 0);
        assert_eq!(record.remaining(0), 8_000, "set back");
        assert_eq!(record.remaining(i64::from(u32::MAX)), 0);
    }

    #[test]
    fn names_share_buckets_by_a_key() {
        let buckets = |key: &[u8]| -> Vec<u16> {
            (0..20)
                .map(|n| bucket_of(key, &format!("name{n}")))
                .collect()
        };
        assert_eq!(buckets(b"a"), buckets(b"a"));
        assert_ne!(buckets(b"a"), buckets(b"b"));
        assert!(buckets(b"a").iter().all(|bucket| *bucket < 4096));
    }
}
