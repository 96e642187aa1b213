//! Folded columns of the `user` table that are not what the names fold to: written by another program, or by an older one
//! that folded otherwise.

use serde_json::{Value, json};
use sqlx::{FromRow as _, Row as _, SqliteConnection, sqlite::SqliteRow};

use super::user::{FoldedNames, UserRecord};
use crate::error::Result;

/// How many users are in memory at once.
const CHUNK: u32 = 5_000;

/// Some users, in order of their ids.
struct Chunk {
    /// The last one's id.
    last: i64,
    /// Those who need it, with what it should be.
    stale: Vec<Value>,
}

/// How many users a search may miss.
pub(crate) async fn count(db: &mut SqliteConnection) -> Result<u32> {
    let (mut count, mut after) = (0, i64::MIN);
    while let Some(chunk) = read_chunk(db, after).await? {
        count += u32::try_from(chunk.stale.len()).unwrap_or(u32::MAX);
        after = chunk.last;
    }
    Ok(count)
}

/// Folds the names anew where they need it.
pub(crate) async fn refold(db: &mut SqliteConnection) -> Result<()> {
    let mut after = i64::MIN;
    while let Some(chunk) = read_chunk(db, after).await? {
        let sql = "update user set name_key = row.value->>1, first_name_key = row.value->>2, \
                 last_name_key = row.value->>3, search_key = row.value->>4 \
             from json_each(?) as row where user.id = row.value->>0";
        sqlx::query(sql)
            .bind(Value::Array(chunk.stale).to_string())
            .execute(&mut *db)
            .await?;
        after = chunk.last;
    }
    Ok(())
}

/// The next users after the one with this id; nothing after the last one.
async fn read_chunk(db: &mut SqliteConnection, after: i64) -> Result<Option<Chunk>> {
    let sql = "select * from user where id > ? order by id limit ?";
    let rows: Vec<SqliteRow> = sqlx::query(sql)
        .bind(after)
        .bind(CHUNK)
        .fetch_all(db)
        .await?;
    let Some(last) = rows.last() else {
        return Ok(None);
    };
    let last = last.try_get("id")?;
    let mut stale = Vec::new();
    for row in rows {
        let user = UserRecord::from_row(&row)?;
        let folded = FoldedNames::of(&user);
        let stored: [String; 4] = [
            row.try_get("name_key")?,
            row.try_get("first_name_key")?,
            row.try_get("last_name_key")?,
            row.try_get("search_key")?,
        ];
        let wanted = [
            folded.name,
            folded.first_name,
            folded.last_name,
            folded.search,
        ];
        if stored != wanted {
            let [name, first_name, last_name, search] = wanted;
            stale.push(json!([user.id, name, first_name, last_name, search]));
        }
    }
    Ok(Some(Chunk { last, stale }))
}
