//! What has been done since stands in the way of an undo, and is named.

use roster_core::view::{BulkAction, ProfileChanges, UserChanges};
use roster_core::{Error, Result};

use crate::support::{ADMINISTRATORS, Cast, READERS, Role, cast, operator, with_admin};

async fn edit(cast: &Cast, changes: ProfileChanges) -> i64 {
    let by = &cast.editor.session;
    cast.world
        .edit_profile(by, cast.ana.id, &changes, None)
        .await
        .unwrap();
    cast.world.last_event_id().await
}

fn location(text: &str) -> ProfileChanges {
    ProfileChanges {
        location: Some(text.into()),
        ..ProfileChanges::default()
    }
}

/// The sentence of an undo that something stands in the way of.
fn conflict<T: std::fmt::Debug>(result: Result<T>) -> String {
    match result {
        Err(Error::UndoConflict(sentence)) => sentence,
        other => panic!("must be a conflict, was {other:?}"),
    }
}

#[tokio::test]
async fn a_field_that_was_changed_again_is_named_with_whom_and_when() {
    let cast = cast().await;
    let both = ProfileChanges {
        bio: Some("Hello".into()),
        ..location("Paris")
    };
    let first = edit(&cast, both).await;
    edit(&cast, location("Rome")).await;
    let later = edit(&cast, location("Oslo")).await;
    let by = &cast.root.session;
    let preview = cast.world.preview_undo(by, first).await.unwrap();
    assert_eq!((preview.would_change, preview.would_skip), (1, 1));
    let one = &preview.conflicts[0];
    assert_eq!(
        (one.field.as_deref(), one.event),
        (Some("location"), Some(later))
    );
    let message = "The location was changed again by editor on 14 June 2026 at 12:00.";
    assert_eq!(one.message, message);
    assert_eq!(conflict(cast.world.undo(by, first, false).await), message);
    let person = cast.world.show(by, cast.ana.id).await.unwrap();
    assert_eq!(person.bio, "Hello", "nothing was done");
    cast.world.undo(by, first, true).await.unwrap();
    let person = cast.world.show(by, cast.ana.id).await.unwrap();
    assert_eq!(
        (person.bio.as_str(), person.location.as_str()),
        ("", "Oslo"),
        "the rest is done"
    );
    cast.world.undo_last(by).await.unwrap();
    let person = cast.world.show(by, cast.ana.id).await.unwrap();
    assert_eq!(person.bio, "Hello", "and it alone is redone");
}

#[tokio::test]
async fn what_was_set_back_by_hand_is_no_conflict() {
    let cast = cast().await;
    let first = edit(&cast, location("Paris")).await;
    edit(&cast, location("")).await;
    let nothing = cast.world.undo(&cast.root.session, first, false).await;
    assert_eq!(
        conflict(nothing),
        "Nothing is left to undo: all of this is as it was before."
    );
}

#[tokio::test]
async fn names_and_addresses_may_belong_to_somebody_else_by_now() {
    let cast = cast().await;
    let by = &cast.root.session;
    let rename = |name: &str, email: &str| UserChanges {
        username: Some(name.into()),
        profile: Some(ProfileChanges {
            email: Some(email.into()),
            ..ProfileChanges::default()
        }),
        ..UserChanges::default()
    };
    let (ana, reader) = (cast.ana.id, cast.reader.id);
    let world = &cast.world;
    world
        .edit_user(by, ana, &rename("ana", "a@x.example"))
        .await
        .unwrap();
    world.edit_user(by, ana, &rename("anna", "")).await.unwrap();
    let event = world.last_event_id().await;
    world
        .edit_user(by, reader, &rename("ANA", "A@x.example"))
        .await
        .unwrap();
    assert_eq!(
        conflict(world.undo(by, event, false).await),
        "“a@x.example” belongs to somebody else by now. “ana” belongs to somebody else by now."
    );
    world.delete(by, reader).await.unwrap();
    conflict(world.undo(by, event, false).await);
    world.purge(by, reader).await.unwrap();
    world.undo(by, event, false).await.unwrap();
}

#[tokio::test]
async fn nothing_is_set_back_in_the_trash_or_beyond() {
    let cast = cast().await;
    let by = &cast.root.session;
    let event = edit(&cast, location("Paris")).await;
    cast.world.delete(by, cast.ana.id).await.unwrap();
    assert_eq!(
        conflict(cast.world.undo(by, event, true).await),
        "They are in the trash. Restore them first."
    );
    cast.world.purge(by, cast.ana.id).await.unwrap();
    assert_eq!(
        conflict(cast.world.undo(by, event, true).await),
        "They are not in the roster any more."
    );
}

#[tokio::test]
async fn groups_and_permissions_are_set_back_one_by_one() {
    let cast = cast().await;
    let (by, id) = (&cast.root.session, cast.ana.id);
    let groups = |groups: &[i64]| UserChanges {
        groups: Some(groups.to_vec()),
        ..UserChanges::default()
    };
    cast.world
        .edit_user(by, id, &groups(&[READERS]))
        .await
        .unwrap();
    let event = cast.world.last_event_id().await;
    let more = groups(&[READERS, ADMINISTRATORS]);
    cast.world.edit_user(by, id, &more).await.unwrap();
    cast.world.undo(by, event, false).await.unwrap();
    let person = cast.world.show(by, id).await.unwrap();
    let left: Vec<i64> = person.groups.iter().map(|group| group.id).collect();
    assert_eq!(left, [ADMINISTRATORS], "what came since stays");
    let undo = cast.world.last_event_id().await;
    cast.world
        .run(format!("delete from \"group\" where id = {READERS}"))
        .await;
    assert_eq!(
        conflict(cast.world.undo(by, undo, false).await),
        "The group Readers is not there any more."
    );
}

#[tokio::test]
async fn the_last_superuser_stays() {
    let (world, root) = with_admin().await;
    let second = world.add("second", Role::Superuser).await;
    let add = world
        .value::<i64>("select max(id) from event where action = 'add'")
        .await;
    world.delete(&operator(), root.id).await.unwrap();
    let refused = world.undo(&operator(), add, false).await;
    assert!(
        matches!(&refused, Err(Error::Protected(sentence)) if sentence.starts_with("This is the last")),
        "{refused:?}"
    );
    assert!(world.show(&operator(), second.id).await.is_ok());
}

#[tokio::test]
async fn of_many_the_one_in_the_way_is_named() {
    let cast = cast().await;
    let by = &cast.root.session;
    let ids = [cast.ana.id, cast.reader.id, cast.editor.id];
    let action = BulkAction::Deactivate;
    let event = cast
        .world
        .bulk(by, action, &ids)
        .await
        .unwrap()
        .event
        .unwrap();
    cast.world.delete(by, cast.reader.id).await.unwrap();
    assert_eq!(
        conflict(cast.world.undo(by, event, false).await),
        "1 of 3 can’t be set back, or not wholly. reader: They are in the trash. Restore them first."
    );
    let active = "select count(*) from user where is_active";
    assert_eq!(cast.world.value::<i64>(active).await, 2, "nothing was done");
    let done = cast.world.undo(by, event, true).await.unwrap();
    assert_eq!((done.changed, done.skipped), (2, 1));
    assert_eq!(cast.world.value::<i64>(active).await, 4);
    cast.world.undo(by, done.event, false).await.unwrap();
    assert_eq!(cast.world.value::<i64>(active).await, 2, "redone for both");
}
