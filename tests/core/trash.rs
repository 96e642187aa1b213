//! Deleting, restoring with everything, and deleting for good.

use jiff::SignedDuration;
use roster_core::auth::{DeleteUser, ViewUser};
use roster_core::view::{DeletePreview, ProfileChanges, UserQuery};
use roster_core::{Error, Result};

use crate::support::{Cast, PASSWORD, Role, Somebody, cast, forbidden, operator};

async fn preview(cast: &Cast, by: &Somebody, id: i64) -> Result<DeletePreview> {
    let read = cast.world.roster.read(&by.session).await?;
    read.grant::<DeleteUser>()?.preview_delete(id).await
}

#[tokio::test]
async fn who_is_deleted_is_nowhere_but_in_the_trash() {
    let cast = cast().await;
    let id = cast.reader.id;
    cast.world.delete(&cast.admin.session, id).await.unwrap();
    let page = cast
        .world
        .list(
            &cast.root.session,
            &UserQuery {
                limit: 100,
                ..UserQuery::default()
            },
        )
        .await
        .unwrap();
    assert!(
        page.rows.iter().all(|row| row.face.id != id),
        "not in the list"
    );
    assert_eq!((page.total, page.everyone), (4, 4), "nor counted");
    assert!(matches!(
        cast.world.show(&cast.root.session, id).await,
        Err(Error::NotFound(_))
    ));
    assert!(cast.world.roster.sign_in("reader", PASSWORD).await.is_err());
    let read = cast
        .world
        .roster
        .read(&cast.root.session)
        .await
        .unwrap()
        .grant::<ViewUser>()
        .unwrap();
    assert!(matches!(
        read.find_user("reader").await,
        Err(Error::NotFound(_))
    ));
    let event = cast.world.last_event().await;
    assert_ne!(event.action, "sign_in", "{event:?}");
    let deleted = cast
        .world
        .events()
        .await
        .into_iter()
        .rfind(|event| event.action == "delete")
        .unwrap();
    assert_eq!(
        (
            deleted.actor_id,
            deleted.target_id,
            deleted.target_name.as_str()
        ),
        (Some(cast.admin.id), Some(id), "reader")
    );
}

#[tokio::test]
async fn who_is_restored_has_everything_back() {
    let cast = cast().await;
    let id = cast.reader.id;
    let changes = ProfileChanges {
        email: Some("reader@home.example".into()),
        bio: Some("Reads.".into()),
        ..ProfileChanges::default()
    };
    let before = cast
        .world
        .edit_profile(&cast.root.session, id, &changes, None)
        .await
        .unwrap();
    cast.world
        .clock
        .advance(SignedDuration::from_hours(24 * 29));
    cast.world.delete(&cast.root.session, id).await.unwrap();
    let after = cast.world.restore(&cast.admin.session, id).await.unwrap();
    assert_eq!(cast.world.last_event().await.action, "restore");
    assert_eq!(
        (
            &after.face,
            &after.email,
            &after.bio,
            &after.groups,
            after.is_staff,
            after.is_active
        ),
        (
            &before.face,
            &before.email,
            &before.bio,
            &before.groups,
            true,
            true
        )
    );
    assert_eq!(
        (&after.date_joined, &after.last_login),
        (&before.date_joined, &before.last_login)
    );
    assert!(
        cast.world
            .roster
            .sign_in("reader@home.example", PASSWORD)
            .await
            .is_ok(),
        "with the same password"
    );
    assert!(
        matches!(
            cast.world.restore(&cast.root.session, id).await,
            Err(Error::NotFound(_))
        ),
        "once"
    );
}

#[tokio::test]
async fn who_is_deleted_for_good_leaves_only_history() {
    let cast = cast().await;
    let id = cast.editor.id;
    let changes = ProfileChanges {
        bio: Some("x".into()),
        ..ProfileChanges::default()
    };
    cast.world
        .edit_profile(&cast.editor.session, cast.ana.id, &changes, None)
        .await
        .unwrap();
    cast.world.delete(&cast.root.session, id).await.unwrap();
    cast.world.purge(&cast.root.session, id).await.unwrap();
    for table in [
        "user where id",
        "profile where user_id",
        "membership where user_id",
        "event where actor_id",
    ] {
        let left: i64 = sqlx::query_scalar(sqlx::AssertSqlSafe(format!(
            "select count(*) from {table} = {id}"
        )))
        .fetch_one(&mut cast.world.raw().await)
        .await
        .unwrap();
        assert_eq!(left, 0, "{table}");
    }
    let events = cast.world.events().await;
    let change = events
        .iter()
        .find(|event| event.action == "change")
        .unwrap();
    assert_eq!(
        (change.actor_id, change.actor_name.as_str()),
        (None, "editor"),
        "SET NULL, and the name as text"
    );
    let purge = events.last().unwrap();
    assert_eq!(
        (
            purge.action.as_str(),
            purge.target_id,
            purge.target_name.as_str()
        ),
        ("purge", Some(id), "editor")
    );
    assert!(
        matches!(
            cast.world.restore(&cast.root.session, id).await,
            Err(Error::NotFound(_))
        ),
        "final"
    );
    assert!(matches!(
        cast.world.purge(&cast.root.session, id).await,
        Err(Error::NotFound(_))
    ));
}

