//! The tables `avatar` and `past_avatar`.

use std::collections::{HashMap, HashSet};

use serde_json::json;
use sqlx::{QueryBuilder, SqliteConnection};

use super::Millis;
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

/// The large pictures of these users, each with its type.
pub(crate) async fn list_large(
    db: &mut SqliteConnection,
    user_ids: &[i64],
) -> Result<HashMap<i64, (Vec<u8>, String)>> {
    let sql = "select user_id, large, mime from json_each(?) cross join avatar on user_id = value";
    let rows: Vec<(i64, Vec<u8>, String)> = sqlx::query_as(sql)
        .bind(json!(user_ids).to_string())
        .fetch_all(db)
        .await?;
    let pairs = rows
        .into_iter()
        .map(|(id, large, mime)| (id, (large, mime)));
    Ok(pairs.collect())
}

/// Keeps the pictures that these users have now, for whoever undoes what comes next.
pub(crate) async fn keep(db: &mut SqliteConnection, user_ids: &[i64], now: Millis) -> Result<()> {
    let sql = "insert or replace into past_avatar (user_id, hash, large, small, mime, replaced_at) \
         select user_id, hash, large, small, mime, ? from json_each(?) cross join avatar on user_id = value";
    sqlx::query(sql)
        .bind(now)
        .bind(json!(user_ids).to_string())
        .execute(db)
        .await?;
    Ok(())
}

/// Which of these earlier pictures, pairs of user and version, are still kept.
pub(crate) async fn find_kept(
    db: &mut SqliteConnection,
    wanted: &[(i64, String)],
) -> Result<HashSet<(i64, String)>> {
    let sql = "select user_id, hash from json_each(?) as wanted cross join past_avatar \
         on user_id = wanted.value->>0 and hash = wanted.value->>1";
    let kept: Vec<(i64, String)> = sqlx::query_as(sql)
        .bind(json!(wanted).to_string())
        .fetch_all(db)
        .await?;
    Ok(kept.into_iter().collect())
}

/// Gives users earlier pictures of theirs back: pairs of user and version.
pub(crate) async fn put_back(db: &mut SqliteConnection, wanted: &[(i64, &str)]) -> Result<()> {
    let sql = "insert or replace into avatar (user_id, large, small, mime, hash) \
         select user_id, large, small, mime, hash from json_each(?) as wanted cross join past_avatar \
         on user_id = wanted.value->>0 and hash = wanted.value->>1";
    sqlx::query(sql)
        .bind(json!(wanted).to_string())
        .execute(db)
        .await?;
    Ok(())
}

/// Back to initials, for many.
pub(crate) async fn delete_many(db: &mut SqliteConnection, user_ids: &[i64]) -> Result<()> {
    sqlx::query("delete from avatar where user_id in (select value from json_each(?))")
        .bind(json!(user_ids).to_string())
        .execute(db)
        .await?;
    Ok(())
}

/// Forgets pictures that were replaced before this moment.
pub(crate) async fn forget_before(db: &mut SqliteConnection, moment: Millis) -> Result<()> {
    sqlx::query("delete from past_avatar where replaced_at < ?")
        .bind(moment)
        .execute(db)
        .await?;
    Ok(())
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

/// Gives people who have no picture one each, by one statement.
pub(crate) async fn insert_many(
    db: &mut SqliteConnection,
    avatars: &[(i64, Avatar)],
) -> Result<()> {
    if avatars.is_empty() {
        return Ok(());
    }
    let mut query = QueryBuilder::new("insert into avatar (user_id, large, small, mime, hash) ");
    query.push_values(avatars, |mut row, (user_id, avatar)| {
        row.push_bind(user_id)
            .push_bind(&avatar.large.bytes)
            .push_bind(&avatar.small.bytes)
            .push_bind(avatar.large.mime)
            .push_bind(&avatar.hash);
    });
    query.build().execute(db).await?;
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
