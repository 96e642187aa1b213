//! Undoing what was done to groups, with all their members.

use roster_core::value::Permission::{self, ExportData, ManageBackup, ViewHistory, ViewUser};
use roster_core::view::{BulkAction, GroupChanges, UserChanges};
use roster_core::{Error, Result};
use serde_json::json;

use crate::group::new_group;
use crate::support::{
    ADMINISTRATORS, Cast, EDITORS, PASSWORD, READERS, Somebody, World, cast, forbidden, new_user,
    operator,
};

async fn members(world: &World, group: i64) -> Vec<i64> {
    let sql = "select user_id from membership where group_id = ? order by user_id";
    let mut db = world.raw().await;
    sqlx::query_scalar(sql)
        .bind(group)
        .fetch_all(&mut db)
        .await
        .unwrap()
}

fn conflict<T: std::fmt::Debug>(result: Result<T>) -> String {
    match result {
        Err(Error::UndoConflict(sentence)) => sentence,
        other => panic!("must be a conflict, was {other:?}"),
    }
}

/// Staff with these permissions of their own.
async fn somebody(cast: &Cast, permissions: &[&str]) -> Somebody {
    let mut form = new_user("somebody");
    form.is_staff = true;
    let added = cast.world.add_user(&operator(), &form).await.unwrap();
    cast.world.permit("somebody", permissions).await;
    let session = cast.world.roster.sign_in("somebody", PASSWORD).await;
    Somebody {
        id: added.face.id,
        session: session.unwrap(),
    }
}

#[tokio::test]
async fn an_added_group_goes_and_comes_back_under_its_number() {
    let cast = cast().await;
    let by = &cast.root.session;
    let form = new_group("Choir", &[ViewUser]);
    let group = cast.world.add_group(by, &form).await.unwrap();
    let undo = cast.world.undo_last(by).await.unwrap();
    assert!(cast.world.show_group(by, group.id).await.is_err());
    let noted = cast.world.last_event().await;
    assert_eq!(
        noted.changes(),
        json!({"name": ["Choir", null], "permissions": [["user.view"], null]})
    );
    let redo = cast.world.undo(by, undo.event, false).await.unwrap();
    let again = cast.world.show_group(by, group.id).await.unwrap();
    assert_eq!(again.name, "Choir");
    assert_eq!(again.permissions, group.permissions);
    assert!(
        again.version > group.version,
        "who saw the first one saw another"
    );
    cast.world.undo(by, redo.event, false).await.unwrap();
    cast.world.add_group(by, &form).await.unwrap();
    assert_eq!(
        conflict(
            cast.world
                .undo(by, cast.world.last_event_id().await - 1, true)
                .await
        ),
        "There is another group called “Choir” by now."
    );
}

#[tokio::test]
async fn a_group_that_somebody_joined_since_stays() {
    let cast = cast().await;
    let by = &cast.root.session;
    let group = cast
        .world
        .add_group(by, &new_group("Choir", &[]))
        .await
        .unwrap();
    let add = cast.world.last_event_id().await;
    let action = BulkAction::AddToGroup { group: group.id };
    let ids = [cast.ana.id, cast.reader.id];
    let join = cast
        .world
        .bulk(by, action, &ids)
        .await
        .unwrap()
        .event
        .unwrap();
    assert_eq!(
        conflict(cast.world.undo(by, add, true).await),
        "2 other people are in this group by now. Take them out of it first."
    );
    cast.world.undo(by, join, false).await.unwrap();
    cast.world.undo(by, add, false).await.unwrap();
}

#[tokio::test]
async fn a_deleted_group_comes_back_with_its_members() {
    let cast = cast().await;
    let by = &cast.root.session;
    let (world, trashed) = (&cast.world, cast.ana.id);
    let action = BulkAction::AddToGroup { group: EDITORS };
    world
        .bulk(by, action, &[trashed, cast.reader.id])
        .await
        .unwrap();
    world.delete(by, trashed).await.unwrap();
    let before = (members(world, EDITORS).await, world.state(true).await);
    assert_eq!(before.0.len(), 3, "one of them in the trash");
    let event = world.delete_group(by, EDITORS).await.unwrap();
    let after = world.state(true).await;
    let undo = world.undo(by, event, false).await.unwrap();
    assert_eq!(
        (undo.changed, undo.skipped),
        (4, 0),
        "the group and three people"
    );
    assert_eq!(
        (members(world, EDITORS).await, world.state(true).await),
        before
    );
    let redo = world.undo(by, undo.event, false).await.unwrap();
    assert_eq!(world.state(true).await, after);
    world.purge(by, trashed).await.unwrap();
    assert_eq!(
        conflict(world.undo(by, redo.event, false).await),
        "1 of 4 can’t be set back, or not wholly. ana: They are not in the roster any more."
    );
    world.undo(by, redo.event, true).await.unwrap();
    assert_eq!(members(world, EDITORS).await.len(), 2);
    world.bulk(by, action, &[cast.admin.id]).await.unwrap();
    let last_undo = world
        .value::<i64>("select max(id) from event where action = 'undo' and batch is null")
        .await;
    assert_eq!(
        conflict(world.undo(by, last_undo, true).await),
        "Somebody else is in this group by now. Take them out of it first."
    );
}

