//! The `setting` table: one row.

use sqlx::SqliteConnection;

use crate::error::Result;

/// The shortest password that can be chosen, in characters.
pub(crate) async fn minimum_password(db: &mut SqliteConnection) -> Result<u32> {
    let sql = "select minimum_password from setting where id = 1";
    Ok(sqlx::query_scalar(sql).fetch_one(db).await?)
}

/// Sets it.
pub(crate) async fn update_minimum_password(db: &mut SqliteConnection, length: u32) -> Result<()> {
    sqlx::query("update setting set minimum_password = ? where id = 1")
        .bind(length)
        .execute(db)
        .await?;
    Ok(())
}
