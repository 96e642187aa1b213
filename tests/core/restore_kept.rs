//! What a backup does not bring back; and a roster that was lost, in whose place it comes without asking anybody.

use std::fs;
use std::ops::ControlFlow;

use roster_core::restore::find_lost;
use roster_core::{Error, Roster};

use crate::backup::back_up;
use crate::recovery::keep;
use crate::restore::{file_of, names, restore};
use crate::support::{PASSWORD, cast, options, with_admin};

#[tokio::test]
async fn codes_and_waits_are_those_of_now() {
    let cast = cast().await;
    let (world, roster) = (&cast.world, &cast.world.roster);
    let first = keep(world, &cast.ana.session).await.unwrap();
    let of_editor = keep(world, &cast.editor.session).await.unwrap();
    let made = back_up(world, &cast.root.session).await.unwrap();
    let second = keep(world, &cast.ana.session).await.unwrap();
    let recover =
        async |name: &str, code: &str| roster.recover(name, code, "tin harbor lamp canyon").await;
    recover("editor", &of_editor[0]).await.unwrap();
    for _ in 0..5 {
        roster.sign_in("reader", "wrong").await.unwrap_err();
    }
    let root = roster.prove(&cast.root.session, PASSWORD).await.unwrap();
    restore(world, &root, &made.name).await.unwrap();

    let waits = roster.sign_in("reader", PASSWORD).await;
    assert!(matches!(waits, Err(Error::Throttled { .. })), "{waits:?}");
    let spent = recover("editor", &of_editor[0]).await;
    assert!(
        matches!(spent, Err(Error::RecoveryRefused { .. })),
        "a code works once"
    );
    let old = recover("ana", &first[0]).await;
    assert!(
        matches!(old, Err(Error::RecoveryRefused { .. })),
        "an old sheet"
    );
    recover("editor", &of_editor[1]).await.unwrap();
    recover("ana", &second[0]).await.unwrap();
}

#[tokio::test]
async fn a_lost_roster_is_refilled_without_asking_anybody() {
    let (world, root) = with_admin().await;
    let made = back_up(&world, &root.session).await.unwrap();
    let file = file_of(&world, &made.name);
    let mut go_on = |_, _| ControlFlow::Continue(());
    let refused = world
        .roster
        .refill_roster("Roster (maria)", &file, &mut go_on);
    assert!(matches!(refused.await, Err(Error::Protected(_))));
    assert!(find_lost(&world.path()).await.is_some());
    world.roster.close().await;
    for suffix in ["", "-wal", "-shm"] {
        let _ = fs::remove_file(format!("{}{suffix}", world.path().display()));
    }

    let roster = Roster::open(&world.path(), options(&world.clock))
        .await
        .unwrap();
    let refilled = roster.refill_roster("Roster (maria)", &file, &mut go_on);
    let outcome = refilled.await.unwrap();
    assert_eq!((outcome.people, outcome.kept_aside), (1, None));
    assert_eq!(names(&roster).await, ["root"]);
    let stale = roster.read(&root.session).await;
    assert!(
        matches!(stale, Err(Error::SessionEnded)),
        "everybody signs in again"
    );
    roster.sign_in("root", PASSWORD).await.unwrap();
    roster.close().await;
}
