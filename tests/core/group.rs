//! Groups: what they allow, and what becomes of their members.

use roster_core::auth::{ManageGroup, Session};
use roster_core::value::Permission;
use roster_core::view::{
    ChangedGroup, Group, GroupChanges, GroupDeletePreview, GroupRow, NewGroup, UserChanges,
};
use roster_core::{Error, Result};
use serde_json::json;

use crate::support::{ADMINISTRATORS, EDITORS, READERS, Role, World, cast, field_error, operator};

pub(crate) fn new_group(name: &str, permissions: &[Permission]) -> NewGroup {
    NewGroup {
        name: name.to_owned(),
        description: String::new(),
        permissions: permissions.to_vec(),
    }
}

impl World {
    pub(crate) async fn list_groups(&self, by: &Session) -> Result<Vec<GroupRow>> {
        let grant = self.roster.read(by).await?.grant::<ManageGroup>()?;
        grant.list_groups().await
    }

    pub(crate) async fn show_group(&self, by: &Session, id: i64) -> Result<Group> {
        let grant = self.roster.read(by).await?.grant::<ManageGroup>()?;
        grant.show_group(id).await
    }

    pub(crate) async fn add_group(&self, by: &Session, form: &NewGroup) -> Result<Group> {
        let grant = self.roster.write(by).await?.grant::<ManageGroup>()?;
        grant.add_group(form).await.map(|added| added.group)
    }

    pub(crate) async fn edit_group(
        &self,
        by: &Session,
        id: i64,
        changes: &GroupChanges,
    ) -> Result<Group> {
        let saved = self.change_group(by, id, changes).await?;
        Ok(saved.group)
    }

    /// The same, with the event.
    pub(crate) async fn change_group(
        &self,
        by: &Session,
        id: i64,
        changes: &GroupChanges,
    ) -> Result<ChangedGroup> {
        let version = self.group_version(id).await;
        let grant = self.roster.write(by).await?.grant::<ManageGroup>()?;
        grant.edit_group(id, version, changes).await
    }

    pub(crate) async fn preview_delete_group(
        &self,
        by: &Session,
        id: i64,
    ) -> Result<GroupDeletePreview> {
        let grant = self.roster.read(by).await?.grant::<ManageGroup>()?;
        grant.preview_delete_group(id).await
    }

    pub(crate) async fn delete_group(&self, by: &Session, id: i64) -> Result<i64> {
        let version = self.group_version(id).await;
        let grant = self.roster.write(by).await?.grant::<ManageGroup>()?;
        grant.delete_group(id, version).await
    }

    async fn group_version(&self, id: i64) -> i64 {
        let groups = self.list_groups(&operator()).await.unwrap();
        let found = groups.into_iter().find(|group| group.id == id);
        found.map_or(1, |group| group.version)
    }
}

fn held(group: &Group) -> Vec<Permission> {
    let held = group.permissions.iter().filter(|one| one.held);
    held.map(|one| one.permission).collect()
}

#[tokio::test]
async fn a_group_says_what_it_is_for() {
    let cast = cast().await;
    let (world, by) = (&cast.world, &cast.root.session);
    let mut form = new_group("Choir", &[]);
    form.description = "  Sing on Sundays ".to_owned();
    let choir = world.add_group(by, &form).await.unwrap();
    assert_eq!(choir.description, "Sing on Sundays");
    assert_eq!(
        world.last_event().await.changes()["description"],
        json!(["", "Sing on Sundays"])
    );
    let changes = |text: &str| GroupChanges {
        description: Some(text.to_owned()),
        ..GroupChanges::default()
    };
    let longest = "é".repeat(200);
    let edited = world.edit_group(by, choir.id, &changes(&longest)).await;
    assert_eq!(edited.unwrap().description, longest);
    let rows = world.list_groups(by).await.unwrap();
    let row = rows.iter().find(|row| row.id == choir.id).unwrap();
    assert_eq!(row.description, longest, "the list has it too");
    for (text, part) in [
        (&*"x".repeat(201), "200"),
        ("a\nb", "Line breaks"),
        ("\u{202E}a", "control character"),
    ] {
        let refused = world.edit_group(by, choir.id, &changes(text)).await;
        let sentence = field_error(refused, "description");
        assert!(sentence.contains(part), "{text:?}: {sentence}");
    }
    world.edit_group(by, choir.id, &changes("")).await.unwrap();
    world.undo_last(by).await.unwrap();
    let event = world.delete_group(by, choir.id).await.unwrap();
    world.undo(by, event, false).await.unwrap();
    let back = world.show_group(by, choir.id).await.unwrap();
    assert_eq!(back.description, longest, "it comes back with it");
}

