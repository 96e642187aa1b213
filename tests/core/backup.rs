//! Backups: made beside everything else, checked before they count, and as many as are wanted.

use std::fs;
use std::ops::ControlFlow;
use std::path::Path;

use jiff::SignedDuration;
use roster_core::auth::{ManageBackup, Session};
use roster_core::backup::{KEPT, backup_folder};
use roster_core::view::{Backup, BackupReason, ErrorCode};
use roster_core::{Result, Roster};

#[cfg(unix)]
use crate::open::mode;
use crate::support::{
    PASSWORD, World, cast, empty, forbidden, new_user, operator, options, with_admin,
};

pub(crate) async fn back_up(world: &World, by: &Session) -> Result<Backup> {
    let grant = world.roster.write(by).await?.grant::<ManageBackup>()?;
    grant.back_up(&mut |_, _| ControlFlow::Continue(())).await
}

async fn list(world: &World, by: &Session) -> Result<Vec<Backup>> {
    let grant = world.roster.read(by).await?.grant::<ManageBackup>()?;
    Ok(grant.list_backups().await?.backups)
}

#[tokio::test]
async fn a_backup_is_the_whole_roster_and_as_private() {
    let cast = cast().await;
    let made = back_up(&cast.world, &cast.admin.session).await.unwrap();
    assert_eq!(
        (made.name.as_str(), made.reason, made.people, &made.refused),
        (
            "roster-2026-06-14T12-00-00-by-hand.db",
            BackupReason::ByHand,
            Some(5),
            &None
        )
    );
    assert_eq!(made.made_at, "2026-06-14T12:00:00.000Z");
    assert_eq!(
        list(&cast.world, &cast.admin.session).await.unwrap(),
        std::slice::from_ref(&made)
    );
    let event = cast.world.last_event().await;
    assert_eq!(
        (event.action.as_str(), event.actor_id),
        ("back_up", Some(cast.admin.id)),
        "history says who made it"
    );
    let folder = backup_folder(&cast.world.path());
    let file = folder.join(&made.name);
    #[cfg(unix)]
    assert_eq!((mode(&folder), mode(&file)), (0o700, 0o600));
    assert_eq!(
        cast.world.list_copies(),
        [made.name],
        "nothing is left beside it"
    );
    assert_eq!(fs::metadata(&file).unwrap().len(), made.size);
    let copy = Roster::open(&file, options(&cast.world.clock))
        .await
        .unwrap();
    assert!(copy.sign_in("ana", PASSWORD).await.is_ok());
    copy.close().await;
}

#[cfg(unix)]
#[tokio::test]
async fn a_folder_that_others_may_read_is_closed_to_them() {
    use std::os::unix::fs::PermissionsExt as _;
    let (world, root) = with_admin().await;
    let folder = backup_folder(&world.path());
    fs::create_dir(&folder).unwrap();
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).unwrap();
    back_up(&world, &root.session).await.unwrap();
    assert_eq!(mode(&folder), 0o700);
}

