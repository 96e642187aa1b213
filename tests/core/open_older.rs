//! Opening what an earlier program left: copied first, then migrated, all of it or nothing.

use std::path::Path;

use sqlx::migrate::Migrator;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _};

use crate::open::{applied, known, list_files, mode, open};
use crate::support::connect;

/// Somebody, as the first migrations know people.
const ANA: &str = "insert into user (username, username_key, name_key, search_key, date_joined) \
     values ('Ana', 'ana', 'ana', 'ana\n\n', 0)";

/// A roster as an earlier program left it: the first migrations only, and whoever is in it.
pub(crate) async fn make_older(path: &Path, migrations: usize, people: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../migrations");
    let all = Migrator::new(folder).await.unwrap();
    let first = Migrator {
        migrations: all.iter().take(migrations).cloned().collect(),
        ..Migrator::DEFAULT
    };
    let mut db = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .connect()
        .await
        .unwrap();
    sqlx::raw_sql("pragma journal_mode = wal; pragma application_id = 0x526F7374")
        .execute(&mut db)
        .await
        .unwrap();
    first.run(&mut db).await.unwrap();
    sqlx::raw_sql(AssertSqlSafe(people))
        .execute(&mut db)
        .await
        .unwrap();
    db.close().await.unwrap();
}

#[tokio::test]
async fn an_older_roster_with_people_is_copied_before_it_is_migrated() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("roster.db");
    make_older(&path, 3, ANA).await;
    let roster = open(&path).await.unwrap();
    assert!(roster.has_users().await.unwrap(), "people come along");
    assert_eq!(applied(&path).await, known());

    let backups = roster_core::backup::backup_folder(&path);
    let names = list_files(&backups);
    assert_eq!(names.len(), 1, "one copy: {names:?}");
    assert!(
        names[0].starts_with("roster-") && names[0].ends_with("-before-update.db"),
        "{names:?}"
    );
    let copy = backups.join(&names[0]);
    #[cfg(unix)]
    assert_eq!(
        (mode(&backups), mode(&copy)),
        (0o700, 0o600),
        "a copy is as private as its original"
    );
    assert_eq!(applied(&copy).await, [1, 2, 3], "the copy is from before");
    let mut db = connect(&copy).await;
    let name: String = sqlx::query_scalar("select username from user")
        .fetch_one(&mut db)
        .await
        .unwrap();
    assert_eq!(name, "Ana", "and whole");
    db.close().await.unwrap();
    // The way back is the copy's name.
    assert!(open(&copy).await.unwrap().has_users().await.unwrap());
}

#[tokio::test]
async fn an_older_roster_without_people_needs_no_copy() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("roster.db");
    make_older(&path, 2, "").await;
    open(&path).await.unwrap().close().await;
    assert_eq!(list_files(folder.path()), ["roster.db"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_may_migrate_the_same_older_roster_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("roster.db");
    make_older(&path, 1, ANA).await;
    let tasks: Vec<_> = (0..8)
        .map(|_| {
            let path = path.clone();
            tokio::spawn(async move { open(&path).await })
        })
        .collect();
    for task in tasks {
        let roster = task.await.unwrap();
        assert!(roster.is_ok(), "{:?}", roster.err());
    }
    assert_eq!(applied(&path).await, known(), "each migration ran once");
    for name in list_files(&roster_core::backup::backup_folder(&path)) {
        let copy = folder.path().join("backups").join(name);
        assert_eq!(applied(&copy).await, [1], "no copy was taken halfway");
    }
}

#[tokio::test]
async fn a_migration_that_fails_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("roster.db");
    // Somebody put a table there that a migration is about to make.
    make_older(
        &path,
        2,
        &format!("{ANA}; create table membership (id integer)"),
    )
    .await;
    assert!(open(&path).await.is_err());
    assert_eq!(applied(&path).await, [1, 2], "all migrations or none");
    let mut db = connect(&path).await;
    let made: i64 =
        sqlx::query_scalar("select count(*) from sqlite_schema where name in ('avatar', 'group')")
            .fetch_one(&mut db)
            .await
            .unwrap();
    assert_eq!(made, 0, "and nothing half made");
}

/// Gathered while there was one person, they would mislead SQLite for ever.
#[tokio::test]
async fn no_roster_has_statistics() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("roster.db");
    make_older(&path, 9, &format!("{ANA}; analyze")).await;
    for opened in ["migrated", "opened again"] {
        let roster = open(&path).await.unwrap();
        assert!(roster.has_users().await.unwrap());
        roster.close().await;
        let mut db = connect(&path).await;
        let tables: i64 =
            sqlx::query_scalar("select count(*) from sqlite_master where name like 'sqlite_stat%'")
                .fetch_one(&mut db)
                .await
                .unwrap();
        assert_eq!(tables, 0, "{opened}");
    }
}
