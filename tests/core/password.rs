//! Changing and choosing a password of one's own, and what is kept of it.

use jiff::SignedDuration;
use roster_core::Error;
use roster_core::auth::{Session, check_password};
use roster_core::view::{PasswordChoice, PasswordContext};
use serde_json::json;

use crate::support::{PASSWORD, Role, World, cast, field_error, forbidden, with_admin};

const NEW: &str = "five loud birch lanes";

/// Ana, signed in with a temporary passphrase.
async fn with_passphrase() -> (World, i64, Session, String) {
    let (world, root) = with_admin().await;
    let ana = world.add("ana", Role::Plain).await;
    let choice = PasswordChoice::Temporary;
    let passphrase = world
        .reset_password(&root.session, ana.id, choice)
        .await
        .unwrap()
        .unwrap();
    let session = world.roster.sign_in("ana", &passphrase).await.unwrap();
    (world, ana.id, session, passphrase)
}

#[tokio::test]
async fn changing_ones_password_ends_all_other_sessions() {
    let cast = cast().await;
    let roster = &cast.world.roster;
    let elsewhere = roster.sign_in("ana", PASSWORD).await.unwrap();
    cast.world.clock.advance(SignedDuration::from_hours(1));
    let own = roster
        .change_password(&cast.ana.session, PASSWORD, NEW)
        .await
        .unwrap();
    assert!(roster.read(&own).await.is_ok(), "one's own goes on");
    assert!(
        matches!(roster.read(&elsewhere).await, Err(Error::SessionEnded)),
        "others end"
    );
    assert!(matches!(
        roster.read(&cast.ana.session).await,
        Err(Error::SessionEnded)
    ));
    assert!(matches!(
        roster.sign_in("ana", PASSWORD).await,
        Err(Error::SignInRefused { .. })
    ));
    assert!(roster.sign_in("ana", NEW).await.is_ok());
    let person = cast.world.show(&own, cast.ana.id).await.unwrap();
    assert_eq!(
        person.password_changed.as_deref(),
        Some("2026-06-14T13:00:00.000Z")
    );
}

#[tokio::test]
async fn a_new_password_stands_in_history_without_itself() {
    let cast = cast().await;
    cast.world
        .roster
        .change_password(&cast.ana.session, PASSWORD, NEW)
        .await
        .unwrap();
    let event = cast.world.last_event().await;
    assert_eq!(
        (event.action.as_str(), event.actor_id, event.target_id),
        ("change_password", Some(cast.ana.id), Some(cast.ana.id))
    );
    assert_eq!(event.changes(), json!({}));
    let kept: i64 = cast
        .world
        .value("select count(*) from event where changes like '%argon2%' or changes like '%maple%' or changes like '%birch%'")
        .await;
    assert_eq!(kept, 0, "never a password or a hash");
}

#[tokio::test]
async fn the_current_password_is_needed() {
    let cast = cast().await;
    let session = &cast.ana.session;
    for wrong in ["", "four quiet maple road", &"x".repeat(100_000)] {
        let refused = cast.world.roster.change_password(session, wrong, NEW).await;
        assert_eq!(
            field_error(refused, "current_password"),
            "This is not your current password."
        );
        assert_eq!(
            cast.world.last_event().await.action,
            "sign_in_failed",
            "guessing is noted"
        );
    }
    assert!(
        cast.world.roster.read(session).await.is_ok(),
        "and ends nothing"
    );
    assert!(cast.world.roster.sign_in("ana", PASSWORD).await.is_ok());
}

#[tokio::test]
async fn somebody_without_a_password_has_none_to_give() {
    let cast = cast().await;
    cast.world
        .run("update user set password_hash = null where username = 'ana'")
        .await;
    for nothing in ["", PASSWORD] {
        let refused = cast
            .world
            .roster
            .change_password(&cast.ana.session, nothing, NEW)
            .await;
        field_error(refused, "current_password");
    }
}

#[tokio::test]
async fn a_new_password_keeps_the_rules() {
    let cast = cast().await;
    for weak in [
        "",
        "tin-harbor-42",
        "73910284651938274",
        "passwordpassword",
        "ana ana ana ana ana",
    ] {
        let refused = cast
            .world
            .roster
            .change_password(&cast.ana.session, PASSWORD, weak)
            .await;
        field_error(refused, "new_password");
    }
    assert!(
        cast.world.roster.sign_in("ana", PASSWORD).await.is_ok(),
        "the old one still holds"
    );
}