#[tokio::test]
async fn the_first_groups_say_what_they_are_for() {
    let cast = cast().await;
    let groups = cast.world.list_groups(&operator()).await.unwrap();
    assert!(groups.iter().all(|group| !group.description.is_empty()));
    assert!(groups.iter().all(|group| group.version == 1));
}

#[tokio::test]
async fn three_groups_are_there_from_the_start() {
    let cast = cast().await;
    let groups = cast.world.list_groups(&operator()).await.unwrap();
    let shown: Vec<(&str, usize, u32)> = groups
        .iter()
        .map(|group| (&*group.name, group.permissions.len(), group.members))
        .collect();
    assert_eq!(
        shown,
        [
            ("Administrators", 10, 1),
            ("Editors", 2, 1),
            ("Readers", 1, 1)
        ]
    );
}

#[tokio::test]
async fn a_group_is_added_changed_and_deleted() {
    let cast = cast().await;
    let (world, by) = (&cast.world, &cast.root.session);
    let form = new_group("  Gärtner ", &[Permission::ViewUser]);
    let group = world.add_group(by, &form).await.unwrap();
    assert_eq!((&*group.name, group.members), ("Gärtner", 0));
    assert_eq!(held(&group), [Permission::ViewUser]);
    let event = world.last_event().await;
    assert_eq!((&*event.action, &*event.target_kind), ("add", "group"));
    assert_eq!(event.target_id, Some(group.id));
    assert_eq!(
        event.changes(),
        json!({"name": [null, "Gärtner"], "permissions": [null, ["user.view"]]})
    );
    let changes = GroupChanges {
        name: Some("Gardeners".into()),
        permissions: Some(vec![Permission::DeleteUser, Permission::ViewUser]),
        ..GroupChanges::default()
    };
    let edited = world.edit_group(by, group.id, &changes).await.unwrap();
    assert_eq!((&*edited.name, edited.version), ("Gardeners", 2));
    assert_eq!(
        held(&edited),
        [Permission::ViewUser, Permission::DeleteUser]
    );
    assert_eq!(
        world.last_event().await.changes(),
        json!({
            "name": ["Gärtner", "Gardeners"],
            "permissions": [["user.view"], ["user.view", "user.delete"]],
        })
    );
    let before = world.events().await.len();
    let same = world.edit_group(by, group.id, &changes).await.unwrap();
    assert_eq!(same.version, 2);
    assert_eq!(
        world.events().await.len(),
        before,
        "what changes nothing leaves no trace"
    );
    world.delete_group(by, group.id).await.unwrap();
    assert!(matches!(
        world.show_group(by, group.id).await,
        Err(Error::NotFound(_))
    ));
    let event = world.last_event().await;
    assert_eq!((&*event.action, event.batch_size), ("delete", None));
    let next = world.add_group(by, &new_group("Next", &[])).await.unwrap();
    assert!(next.id > group.id, "a number is never used again");
}

#[tokio::test]
async fn a_name_is_one_whatever_the_case() {
    let cast = cast().await;
    let (world, by) = (&cast.world, &cast.root.session);
    for (name, part) in [
        ("EDITORS", "already"),
        ("  ", "name"),
        ("a\nb", "Line breaks"),
        (&*"x".repeat(151), "150"),
    ] {
        let sentence = field_error(world.add_group(by, &new_group(name, &[])).await, "name");
        assert!(sentence.contains(part), "{name:?}: {sentence}");
        let changes = GroupChanges {
            name: Some(name.to_owned()),
            ..GroupChanges::default()
        };
        field_error(world.edit_group(by, READERS, &changes).await, "name");
    }
    let changes = GroupChanges {
        name: Some("READERS".into()),
        ..GroupChanges::default()
    };
    let edited = world.edit_group(by, READERS, &changes).await.unwrap();
    assert_eq!(edited.name, "READERS", "its own name in another case");
}

