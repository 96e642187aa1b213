//! The `event` table: rows are added and read, never changed.

use sqlx::SqliteConnection;

use super::Millis;
use crate::error::Result;

/// A row to be added.
pub(crate) struct EventRecord<'a> {
    pub(crate) at: Millis,
    pub(crate) actor_id: Option<i64>,
    pub(crate) actor_name: &'a str,
    pub(crate) action: &'a str,
    pub(crate) target_id: Option<i64>,
    pub(crate) target_name: &'a str,
    pub(crate) changes: &'a str,
}

/// Adds a row about a user.
pub(crate) async fn insert(db: &mut SqliteConnection, event: &EventRecord<'_>) -> Result<()> {
    sqlx::query(
        "insert into event (at, actor_id, actor_name, action, target_kind, target_id, target_name, changes) \
         values (?, ?, ?, ?, 'user', ?, ?, ?)",
    )
    .bind(event.at)
    .bind(event.actor_id)
    .bind(event.actor_name)
    .bind(event.action)
    .bind(event.target_id)
    .bind(event.target_name)
    .bind(event.changes)
    .execute(db)
    .await?;
    Ok(())
}

/// When a user was last changed, and by whom; signing in is no change.
pub(crate) async fn find_last_change(
    db: &mut SqliteConnection,
    user_id: i64,
) -> Result<Option<(Millis, String)>> {
    let sql = "select at, actor_name from event where target_kind = 'user' and target_id = ? \
         and action not in ('sign_in', 'sign_in_failed') order by id desc limit 1";
    Ok(sqlx::query_as(sql).bind(user_id).fetch_optional(db).await?)
}

/// How many rows speak of a user.
pub(crate) async fn count_of_user(db: &mut SqliteConnection, user_id: i64) -> Result<u32> {
    let sql = "select count(*) from event where target_kind = 'user' and target_id = ?";
    Ok(sqlx::query_scalar(sql).bind(user_id).fetch_one(db).await?)
}
