//! The `recovery_code` table.

use serde_json::json;
use sqlx::SqliteConnection;

use super::Millis;
use crate::error::Result;

/// How many codes somebody has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, sqlx::FromRow)]
pub(crate) struct CodeCount {
    /// Those that were not used yet.
    pub(crate) left: u32,
    /// Those too that were.
    pub(crate) made: u32,
}

/// A hash of SHA-256.
pub(crate) type CodeHash = [u8; 32];

/// Puts new codes in the place of all that somebody has.
pub(crate) async fn replace(
    db: &mut SqliteConnection,
    user_id: i64,
    hashes: &[CodeHash],
    now: Millis,
) -> Result<()> {
    sqlx::query("delete from recovery_code where user_id = ?")
        .bind(user_id)
        .execute(&mut *db)
        .await?;
    let hashes: Vec<String> = hashes.iter().map(to_hex).collect();
    sqlx::query(
        "insert into recovery_code (user_id, hash, made_at) select ?, unhex(value), ? from json_each(?)",
    )
    .bind(user_id)
    .bind(now)
    .bind(json!(hashes).to_string())
    .execute(db)
    .await?;
    Ok(())
}

/// Whether somebody has this code and did not use it.
pub(crate) async fn is_unused(
    db: &mut SqliteConnection,
    user_id: i64,
    hash: &CodeHash,
) -> Result<bool> {
    let sql = "select exists (select 1 from recovery_code where user_id = ? and hash = ? and used_at is null)";
    Ok(sqlx::query_scalar(sql)
        .bind(user_id)
        .bind(&hash[..])
        .fetch_one(db)
        .await?)
}

/// Uses a code up; false if somebody has no such code, or used it before.
pub(crate) async fn spend(
    db: &mut SqliteConnection,
    user_id: i64,
    hash: &CodeHash,
    now: Millis,
) -> Result<bool> {
    let sql =
        "update recovery_code set used_at = ? where user_id = ? and hash = ? and used_at is null";
    let done = sqlx::query(sql)
        .bind(now)
        .bind(user_id)
        .bind(&hash[..])
        .execute(db)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// How many codes somebody has.
pub(crate) async fn count(db: &mut SqliteConnection, user_id: i64) -> Result<CodeCount> {
    let sql = "select count(*) filter (where used_at is null) as left, count(*) as made \
         from recovery_code where user_id = ?";
    Ok(sqlx::query_as(sql).bind(user_id).fetch_one(db).await?)
}

fn to_hex(hash: &CodeHash) -> String {
    use std::fmt::Write as _;
    hash.iter()
        .fold(String::with_capacity(64), |mut text, byte| {
            // Writing to a string can't fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
}
