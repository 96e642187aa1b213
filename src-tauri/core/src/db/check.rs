//! What SQLite itself says of the file.

use sqlx::{AssertSqlSafe, SqliteConnection};

use super::contents::quote;
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

/// A column that refers to another table.
#[derive(sqlx::FromRow)]
struct Reference {
    column: String,
    parent: String,
    parent_column: String,
    /// Whether a row without what it refers to can't be.
    belongs: bool,
}

/// Removes the rows that belong to what is not there, and lets go of it where a row is more than that.
///
/// Profiles, pictures and memberships go with their person, as they would have; history only forgets whose it was.
pub(crate) async fn remove_dangling(db: &mut SqliteConnection) -> Result<()> {
    let sql = "select reference.\"from\" as \"column\", reference.\"table\" as parent, \
             coalesce(reference.\"to\", 'id') as parent_column, \
             reference.on_delete = 'CASCADE' or info.\"notnull\" as belongs \
         from pragma_foreign_key_list(?1) as reference \
         join pragma_table_info(?1) as info on info.name = reference.\"from\"";
    for table in list_dangling_tables(db).await? {
        let references: Vec<Reference> =
            sqlx::query_as(sql).bind(&table).fetch_all(&mut *db).await?;
        for reference in references {
            let [table, column, parent, key] = [
                &table,
                &reference.column,
                &reference.parent,
                &reference.parent_column,
            ]
            .map(|name| quote(name));
            let orphans =
                format!("{column} is not null and {column} not in (select {key} from {parent})");
            let sql = if reference.belongs {
                format!("delete from {table} where {orphans}")
            } else {
                format!("update {table} set {column} = null where {orphans}")
            };
            sqlx::query(AssertSqlSafe(sql)).execute(&mut *db).await?;
        }
    }
    Ok(())
}

/// Makes every index anew from its table.
pub(crate) async fn rebuild_indexes(db: &mut SqliteConnection) -> Result<()> {
    sqlx::query("reindex").execute(db).await?;
    Ok(())
}
