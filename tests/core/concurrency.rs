//! Many at once: no lost update, one winner, and nobody turned away for nothing.

use std::sync::Arc;

use roster_core::auth::{AddUser, DeleteUser};
use roster_core::view::{PasswordChoice, PasswordContext, ProfileChanges, UserQuery};
use roster_core::{Error, HashingCost, Options, Roster};

use crate::support::{CHEAP, PASSWORD, cast, new_user, operator, options, with_admin};

fn bio(text: &str) -> ProfileChanges {
    ProfileChanges {
        bio: Some(text.to_owned()),
        ..ProfileChanges::default()
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_edits_of_one_version_one_is_told_of_the_other() {
    let cast = cast().await;
    // A second window is a second program with connections of its own.
    let other = Roster::open(&cast.world.path(), options(&cast.world.clock))
        .await
        .unwrap();
    for round in 0..20 {
        let seen = cast.world.version(cast.ana.id).await;
        let (mine, theirs) = (
            bio(&format!("mine {round}")),
            bio(&format!("theirs {round}")),
        );
        let edit = async |roster: &Roster, session, changes| {
            let write = roster.write(session).await?;
            write.edit_profile(cast.ana.id, seen, changes, None).await
        };
        let (first, second) = tokio::join!(
            edit(&cast.world.roster, &cast.ana.session, &mine),
            edit(&other, &cast.editor.session, &theirs),
        );
        let (winner, loser) = if first.is_ok() {
            (first, second)
        } else {
            (second, first)
        };
        let Err(Error::Conflict(current)) = loser else {
            panic!("round {round}: must be told of the other: {loser:?}")
        };
        assert_eq!(
            current.bio,
            winner.unwrap().person.bio,
            "and shown what they wrote"
        );
        assert_eq!(
            cast.world.version(cast.ana.id).await,
            seen + 1,
            "one version more"
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn edits_that_look_again_are_never_lost() {
    let cast = Arc::new(cast().await);
    let tasks: Vec<_> = (0..8)
        .map(|writer| {
            let cast = Arc::clone(&cast);
            tokio::spawn(async move {
                let mut tries = 0;
                loop {
                    tries += 1;
                    let person = cast
                        .world
                        .show(&cast.editor.session, cast.ana.id)
                        .await
                        .unwrap();
                    let changes = bio(&format!("{}{writer};", person.bio));
                    let write = cast.world.roster.write(&cast.editor.session).await.unwrap();
                    match write
                        .edit_profile(cast.ana.id, person.version, &changes, None)
                        .await
                    {
                        Ok(_) => return tries,
                        Err(Error::Conflict(_)) => {}
                        Err(other) => panic!("{other:?}"),
                    }
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    let person = cast
        .world
        .show(&cast.root.session, cast.ana.id)
        .await
        .unwrap();
    let mut written: Vec<&str> = person.bio.split_terminator(';').collect();
    written.sort_unstable();
    assert_eq!(
        written,
        ["0", "1", "2", "3", "4", "5", "6", "7"],
        "every acknowledged write is there"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn twenty_sign_in_at_once() {
    let (world, root) = with_admin().await;
    let tasks: Vec<_> = (0..20)
        .map(|_| {
            let roster = world.roster.clone();
            tokio::spawn(async move { roster.sign_in("root", PASSWORD).await })
        })
        .collect();
    for task in tasks {
        assert_eq!(task.await.unwrap().unwrap(), root.session);
    }
    let noted = world
        .events()
        .await
        .iter()
        .filter(|event| event.action == "sign_in")
        .count();
    assert_eq!(noted, 20, "each is noted");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn nobody_is_turned_away_because_another_window_replaced_the_hash() {
    let (world, _) = with_admin().await;
    let dearer = Options {
        hashing: HashingCost { passes: 3, ..CHEAP },
        ..options(&world.clock)
    };
    let roster = Roster::open(&world.path(), dearer).await.unwrap();
    let tasks: Vec<_> = (0..20)
        .map(|_| {
            let roster = roster.clone();
            tokio::spawn(async move { roster.sign_in("root", PASSWORD).await })
        })
        .collect();
    for task in tasks {
        let session = task.await.unwrap();
        assert!(session.is_ok(), "the password is right: {session:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_password_set_meanwhile_beats_a_sign_in_with_the_old_one() {
    for _ in 0..5 {
        let cast = cast().await;
        let world = &cast.world;
        let (session, reset) = tokio::join!(
            world.roster.sign_in("ana", PASSWORD),
            world.reset_password(&cast.root.session, cast.ana.id, PasswordChoice::None),
        );
        reset.unwrap();
        if let Ok(session) = session {
            let read = world.roster.read(&session).await.err();
            assert!(
                matches!(read, Some(Error::SessionEnded)),
                "the old password opens nothing: {read:?}"
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_who_take_a_name_one_gets_it() {
    let (world, _) = with_admin().await;
    let other = Roster::open(&world.path(), options(&world.clock))
        .await
        .unwrap();
    let tasks: Vec<_> = (0..8)
        .map(|number| {
            let roster = if number % 2 == 0 {
                world.roster.clone()
            } else {
                other.clone()
            };
            tokio::spawn(async move {
                let form = new_user(if number < 4 { "ana" } else { "ANA" });
                let credential = roster
                    .prepare_credential(PasswordChoice::None, &PasswordContext::default())
                    .await?;
                let grant = roster.write(&operator()).await?.grant::<AddUser>()?;
                grant.add_user(&form, &credential).await
            })
        })
        .collect();
    let mut added = 0;
    for task in tasks {
        match task.await.unwrap() {
            Ok(_) => added += 1,
            Err(error) => assert!(
                matches!(error, Error::Validation(_)),
                "a taken name is an error on the field: {error:?}"
            ),
        }
    }
    assert_eq!(added, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_page_is_one_moment_however_much_is_written() {
    let (world, root) = with_admin().await;
    world.add_many(50).await;
    let ids: Vec<i64> = sqlx::query_scalar("select id from user where not is_superuser")
        .fetch_all(&mut world.raw().await)
        .await
        .unwrap();
    let roster = world.roster.clone();
    let session = root.session.clone();
    let writer = tokio::spawn(async move {
        for id in ids {
            let grant = roster
                .write(&session)
                .await
                .unwrap()
                .grant::<DeleteUser>()
                .unwrap();
            grant.delete_user(id, 1).await.unwrap();
        }
    });
    let query = UserQuery {
        limit: 500,
        ..UserQuery::default()
    };
    while !writer.is_finished() {
        let page = world.list(&root.session, &query).await.unwrap();
        assert_eq!(
            page.rows.len(),
            page.total as usize,
            "rows and count are of one moment"
        );
        assert_eq!(page.total, page.everyone);
    }
    writer.await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_change_that_is_given_up_leaves_nothing_and_blocks_nobody() {
    let cast = cast().await;
    let write = cast.world.roster.write(&cast.root.session).await.unwrap();
    drop(write);
    cast.world
        .edit_profile(&cast.ana.session, cast.ana.id, &bio("x"), None)
        .await
        .unwrap();
    let version = cast.world.version(cast.ana.id).await;
    let (ana, changes) = (cast.ana.session.clone(), bio("y"));
    let roster = cast.world.roster.clone();
    let id = cast.ana.id;
    let task = tokio::spawn(async move {
        let write = roster.write(&ana).await.unwrap();
        tokio::time::sleep(std::time::Duration::from_mins(1)).await;
        write.edit_profile(id, version, &changes, None).await
    });
    tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    task.abort();
    assert!(task.await.unwrap_err().is_cancelled());
    cast.world
        .edit_profile(&cast.editor.session, id, &bio("z"), None)
        .await
        .unwrap();
}
