//! PROTECT: the last active superuser stays, whoever asks.

use roster_core::auth::{DeleteUser, Session};
use roster_core::view::{RefusalRule, UserChanges};
use roster_core::{Error, Result};

use crate::support::{READERS, Role, World, operator, with_admin};

fn is_protected<T>(result: &Result<T>) -> bool {
    matches!(result, Err(Error::Protected(sentence)) if sentence.starts_with("This is the last active superuser."))
}

/// Every way to lose a superuser.
async fn try_everything(world: &World, by: &Session, id: i64) -> Vec<(&'static str, Result<()>)> {
    let demote = UserChanges {
        is_superuser: Some(false),
        ..UserChanges::default()
    };
    let deactivate = UserChanges {
        is_active: Some(false),
        ..UserChanges::default()
    };
    vec![
        ("delete", world.delete(by, id).await),
        ("purge", world.purge(by, id).await),
        ("demote", world.edit_user(by, id, &demote).await.map(drop)),
        (
            "deactivate",
            world.edit_user(by, id, &deactivate).await.map(drop),
        ),
    ]
}

/// Groups change nothing about what a superuser can do.
#[tokio::test]
async fn the_last_superuser_can_be_put_into_groups() {
    let (world, root) = with_admin().await;
    let may = world.show(&operator(), root.id).await.unwrap().may;
    assert!(may.edit_flags.is_some() && may.edit_superuser.is_some());
    assert_eq!(may.edit_groups, None);
    let changes = UserChanges {
        groups: Some(vec![READERS]),
        ..UserChanges::default()
    };
    let person = world.edit_user(&operator(), root.id, &changes).await;
    assert_eq!(person.unwrap().groups.len(), 1);
}

#[tokio::test]
async fn the_last_superuser_stays_whoever_asks() {
    let (world, root) = with_admin().await;
    for (deed, outcome) in try_everything(&world, &operator(), root.id).await {
        assert!(
            is_protected(&outcome),
            "{deed} by the operator: {outcome:?}"
        );
    }
    let admin = world.add("admin", Role::Administrator).await;
    for (deed, outcome) in try_everything(&world, &admin.session, root.id).await {
        assert!(outcome.is_err(), "{deed} by an administrator");
    }
    for (deed, outcome) in try_everything(&world, &root.session, root.id).await {
        assert!(outcome.is_err(), "{deed} by themselves");
    }
    let person = world.show(&root.session, root.id).await.unwrap();
    assert!(person.is_superuser && person.is_active);
    assert_eq!(person.version, 1, "nothing was changed");
}

#[tokio::test]
async fn a_superuser_who_is_away_does_not_count() {
    for state in ["is_active = 0", "deleted_at = 1", "is_superuser = 0"] {
        let (world, root) = with_admin().await;
        world.add("second", Role::Superuser).await;
        world
            .run(format!("update user set {state} where username = 'second'"))
            .await;
        for (deed, outcome) in try_everything(&world, &operator(), root.id).await {
            assert!(
                is_protected(&outcome),
                "{deed} beside one with {state}: {outcome:?}"
            );
        }
    }
}

#[tokio::test]
async fn of_two_superusers_one_may_go() {
    for deed in 0..4 {
        let (world, root) = with_admin().await;
        let second = world.add("second", Role::Superuser).await;
        let changes = [
            UserChanges {
                is_superuser: Some(false),
                ..UserChanges::default()
            },
            UserChanges {
                is_active: Some(false),
                ..UserChanges::default()
            },
        ];
        match deed {
            0 => world.delete(&root.session, second.id).await.unwrap(),
            1 => world.purge(&root.session, second.id).await.unwrap(),
            _ => world
                .edit_user(&root.session, second.id, &changes[deed - 2])
                .await
                .map(drop)
                .unwrap(),
        }
        let outcome = world.delete(&operator(), root.id).await;
        assert!(
            is_protected(&outcome),
            "the other is the last then: {outcome:?}"
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_superusers_cannot_delete_each_other() {
    for _ in 0..10 {
        let (world, root) = with_admin().await;
        let second = world.add("second", Role::Superuser).await;
        let (first, other) = tokio::join!(
            world.delete(&root.session, second.id),
            world.delete(&second.session, root.id),
        );
        assert!(
            first.is_ok() != other.is_ok(),
            "one of them comes first: {first:?}, {other:?}"
        );
        let left: i64 = world
            .value(
                "select count(*) from user where is_superuser and is_active and deleted_at is null",
            )
            .await;
        assert_eq!(left, 1);
    }
}

#[tokio::test]
async fn the_preview_and_the_buttons_say_so() {
    let (world, root) = with_admin().await;
    let read = world.roster.read(&root.session).await.unwrap();
    let preview = read
        .grant::<DeleteUser>()
        .unwrap()
        .preview_delete(root.id)
        .await
        .unwrap();
    assert_eq!(
        preview.refused.map(|refusal| refusal.rule),
        Some(RefusalRule::LastSuperuser)
    );
    let may = world.show(&operator(), root.id).await.unwrap().may;
    for reason in [may.delete, may.edit_flags, may.edit_superuser] {
        assert!(
            reason
                .unwrap()
                .starts_with("This is the last active superuser.")
        );
    }
    assert_eq!(
        (
            may.edit_profile,
            may.edit_account,
            may.edit_groups,
            may.reset_password
        ),
        (None, None, None, None),
        "all else may be done"
    );
}

#[tokio::test]
async fn a_superuser_in_the_trash_may_be_purged() {
    let (world, root) = with_admin().await;
    let second = world.add("second", Role::Superuser).await;
    world.delete(&root.session, second.id).await.unwrap();
    world.purge(&root.session, second.id).await.unwrap();
}
