//! The `user_change` table: who changed, filled by triggers.

use sqlx::SqliteConnection;

use crate::error::Result;

/// A state of the list of people: the number of the newest change, and what tells it from another of that number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::FromRow)]
pub(crate) struct Stamp {
    pub(crate) seq: i64,
    pub(crate) mark: i64,
}

/// The state that this transaction sees.
pub(crate) async fn newest(db: &mut SqliteConnection) -> Result<Stamp> {
    let sql = "select seq, mark from user_change order by seq desc limit 1";
    let newest = sqlx::query_as(sql).fetch_optional(db).await?;
    // Somebody emptied the table: that is a state of its own, which no index was made of.
    Ok(newest.unwrap_or(Stamp { seq: -1, mark: 0 }))
}

/// How many changes the table remembers at least; see migration 0006.
pub(super) const REMEMBERED: usize = 10_000;

/// Notes that more changed than the table can remember: whoever knows an older state reads everybody anew.
pub(super) async fn forget_all(db: &mut SqliteConnection) -> Result<()> {
    sqlx::query("insert into user_change (user_id) values (null)")
        .execute(&mut *db)
        .await?;
    sqlx::query("delete from user_change where seq < (select max(seq) from user_change)")
        .execute(db)
        .await?;
    Ok(())
}

/// What happened since a state.
pub(crate) struct Delta {
    /// Whose rows to read anew.
    pub(crate) ids: Vec<i64>,
}

/// What happened since a state; nothing if the table no longer knows, or never knew that state.
pub(crate) async fn list_since(db: &mut SqliteConnection, since: Stamp) -> Result<Option<Delta>> {
    let sql = "select (select mark from user_change where seq = ?1), \
         (select json_group_array(distinct user_id) from user_change where seq > ?1 and user_id is not null)";
    let (mark, ids): (Option<i64>, String) =
        sqlx::query_as(sql).bind(since.seq).fetch_one(db).await?;
    if mark != Some(since.mark) {
        return Ok(None);
    }
    let ids =
        serde_json::from_str(&ids).map_err(|error| crate::Error::internal(error.to_string()))?;
    Ok(Some(Delta { ids }))
}
