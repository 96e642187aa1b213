//! Undoing what was done to one person, and what history says of it.

use jiff::SignedDuration;
use roster_core::Error;
use roster_core::view::{BulkAction, ProfileChanges, UserChanges};
use serde_json::json;

use crate::support::{
    Cast, PASSWORD, READERS, Role, World, cast, new_user, operator, picture, typed, with_admin,
};

/// What an event undoes, and what undid it.
async fn links(world: &World, event: i64) -> (Option<i64>, Option<i64>) {
    let sql = "select undoes, undone_by from event where id = ?";
    let mut db = world.raw().await;
    sqlx::query_as(sql)
        .bind(event)
        .fetch_one(&mut db)
        .await
        .unwrap()
}

async fn set_bio(cast: &Cast, bio: &str) -> i64 {
    let changes = ProfileChanges {
        bio: Some(bio.into()),
        ..ProfileChanges::default()
    };
    cast.world
        .edit_profile(&cast.root.session, cast.ana.id, &changes, None)
        .await
        .unwrap();
    cast.world.last_event_id().await
}

#[tokio::test]
async fn a_change_is_set_back_and_noted() {
    let cast = cast().await;
    let event = set_bio(&cast, "Hello").await;
    let preview = cast
        .world
        .preview_undo(&cast.admin.session, event)
        .await
        .unwrap();
    assert_eq!(
        serde_json::to_value(&preview.changes).unwrap(),
        json!([{
            "target": {"kind": "user", "id": cast.ana.id, "name": "ana"},
            "fields": [{"field": "bio", "old": "Hello", "new": ""}],
        }]),
        "from what it is to what it would be"
    );
    let done = cast.world.undo_last(&cast.admin.session).await.unwrap();
    assert_eq!((done.changed, done.skipped), (1, 0));
    let noted = cast.world.last_event().await;
    assert_eq!(
        (noted.action.as_str(), noted.actor_id, noted.target_id),
        ("undo", Some(cast.admin.id), Some(cast.ana.id))
    );
    assert_eq!(noted.changes(), json!({"bio": ["Hello", ""]}));
    assert_eq!(links(&cast.world, event).await, (None, Some(done.event)));
    assert_eq!(links(&cast.world, done.event).await, (Some(event), None));
}

#[tokio::test]
async fn of_a_line_of_undos_every_other_one_is_in_force() {
    let cast = cast().await;
    let by = &cast.root.session;
    let mut line = vec![set_bio(&cast, "Hello").await];
    for length in 2..7 {
        line.push(cast.world.undo_last(by).await.unwrap().event);
        for (place, event) in line.iter().enumerate() {
            let next = line.get(place + 1).copied();
            let is_undone = (length - 1 - place) % 2 == 1;
            assert_eq!(
                links(&cast.world, *event).await.1,
                next.filter(|_| is_undone),
                "{place} of {length}"
            );
        }
        let bio = cast.world.show(by, cast.ana.id).await.unwrap().bio;
        assert_eq!(bio, if length % 2 == 0 { "" } else { "Hello" });
    }
}

#[tokio::test]
async fn adding_deleting_and_restoring_are_undone_by_the_trash() {
    let cast = cast().await;
    let by = &cast.root.session;
    let added = cast.world.add_user(by, &new_user("new")).await.unwrap();
    let id = added.face.id;
    let add = cast.world.undo_last(by).await.unwrap();
    let gone = cast.world.show(by, id).await;
    assert!(matches!(gone, Err(Error::NotFound(_))), "{gone:?}");
    cast.world.undo(by, add.event, false).await.unwrap();
    assert_eq!(cast.world.show(by, id).await.unwrap().email, added.email);
    cast.world.delete(by, id).await.unwrap();
    let back = cast.world.undo_last(by).await.unwrap();
    assert_eq!(
        cast.world.last_event().await.changes(),
        json!({"deleted": [true, false]})
    );
    cast.world.show(by, id).await.unwrap();
    cast.world.undo(by, back.event, false).await.unwrap();
    cast.world.restore(by, id).await.unwrap();
    cast.world.undo_last(by).await.unwrap();
    assert!(cast.world.show(by, id).await.is_err(), "in the trash again");
}

