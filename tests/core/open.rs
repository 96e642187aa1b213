//! Opening: what is made, what is refused, and that nothing is touched that is not ours.

use std::fs;
use std::path::Path;

use roster_core::{DatabaseError, Error, Roster};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _};

use crate::support::{TestClock, connect, empty, options, with_admin};

pub(crate) async fn open(path: &Path) -> roster_core::Result<Roster> {
    Roster::open(path, options(&TestClock::new())).await
}

async fn refusal(path: &Path) -> DatabaseError {
    match open(path).await.err() {
        Some(Error::Database(error)) => error,
        other => panic!("must be refused as a database: {other:?}"),
    }
}

/// The names of all files in a folder.
pub(crate) fn list_files(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[cfg(unix)]
pub(crate) fn mode(path: impl AsRef<Path>) -> u32 {
    use std::os::unix::fs::PermissionsExt as _;
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[cfg(unix)]
#[tokio::test]
async fn a_new_roster_is_for_its_owner_only() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("new/deeper/roster.db");
    let roster = open(&path).await.unwrap();
    assert!(!roster.has_users().await.unwrap(), "nobody is in it yet");
    assert_eq!(
        mode(folder.path().join("new")),
        0o700,
        "a folder that Roster makes"
    );
    assert_eq!(mode(folder.path().join("new/deeper")), 0o700);
    for file in ["roster.db", "roster.db-wal", "roster.db-shm"] {
        assert_eq!(
            mode(path.with_file_name(file)),
            0o600,
            "{file} holds people's data"
        );
    }
    roster.close().await;
    assert_eq!(
        list_files(path.parent().unwrap()),
        ["roster.db"],
        "closing folds the log into the one file, and a new roster needs no backup"
    );
}

#[cfg(unix)]
#[tokio::test]
async fn a_roster_that_others_may_read_is_taken_from_them() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("roster.db");
    open(&path).await.unwrap().close().await;
    fs::set_permissions(&path, fs::Permissions::from_mode(0o664)).unwrap();
    let roster = open(&path).await.unwrap();
    for file in ["roster.db", "roster.db-wal", "roster.db-shm"] {
        assert_eq!(mode(path.with_file_name(file)), 0o600, "{file}");
    }
    roster.close().await;
    let other = folder.path().join("notes.db");
    let mut db = connect_new(&other).await;
    sqlx::raw_sql("create table note (text)")
        .execute(&mut db)
        .await
        .unwrap();
    db.close().await.unwrap();
    fs::set_permissions(&other, fs::Permissions::from_mode(0o644)).unwrap();
    refusal(&other).await;
    assert_eq!(mode(&other), 0o644, "another program's file is not touched");
}

#[cfg(unix)]
async fn connect_new(path: &Path) -> sqlx::SqliteConnection {
    let options = SqliteConnectOptions::new().filename(path);
    options.create_if_missing(true).connect().await.unwrap()
}

#[tokio::test]
async fn a_roster_is_the_same_when_it_is_opened_again() {
    let (world, root) = with_admin().await;
    world.roster.close().await;
    let again = open(&world.path()).await.unwrap();
    assert!(again.has_users().await.unwrap());
    let me = again.show_me(&root.session).await.unwrap();
    assert_eq!(
        me.face.username, "root",
        "a session outlives the process that began it"
    );
}

#[tokio::test]
async fn a_path_may_have_any_sign_in_it() {
    let folder = tempfile::tempdir().unwrap();
    for name in [
        "a b?mode=ro#x.db",
        "%41&c=1.db",
        "ростер 名簿.db",
        "'\".db",
        "no-ending",
    ] {
        let path = folder.path().join(name);
        open(&path).await.unwrap().close().await;
        assert!(path.is_file(), "{name} is the file that was asked for");
        open(&path).await.unwrap().close().await;
    }
    assert_eq!(list_files(folder.path()).len(), 5, "and no other was made");
}

#[tokio::test]
async fn an_empty_file_becomes_a_roster() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("roster.db");
    fs::write(&path, "").unwrap();
    assert!(!open(&path).await.unwrap().has_users().await.unwrap());
}

