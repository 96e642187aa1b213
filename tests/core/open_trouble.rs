//! A disk that is full or read-only, and a lock that another program holds.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use roster_core::auth::Session;
use roster_core::view::ProfileChanges;
use roster_core::{DatabaseError, Error, Result, Roster};
use sqlx::Executor as _;

#[cfg(target_os = "linux")]
use crate::open::applied;
#[cfg(target_os = "linux")]
use crate::open_older::make_older;
#[cfg(unix)]
use crate::sandbox;
use crate::support::{PASSWORD, TestClock, connect, first_admin, options, with_admin};

async fn open(path: &Path) -> Result<Roster> {
    Roster::open(path, options(&TestClock::new())).await
}

/// A closed roster with one superuser.
async fn make_roster(path: &Path) -> Session {
    let roster = open(path).await.unwrap();
    let session = roster
        .create_first_admin(first_admin("root"))
        .await
        .unwrap();
    roster.close().await;
    session
}

fn database_error<T>(result: Result<T>) -> DatabaseError {
    match result.err() {
        Some(Error::Database(error)) => error,
        other => panic!("the database must be what refuses: {other:?}"),
    }
}

async fn edit_own_bio(roster: &Roster, session: &Session, bio: &str) -> Result<()> {
    let id = session.user_id().unwrap();
    let version = roster.read(session).await?.show_user(id).await?.version;
    let changes = ProfileChanges {
        bio: Some(bio.to_owned()),
        ..ProfileChanges::default()
    };
    let write = roster.write(session).await?;
    write
        .edit_profile(id, version, &changes, None)
        .await
        .map(drop)
}