#[tokio::test]
async fn a_picture_comes_back_while_it_is_kept() {
    let cast = cast().await;
    let (by, id) = (&cast.root.session, cast.ana.id);
    let set = async |edit| {
        let changes = ProfileChanges::default();
        cast.world
            .edit_profile(by, id, &changes, Some(edit))
            .await
            .unwrap();
        cast.world.last_event_id().await
    };
    let shown = async || cast.world.show(by, id).await.unwrap().face.avatar;
    let first = set(picture(1)).await;
    let second = set(picture(2)).await;
    cast.world.undo(by, second, false).await.unwrap();
    assert_eq!(shown().await, Some(format!("{:016x}", 1)));
    cast.world.undo(by, first, false).await.unwrap();
    assert_eq!(shown().await, None);
    let redo = cast.world.undo_last(by).await.unwrap();
    assert_eq!(redo.changed, 1, "removed, it is kept too");
    let third = set(picture(3)).await;
    cast.world.run("delete from past_avatar").await;
    let refused = cast.world.undo(by, third, false).await.unwrap_err();
    assert_eq!(
        refused.to_string(),
        "The earlier picture is not kept any more: that is done for 30 days."
    );
}

#[tokio::test]
async fn what_cannot_be_undone_says_why() {
    let cast = cast().await;
    let by = &operator();
    let refused = async |event| {
        let error = cast.world.undo(by, event, false).await.unwrap_err();
        assert!(matches!(error, Error::Protected(_)), "{error:?}");
        error.to_string()
    };
    let last = async || cast.world.last_event_id().await;
    assert_eq!(
        refused(last().await).await,
        "Signing in changed nothing that could be set back."
    );
    let failed = cast.world.roster.sign_in("ana", "wrong").await;
    assert!(failed.is_err());
    assert!(refused(last().await).await.starts_with("Signing in"));
    cast.world
        .reset_password(by, cast.ana.id, typed(PASSWORD))
        .await
        .unwrap();
    assert_eq!(
        refused(last().await).await,
        "Earlier passwords are not kept, so none can be set again."
    );
    cast.world.purge(by, cast.ana.id).await.unwrap();
    assert_eq!(
        refused(last().await).await,
        "Whoever was deleted for good can’t be brought back."
    );
    cast.world.roster.add_demo_people(by, 3, 7).await.unwrap();
    assert!(
        refused(last().await)
            .await
            .starts_with("Who was added was not noted")
    );
    let event = set_bio_of_reader(&cast).await;
    cast.world.undo(by, event, false).await.unwrap();
    assert_eq!(refused(event).await, "This was undone already.");
    let unknown = cast.world.undo(by, 12_345, false).await;
    assert!(matches!(unknown, Err(Error::NotFound(_))), "{unknown:?}");
}

async fn set_bio_of_reader(cast: &Cast) -> i64 {
    let changes = ProfileChanges {
        bio: Some("x".into()),
        ..ProfileChanges::default()
    };
    let by = &cast.reader.session;
    cast.world
        .edit_profile(by, cast.reader.id, &changes, None)
        .await
        .unwrap();
    cast.world.last_event_id().await
}

#[tokio::test]
async fn whoever_loses_what_opened_doors_is_signed_out() {
    let cast = cast().await;
    let changes = UserChanges {
        is_staff: Some(true),
        ..UserChanges::default()
    };
    let by = &cast.root.session;
    cast.world
        .edit_user(by, cast.ana.id, &changes)
        .await
        .unwrap();
    cast.world.undo_last(by).await.unwrap();
    let ended = cast.world.roster.read(&cast.ana.session).await;
    assert!(matches!(ended, Err(Error::SessionEnded)));
}

#[tokio::test]
async fn a_required_password_stays_required_after_another_was_set() {
    let cast = cast().await;
    let (by, ids) = (&cast.root.session, [cast.ana.id, cast.reader.id]);
    let action = BulkAction::RequirePassword;
    let event = cast
        .world
        .bulk(by, action, &ids)
        .await
        .unwrap()
        .event
        .unwrap();
    cast.world.clock.advance(SignedDuration::from_secs(1));
    let temporary = roster_core::view::PasswordChoice::Temporary;
    cast.world
        .reset_password(by, cast.ana.id, temporary)
        .await
        .unwrap();
    let done = cast.world.undo(by, event, true).await.unwrap();
    assert_eq!((done.changed, done.skipped), (1, 1));
    let required = async |id| cast.world.show(by, id).await.unwrap().must_change_password;
    assert!(required(cast.ana.id).await && !required(cast.reader.id).await);
}

#[tokio::test]
async fn rights_from_groups_come_back() {
    let (world, root) = with_admin().await;
    let reader = world.add("reader", Role::Reader).await;
    let changes = UserChanges {
        groups: Some(vec![]),
        ..UserChanges::default()
    };
    world
        .edit_user(&root.session, reader.id, &changes)
        .await
        .unwrap();
    assert!(world.show(&reader.session, root.id).await.is_err());
    world.undo_last(&root.session).await.unwrap();
    let person = world.show(&reader.session, reader.id).await.unwrap();
    assert_eq!(person.groups[0].id, READERS);
    assert!(world.show(&reader.session, root.id).await.is_ok());
}
