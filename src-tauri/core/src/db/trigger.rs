//! Triggers that are set aside while rows are written that need none of them.

use sqlx::{AssertSqlSafe, SqliteConnection};

use super::contents::quote;
use crate::error::Result;

/// Triggers that are not there for now. As everything within a transaction, this is not so for anybody else, and unless they
/// are put back before it ends, whoever sets them aside must not let it be kept.
#[must_use]
pub(super) struct SetAside(Vec<(String, String)>);

/// Sets the triggers aside whose names `is_meant`.
pub(super) async fn set_aside(
    db: &mut SqliteConnection,
    is_meant: impl Fn(&str) -> bool,
) -> Result<SetAside> {
    let sql = "select name, sql from sqlite_schema where type = 'trigger'";
    let mut triggers: Vec<(String, String)> = sqlx::query_as(sql).fetch_all(&mut *db).await?;
    triggers.retain(|(name, _)| is_meant(name));
    for (name, _) in &triggers {
        execute(db, format!("drop trigger {}", quote(name))).await?;
    }
    Ok(SetAside(triggers))
}

impl SetAside {
    /// Puts them back as they were.
    pub(super) async fn put_back(self, db: &mut SqliteConnection) -> Result<()> {
        for (_, sql) in self.0 {
            execute(db, sql).await?;
        }
        Ok(())
    }
}

async fn execute(db: &mut SqliteConnection, sql: String) -> Result<()> {
    sqlx::raw_sql(AssertSqlSafe(sql)).execute(db).await?;
    Ok(())
}
