//! A roster that can't be opened, and the newest good backup in its place.

use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use jiff::SignedDuration;
use roster_core::auth::ManageBackup;
use roster_core::backup::backup_folder;
use roster_core::restore::{find_backup, find_rescue, rescue_roster};
use roster_core::view::{Backup, RestoreOutcome};
use roster_core::{Error, Result, Roster};

use crate::backup::back_up;
use crate::support::{PASSWORD, Role, World, operator, options, with_admin};

/// A closed roster with a backup of one person, a later one of two, and three people now.
async fn backed_up() -> (World, Backup, Backup) {
    let (world, root) = with_admin().await;
    let first = back_up(&world, &root.session).await.unwrap();
    world.add("second", Role::Plain).await;
    world.clock.advance(SignedDuration::from_hours(1));
    let second = back_up(&world, &root.session).await.unwrap();
    world.add("third", Role::Plain).await;
    world.clock.advance(SignedDuration::from_hours(1));
    world.roster.close().await;
    (world, first, second)
}

async fn trouble(world: &World) -> Error {
    let opened = Roster::open(&world.path(), options(&world.clock)).await;
    opened.err().expect("a roster like this can't be opened")
}

async fn rescue(world: &World, name: &str) -> Result<RestoreOutcome> {
    let file = find_backup(&world.path(), name)?;
    rescue_with(world, &file).await
}

async fn rescue_with(world: &World, file: &Path) -> Result<RestoreOutcome> {
    rescue_roster(
        &world.path(),
        file,
        "Roster (maria)",
        &options(&world.clock),
        &mut |_, _| ControlFlow::Continue(()),
    )
    .await
}

fn damage(path: &Path) -> Vec<u8> {
    let mut bytes = fs::read(path).unwrap();
    let half = bytes.len() / 2;
    bytes.truncate(half);
    bytes[100..half].fill(0x5a);
    fs::write(path, &bytes).unwrap();
    bytes
}

fn damage_beyond_knowing(path: &Path) -> Vec<u8> {
    let bytes = b"this was a roster once".to_vec();
    fs::write(path, &bytes).unwrap();
    bytes
}

#[tokio::test]
async fn the_newest_good_backup_is_offered_and_restored() {
    for hurt in [damage, damage_beyond_knowing] {
        let (world, _, second) = backed_up().await;
        let bytes = hurt(&world.path());
        let trouble = trouble(&world).await;
        let offer = find_rescue(&world.path(), &trouble).await.unwrap();
        assert_eq!(offer.backup, second, "{trouble}");
        assert!(
            offer
                .sentence
                .contains("14 June 2026, 13:00 UTC and has 2 people"),
            "{}",
            offer.sentence
        );
        let outcome = rescue(&world, &second.name).await.unwrap();
        assert_eq!(outcome.people, 2);
        let aside = outcome.kept_aside.unwrap();
        assert_eq!(aside, "roster-2026-06-14T14-00-00-damaged.db");
        let kept = backup_folder(&world.path()).join(&aside);
        assert!(fs::read(&kept).unwrap() == bytes, "kept as it was found");
        #[cfg(unix)]
        assert_eq!(crate::open::mode(world.path()), 0o600);

        let roster = Roster::open(&world.path(), options(&world.clock))
            .await
            .unwrap();
        assert!(roster.sign_in("second", PASSWORD).await.is_ok());
        let event = world.last_event().await;
        assert_eq!(event.action, "sign_in");
        let events = world.events().await;
        let restored = &events[events.len() - 2];
        assert_eq!(
            (
                restored.action.as_str(),
                restored.actor_name.as_str(),
                restored.actor_id
            ),
            ("restore_backup", "Roster (maria)", None)
        );
        let read = roster.read(&operator()).await.unwrap();
        let listed = read.grant::<ManageBackup>().unwrap().list_backups().await;
        let listed = listed.unwrap().backups;
        assert!(
            listed[0].name == aside && listed[0].refused.is_some(),
            "it is listed, and can't be restored: {listed:?}"
        );
        roster.close().await;
    }
}

