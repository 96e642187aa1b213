//! Somebody else's database: what Django made, read and never written.
//!
//! The names of tables and columns are that file's own; they go into statements in quotation marks, with each mark in them
//! doubled. No statement reads a view, so that nothing in the file is run.

use std::path::Path;

use sqlx::sqlite::{SqliteConnectOptions, SqliteRow};
use sqlx::{AssertSqlSafe, ConnectOptions as _, Row as _, SqliteConnection};

use crate::error::Result;

/// A column as its table declares it.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(crate) struct ColumnRecord {
    pub(crate) table_name: String,
    pub(crate) column_name: String,
    /// 1 for a primary key of one column.
    pub(crate) key_place: i64,
}

/// A foreign key of one column.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(crate) struct KeyRecord {
    pub(crate) table_name: String,
    pub(crate) column_name: String,
    pub(crate) target: String,
}

/// Opens a database as it lies there: nothing is written, no log is looked for, nothing in it is run.
pub(crate) async fn connect(path: &Path) -> Result<SqliteConnection> {
    let options = SqliteConnectOptions::new()
        .filename(path)
        .read_only(true)
        .immutable(true)
        .pragma("trusted_schema", "off")
        .pragma("cell_size_check", "on");
    Ok(options.connect().await?)
}

/// The columns of all tables.
pub(crate) async fn list_columns(db: &mut SqliteConnection) -> Result<Vec<ColumnRecord>> {
    let sql = "select entry.name as table_name, info.name as column_name, info.pk as key_place \
         from sqlite_schema as entry join pragma_table_info(entry.name) as info \
         where entry.type = 'table' order by entry.name, info.cid";
    Ok(sqlx::query_as(sql).fetch_all(db).await?)
}

/// All foreign keys.
pub(crate) async fn list_keys(db: &mut SqliteConnection) -> Result<Vec<KeyRecord>> {
    let sql = "select entry.name as table_name, key.\"from\" as column_name, key.\"table\" as target \
         from sqlite_schema as entry join pragma_foreign_key_list(entry.name) as key \
         where entry.type = 'table' order by entry.name, key.id";
    Ok(sqlx::query_as(sql).fetch_all(db).await?)
}

/// The columns that are unique by themselves: tables and columns.
pub(crate) async fn list_unique(db: &mut SqliteConnection) -> Result<Vec<(String, String)>> {
    let sql = "select entry.name, max(part.name) from sqlite_schema as entry \
         join pragma_index_list(entry.name) as list join pragma_index_info(list.name) as part \
         where entry.type = 'table' and list.\"unique\" = 1 and list.partial = 0 \
         group by entry.name, list.name having count(*) = 1 and max(part.name) is not null";
    Ok(sqlx::query_as(sql).fetch_all(db).await?)
}

/// How many rows a table has.
pub(crate) async fn count(db: &mut SqliteConnection, table: &str) -> Result<u32> {
    let sql = format!("select count(*) from {}", quote(table));
    Ok(sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(db).await?)
}

/// In how many rows of a table each of these columns has something.
pub(crate) async fn count_filled(
    db: &mut SqliteConnection,
    table: &str,
    columns: &[String],
) -> Result<Vec<u32>> {
    let counts = columns
        .iter()
        .map(|column| format!("count(nullif({}, ''))", quote(column)));
    let counts = counts.collect::<Vec<_>>().join(", ");
    let sql = format!("select {counts} from {}", quote(table));
    let row: SqliteRow = sqlx::query(AssertSqlSafe(sql)).fetch_one(db).await?;
    let counts = (0..columns.len()).map(|place| row.try_get(place));
    Ok(counts.collect::<Result<_, sqlx::Error>>()?)
}

/// Values that more than one row of a table has, the first hundred.
pub(crate) async fn list_shared(
    db: &mut SqliteConnection,
    table: &str,
    column: &str,
) -> Result<Vec<String>> {
    let column = quote(column);
    let sql = format!(
        "select cast({column} as blob) from {} where {column} <> '' group by {column} having count(*) > 1 limit 100",
        quote(table)
    );
    let found: Vec<Vec<u8>> = sqlx::query_scalar(AssertSqlSafe(sql)).fetch_all(db).await?;
    Ok(found.iter().map(|bytes| to_text(bytes)).collect())
}

