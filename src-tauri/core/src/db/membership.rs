//! The `membership` table, from a group's side.

use std::collections::HashMap;

use serde_json::json;
use sqlx::SqliteConnection;

use crate::error::Result;

/// How many people are in each group, without those in the trash; groups without anybody are left out.
pub(crate) async fn count_by_group(db: &mut SqliteConnection) -> Result<HashMap<i64, u32>> {
    let sql = "select group_id, count(*) from membership join user on user.id = user_id \
         where deleted_at is null group by group_id";
    let rows: Vec<(i64, u32)> = sqlx::query_as(sql).fetch_all(db).await?;
    Ok(rows.into_iter().collect())
}

/// The members of a group who are not in the trash, by name, `limit` of them after `offset`; in their names and
/// addresses, all of these folded words are found.
pub(crate) async fn list_page(
    db: &mut SqliteConnection,
    group: i64,
    words: &[String],
    (offset, limit): (u32, u32),
) -> Result<Vec<i64>> {
    let sql = "select user.id from membership join user on user.id = user_id \
         where group_id = ? and deleted_at is null \
             and not exists (select 1 from json_each(?) as word where instr(search_key, word.value) = 0) \
         order by name_key, user.id limit ? offset ?";
    Ok(sqlx::query_scalar(sql)
        .bind(group)
        .bind(json!(words).to_string())
        .bind(limit)
        .bind(offset)
        .fetch_all(db)
        .await?)
}

/// How many such members there are.
pub(crate) async fn count(db: &mut SqliteConnection, group: i64, words: &[String]) -> Result<u32> {
    let sql = "select count(*) from membership join user on user.id = user_id \
         where group_id = ? and deleted_at is null \
             and not exists (select 1 from json_each(?) as word where instr(search_key, word.value) = 0)";
    Ok(sqlx::query_scalar(sql)
        .bind(group)
        .bind(json!(words).to_string())
        .fetch_one(db)
        .await?)
}

/// How many members open the admin pages, without those in the trash.
pub(crate) async fn count_staff(db: &mut SqliteConnection, group: i64) -> Result<u32> {
    let sql = "select count(*) from membership join user on user.id = user_id \
         where group_id = ? and deleted_at is null and (is_staff = 1 or is_superuser = 1)";
    Ok(sqlx::query_scalar(sql).bind(group).fetch_one(db).await?)
}

/// All members of a group, by id, in the trash or not.
pub(crate) async fn list_all(db: &mut SqliteConnection, group: i64) -> Result<Vec<i64>> {
    let sql = "select user_id from membership where group_id = ? order by user_id";
    Ok(sqlx::query_scalar(sql).bind(group).fetch_all(db).await?)
}

/// Whether certain people are among the members of a group, in the trash or not.
#[derive(Debug, Clone, Copy, sqlx::FromRow)]
pub(crate) struct MemberKinds {
    pub(crate) has_superuser: bool,
    pub(crate) has_actor: bool,
}

/// Whether a superuser is in the group, and whether the actor is.
pub(crate) async fn find_kinds(
    db: &mut SqliteConnection,
    group: i64,
    actor: Option<i64>,
) -> Result<MemberKinds> {
    let sql = "select exists (select 1 from membership join user on user.id = user_id \
             where group_id = ?1 and is_superuser = 1) as has_superuser, \
         exists (select 1 from membership where group_id = ?1 and user_id = ?2) as has_actor";
    Ok(sqlx::query_as(sql)
        .bind(group)
        .bind(actor)
        .fetch_one(db)
        .await?)
}

/// Somebody who would lose a permission if a group were gone.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(crate) struct Loser {
    pub(crate) permission: String,
    /// How many would lose this permission.
    pub(crate) losers: u32,
    pub(crate) username: String,
    pub(crate) first_name: String,
    pub(crate) last_name: String,
}

/// For each permission of a group, the first few of those who have it from nowhere else, by name: active people who are
/// no superusers, and not in the trash.
pub(crate) async fn list_losers(
    db: &mut SqliteConnection,
    group: i64,
    few: u32,
) -> Result<Vec<Loser>> {
    let sql = "select permission, losers, username, first_name, last_name from ( \
             select permission, username, first_name, last_name, \
                 count(*) over (partition by permission) as losers, \
                 row_number() over (partition by permission order by name_key, user.id) as place \
             from group_permission as given join membership using (group_id) join user on user.id = user_id \
             where group_id = ?1 and is_active = 1 and is_superuser = 0 and deleted_at is null \
                 and not exists (select 1 from user_permission as own \
                     where own.user_id = user.id and own.permission = given.permission) \
                 and not exists (select 1 from membership as other \
                     join group_permission as others on others.group_id = other.group_id \
                     where other.user_id = user.id and other.group_id <> ?1 \
                         and others.permission = given.permission)) \
         where place <= ?2 order by permission, place";
    Ok(sqlx::query_as(sql)
        .bind(group)
        .bind(few)
        .fetch_all(db)
        .await?)
}
