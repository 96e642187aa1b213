//! Whoever undoes needs the rights to do the same by hand.

use roster_core::auth::Session;
use roster_core::view::{BulkAction, ProfileChanges, UserChanges};
use roster_core::{Error, Result};

use crate::support::{
    ADMINISTRATORS, Cast, EDITORS, READERS, Role, Somebody, cast, forbidden, new_user, operator,
};

/// What the superuser did, to be undone by others.
#[derive(Debug, Clone, Copy)]
enum Deed {
    Profile,
    Status,
    Groups,
    Permissions,
    Delete,
    Add,
    BulkStatus,
    BulkGroup,
    BulkTrash,
}

const DEEDS: [Deed; 9] = [
    Deed::Profile,
    Deed::Status,
    Deed::Groups,
    Deed::Permissions,
    Deed::Delete,
    Deed::Add,
    Deed::BulkStatus,
    Deed::BulkGroup,
    Deed::BulkTrash,
];

async fn apply(cast: &Cast, deed: Deed) -> Result<i64> {
    let (world, by, id) = (&cast.world, &cast.root.session, cast.ana.id);
    let account = |changes: UserChanges| async move { world.edit_user(by, id, &changes).await };
    let bulk = |action| async move { world.bulk(by, action, &[id]).await };
    match deed {
        Deed::Profile => drop(world.edit_profile(by, id, &bio("x"), None).await?),
        Deed::Status => drop(
            account(UserChanges {
                is_active: Some(false),
                ..UserChanges::default()
            })
            .await?,
        ),
        Deed::Groups => drop(
            account(UserChanges {
                groups: Some(vec![EDITORS]),
                ..UserChanges::default()
            })
            .await?,
        ),
        Deed::Permissions => drop(
            account(UserChanges {
                permissions: Some(vec![roster_core::value::Permission::ViewUser]),
                ..UserChanges::default()
            })
            .await?,
        ),
        Deed::Delete => world.delete(by, id).await?,
        Deed::Add => drop(world.add_user(by, &new_user("new")).await?),
        Deed::BulkStatus => drop(bulk(BulkAction::Deactivate).await?),
        Deed::BulkGroup => drop(bulk(BulkAction::AddToGroup { group: EDITORS }).await?),
        Deed::BulkTrash => drop(bulk(BulkAction::Trash).await?),
    }
    Ok(world.last_event_id().await)
}

fn bio(text: &str) -> ProfileChanges {
    ProfileChanges {
        bio: Some(text.into()),
        ..ProfileChanges::default()
    }
}

/// Somebody with these permissions of their own.
async fn somebody(cast: &Cast, permissions: &[&str]) -> Somebody {
    let mut form = new_user("somebody");
    form.is_staff = true;
    let added = cast.world.add_user(&operator(), &form).await.unwrap();
    cast.world.permit("somebody", permissions).await;
    let password = crate::support::PASSWORD;
    Somebody {
        id: added.face.id,
        session: cast
            .world
            .roster
            .sign_in("somebody", password)
            .await
            .unwrap(),
    }
}

#[tokio::test]
async fn it_takes_the_right_to_see_the_history() {
    for deed in DEEDS {
        let cast = cast().await;
        let event = apply(&cast, deed).await.unwrap();
        for by in [&cast.reader, &cast.editor] {
            let sentence = forbidden(cast.world.undo(&by.session, event, true).await);
            assert_eq!(
                sentence, "You need the right to see the history. Ask an administrator.",
                "{deed:?}"
            );
        }
        cast.world
            .run(format!(
                "update user set is_active = 0 where id = {}",
                cast.reader.id
            ))
            .await;
        let ended = cast.world.undo(&cast.reader.session, event, true).await;
        assert!(matches!(ended, Err(Error::SessionEnded)), "{ended:?}");
        for by in [&cast.admin.session, &cast.root.session, &operator()] {
            let done = cast
                .world
                .undo(by, cast.world.last_event_id().await, false)
                .await;
            assert_eq!(done.unwrap().changed, 1, "{deed:?}");
        }
    }
}

