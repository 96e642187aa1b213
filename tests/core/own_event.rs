//! Whoever changes something is told which event that was, so that undo means exactly this.

use roster_core::auth::{AddUser, ChangeUser, DeleteUser, ManageGroup};
use roster_core::view::{
    ChangedGroup, ChangedPerson, GroupChanges, PasswordChoice, PasswordContext, ProfileChanges,
    UserChanges,
};

use crate::group::new_group;
use crate::support::{READERS, cast, new_user, picture};

fn bio(text: &str) -> ProfileChanges {
    ProfileChanges {
        bio: Some(text.to_owned()),
        ..ProfileChanges::default()
    }
}

#[tokio::test]
async fn every_change_of_a_person_names_its_event() {
    let cast = cast().await;
    let (world, by) = (&cast.world, &cast.root.session);
    let write = async || world.roster.write(by).await.unwrap();
    let credential = world
        .roster
        .prepare_credential(PasswordChoice::None, &PasswordContext::default())
        .await
        .unwrap();

    let add = write().await.grant::<AddUser>().unwrap();
    let ChangedPerson { person, event } =
        add.add_user(&new_user("zoe"), &credential).await.unwrap();
    assert_eq!(event, Some(world.last_event_id().await), "added");
    let id = person.face.id;

    let own = world.roster.write(&cast.ana.session).await.unwrap();
    let profile = own.edit_profile(cast.ana.id, 1, &bio("Hi"), None).await;
    let event = profile.unwrap().event;
    assert_eq!(event, Some(world.last_event_id().await), "one's own");

    let (avatar, nothing) = (write().await, ProfileChanges::default());
    let avatar = avatar.edit_profile(id, 1, &nothing, Some(picture(1)));
    let event = avatar.await.unwrap().event;
    assert_eq!(event, Some(world.last_event_id().await), "the picture");

    let changes = UserChanges {
        is_staff: Some(true),
        profile: Some(bio("Hello")),
        ..UserChanges::default()
    };
    let edit = write().await.grant::<ChangeUser>().unwrap();
    let edited = edit.edit_user(id, 2, &changes, None).await.unwrap();
    assert_eq!(edited.event, Some(world.last_event_id().await), "changed");

    let delete = write().await.grant::<DeleteUser>().unwrap();
    let event = delete.delete_user(id, edited.person.version).await.unwrap();
    assert_eq!(event, world.last_event_id().await, "to the trash");

    let restore = write().await.grant::<DeleteUser>().unwrap();
    let restored = restore.restore_user(id).await.unwrap();
    assert_eq!(
        restored.event,
        Some(world.last_event_id().await),
        "and back"
    );
}

#[tokio::test]
async fn every_change_of_a_group_names_its_event() {
    let cast = cast().await;
    let (world, by) = (&cast.world, &cast.root.session);
    let add = world.roster.write(by).await.unwrap();
    let add = add.grant::<ManageGroup>().unwrap();
    let ChangedGroup { group, event } = add.add_group(&new_group("Choir", &[])).await.unwrap();
    assert_eq!(event, Some(world.last_event_id().await));
    let changes = GroupChanges {
        description: Some("Sing on Sundays".to_owned()),
        ..GroupChanges::default()
    };
    let saved = world.change_group(by, group.id, &changes).await.unwrap();
    assert_eq!(saved.event, Some(world.last_event_id().await));
    assert_eq!(saved.group.description, "Sing on Sundays");
}

#[tokio::test]
async fn what_changes_nothing_has_no_event() {
    let cast = cast().await;
    let (world, by) = (&cast.world, &cast.root.session);
    let profile = world.roster.write(by).await.unwrap();
    let same = profile.edit_profile(cast.ana.id, 1, &bio(""), None).await;
    assert_eq!(same.unwrap().event, None);
    let changes = GroupChanges {
        name: Some("Readers".to_owned()),
        ..GroupChanges::default()
    };
    let same = world.change_group(by, READERS, &changes).await.unwrap();
    assert_eq!(same.event, None);
}
