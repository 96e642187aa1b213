//! What the index of people in memory keeps of `user`, `avatar` and `membership`.
//!
//! People come many to a row, packed into one text by SQLite: a row and a value each would take six times as long.

use sqlx::SqliteConnection;

use super::Millis;
use crate::error::{Error, Result};

/// How many people are read at once: few enough to stop between two reads, and to need no memory worth speaking of.
pub(crate) const CHUNK: u32 = 4096;

/// Somebody who is not in the trash, as the index knows them.
pub(crate) struct IndexRecord<'a> {
    pub(crate) id: i64,
    /// The bits of [`crate::query::fact`].
    pub(crate) facts: u8,
    pub(crate) date_joined: Millis,
    /// Means something only with the fact that they signed in.
    pub(crate) last_login: Millis,
    pub(crate) search_key: &'a str,
    pub(crate) username_key: &'a str,
    pub(crate) email_key: Option<&'a str>,
    pub(crate) name_key: &'a str,
    pub(crate) first_name_key: &'a str,
    pub(crate) last_name_key: &'a str,
    /// Ids with commas between; nothing for none.
    pub(crate) groups: &'a str,
}

/// People as they come from the database.
#[derive(sqlx::FromRow)]
pub(crate) struct PackedRecords {
    pub(crate) count: u32,
    /// The last id.
    pub(crate) last: i64,
    packed: String,
}

/// Numbers with a space behind each: id, facts, dates, and how many bytes each text has, none if it is null. Then the
/// texts, with nothing between, and the groups with a semicolon behind. The facts are in the order of
/// [`crate::query::fact`].
macro_rules! select_packed {
    ($rest:literal) => {
        concat!(
            "select count(*) as count, coalesce(max(id), 0) as last, coalesce(group_concat(packed, ''), '') as packed from ( \
             select id, concat(id, ' ', is_active + 2 * is_staff + 4 * is_superuser \
                 + 8 * exists (select 1 from avatar where user_id = user.id) \
                 + 16 * (last_login is not null), ' ', \
                 date_joined, ' ', coalesce(last_login, 0), ' ', \
                 octet_length(search_key), ' ', octet_length(username_key), ' ', octet_length(email_key), ' ', \
                 octet_length(name_key), ' ', octet_length(first_name_key), ' ', octet_length(last_name_key), ' ', \
                 search_key, username_key, email_key, name_key, first_name_key, last_name_key, \
                 (select group_concat(group_id) from membership where user_id = user.id), ';') as packed \
             from user where deleted_at is null and ",
            $rest,
            ")"
        )
    };
}

/// The next [`CHUNK`] people after an id, by id.
pub(crate) async fn list_after(db: &mut SqliteConnection, id: i64) -> Result<PackedRecords> {
    let sql = select_packed!("id > ? order by id limit ?");
    Ok(sqlx::query_as(sql)
        .bind(id)
        .bind(CHUNK)
        .fetch_one(db)
        .await?)
}

/// Those of these people who are there.
pub(crate) async fn list_by_ids(db: &mut SqliteConnection, ids: &[i64]) -> Result<PackedRecords> {
    let sql = select_packed!("id in (select value from json_each(?)) order by id");
    let ids = serde_json::json!(ids).to_string();
    Ok(sqlx::query_as(sql).bind(ids).fetch_one(db).await?)
}

impl PackedRecords {
    /// Takes them apart.
    pub(crate) fn unpack(&self) -> Result<Vec<IndexRecord<'_>>> {
        let mut rest = &*self.packed;
        let mut records = Vec::with_capacity(self.count as usize);
        for _ in 0..self.count {
            let record = unpack_one(&mut rest);
            records.push(record.ok_or_else(|| Error::internal("people were packed wrongly"))?);
        }
        Ok(records)
    }
}

fn unpack_one<'a>(rest: &mut &'a str) -> Option<IndexRecord<'a>> {
    let id = take_until(rest, ' ')?.parse().ok()?;
    let facts = take_until(rest, ' ')?.parse().ok()?;
    let date_joined = take_until(rest, ' ')?.parse().ok()?;
    let last_login = take_until(rest, ' ')?.parse().ok()?;
    let mut lengths = [""; 6];
    for length in &mut lengths {
        *length = take_until(rest, ' ')?;
    }
    let [search, username, email, name, first_name, last_name] = lengths;
    Some(IndexRecord {
        id,
        facts,
        date_joined,
        last_login,
        search_key: take(rest, search)?,
        username_key: take(rest, username)?,
        email_key: if email.is_empty() {
            None
        } else {
            Some(take(rest, email)?)
        },
        name_key: take(rest, name)?,
        first_name_key: take(rest, first_name)?,
        last_name_key: take(rest, last_name)?,
        groups: take_until(rest, ';')?,
    })
}

fn take_until<'a>(rest: &mut &'a str, end: char) -> Option<&'a str> {
    let (taken, others) = rest.split_once(end)?;
    *rest = others;
    Some(taken)
}

fn take<'a>(rest: &mut &'a str, length: &str) -> Option<&'a str> {
    let (taken, others) = rest.split_at_checked(length.parse().ok()?)?;
    *rest = others;
    Some(taken)
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
