//! What takes the password again: what can't be taken back, and what takes everything out.

use jiff::SignedDuration;
use roster_core::auth::{DeleteUser, ExportData, ManageBackup, Session, ViewHistory};
use roster_core::{Error, Result};

use crate::support::{PASSWORD, World, cast, field_error, forbidden, operator};

/// Everything that takes a proof, as far as the proof.
async fn ask_all(world: &World, by: &Session) -> Vec<Result<()>> {
    let write = async || world.roster.write(by).await.unwrap();
    vec![
        write().await.proven().map(drop),
        write()
            .await
            .grant::<DeleteUser>()
            .unwrap()
            .proven()
            .map(drop),
        write()
            .await
            .grant::<ExportData>()
            .unwrap()
            .proven()
            .map(drop),
        write()
            .await
            .grant::<ViewHistory>()
            .unwrap()
            .proven()
            .map(drop),
        write()
            .await
            .grant::<ManageBackup>()
            .unwrap()
            .proven()
            .map(drop),
        world.roster.read(by).await.unwrap().check_proof(),
    ]
}

async fn is_proven(world: &World, by: &Session) -> bool {
    let outcomes = ask_all(world, by).await;
    let first = outcomes[0].is_ok();
    for outcome in outcomes {
        assert!(
            matches!(&outcome, Ok(()) | Err(Error::ProofNeeded)) && outcome.is_ok() == first,
            "{outcome:?}"
        );
    }
    first
}

#[tokio::test]
async fn signing_in_is_a_proof_for_five_minutes() {
    let cast = cast().await;
    let (world, session) = (&cast.world, &cast.root.session);
    world.clock.advance(SignedDuration::from_mins(5));
    assert!(is_proven(world, session).await);
    world.clock.advance(SignedDuration::from_millis(1));
    assert!(!is_proven(world, session).await);
    let proven = world.roster.prove(session, PASSWORD).await.unwrap();
    assert!(is_proven(world, &proven).await);
    assert!(
        !is_proven(world, session).await,
        "another window of the same person has to ask for itself"
    );
    world.clock.advance(SignedDuration::from_mins(6));
    assert!(!is_proven(world, &proven).await);
}

#[tokio::test]
async fn a_clock_that_is_set_back_makes_no_proof_younger() {
    let cast = cast().await;
    cast.world.clock.advance(SignedDuration::from_hours(-1));
    assert!(!is_proven(&cast.world, &cast.root.session).await);
}

#[tokio::test]
async fn whoever_owns_the_file_need_not_prove_it() {
    let cast = cast().await;
    cast.world.clock.advance(SignedDuration::from_hours(100));
    assert!(is_proven(&cast.world, &operator()).await);
}

#[tokio::test]
async fn only_ones_own_password_is_a_proof() {
    let cast = cast().await;
    let roster = &cast.world.roster;
    for wrong in ["", "four quiet maple road", &"x".repeat(100_000)] {
        let refused = roster.prove(&cast.root.session, wrong).await;
        assert_eq!(
            field_error(refused, "password"),
            "This is not your current password."
        );
        assert_eq!(cast.world.last_event().await.action, "sign_in_failed");
    }
    let refused = roster.prove(&operator(), PASSWORD).await;
    assert!(forbidden(refused).contains("Only a person"));
    cast.world.delete(&operator(), cast.ana.id).await.unwrap();
    let ended = roster.prove(&cast.ana.session, PASSWORD).await;
    assert!(matches!(ended, Err(Error::SessionEnded)), "{ended:?}");
}

#[tokio::test]
async fn a_new_password_of_ones_own_is_a_proof() {
    let cast = cast().await;
    cast.world.clock.advance(SignedDuration::from_hours(1));
    let new = "five loud birch lanes";
    let session = cast
        .world
        .roster
        .change_password(&cast.root.session, PASSWORD, new)
        .await
        .unwrap();
    assert!(is_proven(&cast.world, &session).await);
}

#[tokio::test]
async fn nobody_is_asked_for_a_password_in_vain() {
    let cast = cast().await;
    cast.world.clock.advance(SignedDuration::from_hours(1));
    let refused = cast.world.purge(&cast.editor.session, cast.ana.id).await;
    assert!(!forbidden(refused).is_empty(), "the right comes first");
    let refused = cast.world.purge(&cast.root.session, cast.ana.id).await;
    assert!(matches!(refused, Err(Error::ProofNeeded)), "{refused:?}");
    assert!(
        cast.world
            .show(&cast.root.session, cast.ana.id)
            .await
            .is_ok(),
        "and nothing was done"
    );
}