#[tokio::test]
async fn a_backup_that_rotted_is_passed_over() {
    let (world, first, second) = backed_up().await;
    damage_beyond_knowing(&world.path());
    let trouble = trouble(&world).await;
    let newest = find_backup(&world.path(), &second.name).unwrap();
    let mut bytes = fs::read(&newest).unwrap();
    let end = bytes.len();
    bytes[end - 8_192..].fill(0x5a);
    fs::write(&newest, bytes).unwrap();
    let offer = find_rescue(&world.path(), &trouble).await.unwrap();
    assert_eq!(offer.backup.name, first.name);
    assert!(offer.sentence.contains("1 person"), "{}", offer.sentence);
    assert!(rescue(&world, &second.name).await.is_err());
    damage_beyond_knowing(&find_backup(&world.path(), &first.name).unwrap());
    assert_eq!(find_rescue(&world.path(), &trouble).await, None);
}

#[tokio::test]
async fn a_sound_roster_is_never_replaced_without_asking_who() {
    let (world, first, _) = backed_up().await;
    let before = fs::read(world.path()).unwrap();
    let refused = rescue(&world, &first.name).await;
    assert!(matches!(refused, Err(Error::Protected(_))), "{refused:?}");
    assert!(fs::read(world.path()).unwrap() == before);
    assert_eq!(world.list_copies().len(), 2, "nothing was put aside");
}

#[tokio::test]
async fn damage_deep_inside_counts_once_nobody_has_it_open() {
    let (world, first, _) = backed_up().await;
    let mut bytes = fs::read(world.path()).unwrap();
    let end = bytes.len();
    bytes[end - 8_192..].fill(0x5a);
    fs::write(world.path(), &bytes).unwrap();
    let roster = Roster::open(&world.path(), options(&world.clock))
        .await
        .unwrap();
    let busy = rescue(&world, &first.name).await;
    assert!(busy.is_err(), "another has it open: {busy:?}");
    roster.close().await;
    let outcome = rescue(&world, &first.name).await.unwrap();
    assert_eq!(outcome.people, 1);
    let kept: PathBuf = backup_folder(&world.path()).join(outcome.kept_aside.unwrap());
    assert_eq!(
        fs::metadata(kept).unwrap().len(),
        u64::try_from(end).unwrap()
    );
}

#[tokio::test]
async fn a_roster_that_is_gone_comes_back() {
    let (world, _, second) = backed_up().await;
    fs::remove_file(world.path()).unwrap();
    let outcome = rescue(&world, &second.name).await.unwrap();
    assert_eq!((outcome.people, outcome.kept_aside), (2, None));
    fs::write(world.path(), b"").unwrap();
    assert_eq!(rescue(&world, &second.name).await.unwrap().people, 2);
}

#[tokio::test]
async fn a_log_without_its_roster_is_kept_with_it() {
    let (world, _, second) = backed_up().await;
    damage_beyond_knowing(&world.path());
    let log = world.path().with_file_name("roster.db-wal");
    fs::write(&log, b"the last words").unwrap();
    let outcome = rescue(&world, &second.name).await.unwrap();
    let aside = outcome.kept_aside.unwrap();
    let kept = backup_folder(&world.path()).join(format!("{aside}-wal"));
    assert_eq!(fs::read(kept).unwrap(), b"the last words");
    assert!(!log.exists(), "it would be taken for the new roster's");
}

#[tokio::test]
async fn nothing_is_offered_where_it_would_not_help() {
    let (world, _, _) = backed_up().await;
    for trouble in [
        roster_core::DatabaseError::ReadOnly,
        roster_core::DatabaseError::DiskFull,
        roster_core::DatabaseError::Busy,
        roster_core::DatabaseError::Newer {
            found: 99,
            known: 10,
        },
    ] {
        assert_eq!(find_rescue(&world.path(), &trouble.into()).await, None);
    }
    let folder = tempfile::tempdir().unwrap();
    let nothing = roster_core::DatabaseError::Damaged {
        path: PathBuf::new(),
    };
    assert_eq!(
        find_rescue(&folder.path().join("roster.db"), &nothing.into()).await,
        None,
        "there is none"
    );
}
