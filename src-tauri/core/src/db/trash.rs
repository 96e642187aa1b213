//! Those rows of the `user` table that are in the trash.

use serde_json::json;
use sqlx::SqliteConnection;

use super::Millis;
use crate::error::Result;

/// Who is in the trash, those deleted last first, `limit` of them after `offset`; in their names and addresses, all of
/// these folded words are found.
pub(crate) async fn list_page(
    db: &mut SqliteConnection,
    words: &[String],
    (offset, limit): (u32, u32),
) -> Result<Vec<i64>> {
    let sql = "select id from user where deleted_at is not null \
             and not exists (select 1 from json_each(?) as word where instr(search_key, word.value) = 0) \
         order by deleted_at desc, id desc limit ? offset ?";
    Ok(sqlx::query_scalar(sql)
        .bind(json!(words).to_string())
        .bind(limit)
        .bind(offset)
        .fetch_all(db)
        .await?)
}

/// How many such people there are.
pub(crate) async fn count(db: &mut SqliteConnection, words: &[String]) -> Result<u32> {
    let sql = "select count(*) from user where deleted_at is not null \
         and not exists (select 1 from json_each(?) as word where instr(search_key, word.value) = 0)";
    Ok(sqlx::query_scalar(sql)
        .bind(json!(words).to_string())
        .fetch_one(db)
        .await?)
}

/// Who put these people into the trash: pairs of person and name. Whatever did it was noted at the moment of the mark.
pub(crate) async fn list_deleters(
    db: &mut SqliteConnection,
    ids: &[i64],
) -> Result<Vec<(i64, String)>> {
    let sql = "select user.id, actor_name from json_each(?) as wanted cross join user on user.id = wanted.value \
         cross join event on event.id = ( \
             select max(id) from event where target_kind = 'user' and target_id = user.id and at = deleted_at)";
    Ok(sqlx::query_as(sql)
        .bind(json!(ids).to_string())
        .fetch_all(db)
        .await?)
}

/// Somebody who leaves for good.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(crate) struct Expired {
    pub(crate) id: i64,
    pub(crate) username: String,
    pub(crate) first_name: String,
    pub(crate) last_name: String,
}

/// Whether anything, a person or an earlier picture, is kept from before this moment.
pub(crate) async fn has_expired(db: &mut SqliteConnection, moment: Millis) -> Result<bool> {
    let sql = "select exists (select 1 from user where deleted_at < ?1) \
         or exists (select 1 from past_avatar where replaced_at < ?1)";
    Ok(sqlx::query_scalar(sql).bind(moment).fetch_one(db).await?)
}

/// Who was put into the trash before this moment.
pub(crate) async fn list_expired(
    db: &mut SqliteConnection,
    moment: Millis,
) -> Result<Vec<Expired>> {
    let sql =
        "select id, username, first_name, last_name from user where deleted_at < ? order by id";
    Ok(sqlx::query_as(sql).bind(moment).fetch_all(db).await?)
}

/// Deletes for good whoever was put into the trash before this moment.
pub(crate) async fn delete_expired(db: &mut SqliteConnection, moment: Millis) -> Result<()> {
    sqlx::query("delete from user where deleted_at < ?")
        .bind(moment)
        .execute(db)
        .await?;
    Ok(())
}