#[tokio::test]
async fn deleting_for_good_needs_no_detour() {
    let cast = cast().await;
    cast.world
        .purge(&cast.admin.session, cast.ana.id)
        .await
        .unwrap();
    assert!(matches!(
        cast.world.show(&cast.root.session, cast.ana.id).await,
        Err(Error::NotFound(_))
    ));
}

#[tokio::test]
async fn the_preview_says_what_goes_and_what_stays() {
    let cast = cast().await;
    let seen = preview(&cast, &cast.admin, cast.reader.id).await.unwrap();
    assert_eq!((seen.face.username.as_str(), seen.version), ("reader", 1));
    assert_eq!(
        (seen.groups, seen.has_avatar),
        (vec!["Readers".to_owned()], false)
    );
    assert_eq!(seen.history_entries, 2, "added, signed in");
    assert_eq!(
        (seen.date_joined.as_str(), seen.refused),
        ("2026-06-14T12:00:00.000Z", None)
    );
    assert_eq!(
        cast.world.version(cast.reader.id).await,
        1,
        "a preview does nothing"
    );
}

#[tokio::test]
async fn the_preview_names_the_rule_that_forbids_it() {
    let cast = cast().await;
    cast.world.add("second", Role::Superuser).await;
    let rule = async |by, id| {
        let refused = preview(&cast, by, id).await.unwrap().refused.unwrap();
        (serde_json::to_value(refused.rule).unwrap(), refused.message)
    };
    let (name, message) = rule(&cast.root, cast.root.id).await;
    assert_eq!(
        (name.as_str(), message.as_str()),
        (
            Some("yourself"),
            "Nobody deletes their own account. Ask another administrator."
        )
    );
    let (name, message) = rule(&cast.admin, cast.root.id).await;
    assert_eq!(
        (name.as_str(), message.as_str()),
        (
            Some("superuser"),
            "Only a superuser can change a superuser."
        )
    );
    for by in [&cast.ana, &cast.reader, &cast.editor] {
        assert!(
            !forbidden(preview(&cast, by, cast.ana.id).await).is_empty(),
            "it takes the right to delete"
        );
    }
}

#[tokio::test]
async fn nobody_deletes_themselves_or_above_themselves() {
    let cast = cast().await;
    let second = cast.world.add("second", Role::Superuser).await;
    for (by, target) in [
        (&cast.admin, &cast.admin),
        (&cast.root, &cast.root),
        (&cast.admin, &second),
        (&cast.editor, &cast.ana),
        (&cast.ana, &cast.ana),
    ] {
        assert!(!forbidden(cast.world.delete(&by.session, target.id).await).is_empty());
        assert!(!forbidden(cast.world.purge(&by.session, target.id).await).is_empty());
    }
    cast.world
        .delete(&cast.root.session, second.id)
        .await
        .unwrap();
    assert!(
        !forbidden(cast.world.restore(&cast.admin.session, second.id).await).is_empty(),
        "nor restores"
    );
    assert!(!forbidden(cast.world.purge(&cast.admin.session, second.id).await).is_empty());
    assert!(
        cast.world
            .restore(&cast.root.session, second.id)
            .await
            .unwrap()
            .is_superuser
    );
}

#[tokio::test]
async fn deleting_what_has_changed_meanwhile_is_a_conflict() {
    let cast = cast().await;
    let seen = preview(&cast, &cast.admin, cast.ana.id)
        .await
        .unwrap()
        .version;
    let changes = ProfileChanges {
        bio: Some("x".into()),
        ..ProfileChanges::default()
    };
    cast.world
        .edit_profile(&cast.ana.session, cast.ana.id, &changes, None)
        .await
        .unwrap();
    let grant = cast
        .world
        .roster
        .write(&cast.admin.session)
        .await
        .unwrap()
        .grant::<DeleteUser>()
        .unwrap();
    let late = grant.delete_user(cast.ana.id, seen).await;
    assert!(
        matches!(late, Err(Error::Conflict(ref current)) if current.bio == "x"),
        "{late:?}"
    );
}

#[tokio::test]
async fn who_is_deleted_cannot_be_deleted_again() {
    let cast = cast().await;
    cast.world
        .delete(&cast.root.session, cast.ana.id)
        .await
        .unwrap();
    assert!(matches!(
        cast.world.delete(&cast.root.session, cast.ana.id).await,
        Err(Error::NotFound(_))
    ));
    assert!(matches!(
        cast.world.restore(&operator(), 99).await,
        Err(Error::NotFound(_))
    ));
    assert!(
        matches!(
            cast.world.restore(&operator(), cast.root.id).await,
            Err(Error::NotFound(_))
        ),
        "who is there is not in the trash"
    );
}

#[tokio::test]
async fn the_deleted_may_still_sit_in_anybodys_history() {
    let cast = cast().await;
    cast.world
        .delete(&cast.root.session, cast.ana.id)
        .await
        .unwrap();
    let page = cast
        .world
        .list(
            &cast.root.session,
            &UserQuery {
                search: "ana".into(),
                limit: 10,
                ..UserQuery::default()
            },
        )
        .await
        .unwrap();
    assert_eq!(page.total, 0, "but not in a search");
    assert!(
        cast.world
            .events()
            .await
            .iter()
            .any(|event| event.target_id == Some(cast.ana.id))
    );
}