#[tokio::test]
async fn name_and_permissions_are_set_back_each_by_itself() {
    let cast = cast().await;
    let by = &cast.root.session;
    let edit = async |name: Option<&str>, permissions: Option<&[Permission]>| {
        let changes = GroupChanges {
            name: name.map(str::to_owned),
            permissions: permissions.map(<[Permission]>::to_vec),
            ..GroupChanges::default()
        };
        cast.world.edit_group(by, READERS, &changes).await.unwrap();
        cast.world.last_event_id().await
    };
    let first = edit(Some("Guests"), Some(&[ViewUser, ExportData])).await;
    let later = edit(Some("Visitors"), Some(&[ViewUser, ExportData, ViewHistory])).await;
    let preview = cast.world.preview_undo(by, first).await.unwrap();
    assert_eq!(preview.conflicts[0].event, Some(later));
    assert_eq!(
        conflict(cast.world.undo(by, first, false).await),
        "The name was changed again by root on 14 June 2026 at 12:00."
    );
    cast.world.undo(by, first, true).await.unwrap();
    let group = cast.world.show_group(by, READERS).await.unwrap();
    let held = group.permissions.iter().filter(|one| one.held);
    let held: Vec<Permission> = held.map(|one| one.permission).collect();
    assert_eq!(
        (group.name.as_str(), held),
        ("Visitors", vec![ViewUser, ViewHistory])
    );
    cast.world.undo(by, later, false).await.unwrap();
    assert_eq!(cast.world.last_event().await.target_name, "Guests");
}

#[tokio::test]
async fn a_description_is_set_back_unless_it_was_changed_again() {
    let cast = cast().await;
    let by = &cast.root.session;
    let describe = async |text: &str| {
        let changes = GroupChanges {
            description: Some(text.to_owned()),
            ..GroupChanges::default()
        };
        let saved = cast.world.change_group(by, READERS, &changes).await;
        saved.unwrap().event.unwrap()
    };
    let first = describe("Read").await;
    let later = describe("Read everything").await;
    assert_eq!(
        conflict(cast.world.undo(by, first, false).await),
        "The description was changed again by root on 14 June 2026 at 12:00."
    );
    cast.world.undo(by, later, false).await.unwrap();
    cast.world.undo(by, first, false).await.unwrap();
    let group = cast.world.show_group(by, READERS).await.unwrap();
    assert_eq!(group.description, "See everybody, change nothing");
}

#[tokio::test]
async fn it_takes_the_rights_that_the_deed_takes() {
    let cast = cast().await;
    let by = &cast.root.session;
    let form = new_group("Choir", &[ManageBackup]);
    cast.world.add_group(by, &form).await.unwrap();
    let add = cast.world.last_event_id().await;
    let delete = cast.world.delete_group(by, ADMINISTRATORS).await.unwrap();
    let changes = GroupChanges {
        permissions: Some(vec![ViewUser, ManageBackup]),
        ..GroupChanges::default()
    };
    cast.world.edit_group(by, READERS, &changes).await.unwrap();
    let edit = cast.world.last_event_id().await;
    let viewer = somebody(&cast, &["history.view", "user.change", "backup.manage"]).await;
    for event in [add, delete, edit] {
        assert_eq!(
            forbidden(cast.world.undo(&viewer.session, event, true).await),
            "You need the right to manage groups. Ask an administrator."
        );
    }
    cast.world.run("delete from user_permission").await;
    cast.world
        .permit("somebody", &["history.view", "group.manage", "user.view"])
        .await;
    for event in [add, delete, edit] {
        let sentence = forbidden(cast.world.undo(&viewer.session, event, true).await);
        assert!(
            sentence.ends_with("a right that they do not hold."),
            "{sentence}"
        );
    }
    cast.world.permit("somebody", &["backup.manage"]).await;
    for event in [add, edit] {
        cast.world
            .undo(&viewer.session, event, false)
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn nobody_deletes_a_group_that_they_are_in_by_undoing() {
    let cast = cast().await;
    let by = &cast.root.session;
    let group = cast
        .world
        .add_group(by, &new_group("Choir", &[]))
        .await
        .unwrap();
    let add = cast.world.last_event_id().await;
    let changes = UserChanges {
        groups: Some(vec![ADMINISTRATORS, group.id]),
        ..UserChanges::default()
    };
    cast.world
        .edit_user(by, cast.admin.id, &changes)
        .await
        .unwrap();
    let sentence = forbidden(cast.world.undo(&cast.admin.session, add, true).await);
    assert!(sentence.starts_with("You are in this group"), "{sentence}");
}
