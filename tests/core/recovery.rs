//! Recovery codes: made, shown once, used once.

use std::time::Duration;

use jiff::SignedDuration;
use roster_core::auth::{RecoveryCodes, Session};
use roster_core::view::{PasswordChoice, UserChanges};
use roster_core::{Error, Result};

use crate::support::{PASSWORD, Role, World, cast, field_error, operator, with_admin};

const NEW: &str = "five loud birch lanes";

/// A code of the right shape that nobody has.
const NOBODYS: &str = "0123-4567-89ABC-DEFG-HJKM-NPQR1";

pub(crate) async fn keep(world: &World, by: &Session) -> Result<Vec<String>> {
    let codes = RecoveryCodes::generate()?;
    let write = world.roster.write(by).await?;
    write.proven()?.keep_recovery_codes(&codes).await?;
    Ok(codes.to_texts())
}

async fn left(world: &World, session: &Session) -> (u32, Option<String>) {
    let me = world.roster.show_me(session).await.unwrap();
    (me.recovery_codes, me.recovery_notice)
}

fn is_refused<T>(result: &Result<T>) -> bool {
    matches!(result, Err(Error::RecoveryRefused { .. }))
}

#[tokio::test]
async fn a_code_and_a_new_password_let_somebody_in_once() {
    let cast = cast().await;
    let world = &cast.world;
    let codes = keep(world, &cast.ana.session).await.unwrap();
    assert_eq!(codes.len(), 10);
    world.clock.advance(SignedDuration::from_hours(1));
    let typed = codes[3].to_lowercase().replace('-', " ");
    let session = world.roster.recover("ANA", &typed, NEW).await.unwrap();
    assert_eq!(session.user_id(), Some(cast.ana.id));
    assert_eq!(left(world, &session).await, (9, None));
    assert!(world.roster.sign_in("ana", NEW).await.is_ok());
    assert!(world.roster.sign_in("ana", PASSWORD).await.is_err());
    assert!(
        matches!(
            world.roster.read(&cast.ana.session).await,
            Err(Error::SessionEnded)
        ),
        "other sessions end"
    );
    let again = world.roster.recover("ana", &codes[3], PASSWORD).await;
    assert!(is_refused(&again), "a code works once");
    let shown = world.show(&session, cast.ana.id).await.unwrap();
    assert_eq!(
        shown.last_login.as_deref(),
        Some("2026-06-14T13:00:00.000Z")
    );
    assert_eq!(shown.password_changed, shown.last_login);
    let events = world.events().await;
    let used = events.iter().find(|event| event.action == "recover");
    let used = used.expect("it is noted");
    assert_eq!(
        (used.actor_id, used.target_id, used.changes()),
        (Some(cast.ana.id), Some(cast.ana.id), serde_json::json!({}))
    );
}

#[tokio::test]
async fn whatever_is_not_right_gets_one_answer_and_counts() {
    let cast = cast().await;
    let world = &cast.world;
    let codes = keep(world, &cast.ana.session).await.unwrap();
    keep(world, &cast.editor.session).await.unwrap();
    let inactive = UserChanges {
        is_active: Some(false),
        ..UserChanges::default()
    };
    let reader = keep(world, &cast.reader.session).await.unwrap();
    world
        .edit_user(&operator(), cast.reader.id, &inactive)
        .await
        .unwrap();
    for (name, code) in [
        ("ana", NOBODYS),
        ("nobody", NOBODYS),
        ("editor", &codes[0]),
        ("root", &codes[0]),
        ("reader", &reader[0]),
    ] {
        let mut waits = Vec::new();
        for _ in 0..5 {
            let refused = world.roster.recover(name, code, NEW).await.unwrap_err();
            assert_eq!(
                refused.to_string(),
                "The username or the recovery code is not right."
            );
            match refused {
                Error::RecoveryRefused { wait } => waits.push(wait.as_secs()),
                other => panic!("{other:?}"),
            }
            assert!(world.events().await.len() > 5);
        }
        assert_eq!(waits, [0, 0, 0, 0, 1], "{name}");
        let refused = world.roster.recover(name, code, NEW).await;
        assert!(matches!(refused, Err(Error::Throttled { .. })), "{name}");
        let refused = world.roster.sign_in(name, PASSWORD).await;
        assert!(
            matches!(refused, Err(Error::Throttled { wait }) if wait == Duration::from_secs(1)),
            "one count for both: {name}"
        );
    }
    let right = world.roster.recover("ana", &codes[0], NEW).await;
    assert!(matches!(right, Err(Error::Throttled { .. })));
    world.clock.advance(SignedDuration::from_secs(1));
    assert!(world.roster.recover("ana", &codes[0], NEW).await.is_ok());
}

