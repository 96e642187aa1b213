//! A backup in the roster's place: all of it, for everybody at once, and the way back stays open.

use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use jiff::SignedDuration;
use roster_core::auth::{ManageBackup, Session};
use roster_core::backup::backup_folder;
use roster_core::restore::find_backup;
use roster_core::view::{Action, BackupReason, ErrorCode, RestoreOutcome, UserQuery};
use roster_core::{Error, Result, Roster};

use crate::backup::back_up;
use crate::open::{applied, known};
use crate::open_older::make_older;
use crate::support::{
    Cast, PASSWORD, Role, World, cast, forbidden, new_user, operator, options, with_admin,
};

async fn restore_with(roster: &Roster, by: &Session, file: &Path) -> Result<RestoreOutcome> {
    let grant = roster.read(by).await?.grant::<ManageBackup>()?;
    let staged = grant
        .stage_backup(file, &mut |_, _| ControlFlow::Continue(()))
        .await?;
    roster.restore_backup(by, staged).await
}

pub(crate) async fn restore(world: &World, by: &Session, name: &str) -> Result<RestoreOutcome> {
    restore_with(&world.roster, by, &file_of(world, name)).await
}

pub(crate) fn file_of(world: &World, name: &str) -> PathBuf {
    find_backup(&world.path(), name).unwrap()
}

pub(crate) async fn names(roster: &Roster) -> Vec<String> {
    let query = UserQuery {
        limit: 100,
        ..UserQuery::default()
    };
    let read = roster.read(&operator()).await.unwrap();
    let page = read.grant::<roster_core::auth::ViewUser>().unwrap();
    let page = page.list_users(&query).await.unwrap();
    page.rows.into_iter().map(|row| row.face.username).collect()
}

/// The superuser, who has just shown the password again.
async fn an_hour_later(cast: &Cast) -> Session {
    cast.world.clock.advance(SignedDuration::from_hours(1));
    let proven = cast.world.roster.prove(&cast.root.session, PASSWORD).await;
    proven.unwrap()
}

#[tokio::test]
async fn restoring_takes_the_password_again() {
    let cast = cast().await;
    let (world, session) = (&cast.world, &cast.root.session);
    let made = back_up(world, session).await.unwrap();
    world.clock.advance(SignedDuration::from_mins(4));
    let read = world.roster.read(session).await.unwrap();
    let grant = read.grant::<ManageBackup>().unwrap();
    let file = file_of(world, &made.name);
    let mut progress = |_, _| ControlFlow::Continue(());
    let staged = grant.stage_backup(&file, &mut progress).await.unwrap();
    world.clock.advance(SignedDuration::from_mins(2));
    let late = world.roster.restore_backup(session, staged).await;
    assert!(matches!(late, Err(Error::ProofNeeded)), "{late:?}");
    let stale = restore(world, session, &made.name).await;
    assert!(matches!(stale, Err(Error::ProofNeeded)), "{stale:?}");
    assert_eq!(world.list_copies(), [made.name], "nothing is left over");
}

#[tokio::test]
async fn a_backup_takes_the_place_of_everything() {
    let cast = cast().await;
    let world = &cast.world;
    let made = back_up(world, &cast.root.session).await.unwrap();
    let before = world.events().await.len();
    world.add("later", Role::Superuser).await;
    world.delete(&operator(), cast.ana.id).await.unwrap();
    world.purge(&operator(), cast.ana.id).await.unwrap();
    world
        .run("update profile set bio = 'changed'; delete from membership")
        .await;
    let root = an_hour_later(&cast).await;

    let outcome = restore(world, &root, &made.name).await.unwrap();
    assert_eq!(outcome.people, 5);
    assert_eq!(
        names(&world.roster).await,
        ["admin", "ana", "editor", "reader", "root"],
        "the list in memory follows"
    );
    assert_eq!(
        world
            .value::<i64>("select count(*) from profile where bio = 'changed'")
            .await,
        0
    );
    assert!(world.value::<i64>("select count(*) from membership").await > 0);
    let triggers = world
        .value::<i64>("select count(*) from sqlite_schema where type = 'trigger'")
        .await;
    let fresh = with_admin().await.0;
    assert_eq!(
        triggers,
        fresh
            .value::<i64>("select count(*) from sqlite_schema where type = 'trigger'")
            .await,
        "the last line of defence stands again"
    );

    let events = world.events().await;
    assert_eq!(
        events.len(),
        before + 1,
        "the history of then, and one entry"
    );
    let event = events.last().unwrap();
    assert_eq!(
        (
            event.action.as_str(),
            event.actor_id,
            event.target_name.as_str()
        ),
        ("restore_backup", Some(cast.root.id), made.name.as_str())
    );
    assert_eq!(
        event.changes(),
        serde_json::json!({"kept_aside": ["", outcome.kept_aside.unwrap()]}),
        "as many people as before, and where those are"
    );
    let read = world.roster.read(&operator()).await.unwrap();
    let report = read.grant::<ManageBackup>().unwrap().check_roster().await;
    assert!(report.as_ref().unwrap().is_healthy(), "{report:?}");
}