#[tokio::test]
async fn a_new_password_is_another_one() {
    let cast = cast().await;
    let refused = cast
        .world
        .roster
        .change_password(&cast.ana.session, PASSWORD, PASSWORD)
        .await;
    assert!(
        field_error(refused, "new_password").contains("another"),
        "the same again is no change"
    );
}

#[tokio::test]
async fn a_temporary_password_is_replaced_by_ones_own() {
    let (world, id, session, passphrase) = with_passphrase().await;
    let new = world.roster.choose_password(&session, NEW).await.unwrap();
    assert!(
        matches!(world.roster.read(&session).await, Err(Error::SessionEnded)),
        "others end"
    );
    let person = world.show(&new, id).await.unwrap();
    assert!(!person.must_change_password && person.has_password);
    assert!(matches!(
        world.roster.sign_in("ana", &passphrase).await,
        Err(Error::SignInRefused { .. })
    ));
    world.clock.advance(SignedDuration::from_hours(24 * 30));
    assert!(
        world.roster.sign_in("ana", NEW).await.is_ok(),
        "one's own does not expire"
    );
    assert!(
        forbidden(
            world
                .roster
                .choose_password(&new, "six slow willow paths")
                .await
        )
        .contains("current one"),
        "only once: afterwards the current one is needed"
    );
}

#[tokio::test]
async fn a_temporary_password_cannot_be_kept() {
    let (world, _, session, passphrase) = with_passphrase().await;
    let chosen = world.roster.choose_password(&session, &passphrase).await;
    assert!(
        field_error(chosen, "new_password").contains("temporary"),
        "whoever handed it over knows it"
    );
    let changed = world
        .roster
        .change_password(&session, &passphrase, &passphrase)
        .await;
    assert!(
        field_error(changed, "new_password").contains("another"),
        "nor by the other door"
    );
    let changed = world
        .roster
        .change_password(&session, &passphrase, NEW)
        .await
        .unwrap();
    assert!(world.roster.read(&changed).await.is_ok());
}

#[tokio::test]
async fn a_password_chosen_while_an_admin_sets_one_does_not_win() {
    let (world, root) = with_admin().await;
    let ana = world.add("ana", Role::Plain).await;
    world
        .reset_password(&root.session, ana.id, PasswordChoice::None)
        .await
        .unwrap();
    let late = world
        .roster
        .change_password(&ana.session, PASSWORD, NEW)
        .await;
    assert!(matches!(late, Err(Error::SessionEnded)), "{late:?}");
    assert!(
        !world
            .show(&root.session, ana.id)
            .await
            .unwrap()
            .has_password
    );
}

#[tokio::test]
async fn only_hashes_are_stored() {
    let (world, _, _, passphrase) = with_passphrase().await;
    world.roster.close().await;
    let file = std::fs::read(world.path()).unwrap();
    for secret in [PASSWORD, passphrase.as_str()] {
        let found = file
            .windows(secret.len())
            .any(|bytes| bytes == secret.as_bytes());
        assert!(!found, "no password may stand in the file");
    }
}

#[test]
fn the_length_is_a_setting() {
    let check =
        |password: &str, minimum| check_password(password, &PasswordContext::default(), minimum);
    assert!(check("tin-harbor-4", 8).acceptable);
    assert!(!check("tin-harbor-4", 15).acceptable);
    assert!(
        check(&"tin harbor lamp z".repeat(60), 64).acceptable,
        "1,020 characters"
    );
    assert!(
        !check(&"tin harbor lamp z".repeat(61), 64).acceptable,
        "1,037 characters"
    );
    assert!(check("пять тихих дорог клён", 15).acceptable, "any Unicode");
}

#[test]
fn all_rules_are_reported_at_once() {
    let context = PasswordContext {
        username: "ana".into(),
        ..PasswordContext::default()
    };
    let report = check_password("anaanaana", &context, 15);
    let unmet = report.rules.iter().filter(|rule| !rule.met).count();
    assert_eq!(
        (report.rules.len(), unmet, report.acceptable),
        (4, 3, false),
        "{report:?}"
    );
    assert!(report.score <= 3, "never strong before it can be used");
}
