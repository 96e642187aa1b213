//! What a database holds, in numbers; also one of an earlier schema, or that is only looked at.

use sqlx::{AssertSqlSafe, SqliteConnection};

use super::Millis;
use crate::error::Result;

/// A state of a database, to be compared with that of a copy.
#[derive(Debug)]
pub(crate) struct Facts {
    /// Changes when another connection has written.
    pub(crate) version: i64,
    pub(crate) newest_event: i64,
    /// How many rows each table has.
    rows: Vec<(String, i64)>,
}

impl Facts {
    /// The tables that have another number of rows, a line for each.
    pub(crate) fn list_differences<'a>(
        &'a self,
        original: &'a Self,
    ) -> impl Iterator<Item = String> {
        let missing = original
            .rows
            .iter()
            .filter(|row| !self.rows.contains(row))
            .map(|(table, rows)| format!("The table {table} should have {rows} rows"));
        let added = self.rows.len().saturating_sub(original.rows.len());
        missing.chain((added > 0).then(|| format!("There are {added} more tables")))
    }
}

/// The newest thing that history tells.
#[derive(Debug, sqlx::FromRow)]
pub(crate) struct NewestEvent {
    pub(crate) at: Millis,
    pub(crate) actor_name: String,
    pub(crate) action: String,
    pub(crate) target_name: String,
}

/// How much of each there is.
#[derive(Debug)]
pub(crate) struct Counts {
    pub(crate) people: u32,
    pub(crate) groups: u32,
    pub(crate) events: u32,
    pub(crate) newest: Option<NewestEvent>,
}

/// A number that is another once another connection has written; only to be compared with what the same one read before.
pub(crate) async fn read_version(db: &mut SqliteConnection) -> Result<i64> {
    Ok(sqlx::query_scalar("pragma data_version")
        .fetch_one(db)
        .await?)
}

/// Counts the rows of every table.
pub(crate) async fn read_facts(db: &mut SqliteConnection) -> Result<Facts> {
    let version = read_version(db).await?;
    let tables = list_tables(db, "main").await?;
    let mut rows = Vec::with_capacity(tables.len());
    for table in tables {
        let sql = format!("select count(*) from {}", quote(&table));
        let count = sqlx::query_scalar(AssertSqlSafe(sql))
            .fetch_one(&mut *db)
            .await?;
        rows.push((table, count));
    }
    let newest_event = if rows.iter().any(|(table, _)| table == "event") {
        let sql = "select coalesce(max(id), 0) from event";
        sqlx::query_scalar(sql).fetch_one(db).await?
    } else {
        0
    };
    Ok(Facts {
        version,
        newest_event,
        rows,
    })
}

/// Which SQLite this is.
pub(crate) async fn read_sqlite_version(db: &mut SqliteConnection) -> Result<String> {
    Ok(sqlx::query_scalar("select sqlite_version()")
        .fetch_one(db)
        .await?)
}

/// How many people there are, for a list of copies.
pub(crate) async fn count_people(db: &mut SqliteConnection) -> Result<u32> {
    let sql = "select count(*) from user where deleted_at is null";
    Ok(sqlx::query_scalar(sql).fetch_one(db).await?)
}

/// What is inside, as far as its schema goes.
pub(crate) async fn read_counts(db: &mut SqliteConnection) -> Result<Counts> {
    let tables = list_tables(db, "main").await?;
    let has = |name: &str| tables.iter().any(|table| table == name);
    let people = count_people(db).await?;
    let groups = if has("group") {
        sqlx::query_scalar(r#"select count(*) from "group""#)
            .fetch_one(&mut *db)
            .await?
    } else {
        0
    };
    if !has("event") {
        return Ok(Counts {
            people,
            groups,
            events: 0,
            newest: None,
        });
    }
    let events = sqlx::query_scalar("select count(*) from event")
        .fetch_one(&mut *db)
        .await?;
    let sql = "select at, actor_name, action, target_name from event order by id desc limit 1";
    let newest = sqlx::query_as(sql).fetch_optional(db).await?;
    Ok(Counts {
        people,
        groups,
        events,
        newest,
    })
}

/// The tables of a schema, without SQLite's own.
pub(super) async fn list_tables(db: &mut SqliteConnection, schema: &str) -> Result<Vec<String>> {
    let sql = r"select name from pragma_table_list where schema = ? and type = 'table' and name not like 'sqlite\_%' escape '\' order by name";
    Ok(sqlx::query_scalar(sql).bind(schema).fetch_all(db).await?)
}

/// A name as SQL has it.
pub(super) fn quote(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}