#[tokio::test]
async fn slips_of_the_keyboard_cost_nothing() {
    let cast = cast().await;
    let world = &cast.world;
    let codes = keep(world, &cast.ana.session).await.unwrap();
    let events = world.events().await.len();
    for _ in 0..10 {
        let short = world.roster.recover("ana", &codes[0][1..], NEW).await;
        assert!(field_error(short, "code").contains("26 letters"));
        let weak = world.roster.recover("ana", &codes[0], "short").await;
        field_error(weak, "new_password");
        let weak = world.roster.recover("ana", NOBODYS, "short").await;
        field_error(weak, "new_password");
    }
    assert_eq!(world.events().await.len(), events);
    world
        .run("update user set last_name = 'Featherstonehaugh' where username = 'ana'")
        .await;
    let alike = "Featherstonehaugh-lane";
    let named = world.roster.recover("ana", &codes[0], alike).await;
    field_error(named, "new_password");
    let stranger = world.roster.recover("ana", NOBODYS, alike).await;
    assert!(
        is_refused(&stranger),
        "who has no code learns nothing about the person"
    );
    assert!(world.roster.recover("ana", &codes[0], NEW).await.is_ok());
}

#[tokio::test]
async fn new_codes_take_the_place_of_all_before() {
    let (world, root) = with_admin().await;
    let first = keep(&world, &root.session).await.unwrap();
    let second = keep(&world, &root.session).await.unwrap();
    assert_eq!(left(&world, &root.session).await, (10, None));
    assert!(is_refused(
        &world.roster.recover("root", &first[0], NEW).await
    ));
    let session = world.roster.recover("root", &second[0], NEW).await.unwrap();
    assert_eq!(left(&world, &session).await.0, 9);
    let event = world.events().await;
    assert_eq!(
        event
            .iter()
            .filter(|event| event.action == "make_recovery_codes")
            .count(),
        2
    );
}

#[tokio::test]
async fn a_word_is_said_when_few_are_left() {
    let (world, root) = with_admin().await;
    let (none, notice) = left(&world, &root.session).await;
    assert_eq!(none, 0);
    assert!(
        notice.unwrap().starts_with("You have no recovery codes."),
        "a superuser should have some"
    );
    let ana = world.add("ana", Role::Plain).await;
    assert_eq!(
        left(&world, &ana.session).await,
        (0, None),
        "others who want none hear nothing"
    );
    let codes = keep(&world, &ana.session).await.unwrap();
    let mut said = Vec::new();
    for (number, code) in codes.iter().enumerate() {
        let password = format!("{NEW} {number} times");
        let session = world.roster.recover("ana", code, &password).await.unwrap();
        said.push(left(&world, &session).await.1.unwrap_or_default());
    }
    assert!(said[..6].iter().all(String::is_empty), "{said:?}");
    assert!(said[6].starts_with("You have 3 recovery codes left."));
    assert!(said[8].starts_with("You have one recovery code left."));
    assert!(said[9].starts_with("You have used your last recovery code."));
}

#[tokio::test]
async fn making_codes_takes_a_proof_and_a_person() {
    let (world, root) = with_admin().await;
    world.clock.advance(SignedDuration::from_mins(6));
    assert!(matches!(
        keep(&world, &root.session).await,
        Err(Error::ProofNeeded)
    ));
    assert!(matches!(
        keep(&world, &operator()).await,
        Err(Error::Forbidden(_))
    ));
}

#[tokio::test]
async fn a_code_helps_in_the_place_of_a_temporary_password() {
    let cast = cast().await;
    let world = &cast.world;
    let codes = keep(world, &cast.ana.session).await.unwrap();
    world
        .reset_password(&operator(), cast.ana.id, PasswordChoice::Temporary)
        .await
        .unwrap();
    let session = world.roster.recover("ana", &codes[0], NEW).await.unwrap();
    let shown = world.show(&session, cast.ana.id).await.unwrap();
    assert!(!shown.must_change_password);
    world.clock.advance(SignedDuration::from_hours(24 * 30));
    assert!(
        world.roster.sign_in("ana", NEW).await.is_ok(),
        "and does not end"
    );
}

#[tokio::test]
async fn codes_are_kept_as_hashes_and_go_with_the_account() {
    let cast = cast().await;
    let world = &cast.world;
    let codes = keep(world, &cast.ana.session).await.unwrap();
    world.run("pragma wal_checkpoint(truncate)").await;
    let file = std::fs::read(world.path()).unwrap();
    for code in &codes {
        for text in [code.clone(), code.replace('-', "")] {
            assert!(
                memchr::memmem::find(&file, text.as_bytes()).is_none(),
                "nobody reads a code in the file"
            );
        }
    }
    world.purge(&cast.root.session, cast.ana.id).await.unwrap();
    let rows: i64 = world.value("select count(*) from recovery_code").await;
    assert_eq!(rows, 0);
}