#[tokio::test]
async fn what_is_no_database_is_refused_and_not_touched() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("roster.db");
    for content in [
        "x",
        "SQLite format 2\0",
        "a letter to my mother, longer than any header",
        "SQLite format 3\0",
    ] {
        fs::write(&path, content).unwrap();
        let error = refusal(&path).await;
        assert_eq!(
            error,
            DatabaseError::NotADatabase { path: path.clone() },
            "{content:?}"
        );
        assert!(
            error
                .to_string()
                .contains("is not a roster. It was not touched.")
        );
        assert_eq!(
            fs::read_to_string(&path).unwrap(),
            content,
            "not a byte may change"
        );
    }
    assert_eq!(
        list_files(folder.path()),
        ["roster.db"],
        "nothing is left beside it"
    );
}

#[tokio::test]
async fn another_programs_database_is_refused_and_not_touched() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("photos.db");
    for schema in [
        "create table photo (id integer primary key)",
        "create table user (id integer primary key); create table profile (id integer primary key)",
        "pragma journal_mode = wal; create table _sqlx_migrations (version bigint primary key); insert into _sqlx_migrations values (1)",
    ] {
        let mut other = SqliteConnectOptions::new()
            .filename(&path)
            .create_if_missing(true)
            .connect()
            .await
            .unwrap();
        sqlx::raw_sql(AssertSqlSafe(schema))
            .execute(&mut other)
            .await
            .unwrap();
        other.close().await.unwrap();
        let before = fs::read(&path).unwrap();
        assert_eq!(
            refusal(&path).await,
            DatabaseError::NotADatabase { path: path.clone() }
        );
        assert!(
            fs::read(&path).unwrap() == before,
            "not a byte may change: {schema}"
        );
        assert_eq!(
            list_files(folder.path()),
            ["photos.db"],
            "nothing is left beside it: {schema}"
        );
        fs::remove_file(&path).unwrap();
    }
}

#[tokio::test]
async fn places_that_are_no_file_are_said_to_be() {
    let folder = tempfile::tempdir().unwrap();
    let directory = refusal(folder.path()).await;
    assert!(
        matches!(&directory, DatabaseError::Unreachable { reason, .. } if reason == "is a directory"),
        "{directory:?}"
    );
    let file = folder.path().join("file");
    fs::write(&file, "x").unwrap();
    let below = refusal(&file.join("roster.db")).await;
    assert!(
        matches!(&below, DatabaseError::Unreachable { reason, .. } if reason == "not a directory"),
        "{below:?}"
    );
}

#[cfg(unix)]
#[tokio::test]
async fn a_named_pipe_is_refused_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("roster.db");
    let made = std::process::Command::new("mkfifo")
        .arg(&path)
        .status()
        .unwrap();
    assert!(made.success());
    let refused = tokio::time::timeout(std::time::Duration::from_secs(2), refusal(&path)).await;
    assert_eq!(
        refused.expect("opening a pipe would wait for ever for its other end"),
        DatabaseError::NotADatabase { path }
    );
}

#[cfg(unix)]
#[tokio::test]
async fn a_link_that_leads_nowhere_is_said_to() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("roster.db");
    std::os::unix::fs::symlink(folder.path().join("gone"), &path).unwrap();
    assert!(matches!(
        refusal(&path).await,
        DatabaseError::Unreachable { .. }
    ));
}

/// What a later program leaves behind.
const NEWER: &str = "insert into _sqlx_migrations (version, description, success, checksum, execution_time) \
     values (99, 'fly', true, x'00', 1)";

#[tokio::test]
async fn a_newer_roster_is_refused_and_not_touched() {
    let (world, _) = with_admin().await;
    world.run(NEWER).await;
    world.roster.close().await;
    let before = fs::read(world.path()).unwrap();
    let error = refusal(&world.path()).await;
    let known = error_known(&error);
    assert_eq!(error, DatabaseError::Newer { found: 99, known });
    assert!(
        error.to_string().contains(&format!(
            "made by a newer Roster (schema 99, this app knows {known})"
        )),
        "{error}"
    );
    assert!(
        fs::read(world.path()).unwrap() == before,
        "not a byte may change"
    );
    assert_eq!(
        list_files(world.path().parent().unwrap()),
        ["roster.db"],
        "nothing is left beside it"
    );
}

