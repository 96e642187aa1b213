//! Slowing down whoever guesses: per account, in the database, and the same for names that nobody has.

use std::time::Duration;

use jiff::SignedDuration;
use roster_core::auth::{ChangeUser, Session};
use roster_core::view::{Person, UserFilter, UserQuery};
use roster_core::{Error, Result, Roster};

use crate::support::{
    PASSWORD, Role, World, cast, forbidden, operator, options, typed, with_admin,
};

const NEW: &str = "five loud birch lanes";

/// How an attempt ended.
#[derive(Debug, PartialEq, Eq)]
enum Outcome {
    In,
    /// Not right; and how long to wait now, in milliseconds.
    Refused(u128),
    /// Not tried; and how long to wait still.
    Waits(u128),
}

fn outcome<T>(result: Result<T>) -> Outcome {
    match result {
        Ok(_) => Outcome::In,
        Err(Error::SignInRefused { wait }) => Outcome::Refused(wait.as_millis()),
        Err(Error::Throttled { wait }) => Outcome::Waits(wait.as_millis()),
        Err(other) => panic!("{other:?}"),
    }
}

async fn attempt(world: &World, name: &str, password: &str) -> Outcome {
    outcome(world.roster.sign_in(name, password).await)
}

/// Fails so often, waiting as long as is asked each time; how long that was at last.
async fn fail(world: &World, name: &str, times: u32) -> Duration {
    let mut wait = Duration::ZERO;
    for _ in 0..times {
        world.clock.advance(wait.try_into().unwrap());
        match world.roster.sign_in(name, "wrong").await {
            Err(Error::SignInRefused { wait: next }) => wait = next,
            other => panic!("{other:?}"),
        }
    }
    wait
}

async fn unlock(world: &World, by: &Session, id: i64) -> Result<Person> {
    let grant = world.roster.write(by).await?.grant::<ChangeUser>()?;
    grant.unlock_user(id).await
}

#[tokio::test]
async fn waits_grow_from_the_fifth_failure_in_a_row() {
    let (world, _) = with_admin().await;
    let mut waits = Vec::new();
    for _ in 0..16 {
        waits.push(fail(&world, "root", 1).await);
        world
            .clock
            .advance((*waits.last().unwrap()).try_into().unwrap());
    }
    let seconds: Vec<u64> = waits.iter().map(Duration::as_secs).collect();
    assert_eq!(
        seconds,
        [0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900],
        "up to a quarter of an hour, which is when the last administrator gets in again"
    );
    assert_eq!(attempt(&world, "root", PASSWORD).await, Outcome::In);
}

#[tokio::test]
async fn while_waiting_nothing_is_tried_and_nothing_counts() {
    let (world, _) = with_admin().await;
    assert_eq!(fail(&world, "root", 7).await, Duration::from_secs(4));
    let events = world.events().await.len();
    world.clock.advance(SignedDuration::from_millis(1500));
    for password in ["wrong", PASSWORD, ""] {
        let waits = attempt(&world, "root", password).await;
        assert_eq!(waits, Outcome::Waits(2500), "{password}");
    }
    assert_eq!(world.events().await.len(), events, "nor is it noted");
    world.clock.advance(SignedDuration::from_millis(2499));
    assert_eq!(
        attempt(&world, "root", PASSWORD).await,
        Outcome::Waits(1),
        "until the last moment"
    );
    world.clock.advance(SignedDuration::from_millis(1));
    assert_eq!(
        attempt(&world, "root", "wrong").await,
        Outcome::Refused(8000)
    );
}

#[tokio::test]
async fn the_count_is_the_accounts_whatever_name_it_is_called_by() {
    let (world, root) = with_admin().await;
    world
        .run("update user set email = 'r@x.example', email_key = 'r@x.example'")
        .await;
    for name in ["root", "ROOT", " r@x.example", "R@X.example", "ｒｏｏｔ"] {
        attempt(&world, name, "wrong").await;
    }
    assert_eq!(
        attempt(&world, "root", PASSWORD).await,
        Outcome::Waits(1000)
    );
    let changed = world
        .roster
        .change_password(&root.session, PASSWORD, NEW)
        .await;
    assert_eq!(outcome(changed), Outcome::Waits(1000), "here too");
    let proved = world.roster.prove(&root.session, PASSWORD).await;
    assert_eq!(outcome(proved), Outcome::Waits(1000), "and here");
}

