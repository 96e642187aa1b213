//! The keys by which people sign in and groups are told apart, where they are not what the names fold to.

use serde_json::{Value, json};
use sqlx::SqliteConnection;

use crate::error::Result;
use crate::value::fold_key;

/// How many users are in memory at once.
const CHUNK: u32 = 10_000;

/// Rows and what their keys should be.
#[derive(Default)]
struct Stale {
    users: Vec<Value>,
    groups: Vec<Value>,
}

/// How many people can't sign in as they should, or groups could be made twice.
pub(crate) async fn count(db: &mut SqliteConnection) -> Result<u32> {
    let stale = find(db).await?;
    let count = stale.users.len() + stale.groups.len();
    Ok(u32::try_from(count).unwrap_or(u32::MAX))
}

/// Folds the keys anew where they need it. Where somebody else has that key already, both stay as they are: nobody can
/// say who of them is meant.
pub(crate) async fn refold(db: &mut SqliteConnection) -> Result<()> {
    let stale = find(db).await?;
    let sql = "update or ignore user set username_key = row.value->>1, email_key = row.value->>2 \
         from json_each(?) as row where user.id = row.value->>0 and not exists ( \
             select 1 from user as other where other.id <> user.id \
             and (other.username_key in (row.value->>1, row.value->>2) \
                 or other.email_key in (row.value->>1, row.value->>2)))";
    for rows in stale.users.chunks(CHUNK as usize) {
        sqlx::query(sql)
            .bind(json!(rows).to_string())
            .execute(&mut *db)
            .await?;
    }
    let sql = r#"update or ignore "group" set name_key = row.value->>1 from json_each(?) as row where "group".id = row.value->>0"#;
    sqlx::query(sql)
        .bind(Value::Array(stale.groups).to_string())
        .execute(db)
        .await?;
    Ok(())
}

async fn find(db: &mut SqliteConnection) -> Result<Stale> {
    let mut stale = Stale::default();
    let mut after = i64::MIN;
    loop {
        let sql = "select id, username, username_key, email, email_key from user where id > ? order by id limit ?";
        let rows: Vec<(i64, String, String, String, Option<String>)> = sqlx::query_as(sql)
            .bind(after)
            .bind(CHUNK)
            .fetch_all(&mut *db)
            .await?;
        let Some(last) = rows.last() else { break };
        after = last.0;
        for (id, username, username_key, email, email_key) in rows {
            let wanted = fold_key(&username);
            let wanted_email = (!email.is_empty()).then(|| fold_key(&email));
            if wanted != username_key || wanted_email != email_key {
                stale.users.push(json!([id, wanted, wanted_email]));
            }
        }
    }
    let sql = r#"select id, name, name_key from "group""#;
    let groups: Vec<(i64, String, String)> = sqlx::query_as(sql).fetch_all(db).await?;
    for (id, name, name_key) in groups {
        let wanted = fold_key(&name);
        if wanted != name_key {
            stale.groups.push(json!([id, wanted]));
        }
    }
    Ok(stale)
}