#[tokio::test]
async fn what_changed_elsewhere_is_shown_and_not_lost() {
    let cast = cast().await;
    let (world, by) = (&cast.world, &cast.root.session);
    let rename = |name: &str| GroupChanges {
        name: Some(name.to_owned()),
        ..GroupChanges::default()
    };
    world
        .edit_group(by, READERS, &rename("Guests"))
        .await
        .unwrap();
    let grant = async || {
        let write = world.roster.write(by).await.unwrap();
        write.grant::<ManageGroup>().unwrap()
    };
    let edited = grant().await.edit_group(READERS, 1, &rename("Own")).await;
    let deleted = grant().await.delete_group(READERS, 1).await;
    for error in [
        edited.map(drop).unwrap_err(),
        deleted.map(drop).unwrap_err(),
    ] {
        let view = error.to_view();
        assert_eq!(view.current_group.unwrap().name, "Guests");
        assert_eq!(view.current, None);
    }
}

#[tokio::test]
async fn whoever_is_in_a_group_may_what_it_allows() {
    let cast = cast().await;
    let (world, by) = (&cast.world, &cast.root.session);
    let sees = async || {
        world
            .list(&cast.reader.session, &crate::list::search(""))
            .await
    };
    assert!(sees().await.is_ok());
    let changes = GroupChanges {
        permissions: Some(vec![]),
        ..GroupChanges::default()
    };
    world.edit_group(by, READERS, &changes).await.unwrap();
    assert!(sees().await.is_err(), "gone at the next call");
}

#[tokio::test]
async fn deleting_a_group_takes_it_from_everyone_in_one_event() {
    let cast = cast().await;
    let (world, by) = (&cast.world, &cast.root.session);
    world.add("second", Role::Reader).await;
    let in_trash = world.add("trashed", Role::Reader).await;
    world.delete(&operator(), in_trash.id).await.unwrap();
    world.permit("second", &["user.view"]).await;
    let preview = world.preview_delete_group(by, READERS).await.unwrap();
    assert_eq!(preview.members, 3, "those in the trash leave it, too");
    let first: Vec<&str> = preview
        .first_members
        .iter()
        .map(|face| &*face.username)
        .collect();
    assert_eq!(first, ["reader", "second"]);
    assert_eq!(preview.refused, None);
    let [lost] = &*preview.permissions else {
        panic!("one permission goes: {preview:?}");
    };
    assert_eq!(
        (lost.losers, &*lost.first_losers),
        (1, &["reader".to_owned()][..]),
        "second has it directly"
    );
    let version = world.version(cast.reader.id).await;
    let event = world.delete_group(by, READERS).await.unwrap();
    let events = world.events().await;
    let header = events.iter().find(|one| one.id == event).unwrap();
    assert_eq!((&*header.action, header.batch_size), ("delete", Some(3)));
    assert_eq!(
        header.changes(),
        json!({
            "name": ["Readers", null],
            "description": ["See everybody, change nothing", ""],
            "permissions": [["user.view"], null],
        })
    );
    let parts: Vec<_> = events
        .iter()
        .filter(|one| one.batch == Some(event))
        .collect();
    assert_eq!(parts.len(), 3);
    for part in parts {
        assert_eq!((&*part.action, &*part.target_kind), ("change", "user"));
        assert_eq!(
            part.changes(),
            json!({"groups": [[{"id": READERS, "name": "Readers"}], []]})
        );
    }
    assert_eq!(world.version(cast.reader.id).await, version + 1);
    let sql = "select count(*) from membership where group_id = 3";
    assert_eq!(world.value::<i64>(sql).await, 0);
}

#[tokio::test]
async fn who_loses_a_permission_is_who_has_it_from_nowhere_else() {
    let cast = cast().await;
    let (world, by) = (&cast.world, &cast.root.session);
    for (id, groups) in [
        (cast.reader.id, vec![READERS, EDITORS]),
        (cast.ana.id, vec![EDITORS]),
        (cast.admin.id, vec![ADMINISTRATORS, EDITORS]),
    ] {
        let changes = UserChanges {
            groups: Some(groups),
            ..UserChanges::default()
        };
        world.edit_user(&operator(), id, &changes).await.unwrap();
    }
    world
        .run("insert into membership (user_id, group_id) values (1, 2)")
        .await;
    let preview = world.preview_delete_group(by, EDITORS).await.unwrap();
    let lost: Vec<(&str, u32)> = preview
        .permissions
        .iter()
        .map(|one| (one.permission.as_str(), one.losers))
        .collect();
    assert_eq!(lost, [("user.view", 2), ("profile.change", 3)]);
    assert_eq!(
        preview.refused.as_deref(),
        Some(
            "You are in this group, and nobody changes their own groups. Ask another administrator."
        )
    );
}
