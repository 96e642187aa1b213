//! The `sign_in_throttle` table, and the key of its buckets.

use sqlx::{AssertSqlSafe, SqliteConnection};

use super::Millis;
use crate::error::Result;

/// Whose failures are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Subject {
    /// Those of an account, by its id.
    User(i64),
    /// Those of all names of this bucket that nobody has.
    Bucket(u16),
}

/// A row.
#[derive(Debug, Clone, Copy, sqlx::FromRow)]
pub(crate) struct ThrottleRecord {
    pub(crate) failures: i64,
    pub(crate) failed_at: Millis,
    pub(crate) wait: Millis,
}

impl Subject {
    fn column(self) -> &'static str {
        match self {
            Self::User(_) => "user_id",
            Self::Bucket(_) => "bucket",
        }
    }

    fn key(self) -> i64 {
        match self {
            Self::User(id) => id,
            Self::Bucket(number) => i64::from(number),
        }
    }
}

/// What is known of somebody's failures.
pub(crate) async fn find(
    db: &mut SqliteConnection,
    subject: Subject,
) -> Result<Option<ThrottleRecord>> {
    let column = subject.column();
    let sql = format!("select failures, failed_at, wait from sign_in_throttle where {column} = ?");
    Ok(sqlx::query_as(AssertSqlSafe(sql))
        .bind(subject.key())
        .fetch_optional(db)
        .await?)
}

/// Notes somebody's failures in the place of what was known.
pub(crate) async fn store(
    db: &mut SqliteConnection,
    subject: Subject,
    record: ThrottleRecord,
) -> Result<()> {
    let column = subject.column();
    let sql = format!(
        "insert into sign_in_throttle ({column}, failures, failed_at, wait) values (?, ?, ?, ?) \
         on conflict ({column}) do update set failures = excluded.failures, failed_at = excluded.failed_at, \
             wait = excluded.wait"
    );
    sqlx::query(AssertSqlSafe(sql))
        .bind(subject.key())
        .bind(record.failures)
        .bind(record.failed_at)
        .bind(record.wait)
        .execute(db)
        .await?;
    Ok(())
}

/// Forgets somebody's failures; whether there were any.
pub(crate) async fn delete(db: &mut SqliteConnection, subject: Subject) -> Result<bool> {
    let sql = format!(
        "delete from sign_in_throttle where {} = ?",
        subject.column()
    );
    let done = sqlx::query(AssertSqlSafe(sql))
        .bind(subject.key())
        .execute(db)
        .await?;
    Ok(done.rows_affected() > 0)
}

/// Forgets all failures from before a moment.
pub(crate) async fn delete_before(db: &mut SqliteConnection, moment: Millis) -> Result<()> {
    sqlx::query("delete from sign_in_throttle where failed_at <= ?")
        .bind(moment)
        .execute(db)
        .await?;
    Ok(())
}

/// The accounts that wait at this moment, by id.
pub(crate) async fn list_waiting(db: &mut SqliteConnection, now: Millis) -> Result<Vec<i64>> {
    let sql = "select user_id from sign_in_throttle where user_id is not null and failed_at + wait > ? order by user_id";
    Ok(sqlx::query_scalar(sql).bind(now).fetch_all(db).await?)
}

/// What the names that nobody has are hashed with.
pub(crate) async fn bucket_key(db: &mut SqliteConnection) -> Result<Vec<u8>> {
    let sql = "select value from secret where name = 'sign_in_throttle'";
    // Without one the hash is no secret, and nothing worse.
    Ok(sqlx::query_scalar(sql)
        .fetch_optional(db)
        .await?
        .unwrap_or_default())
}