#[tokio::test]
async fn it_takes_the_right_to_the_deed_itself() {
    for deed in DEEDS {
        let enough: &[&str] = match deed {
            Deed::Profile => &["profile.change"],
            Deed::Status | Deed::BulkStatus => &["user.change"],
            Deed::Groups => &["user.change", "user.view", "profile.change"],
            Deed::Permissions => &["user.change", "user.view"],
            Deed::BulkGroup => &["group.manage", "user.view", "profile.change"],
            Deed::Delete | Deed::Add | Deed::BulkTrash => &["user.delete"],
        };
        for missing in 0..=enough.len() {
            let cast = cast().await;
            let event = apply(&cast, deed).await.unwrap();
            let mut permissions = vec!["history.view"];
            let held = enough.iter().enumerate();
            permissions.extend(
                held.filter(|(place, _)| *place != missing)
                    .map(|(_, name)| name),
            );
            let by = somebody(&cast, &permissions).await;
            let done = cast.world.undo(&by.session, event, true).await;
            if missing == enough.len() {
                assert_eq!(done.unwrap().changed, 1, "{deed:?} with {permissions:?}");
            } else {
                let sentence = forbidden(done);
                assert!(!sentence.is_empty(), "{deed:?} with {permissions:?}");
            }
        }
    }
}

#[tokio::test]
async fn ones_own_doings_need_no_history() {
    let cast = cast().await;
    let edit = async |by: &Session, id| {
        cast.world
            .edit_profile(by, id, &bio("x"), None)
            .await
            .unwrap();
        cast.world.last_event_id().await
    };
    let mine = edit(&cast.ana.session, cast.ana.id).await;
    cast.world
        .undo(&cast.ana.session, mine, false)
        .await
        .unwrap();
    let editors = edit(&cast.editor.session, cast.ana.id).await;
    cast.world
        .undo(&cast.editor.session, editors, false)
        .await
        .unwrap();
    let about_me = edit(&cast.editor.session, cast.ana.id).await;
    cast.world
        .undo(&cast.ana.session, about_me, false)
        .await
        .unwrap();
    let others = edit(&cast.root.session, cast.reader.id).await;
    forbidden(cast.world.undo(&cast.ana.session, others, false).await);
}

#[tokio::test]
async fn nobody_changes_their_own_account_by_undoing() {
    let cast = cast().await;
    let changes = UserChanges {
        groups: Some(vec![READERS]),
        permissions: Some(vec![]),
        ..UserChanges::default()
    };
    let by = &cast.root.session;
    cast.world
        .edit_user(by, cast.admin.id, &changes)
        .await
        .unwrap();
    cast.world
        .permit("admin", &["user.change", "history.view"])
        .await;
    let event = cast.world.last_event_id().await;
    assert_eq!(
        forbidden(cast.world.undo(&cast.admin.session, event, true).await),
        "Nobody changes their own status and groups. Ask another administrator."
    );
}

#[tokio::test]
async fn only_superusers_set_superusers_back() {
    let cast = cast().await;
    let second = cast.world.add("second", Role::Superuser).await;
    let by = &cast.root.session;
    cast.world
        .edit_profile(by, second.id, &bio("x"), None)
        .await
        .unwrap();
    let profile = cast.world.last_event_id().await;
    let demote = UserChanges {
        is_superuser: Some(false),
        ..UserChanges::default()
    };
    cast.world
        .edit_user(by, cast.ana.id, &demote)
        .await
        .unwrap();
    let ids = [second.id, cast.ana.id];
    let many = cast
        .world
        .bulk(by, BulkAction::Deactivate, &ids)
        .await
        .unwrap();
    let admin = &cast.admin.session;
    assert_eq!(
        forbidden(cast.world.undo(admin, profile, true).await),
        "Only a superuser can change a superuser."
    );
    let done = cast
        .world
        .undo(admin, many.event.unwrap(), true)
        .await
        .unwrap();
    assert_eq!((done.changed, done.skipped), (1, 1), "the rest is done");
    cast.world.edit_user(by, second.id, &demote).await.unwrap();
    let event = cast.world.last_event_id().await;
    assert_eq!(
        forbidden(cast.world.undo(admin, event, true).await),
        "Only a superuser can make or unmake a superuser."
    );
}

#[tokio::test]
async fn nobody_grants_what_they_lack_by_undoing() {
    let cast = cast().await;
    let by = &cast.root.session;
    let action = BulkAction::RemoveFromGroup {
        group: ADMINISTRATORS,
    };
    let event = cast
        .world
        .bulk(by, action, &[cast.admin.id])
        .await
        .unwrap()
        .event;
    let helper = somebody(&cast, &["history.view", "user.change", "group.manage"]).await;
    let sentence = forbidden(cast.world.undo(&helper.session, event.unwrap(), true).await);
    assert!(
        sentence.ends_with("Nobody grants a right that they do not hold."),
        "{sentence}"
    );
}