#[tokio::test]
async fn what_was_replaced_can_come_back() {
    let cast = cast().await;
    let world = &cast.world;
    let made = back_up(world, &cast.root.session).await.unwrap();
    world.add("later", Role::Plain).await;
    let root = an_hour_later(&cast).await;
    let outcome = restore(world, &root, &made.name).await.unwrap();
    let aside = outcome.kept_aside.unwrap();
    assert_eq!(aside, "roster-2026-06-14T13-00-00-before-restore.db");

    let again = restore(world, &operator(), &aside).await.unwrap();
    assert_eq!(again.people, 6);
    assert!(names(&world.roster).await.contains(&"later".to_owned()));
    assert!(world.roster.sign_in("later", PASSWORD).await.is_ok());
    let listed = world.roster.read(&operator()).await.unwrap();
    let listed = listed.grant::<ManageBackup>().unwrap().list_backups().await;
    let reasons: Vec<BackupReason> = listed
        .unwrap()
        .backups
        .iter()
        .map(|backup| backup.reason)
        .collect();
    assert_eq!(
        reasons,
        [
            BackupReason::BeforeRestore,
            BackupReason::BeforeRestore,
            BackupReason::ByHand
        ]
    );
}

#[tokio::test]
async fn everybodys_session_ends_and_no_number_is_given_twice() {
    let cast = cast().await;
    let world = &cast.world;
    let made = back_up(world, &cast.root.session).await.unwrap();
    let later = world.add("later", Role::Superuser).await;
    restore(world, &cast.root.session, &made.name)
        .await
        .unwrap();
    let next = world.add("next", Role::Plain).await;
    assert!(
        next.id > later.id,
        "a session of somebody who is gone must never become another's"
    );
    for ended in [
        &cast.root,
        &cast.admin,
        &cast.editor,
        &cast.reader,
        &cast.ana,
        &later,
    ] {
        assert!(
            matches!(
                world.roster.read(&ended.session).await,
                Err(Error::SessionEnded)
            ),
            "signed in before"
        );
    }
    let session = world.roster.sign_in("ana", PASSWORD).await.unwrap();
    assert!(world.roster.read(&session).await.is_ok());
    restore(world, &operator(), &made.name).await.unwrap();
    assert!(
        world.roster.read(&session).await.is_err(),
        "also those that began after a restore"
    );
}

