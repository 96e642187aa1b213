//! The `saved_view` table.

use sqlx::SqliteConnection;

use crate::error::Result;

/// A row, as its owner sees it.
#[derive(sqlx::FromRow)]
pub(crate) struct SavedViewRecord {
    pub(crate) id: i64,
    pub(crate) name: String,
    /// JSON.
    pub(crate) view: String,
}

/// Somebody's views, by name.
pub(crate) async fn list_of_user(
    db: &mut SqliteConnection,
    owner: i64,
) -> Result<Vec<SavedViewRecord>> {
    let sql = "select id, name, view from saved_view where owner_id = ? order by name_key";
    Ok(sqlx::query_as(sql).bind(owner).fetch_all(db).await?)
}

/// Somebody's view of this folded name.
pub(crate) async fn find_by_key(
    db: &mut SqliteConnection,
    owner: i64,
    key: &str,
) -> Result<Option<i64>> {
    let sql = "select id from saved_view where owner_id = ? and name_key = ?";
    Ok(sqlx::query_scalar(sql)
        .bind(owner)
        .bind(key)
        .fetch_optional(db)
        .await?)
}

/// How many views somebody has.
pub(crate) async fn count_of_user(db: &mut SqliteConnection, owner: i64) -> Result<u32> {
    let sql = "select count(*) from saved_view where owner_id = ?";
    Ok(sqlx::query_scalar(sql).bind(owner).fetch_one(db).await?)
}

/// Adds a view, or puts it in the place of the one of that name; its id.
pub(crate) async fn upsert(
    db: &mut SqliteConnection,
    owner: i64,
    (name, key): (&str, &str),
    view: &str,
) -> Result<i64> {
    let sql = "insert into saved_view (owner_id, name, name_key, view) values (?, ?, ?, ?) \
         on conflict (owner_id, name_key) do update set name = excluded.name, view = excluded.view returning id";
    Ok(sqlx::query_scalar(sql)
        .bind(owner)
        .bind(name)
        .bind(key)
        .bind(view)
        .fetch_one(db)
        .await?)
}

/// Gives a view another name; false if its owner has none of that id.
pub(crate) async fn rename(
    db: &mut SqliteConnection,
    owner: i64,
    id: i64,
    (name, key): (&str, &str),
) -> Result<bool> {
    let sql = "update saved_view set name = ?, name_key = ? where id = ? and owner_id = ?";
    let done = sqlx::query(sql)
        .bind(name)
        .bind(key)
        .bind(id)
        .bind(owner)
        .execute(db)
        .await?;
    Ok(done.rows_affected() > 0)
}

/// Deletes a view; false if its owner has none of that id.
pub(crate) async fn delete(db: &mut SqliteConnection, owner: i64, id: i64) -> Result<bool> {
    let sql = "delete from saved_view where id = ? and owner_id = ?";
    let done = sqlx::query(sql).bind(id).bind(owner).execute(db).await?;
    Ok(done.rows_affected() > 0)
}