#[tokio::test]
async fn a_newer_roster_that_was_killed_is_not_touched_either() {
    let (world, _) = with_admin().await;
    world.run(NEWER).await;
    let folder = tempfile::tempdir().unwrap();
    // While it is open: what it wrote last is in the log beside it, and nowhere else.
    for file in ["roster.db", "roster.db-wal"] {
        fs::copy(world.path().with_file_name(file), folder.path().join(file)).unwrap();
    }
    let read = |file| fs::read(folder.path().join(file)).unwrap();
    let before = (read("roster.db"), read("roster.db-wal"));
    let error = refusal(&folder.path().join("roster.db")).await;
    assert_eq!(Some(error_known(&error)), known().pop(), "{error:?}");
    assert!(
        (read("roster.db"), read("roster.db-wal")) == before,
        "the newer program will want its log as it left it"
    );
}

fn error_known(error: &DatabaseError) -> i64 {
    match error {
        DatabaseError::Newer { known, .. } => *known,
        other => panic!("must be refused as newer: {other:?}"),
    }
}

#[tokio::test]
async fn a_damaged_roster_is_said_to_be_and_not_overwritten() {
    let (world, _) = with_admin().await;
    world.add_many(300).await;
    world.roster.close().await;
    let whole = fs::read(world.path()).unwrap();
    let mut scrambled = whole.clone();
    scrambled[4096..].fill(0xA5);
    let truncated = whole[..whole.len() / 2].to_vec();
    let mut headless = whole.clone();
    headless[16..4096].fill(0);
    for (how, broken) in [
        ("scrambled", scrambled),
        ("truncated", truncated),
        ("headless", headless),
    ] {
        fs::write(world.path(), &broken).unwrap();
        let outcome = match open(&world.path()).await {
            // Not everything is read on opening; what is found later is said as well.
            Ok(roster) => {
                let found = roster.sign_in("root", "four quiet maple roads").await.err();
                roster.close().await;
                found
            }
            Err(error) => Some(error),
        };
        assert!(
            matches!(
                outcome,
                Some(Error::Database(
                    DatabaseError::Damaged { .. } | DatabaseError::NotADatabase { .. }
                ))
            ),
            "{how}: {outcome:?}"
        );
        assert!(
            fs::read(world.path()).unwrap() == broken,
            "{how}: what is left may still be rescued"
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_may_make_the_same_new_roster_at_once() {
    for round in 0..5 {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("roster.db");
        let tasks: Vec<_> = (0..8)
            .map(|_| {
                let path = path.clone();
                tokio::spawn(async move { open(&path).await })
            })
            .collect();
        for task in tasks {
            let roster = task.await.unwrap();
            assert!(roster.is_ok(), "round {round}: {:?}", roster.err());
        }
        assert_eq!(applied(&path).await, known(), "each migration ran once");
    }
}

/// All migrations there are, in order.
pub(crate) fn known() -> Vec<i64> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../migrations");
    let mut versions: Vec<i64> = fs::read_dir(folder)
        .unwrap()
        .filter_map(|file| file.unwrap().file_name().to_str()?.get(..4)?.parse().ok())
        .collect();
    versions.sort_unstable();
    versions
}

/// The migrations that a file has seen.
pub(crate) async fn applied(path: &Path) -> Vec<i64> {
    sqlx::query_scalar("select version from _sqlx_migrations order by version")
        .fetch_all(&mut connect(path).await)
        .await
        .unwrap()
}

#[tokio::test]
async fn a_closed_roster_says_so() {
    let world = empty().await;
    assert_eq!(world.roster.path(), world.path());
    world.roster.close().await;
    let closed = world.roster.has_users().await;
    assert!(matches!(closed, Err(Error::Database(_))), "{closed:?}");
}