#[cfg(unix)]
#[tokio::test]
async fn a_file_that_may_not_be_written_is_refused_on_opening() {
    use std::os::unix::fs::PermissionsExt as _;
    let Some(folder) = sandbox::without_privileges(
        "open_trouble::a_file_that_may_not_be_written_is_refused_on_opening",
    ) else {
        return;
    };
    let path = folder.join("roster.db");
    make_roster(&path).await;
    let before = fs::read(&path).unwrap();
    let allow = |path: &Path, mode| {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    };

    allow(&path, 0o444);
    assert_eq!(
        database_error(open(&path).await),
        DatabaseError::ReadOnly,
        "a read-only file"
    );
    allow(&path, 0o600);
    allow(&folder, 0o555);
    assert_eq!(
        database_error(open(&path).await),
        DatabaseError::ReadOnly,
        "a read-only folder"
    );
    let new = database_error(open(&folder.join("new.db")).await);
    assert!(
        matches!(&new, DatabaseError::Unreachable { reason, .. } if reason == "permission denied"),
        "nothing can be made in a read-only folder: {new:?}"
    );
    allow(&folder, 0o700);
    allow(&path, 0o000);
    let closed = database_error(open(&path).await);
    assert!(
        matches!(&closed, DatabaseError::Unreachable { reason, .. } if reason == "permission denied"),
        "{closed:?}"
    );
    allow(&path, 0o600);
    assert!(fs::read(&path).unwrap() == before, "not a byte may change");
    assert!(open(&path).await.unwrap().has_users().await.unwrap());
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_read_only_disk_is_said_to_be() {
    let Some(folder) = sandbox::with_mounts("open_trouble::a_read_only_disk_is_said_to_be") else {
        return;
    };
    let place = folder.to_str().unwrap();
    make_roster(&folder.join("roster.db")).await;
    sandbox::mount(&["--bind", place, place]);
    sandbox::mount(&["-o", "remount,bind,ro", place]);
    for name in ["roster.db", "new.db", "new/folder.db"] {
        let error = database_error(open(&folder.join(name)).await);
        assert_eq!(error, DatabaseError::ReadOnly, "{name}");
    }
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_full_disk_is_said_to_be_and_loses_nothing() {
    let Some(folder) =
        sandbox::with_mounts("open_trouble::a_full_disk_is_said_to_be_and_loses_nothing")
    else {
        return;
    };
    sandbox::mount(&[
        "-t",
        "tmpfs",
        "-o",
        "size=2m",
        "tmpfs",
        folder.to_str().unwrap(),
    ]);
    let (path, ballast) = (folder.join("roster.db"), folder.join("ballast"));
    let session = make_roster(&path).await;

    fill(&ballast);
    assert_eq!(
        database_error(open(&path).await),
        DatabaseError::DiskFull,
        "on opening"
    );
    assert_eq!(
        database_error(open(&folder.join("new.db")).await),
        DatabaseError::DiskFull,
        "a new one"
    );

    fs::remove_file(&ballast).unwrap();
    let roster = open(&path).await.unwrap();
    edit_own_bio(&roster, &session, "before").await.unwrap();
    fill(&ballast);
    let long = "long ".repeat(900);
    let full = database_error(edit_own_bio(&roster, &session, &long).await);
    assert_eq!(full, DatabaseError::DiskFull, "while running");
    let id = session.user_id().unwrap();
    let me = roster
        .read(&session)
        .await
        .unwrap()
        .show_user(id)
        .await
        .unwrap();
    assert_eq!(
        me.bio, "before",
        "what was there can still be read, and nothing is half written"
    );

    fs::remove_file(&ballast).unwrap();
    edit_own_bio(&roster, &session, &long).await.unwrap();
    roster.close().await;
    assert!(
        open(&path)
            .await
            .unwrap()
            .sign_in("root", PASSWORD)
            .await
            .is_ok()
    );
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn without_room_for_a_copy_nothing_is_migrated() {
    let Some(folder) =
        sandbox::with_mounts("open_trouble::without_room_for_a_copy_nothing_is_migrated")
    else {
        return;
    };
    let place = folder.to_str().unwrap();
    sandbox::mount(&["-t", "tmpfs", "-o", "size=1m", "tmpfs", place]);
    let path = folder.join("roster.db");
    let many = "insert into user (username, username_key, name_key, search_key, date_joined) \
         select value, value, value, hex(zeroblob(150000)), 0 from json_each('[1, 2]')";
    make_older(&path, 3, many).await;
    assert_eq!(database_error(open(&path).await), DatabaseError::DiskFull);
    assert_eq!(applied(&path).await, [1, 2, 3], "no copy, no migration");
    let copies = fs::read_dir(folder.join("backups")).unwrap().count();
    assert_eq!(copies, 0, "half a copy would pass for a whole one");
}

/// Takes all the room there is.
#[cfg(target_os = "linux")]
fn fill(ballast: &Path) {
    let full = fs::write(ballast, vec![0; 4 << 20]).unwrap_err();
    assert_eq!(full.kind(), std::io::ErrorKind::StorageFull);
}

/// The same without a disk of its own: SQLite says "full" as well when there are no more numbers for rows.
#[tokio::test]
async fn a_full_database_takes_nothing_half() {
    let (world, root) = with_admin().await;
    world
        .run("update sqlite_sequence set seq = 9223372036854775807 where name = 'event'")
        .await;
    let full = database_error(edit_own_bio(&world.roster, &root.session, "new").await);
    assert_eq!(full, DatabaseError::DiskFull);
    assert!(
        full.to_string()
            .contains("The disk is full. Nothing was changed")
    );
    let me = world.show(&root.session, root.id).await.unwrap();
    assert_eq!(
        (me.bio.as_str(), me.version),
        ("", 1),
        "a change without its row of history must not stay"
    );
    world
        .run("update sqlite_sequence set seq = 1000 where name = 'event'")
        .await;
    edit_own_bio(&world.roster, &root.session, "new")
        .await
        .expect("with room again, the same program goes on");
}

/// Both at once, because each takes as long as a lock is waited for.
#[tokio::test]
async fn a_lock_held_by_another_program_is_said_to_be() {
    tokio::join!(write_beside_a_writer(), open_beside_an_owner());
}

/// Another program is in the middle of a change.
async fn write_beside_a_writer() {
    let (world, root) = with_admin().await;
    let mut other = world.raw().await;
    other.execute("begin immediate").await.unwrap();
    let begun = Instant::now();
    let busy = database_error(edit_own_bio(&world.roster, &root.session, "x").await);
    assert_eq!(busy, DatabaseError::Busy);
    assert!(
        busy.to_string()
            .contains("Another program is using the roster")
    );
    assert!(
        begun.elapsed() >= Duration::from_secs(4),
        "a short lock is waited for"
    );
    assert!(
        world.show(&root.session, root.id).await.is_ok(),
        "reading goes on beside another's write"
    );
    other.execute("rollback").await.unwrap();
    edit_own_bio(&world.roster, &root.session, "x")
        .await
        .unwrap();
}

/// Another program has the whole file to itself.
async fn open_beside_an_owner() {
    let (world, _) = with_admin().await;
    world.roster.close().await;
    let mut other = connect(&world.path()).await;
    other
        .execute("pragma locking_mode = exclusive")
        .await
        .unwrap();
    other.execute("begin exclusive").await.unwrap();
    assert_eq!(
        database_error(open(&world.path()).await),
        DatabaseError::Busy
    );
    other.execute("rollback").await.unwrap();
    drop(other);
    assert!(
        open(&world.path()).await.is_ok(),
        "and can be opened afterwards"
    );
}