#[tokio::test]
async fn somebody_who_is_not_in_the_backup_is_named_all_the_same() {
    let cast = cast().await;
    let world = &cast.world;
    let made = back_up(world, &cast.root.session).await.unwrap();
    let later = world.add("later", Role::Superuser).await;
    restore(world, &later.session, &made.name).await.unwrap();
    let event = world.last_event().await;
    assert_eq!((event.actor_id, event.actor_name.as_str()), (None, "later"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn others_read_and_write_meanwhile() {
    let (world, root) = with_admin().await;
    world.add_many(5_000).await;
    let made = back_up(&world, &root.session).await.unwrap();
    world.run("delete from user where username = 'p7'").await;
    // As another process has it: other connections, another list in memory.
    let other = Roster::open(&world.path(), options(&world.clock))
        .await
        .unwrap();
    let count = async || {
        let read = other.read(&operator()).await.unwrap();
        let query = UserQuery::default();
        let grant = read.grant::<roster_core::auth::ViewUser>().unwrap();
        grant.count_users(&query).await.unwrap()
    };
    assert_eq!(count().await, 5_000);
    let restoring = async {
        let outcome = restore(&world, &root.session, &made.name).await.unwrap();
        assert_eq!(outcome.people, 5_001);
    };
    let reading = async {
        for _ in 0..50 {
            let seen = count().await;
            assert!((5_000..=5_011).contains(&seen), "all or nothing: {seen}");
        }
    };
    let writing = async {
        for number in 0..10 {
            let form = new_user(&format!("w{number}"));
            let context = roster_core::view::PasswordContext::default();
            let credential = other
                .prepare_credential(form.password.clone(), &context)
                .await
                .unwrap();
            let write = other.write(&operator()).await.unwrap();
            let grant = write.grant::<roster_core::auth::AddUser>().unwrap();
            grant.add_user(&form, &credential).await.unwrap();
        }
    };
    tokio::join!(restoring, reading, writing);
    assert_eq!(
        count().await,
        world
            .value::<u32>("select count(*) from user where deleted_at is null")
            .await
    );
    other.close().await;
}

#[tokio::test]
async fn an_older_backup_is_brought_up_to_date() {
    let cast = cast().await;
    let world = &cast.world;
    let folder = tempfile::tempdir().unwrap();
    let old = folder.path().join("old.db");
    let people = "insert into user (username, username_key, name_key, search_key, date_joined, is_superuser) \
         values ('Old', 'old', 'old', 'old\n\n', 0, 1)";
    make_older(&old, 2, people).await;
    let bytes = fs::read(&old).unwrap();
    let read = world.roster.read(&operator()).await.unwrap();
    let grant = read.grant::<ManageBackup>().unwrap();
    let preview = grant.preview_restore(&old).await.unwrap();
    assert_eq!(
        (preview.schema, preview.known_schema),
        (2, *known().last().unwrap())
    );
    assert_eq!(
        (
            preview.contents.people,
            preview.contents.groups,
            preview.contents.events
        ),
        (1, 0, 0)
    );
    assert_eq!(preview.made_at, None);
    restore_with(&world.roster, &operator(), &old)
        .await
        .unwrap();
    assert_eq!(names(&world.roster).await, ["Old"]);
    assert_eq!(applied(&world.path()).await, known());
    assert_eq!(
        world.value::<i64>("select count(*) from permission").await,
        10,
        "what later migrations brought is there"
    );
    assert!(
        fs::read(&old).unwrap() == bytes,
        "the backup stays as it is"
    );
    assert!(!folder.path().join("backups").exists());
}

#[tokio::test]
async fn the_preview_says_what_is_inside() {
    let cast = cast().await;
    let world = &cast.world;
    let made = back_up(world, &cast.admin.session).await.unwrap();
    world.add("later", Role::Plain).await;
    let read = world.roster.read(&cast.root.session).await.unwrap();
    let grant = read.grant::<ManageBackup>().unwrap();
    let preview = grant
        .preview_restore(&file_of(world, &made.name))
        .await
        .unwrap();
    assert_eq!(
        (
            preview.name.as_str(),
            preview.reason,
            preview.made_at.as_deref()
        ),
        (
            made.name.as_str(),
            Some(BackupReason::ByHand),
            Some("2026-06-14T12:00:00.000Z")
        )
    );
    let newest = preview.contents.newest_event.unwrap();
    assert_eq!(
        (newest.actor.as_str(), newest.action),
        ("admin", Some(Action::BackUp))
    );
    assert_eq!((preview.contents.people, preview.contents.groups), (5, 3));
    assert_eq!(preview.current.unwrap().people, 6);
    assert_eq!(preview.size, made.size);
}

#[tokio::test]
async fn what_is_no_good_backup_is_refused() {
    let cast = cast().await;
    let world = &cast.world;
    let made = back_up(world, &cast.root.session).await.unwrap();
    let good = fs::read(file_of(world, &made.name)).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let bad = folder.path().join("bad.db");
    let mut torn = good.clone();
    let middle = torn.len() / 2 / 4096 * 4096;
    torn[middle..middle + 4096].fill(0x5a);
    for (content, words) in [
        (b"not a roster at all".to_vec(), "not a backup"),
        (good[..good.len() / 2].to_vec(), "damaged"),
        (torn, "damaged"),
        (Vec::new(), "nothing in this file"),
    ] {
        fs::write(&bad, &content).unwrap();
        let read = world.roster.read(&operator()).await.unwrap();
        let grant = read.grant::<ManageBackup>().unwrap();
        let refused = grant.preview_restore(&bad).await.unwrap_err();
        assert!(refused.to_string().contains(words), "{words}: {refused}");
        let refused = restore_with(&world.roster, &operator(), &bad).await;
        assert_eq!(refused.unwrap_err().code(), ErrorCode::Backup, "{words}");
        assert!(fs::read(&bad).unwrap() == content, "{words}");
    }
    let itself = restore_with(&world.roster, &operator(), &world.path()).await;
    assert!(itself.unwrap_err().to_string().contains("roster itself"));
    let gone = restore_with(&world.roster, &operator(), &folder.path().join("no.db")).await;
    assert!(gone.unwrap_err().to_string().contains("no.db"));
    for name in ["", "..", "../roster.db", "roster.db", "/etc/passwd"] {
        assert!(find_backup(&world.path(), name).is_err(), "{name}");
    }
    assert_eq!(names(&world.roster).await.len(), 5, "nothing was replaced");
    assert_eq!(world.list_copies(), [made.name], "and nothing is left over");
}

#[tokio::test]
async fn a_newer_backup_is_refused() {
    let (world, root) = with_admin().await;
    let made = back_up(&world, &root.session).await.unwrap();
    let file = file_of(&world, &made.name);
    let copy = Roster::open(&file, options(&world.clock)).await.unwrap();
    copy.close().await;
    let mut db = crate::support::connect(&file).await;
    sqlx::query("insert into _sqlx_migrations (version, description, success, checksum, execution_time) values (9999, 'later', 1, x'00', 0)")
        .execute(&mut db)
        .await
        .unwrap();
    sqlx::Connection::close(db).await.unwrap();
    let refused = restore(&world, &operator(), &made.name).await.unwrap_err();
    assert!(
        refused.to_string().contains("newer Roster (schema 9999"),
        "{refused}"
    );
}

#[tokio::test]
async fn restoring_takes_the_right_at_the_moment_of_the_deed() {
    let cast = cast().await;
    let world = &cast.world;
    let made = back_up(world, &cast.root.session).await.unwrap();
    for by in [&cast.ana, &cast.reader, &cast.editor] {
        assert!(!forbidden(restore(world, &by.session, &made.name).await).is_empty());
    }
    let read = world.roster.read(&cast.admin.session).await.unwrap();
    let grant = read.grant::<ManageBackup>().unwrap();
    let staged = grant
        .stage_backup(&file_of(world, &made.name), &mut |_, _| {
            ControlFlow::Continue(())
        })
        .await
        .unwrap();
    world.run("delete from membership").await;
    let refused = world
        .roster
        .restore_backup(&cast.admin.session, staged)
        .await;
    forbidden(refused);
    assert_eq!(world.list_copies(), [made.name], "nothing is left over");
    assert!(backup_folder(&world.path()).is_dir());
}

#[tokio::test]
async fn a_roster_with_flaws_can_be_left_and_come_back_mended() {
    let cast = cast().await;
    let world = &cast.world;
    let made = back_up(world, &cast.root.session).await.unwrap();
    world
        .run("pragma foreign_keys = off; insert into profile (user_id) values (77); delete from profile where user_id = 1")
        .await;
    let root = an_hour_later(&cast).await;
    let outcome = restore(world, &root, &made.name).await.unwrap();
    let back = restore(world, &operator(), &outcome.kept_aside.unwrap()).await;
    assert_eq!(back.unwrap().people, 5);
    let read = world.roster.read(&operator()).await.unwrap();
    let report = read.grant::<ManageBackup>().unwrap().check_roster().await;
    assert!(report.as_ref().unwrap().is_healthy(), "{report:?}");
}