/// Which values of people are read: of a table, and of others that have one row for each of its rows.
#[derive(Debug, Clone)]
pub(crate) struct PeopleQuery {
    pub(crate) table: String,
    pub(crate) key: String,
    /// Tables and the column of each that names the person.
    pub(crate) joined: Vec<(String, String)>,
    /// Which columns: the table's own are of table 0, those of the first joined one of table 1, and so on.
    pub(crate) columns: Vec<(usize, String)>,
}

/// A row: its place in the table, and its values as text.
pub(crate) type PeopleRow = (i64, Vec<Option<String>>);

/// Some rows after a place, in the table's order.
pub(crate) async fn list_people(
    db: &mut SqliteConnection,
    query: &PeopleQuery,
    after: i64,
    limit: u32,
) -> Result<Vec<PeopleRow>> {
    let columns = query
        .columns
        .iter()
        .map(|(table, column)| format!(", cast(t{table}.{} as blob)", quote(column)));
    let joins = (1..).zip(&query.joined).map(|(number, (table, column))| {
        let (table, column, key) = (quote(table), quote(column), quote(&query.key));
        format!(" left join {table} as t{number} on t{number}.{column} = t0.{key}")
    });
    let sql = format!(
        "select t0.rowid{} from {} as t0{} where t0.rowid > ? order by t0.rowid limit ?",
        columns.collect::<String>(),
        quote(&query.table),
        joins.collect::<String>()
    );
    let rows = sqlx::query(AssertSqlSafe(sql))
        .bind(after)
        .bind(limit)
        .fetch_all(db)
        .await?;
    let read = |row: SqliteRow| -> Result<PeopleRow> {
        let values = (1..=query.columns.len()).map(|place| {
            let bytes: Option<Vec<u8>> = row.try_get(place)?;
            Ok(bytes.map(|bytes| to_text(&bytes)))
        });
        Ok((row.try_get(0)?, values.collect::<Result<_>>()?))
    };
    rows.into_iter().map(read).collect()
}

/// A table between people and something else: which columns name the two.
#[derive(Debug, Clone)]
pub(crate) struct LinkTable {
    pub(crate) table: String,
    pub(crate) person: String,
    pub(crate) other: String,
}

/// To what the people in these places of their table are linked: places and ids.
pub(crate) async fn list_links(
    db: &mut SqliteConnection,
    query: &PeopleQuery,
    link: &LinkTable,
    (after, until): (i64, i64),
) -> Result<Vec<(i64, i64)>> {
    let sql = format!(
        "select person.rowid, link.{} from {} as person cross join {} as link on link.{} = person.{} \
         where person.rowid > ? and person.rowid <= ? and typeof(link.{}) = 'integer'",
        quote(&link.other),
        quote(&query.table),
        quote(&link.table),
        quote(&link.person),
        quote(&query.key),
        quote(&link.other),
    );
    let links = sqlx::query_as(AssertSqlSafe(sql)).bind(after).bind(until);
    Ok(links.fetch_all(db).await?)
}

/// The groups: ids and names.
pub(crate) async fn list_groups(db: &mut SqliteConnection) -> Result<Vec<(i64, String)>> {
    let sql =
        "select id, cast(name as blob) from auth_group where typeof(id) = 'integer' order by id";
    let rows: Vec<(i64, Vec<u8>)> = sqlx::query_as(sql).fetch_all(db).await?;
    Ok(rows
        .into_iter()
        .map(|(id, name)| (id, to_text(&name)))
        .collect())
}

/// The permissions: id, app, model and name.
pub(crate) async fn list_permissions(
    db: &mut SqliteConnection,
) -> Result<Vec<(i64, String, String, String)>> {
    let sql = "select auth_permission.id, app_label, model, codename from auth_permission \
         join django_content_type on django_content_type.id = content_type_id";
    Ok(sqlx::query_as(sql).fetch_all(db).await?)
}

/// Which group has which permission.
pub(crate) async fn list_group_permissions(db: &mut SqliteConnection) -> Result<Vec<(i64, i64)>> {
    let sql = "select group_id, permission_id from auth_group_permissions";
    Ok(sqlx::query_as(sql).fetch_all(db).await?)
}

fn to_text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn quote(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}
