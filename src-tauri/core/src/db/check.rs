//! What SQLite itself says of the file.

use sqlx::SqliteConnection;

use crate::error::Result;

/// What is wrong with the file's structure, a line for each.
pub(crate) async fn list_flaws(db: &mut SqliteConnection) -> Result<Vec<String>> {
    let lines: Vec<String> = sqlx::query_scalar("pragma integrity_check")
        .fetch_all(db)
        .await?;
    Ok(lines.into_iter().filter(|line| line != "ok").collect())
}

/// The tables with rows that refer to rows that are not there.
pub(crate) async fn list_dangling_tables(db: &mut SqliteConnection) -> Result<Vec<String>> {
    let sql = r#"select distinct "table" from pragma_foreign_key_check"#;
    Ok(sqlx::query_scalar(sql).fetch_all(db).await?)
}
