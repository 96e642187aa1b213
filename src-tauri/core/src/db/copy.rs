//! Copying the whole database, and putting a whole other one in its place.

use std::path::Path;

use sqlx::{AssertSqlSafe, Executor as _, SqliteConnection};

use super::contents::{list_tables, quote};
use super::trigger;
use crate::error::{Error, Result};

/// How large the database is, the free space in it included.
pub(crate) async fn count_bytes(db: &mut SqliteConnection) -> Result<u64> {
    let sql = "select page_count * page_size from pragma_page_count, pragma_page_size";
    let bytes: i64 = sqlx::query_scalar(sql).fetch_one(db).await?;
    Ok(u64::try_from(bytes).unwrap_or(0))
}

/// Writes the state that `db` sees to a file that is empty, or not there.
pub(crate) async fn copy_all(db: &mut SqliteConnection, target: &Path) -> Result<()> {
    sqlx::query("vacuum into ?")
        .bind(target.to_string_lossy().as_ref())
        .execute(db)
        .await?;
    Ok(())
}

/// Makes the tables of another file known under the name `staged`.
pub(crate) async fn attach_staged(db: &mut SqliteConnection, file: &Path) -> Result<()> {
    sqlx::query("attach ? as staged")
        .bind(file.to_string_lossy().as_ref())
        .execute(db)
        .await?;
    Ok(())
}

/// Puts what keeps strangers out into `staged` as it is now: recovery codes and waits, of everybody who is the same person
/// in both. Codes that were used or renewed since must not work again, and whoever has to wait waits on.
pub(crate) async fn keep_defences(db: &mut SqliteConnection) -> Result<()> {
    let same = "select id from main.user as now where exists \
         (select 1 from staged.user as back where back.id = now.id and back.date_joined = now.date_joined)";
    for sql in [
        format!("delete from staged.recovery_code where user_id in ({same})"),
        format!(
            "insert into staged.recovery_code select * from main.recovery_code where user_id in ({same})"
        ),
        // The buckets of names that nobody has belong to their key.
        "delete from staged.secret".to_owned(),
        "insert into staged.secret select * from main.secret".to_owned(),
        "delete from staged.sign_in_throttle".to_owned(),
        format!(
            "insert into staged.sign_in_throttle select * from main.sign_in_throttle \
             where bucket is not null or user_id in ({same})"
        ),
    ] {
        execute(db, sql).await?;
    }
    Ok(())
}

/// Replaces every row of every table by those of `staged`, which has the same schema.
///
/// Within the caller's transaction, on a connection that does not enforce foreign keys. What reads meanwhile goes on
/// seeing what was there before, and what comes later sees all of it: to other connections, in whatever process, this is
/// a write like any other. Numbers that were ever given to a row are not given again, in neither of the two.
pub(crate) async fn replace_all(db: &mut SqliteConnection) -> Result<()> {
    let tables = list_tables(db, "main").await?;
    if tables != list_tables(db, "staged").await? {
        return Err(Error::internal("the staged copy has other tables"));
    }
    // They would make profiles, keep the last superuser from going, and refill what is copied as it is.
    let triggers = trigger::set_aside(db, |_| true).await?;
    let epoch = read_highest_epoch(db).await?;
    for table in tables {
        replace_table(db, &table).await?;
    }
    db.execute(
        "update sqlite_sequence set seq = max(seq, \
         (select staged.seq from staged.sqlite_sequence as staged where staged.name = sqlite_sequence.name)) \
         where name in (select name from staged.sqlite_sequence)",
    )
    .await?;
    triggers.put_back(db).await?;
    end_sessions(db, epoch).await
}

async fn replace_table(db: &mut SqliteConnection, table: &str) -> Result<()> {
    let sql = "select (select json_group_array(name) from pragma_table_info(?1, 'main')) = \
         (select json_group_array(name) from pragma_table_info(?1, 'staged'))";
    let is_alike: bool = sqlx::query_scalar(sql)
        .bind(table)
        .fetch_one(&mut *db)
        .await?;
    if !is_alike {
        return Err(Error::internal("the staged copy has other columns"));
    }
    let table = quote(table);
    execute(db, format!("delete from main.{table}")).await?;
    // With all columns and no more words SQLite copies the rows and indexes as they are, without looking into them.
    let sql = format!("insert into main.{table} select * from staged.{table}");
    execute(db, sql).await
}

/// The last epoch of any session that anybody may still hold.
async fn read_highest_epoch(db: &mut SqliteConnection) -> Result<i64> {
    let sql = "select max((select coalesce(max(session_epoch), 0) from main.user), \
         (select coalesce(max(session_epoch), 0) from staged.user))";
    Ok(sqlx::query_scalar(sql).fetch_one(db).await?)
}

async fn end_sessions(db: &mut SqliteConnection, epoch: i64) -> Result<()> {
    sqlx::query("update main.user set session_epoch = ? + 1")
        .bind(epoch)
        .execute(db)
        .await?;
    Ok(())
}

/// Ends every session that began in this file.
pub(crate) async fn end_all_sessions(db: &mut SqliteConnection) -> Result<()> {
    sqlx::query("update user set session_epoch = session_epoch + 1")
        .execute(db)
        .await?;
    Ok(())
}

async fn execute(db: &mut SqliteConnection, sql: String) -> Result<()> {
    sqlx::raw_sql(AssertSqlSafe(sql)).execute(db).await?;
    Ok(())
}
