//! What the index of people in memory keeps of `user`, `avatar` and `membership`.

use sqlx::SqliteConnection;

use super::Millis;
use crate::error::Result;

/// How many rows are read at once: few enough to stop between two reads, and to need no memory worth speaking of.
pub(crate) const CHUNK: u32 = 4096;

/// Somebody who is not in the trash, as the index knows them.
#[derive(sqlx::FromRow)]
pub(crate) struct IndexRecord {
    pub(crate) id: i64,
    /// The bits of [`crate::query::fact`].
    pub(crate) facts: u8,
    pub(crate) date_joined: Millis,
    pub(crate) last_login: Option<Millis>,
    pub(crate) search_key: String,
    pub(crate) username_key: String,
    pub(crate) email_key: Option<String>,
    pub(crate) name_key: String,
    pub(crate) first_name_key: String,
    pub(crate) last_name_key: String,
    /// Ids with commas between; nothing for none.
    pub(crate) groups: Option<String>,
}

/// The bits in the order of [`crate::query::fact`].
macro_rules! select_records {
    ($rest:literal) => {
        concat!(
            "select id, is_active + 2 * is_staff + 4 * is_superuser \
                 + 8 * exists (select 1 from avatar where user_id = user.id) \
                 + 16 * (last_login is not null) as facts, \
                 date_joined, last_login, search_key, username_key, email_key, name_key, first_name_key, last_name_key, \
                 (select group_concat(group_id) from membership where user_id = user.id) as groups \
             from user where deleted_at is null and ",
            $rest
        )
    };
}

/// The next [`CHUNK`] people after an id, by id.
pub(crate) async fn list_after(db: &mut SqliteConnection, id: i64) -> Result<Vec<IndexRecord>> {
    let sql = select_records!("id > ? order by id limit ?");
    Ok(sqlx::query_as(sql)
        .bind(id)
        .bind(CHUNK)
        .fetch_all(db)
        .await?)
}

/// Those of these people who are there.
pub(crate) async fn list_by_ids(
    db: &mut SqliteConnection,
    ids: &[i64],
) -> Result<Vec<IndexRecord>> {
    let sql = select_records!("id in (select value from json_each(?)) order by id");
    let ids = serde_json::json!(ids).to_string();
    Ok(sqlx::query_as(sql).bind(ids).fetch_all(db).await?)
}

/// At least as many as there are people: ids are never used again.
pub(crate) async fn most_people(db: &mut SqliteConnection) -> Result<i64> {
    Ok(sqlx::query_scalar("select coalesce(max(id), 0) from user")
        .fetch_one(db)
        .await?)
}

/// The groups there are, and their names folded, by name.
pub(crate) async fn list_group_keys(db: &mut SqliteConnection) -> Result<Vec<(i64, String)>> {
    Ok(
        sqlx::query_as(r#"select id, name_key from "group" order by name_key"#)
            .fetch_all(db)
            .await?,
    )
}