#[tokio::test]
async fn guessing_ones_own_password_counts_as_well() {
    let (world, root) = with_admin().await;
    for _ in 0..3 {
        let wrong = world.roster.change_password(&root.session, "x", NEW).await;
        assert!(matches!(wrong, Err(Error::Validation(_))), "{wrong:?}");
    }
    for _ in 0..2 {
        let wrong = world.roster.prove(&root.session, "x").await;
        assert!(matches!(wrong, Err(Error::Validation(_))), "{wrong:?}");
    }
    assert_eq!(
        attempt(&world, "root", PASSWORD).await,
        Outcome::Waits(1000)
    );
}

#[tokio::test]
async fn success_forgets_what_was_before() {
    let (world, root) = with_admin().await;
    fail(&world, "root", 4).await;
    assert_eq!(attempt(&world, "root", PASSWORD).await, Outcome::In);
    assert_eq!(fail(&world, "root", 4).await, Duration::ZERO);
    assert!(
        world
            .roster
            .verify_password("root", PASSWORD)
            .await
            .unwrap()
    );
    assert_eq!(fail(&world, "root", 4).await, Duration::ZERO);
    world.roster.prove(&root.session, PASSWORD).await.unwrap();
    assert_eq!(fail(&world, "root", 4).await, Duration::ZERO);
    world
        .roster
        .change_password(&root.session, PASSWORD, NEW)
        .await
        .unwrap();
    assert_eq!(fail(&world, "root", 4).await, Duration::ZERO);
}

#[tokio::test]
async fn twelve_quiet_hours_forget_it_too() {
    let (world, _) = with_admin().await;
    for name in ["root", "nobody"] {
        fail(&world, name, 6).await;
        world
            .clock
            .advance(SignedDuration::from_hours(12) - SignedDuration::from_millis(1));
        let wait = fail(&world, name, 1).await;
        assert_eq!(wait, Duration::from_secs(4), "not a moment sooner");
        world.clock.advance(SignedDuration::from_hours(12));
        assert_eq!(fail(&world, name, 4).await, Duration::ZERO);
    }
}

#[tokio::test]
async fn it_counts_across_processes_and_restarts() {
    let (world, _) = with_admin().await;
    fail(&world, "root", 3).await;
    let other = Roster::open(&world.path(), options(&world.clock))
        .await
        .unwrap();
    assert!(!other.verify_password("root", "wrong").await.unwrap());
    other.close().await;
    assert_eq!(
        attempt(&world, "root", "wrong").await,
        Outcome::Refused(1000)
    );
    let other = Roster::open(&world.path(), options(&world.clock))
        .await
        .unwrap();
    let verified = other.verify_password("root", PASSWORD).await;
    assert_eq!(outcome(verified), Outcome::Waits(1000));
}

