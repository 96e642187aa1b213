//! The `avatar` table.

use sqlx::SqliteConnection;

use crate::error::Result;
use crate::picture::Avatar;

/// The version of a user's picture.
pub(crate) async fn find_hash(db: &mut SqliteConnection, user_id: i64) -> Result<Option<String>> {
    Ok(
        sqlx::query_scalar("select hash from avatar where user_id = ?")
            .bind(user_id)
            .fetch_optional(db)
            .await?,
    )
}

/// The bytes of the 512 px picture, and their type; not of those in the trash.
pub(crate) async fn find_large(
    db: &mut SqliteConnection,
    user_id: i64,
) -> Result<Option<(Vec<u8>, String)>> {
    let sql = "select large, mime from avatar join user on user.id = user_id where user_id = ? and deleted_at is null";
    Ok(sqlx::query_as(sql).bind(user_id).fetch_optional(db).await?)
}

/// The bytes of the 96 px picture, and their type; not of those in the trash.
pub(crate) async fn find_small(
    db: &mut SqliteConnection,
    user_id: i64,
) -> Result<Option<(Vec<u8>, String)>> {
    let sql = "select small, mime from avatar join user on user.id = user_id where user_id = ? and deleted_at is null";
    Ok(sqlx::query_as(sql).bind(user_id).fetch_optional(db).await?)
}

/// Puts a picture in the place of the old one.
pub(crate) async fn upsert(db: &mut SqliteConnection, user_id: i64, avatar: &Avatar) -> Result<()> {
    sqlx::query(
        "insert or replace into avatar (user_id, large, small, mime, hash) values (?, ?, ?, ?, ?)",
    )
    .bind(user_id)
    .bind(&avatar.large.bytes)
    .bind(&avatar.small.bytes)
    .bind(avatar.large.mime)
    .bind(&avatar.hash)
    .execute(db)
    .await?;
    Ok(())
}

/// Back to initials.
pub(crate) async fn delete(db: &mut SqliteConnection, user_id: i64) -> Result<()> {
    sqlx::query("delete from avatar where user_id = ?")
        .bind(user_id)
        .execute(db)
        .await?;
    Ok(())
}
