//! Looking at what is left: whole, or the test has failed.

use std::fs;
use std::path::{Path, PathBuf};

use roster_core::backup::backup_folder;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _, SqliteConnection};

/// Opens a roster as the next program would, and finds nothing wrong with it.
pub(crate) async fn inspect(database: &Path) -> SqliteConnection {
    let mut db = connect(database).await;
    assert_eq!(
        ask::<String>(
            &mut db,
            "select group_concat(integrity_check) from pragma_integrity_check"
        )
        .await,
        "ok"
    );
    for (nothing, sql) in [
        (
            "rows that refer to nothing",
            "select count(*) from pragma_foreign_key_check",
        ),
        (
            "people without a profile",
            "select count(*) from user where id not in (select user_id from profile)",
        ),
    ] {
        assert_eq!(ask::<i64>(&mut db, sql).await, 0, "{nothing}");
    }
    db
}

/// What has the name of a backup is one.
pub(crate) async fn inspect_copies(database: &Path) {
    for name in list_copies(database) {
        let file = backup_folder(database).join(&name);
        assert!(fs::metadata(&file).unwrap().len() > 0, "{name} is empty");
        inspect(&file).await.close().await.unwrap();
    }
}

/// The names of the backups, the oldest first.
pub(crate) fn list_copies(database: &Path) -> Vec<String> {
    let entries = fs::read_dir(backup_folder(database));
    let mut names: Vec<String> = entries
        .into_iter()
        .flatten()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| {
            PathBuf::from(name)
                .extension()
                .is_some_and(|end| end == "db")
        })
        .collect();
    names.sort();
    names
}

pub(crate) async fn connect(database: &Path) -> SqliteConnection {
    SqliteConnectOptions::new()
        .filename(database)
        .connect()
        .await
        .unwrap()
}

/// One value.
pub(crate) async fn ask<T>(db: &mut SqliteConnection, sql: impl Into<String>) -> T
where
    T: Send + Unpin + for<'r> sqlx::Decode<'r, sqlx::Sqlite> + sqlx::Type<sqlx::Sqlite>,
{
    sqlx::query_scalar(AssertSqlSafe(sql.into()))
        .fetch_one(db)
        .await
        .unwrap()
}