#[tokio::test]
async fn backups_take_the_right_to() {
    let cast = cast().await;
    for by in [&cast.ana, &cast.reader, &cast.editor] {
        assert!(!forbidden(back_up(&cast.world, &by.session).await).is_empty());
        assert!(!forbidden(list(&cast.world, &by.session).await).is_empty());
    }
    assert!(cast.world.list_copies().is_empty());
    cast.world.permit("reader", &["backup.manage"]).await;
    assert!(back_up(&cast.world, &cast.reader.session).await.is_ok());
    assert!(back_up(&cast.world, &operator()).await.is_ok());
    assert_eq!(
        cast.world.list_copies().len(),
        2,
        "two of the same moment have two names"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn others_write_while_a_backup_is_made() {
    let (world, root) = with_admin().await;
    world.add_many(20_000).await;
    let writing = async {
        for number in 0..30 {
            world
                .add_user(&operator(), &new_user(&format!("w{number}")))
                .await
                .unwrap();
        }
    };
    let copying = async {
        for _ in 0..3 {
            back_up(&world, &root.session).await.unwrap();
        }
    };
    tokio::join!(writing, copying);
    for name in world.list_copies() {
        let file = backup_folder(&world.path()).join(name);
        let copy = Roster::open(&file, options(&world.clock)).await.unwrap();
        let session = copy.sign_in("root", PASSWORD).await.unwrap();
        let grant = copy.read(&session).await.unwrap();
        let report = grant.grant::<ManageBackup>().unwrap().check_roster().await;
        assert!(report.as_ref().unwrap().is_healthy(), "{report:?}");
        copy.close().await;
    }
}

#[tokio::test]
async fn a_backup_can_be_cancelled_and_leaves_nothing() {
    let (world, root) = with_admin().await;
    world.add_many(150_000).await;
    let write = world.roster.write(&root.session).await.unwrap();
    let grant = write.grant::<ManageBackup>().unwrap();
    let (mut looks, mut sizes) = (0, (0, 0));
    let outcome = grant
        .back_up(&mut |done, total| {
            looks += 1;
            sizes = (done, total);
            ControlFlow::Break(())
        })
        .await;
    assert_eq!(outcome.unwrap_err().code(), ErrorCode::Cancelled);
    assert!(
        looks > 0 && sizes.0 <= sizes.1 && sizes.1 > 10_000,
        "{sizes:?}"
    );
    assert!(world.list_copies().is_empty());
    assert!(back_up(&world, &root.session).await.is_ok(), "then again");
}

#[tokio::test]
async fn so_many_are_kept() {
    let (world, root) = with_admin().await;
    let mut first = String::new();
    for number in 0..KEPT + 2 {
        let made = back_up(&world, &root.session).await.unwrap();
        if number == 0 {
            first = made.name;
        }
        world.clock.advance(SignedDuration::from_hours(1));
    }
    let copies = world.list_copies();
    assert_eq!(copies.len(), KEPT);
    assert!(!copies.contains(&first), "the oldest goes");

    world.clock.advance(SignedDuration::from_hours(-10_000));
    let made = back_up(&world, &root.session).await.unwrap();
    let copies = world.list_copies();
    assert_eq!(copies.len(), KEPT);
    assert!(
        copies.contains(&made.name),
        "a clock that was set back does not cost the newest one"
    );
}

#[tokio::test]
async fn of_one_moment_the_last_are_kept() {
    let (world, root) = with_admin().await;
    let mut made = Vec::new();
    for _ in 0..KEPT + 3 {
        made.push(back_up(&world, &root.session).await.unwrap());
    }
    made.reverse();
    made.truncate(KEPT);
    let listed = list(&world, &root.session).await.unwrap();
    assert_eq!(listed, made, "the newest first");
}

#[tokio::test]
async fn the_good_ones_stay_when_no_good_one_can_be_made() {
    let (world, root) = with_admin().await;
    let good = back_up(&world, &root.session).await.unwrap();
    world
        .run("pragma foreign_keys = off; insert into profile (user_id) values (77)")
        .await;
    for _ in 0..2 {
        let refused = back_up(&world, &root.session).await.unwrap_err();
        assert_eq!(refused.code(), ErrorCode::Backup);
        assert!(refused.to_string().contains("check --repair"), "{refused}");
    }
    assert_eq!(world.list_copies(), [good.name]);
}

#[tokio::test]
async fn one_is_made_each_day() {
    let (world, _) = with_admin().await;
    let daily = async || world.roster.back_up_daily().await.unwrap();
    let first = daily().await.unwrap();
    assert_eq!(
        (first.reason, first.name.as_str()),
        (BackupReason::Daily, "roster-2026-06-14T12-00-00-daily.db")
    );
    assert_eq!(daily().await, None, "once is enough");
    world.clock.advance(SignedDuration::from_hours(23));
    assert_eq!(daily().await, None);
    world.clock.advance(SignedDuration::from_hours(1));
    assert!(daily().await.is_some(), "and again the next day");
    world.clock.advance(SignedDuration::from_hours(-2_000));
    assert!(
        daily().await.is_some(),
        "a clock that was set back does not stop them"
    );
    assert_eq!(daily().await, None, "nor make them more");
    assert_eq!(
        world.events().await.len(),
        1,
        "nobody made them, so history has nobody to name"
    );
}

#[tokio::test]
async fn one_by_hand_counts_for_the_day_and_an_empty_roster_needs_none() {
    let (world, root) = with_admin().await;
    back_up(&world, &root.session).await.unwrap();
    assert_eq!(world.roster.back_up_daily().await.unwrap(), None);
    let nobody = empty().await;
    assert_eq!(nobody.roster.back_up_daily().await.unwrap(), None);
    assert!(nobody.list_copies().is_empty());
}

#[tokio::test]
async fn what_killed_programs_left_goes() {
    let (world, root) = with_admin().await;
    back_up(&world, &root.session).await.unwrap();
    let folder = backup_folder(&world.path());
    let name = "roster-2026-06-01T00-00-00-daily.db";
    let old = std::time::SystemTime::now() - std::time::Duration::from_hours(2);
    let mine = format!("{name}.1.part");
    for (file, time) in [
        (folder.join(&mine), Some(old)),
        (world.path().with_file_name("roster.db.2.part"), Some(old)),
        (folder.join(format!("{name}.2.part")), None),
        (folder.join("notes.1.part"), Some(old)),
    ] {
        let file = fs::File::create(file).unwrap();
        if let Some(time) = time {
            file.set_modified(time).unwrap();
        }
    }
    back_up(&world, &root.session).await.unwrap();
    let left = world.list_copies();
    assert!(!left.contains(&mine), "{left:?}");
    assert!(!world.path().with_file_name("roster.db.2.part").exists());
    assert!(
        left.contains(&format!("{name}.2.part")),
        "it may be at work"
    );
    assert!(left.contains(&"notes.1.part".to_owned()), "not ours");
}

#[tokio::test]
async fn a_backup_can_be_made_elsewhere_and_replaces_nothing() {
    let (world, root) = with_admin().await;
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("mine.db");
    let make = async |target: &Path| {
        let write = world.roster.write(&root.session).await.unwrap();
        let grant = write.grant::<ManageBackup>().unwrap();
        grant
            .back_up_to(target, &mut |_, _| ControlFlow::Continue(()))
            .await
    };
    make(&target).await.unwrap();
    #[cfg(unix)]
    assert_eq!(mode(&target), 0o600);
    let before = fs::read(&target).unwrap();
    let refused = make(&target).await.unwrap_err().to_string();
    assert!(refused.contains("is there already"), "{refused}");
    assert_eq!(fs::read(&target).unwrap(), before);
    assert!(
        make(&folder.path().join("no/such/folder.db"))
            .await
            .is_err()
    );
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    assert!(world.list_copies().is_empty());
}