#[tokio::test]
async fn many_tries_at_once_get_no_further_than_one_after_another() {
    let (world, _) = with_admin().await;
    fail(&world, "root", 4).await;
    let attempts = (0..20).map(|_| {
        let roster = world.roster.clone();
        tokio::spawn(async move { outcome(roster.sign_in("root", "wrong").await) })
    });
    let mut tried = 0;
    for outcome in attempts.collect::<Vec<_>>() {
        match outcome.await.unwrap() {
            Outcome::Refused(1000) => tried += 1,
            Outcome::Waits(1000) => {}
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(tried, 1, "the others began before there was a wait");
    world.clock.advance(SignedDuration::from_secs(1));
    assert_eq!(
        attempt(&world, "root", "wrong").await,
        Outcome::Refused(2000)
    );
}

#[tokio::test]
async fn a_name_that_nobody_has_waits_like_an_account() {
    use Outcome::{Refused, Waits};
    let (world, _) = with_admin().await;
    let inactive = world.add("inactive", Role::Plain).await;
    world
        .run(format!(
            "update user set is_active = 0 where id = {}",
            inactive.id
        ))
        .await;
    world.add("gone", Role::Plain).await;
    world
        .run("update user set deleted_at = 1 where username = 'gone'")
        .await;
    for name in ["root", "inactive", "gone", "nobody", "my secret"] {
        let mut outcomes = Vec::new();
        for _ in 0..5 {
            outcomes.push(attempt(&world, name, "wrong").await);
        }
        outcomes.push(attempt(&world, name, "wrong").await);
        outcomes.push(attempt(&world, name, PASSWORD).await);
        assert_eq!(
            outcomes,
            [
                Refused(0),
                Refused(0),
                Refused(0),
                Refused(0),
                Refused(1000),
                Waits(1000),
                Waits(1000)
            ],
            "{name}"
        );
    }
}

#[tokio::test]
async fn names_that_nobody_has_are_not_kept_and_need_little_room() {
    let (world, _) = with_admin().await;
    for number in 0..200 {
        attempt(&world, &format!("my secret {number}"), "wrong").await;
    }
    let rows: i64 = world
        .value("select count(*) from sign_in_throttle where bucket between 0 and 4095")
        .await;
    assert!((150..=200).contains(&rows), "{rows}");
    let noted: i64 = world
        .value("select count(*) from event where names_key like '%secret%' or target_name <> '' and action = 'sign_in_failed'")
        .await;
    assert_eq!(noted, 0);
    world.clock.advance(SignedDuration::from_hours(12));
    attempt(&world, "one more", "wrong").await;
    let rows: i64 = world.value("select count(*) from sign_in_throttle").await;
    assert_eq!(rows, 1, "and are forgotten");
}

#[tokio::test]
async fn two_rosters_count_the_same_name_in_different_places() {
    let mut places = Vec::new();
    for _ in 0..3 {
        let (world, _) = with_admin().await;
        attempt(&world, "nobody", "wrong").await;
        places.push(
            world
                .value::<i64>("select bucket from sign_in_throttle")
                .await,
        );
    }
    places.dedup();
    assert!(places.len() > 1, "the key is each roster's own");
}

#[tokio::test]
async fn a_clock_that_is_set_back_neither_locks_for_ever_nor_opens_early() {
    let (world, _) = with_admin().await;
    for name in ["root", "nobody"] {
        fail(&world, name, 8).await;
        world.clock.advance(SignedDuration::from_hours(-24 * 365));
        assert_eq!(attempt(&world, name, PASSWORD).await, Outcome::Waits(8000));
        world.clock.advance(SignedDuration::from_secs(3));
        assert_eq!(
            attempt(&world, name, PASSWORD).await,
            Outcome::Waits(5000),
            "the wait goes on from the first look"
        );
        world.clock.advance(SignedDuration::from_secs(5));
        assert_eq!(
            attempt(&world, name, "wrong").await,
            Outcome::Refused(16_000),
            "and what was counted stays"
        );
    }
}

#[tokio::test]
async fn each_lock_is_one_event() {
    let (world, root) = with_admin().await;
    let before = world.events().await.len();
    fail(&world, "root", 7).await;
    world.clock.advance(SignedDuration::from_secs(60));
    attempt(&world, "root", PASSWORD).await;
    let events = world.events().await.split_off(before);
    let actions: Vec<&str> = events.iter().map(|event| &*event.action).collect();
    assert_eq!(
        actions,
        [
            "sign_in_failed",
            "sign_in_failed",
            "sign_in_failed",
            "sign_in_failed",
            "sign_in_failed",
            "lock",
            "sign_in_failed",
            "sign_in_failed",
            "sign_in"
        ]
    );
    let lock = &events[5];
    assert_eq!(
        (lock.actor_id, lock.target_id, lock.target_name.as_str()),
        (None, Some(root.id), "root")
    );
}

#[tokio::test]
async fn administrators_see_it_and_end_it() {
    let cast = cast().await;
    let world = &cast.world;
    fail(world, "ana", 9).await;
    let shown = world.show(&cast.admin.session, cast.ana.id).await.unwrap();
    assert_eq!(
        shown.locked_until.as_deref(),
        Some("2026-06-14T12:00:31.000Z"),
        "after fifteen seconds of waiting before"
    );
    assert_eq!(shown.may.unlock, None);
    let refused = unlock(world, &cast.editor.session, cast.ana.id).await;
    assert!(!forbidden(refused).is_empty());
    let shown = unlock(world, &cast.admin.session, cast.ana.id)
        .await
        .unwrap();
    assert_eq!(shown.locked_until, None);
    assert_eq!(
        shown.may.unlock.as_deref(),
        Some("This account is not locked.")
    );
    let event = world.last_event().await;
    assert_eq!(
        (event.action.as_str(), event.actor_id, event.target_id),
        ("unlock", Some(cast.admin.id), Some(cast.ana.id))
    );
    assert_eq!(attempt(world, "ana", PASSWORD).await, Outcome::In);
    let events = world.events().await.len();
    unlock(world, &cast.admin.session, cast.ana.id)
        .await
        .unwrap();
    assert_eq!(
        world.events().await.len(),
        events,
        "nothing to end, nothing to note"
    );
    fail(world, "root", 5).await;
    let refused = unlock(world, &cast.admin.session, cast.root.id).await;
    assert!(forbidden(refused).contains("superuser"));
}

#[tokio::test]
async fn a_new_password_from_somebody_else_ends_it() {
    let cast = cast().await;
    fail(&cast.world, "root", 12).await;
    cast.world
        .reset_password(&operator(), cast.root.id, typed(NEW))
        .await
        .unwrap();
    assert_eq!(attempt(&cast.world, "root", NEW).await, Outcome::In);
}

#[tokio::test]
async fn the_list_finds_who_is_locked_as_long_as_they_are() {
    let cast = cast().await;
    let world = &cast.world;
    let found = async |search: &str, is_locked| -> Vec<String> {
        let query = UserQuery {
            search: search.to_owned(),
            filter: UserFilter {
                is_locked,
                ..UserFilter::default()
            },
            limit: 100,
            ..UserQuery::default()
        };
        let page = world.list(&cast.root.session, &query).await.unwrap();
        let rows = page.rows.into_iter();
        assert!(
            rows.clone()
                .all(|row| row.is_locked == (row.face.username == "ana"))
        );
        rows.map(|row| row.face.username).collect()
    };
    fail(world, "ana", 5).await;
    fail(world, "reader", 4).await;
    fail(world, "nobody", 5).await;
    assert_eq!(found("is:locked", None).await, ["ana"]);
    assert_eq!(found("", Some(true)).await, ["ana"]);
    assert_eq!(found("-is:locked is:staff", None).await.len(), 4);
    assert_eq!(found("", Some(false)).await.len(), 4);
    world.clock.advance(SignedDuration::from_secs(1));
    let query = UserQuery {
        search: "is:locked".into(),
        limit: 100,
        ..UserQuery::default()
    };
    let page = world.list(&cast.root.session, &query).await.unwrap();
    assert_eq!((page.total, page.rows.len()), (0, 0), "it ends by itself");
}

#[tokio::test]
async fn what_is_known_goes_with_the_account() {
    let cast = cast().await;
    fail(&cast.world, "ana", 5).await;
    cast.world
        .purge(&cast.root.session, cast.ana.id)
        .await
        .unwrap();
    let rows: i64 = cast
        .world
        .value("select count(*) from sign_in_throttle")
        .await;
    assert_eq!(rows, 0);
    assert_eq!(
        attempt(&cast.world, "ana", PASSWORD).await,
        Outcome::Refused(0)
    );
}
