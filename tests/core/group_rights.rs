//! Who may do what with groups: nobody grants or takes what they do not hold.

use roster_core::Error;
use roster_core::value::Permission;
use roster_core::view::{GroupChanges, Selection, UserChanges};

use crate::group::new_group;
use crate::support::{ADMINISTRATORS, Cast, EDITORS, READERS, Role, Somebody, cast, forbidden};

/// Somebody who manages groups and sees people, and can't do anything else.
async fn with_manager() -> (Cast, Somebody) {
    let cast = cast().await;
    let manager = cast.world.add("manager", Role::Reader).await;
    cast.world.permit("manager", &["group.manage"]).await;
    (cast, manager)
}

#[tokio::test]
async fn each_deed_takes_the_right_to_manage_groups() {
    let cast = cast().await;
    let world = &cast.world;
    let ids = Selection::Ids {
        ids: vec![cast.ana.id],
    };
    world.permit("ana", &["group.manage"]).await;
    let people = [
        (&cast.ana, "Only staff can manage people."),
        (&cast.reader, "You need the right to manage groups."),
        (&cast.editor, "You need the right to manage groups."),
    ];
    for (somebody, part) in people {
        let by = &somebody.session;
        let outcomes = [
            forbidden(world.list_groups(by).await),
            forbidden(world.show_group(by, READERS).await),
            forbidden(world.list_members(by, READERS, "").await),
            forbidden(world.match_names(by, READERS, "ana").await),
            forbidden(world.preview_delete_group(by, READERS).await),
            forbidden(world.add_group(by, &new_group("New", &[])).await),
            forbidden(
                world
                    .edit_group(by, READERS, &GroupChanges::default())
                    .await,
            ),
            forbidden(world.delete_group(by, READERS).await),
            forbidden(world.add_members(by, READERS, &ids).await),
            forbidden(world.remove_members(by, READERS, &ids).await),
        ];
        for sentence in outcomes {
            assert!(sentence.starts_with(part), "{sentence}");
        }
    }
    world
        .run("update user set is_active = 0 where username = 'admin'")
        .await;
    assert!(matches!(
        world.list_groups(&cast.admin.session).await,
        Err(Error::SessionEnded)
    ));
}

#[tokio::test]
async fn nobody_gives_a_group_what_they_lack() {
    let (cast, manager) = with_manager().await;
    let (world, by) = (&cast.world, &manager.session);
    let lacks = "You don’t have the right to change accounts. Nobody grants or takes a right that they do not hold.";
    let form = new_group("Mine", &[Permission::ViewUser, Permission::ChangeUser]);
    assert_eq!(forbidden(world.add_group(by, &form).await), lacks);
    let form = new_group("Mine", &[Permission::ViewUser, Permission::ManageGroup]);
    let mine = world.add_group(by, &form).await.unwrap();
    let change = |permissions: &[Permission]| GroupChanges {
        permissions: Some(permissions.to_vec()),
        ..GroupChanges::default()
    };
    let given = change(&[Permission::ViewUser, Permission::ChangeUser]);
    assert_eq!(
        forbidden(world.edit_group(by, mine.id, &given).await),
        lacks
    );
    world.edit_group(by, mine.id, &change(&[])).await.unwrap();
    let taken = change(&[Permission::ViewUser]);
    let sentence = forbidden(world.edit_group(by, EDITORS, &taken).await);
    assert!(sentence.contains("change profiles"), "{sentence}");
    let shown = world.show_group(by, EDITORS).await.unwrap();
    for one in &shown.permissions {
        let may = matches!(
            one.permission,
            Permission::ViewUser | Permission::ManageGroup
        );
        assert_eq!(one.edit.is_none(), may, "{one:?}");
    }
    let renamed = GroupChanges {
        name: Some("Writers".into()),
        ..GroupChanges::default()
    };
    assert_eq!(shown.may.edit, None);
    let renamed = world.edit_group(by, EDITORS, &renamed).await.unwrap();
    assert_eq!(renamed.name, "Writers", "a name grants nothing");
}

#[tokio::test]
async fn nobody_puts_people_where_they_get_more_than_oneself_has() {
    let (cast, manager) = with_manager().await;
    let (world, by) = (&cast.world, &manager.session);
    let ana = Selection::Ids {
        ids: vec![cast.ana.id],
    };
    for group in [EDITORS, ADMINISTRATORS] {
        let told = world.show_group(by, group).await.unwrap().may;
        let told = told.edit_members.unwrap();
        assert!(told.ends_with("Nobody grants or takes a right that they do not hold."));
        assert_eq!(forbidden(world.add_members(by, group, &ana).await), told);
        assert_eq!(forbidden(world.remove_members(by, group, &ana).await), told);
        let row = world.list_groups(by).await.unwrap();
        let row = row.iter().find(|row| row.id == group).unwrap();
        assert_eq!(row.edit_members.as_ref(), Some(&told));
        let preview = world.preview_delete_group(by, group).await.unwrap();
        let told = world.show_group(by, group).await.unwrap().may.delete;
        assert_eq!(preview.refused, told);
        assert_eq!(
            forbidden(world.delete_group(by, group).await),
            told.unwrap()
        );
    }
    let done = world.add_members(by, READERS, &ana).await.unwrap();
    assert_eq!(done.changed, 1);
}

#[tokio::test]
async fn superusers_and_oneself_stay_as_they_are() {
    let (cast, manager) = with_manager().await;
    let (world, by) = (&cast.world, &manager.session);
    let both = Selection::Ids {
        ids: vec![cast.root.id, manager.id],
    };
    let own = world
        .add_group(by, &new_group("Own", &[Permission::ViewUser]))
        .await
        .unwrap();
    let reasons = [
        "Nobody changes their own status and groups. Ask another administrator.",
        "Only a superuser can change a superuser.",
    ];
    let refused = world.add_members(by, own.id, &both).await.unwrap();
    assert_eq!((refused.changed, refused.event), (0, None));
    let mut told: Vec<&str> = refused.skipped.iter().map(|one| &*one.reason).collect();
    told.sort_unstable();
    assert_eq!(told, reasons);
    let operator = crate::support::operator();
    world.add_members(&operator, own.id, &both).await.unwrap();
    let page = world.list_members(by, own.id, "").await.unwrap();
    let told: Vec<Option<&str>> = page.rows.iter().map(|row| row.remove.as_deref()).collect();
    assert_eq!(told, reasons.map(Some));
    let matches = world.match_names(by, READERS, "root").await.unwrap();
    assert_eq!(matches[0].refused.as_deref(), Some(reasons[1]));
    assert!(forbidden(world.delete_group(by, own.id).await).starts_with("You are in this group"));
    let changes = UserChanges {
        groups: Some(vec![READERS]),
        ..UserChanges::default()
    };
    world
        .edit_user(&operator, manager.id, &changes)
        .await
        .unwrap();
    assert_eq!(
        forbidden(world.delete_group(by, own.id).await),
        "A superuser is in this group. Only a superuser can change a superuser."
    );
    world
        .delete_group(&cast.admin.session, own.id)
        .await
        .unwrap_err();
    let superuser = world.add("second", Role::Superuser).await;
    world
        .delete_group(&superuser.session, own.id)
        .await
        .unwrap();
}

#[tokio::test]
async fn who_does_not_see_people_sees_no_members() {
    let cast = cast().await;
    let world = &cast.world;
    let blind = world.add("blind", Role::Editor).await;
    world.permit("blind", &["group.manage"]).await;
    world
        .run("delete from group_permission where permission = 'user.view'")
        .await;
    let by = &blind.session;
    let nobody = Selection::Ids { ids: vec![] };
    let lacks = "You need the right to see people. Ask an administrator.";
    assert_eq!(forbidden(world.list_members(by, READERS, "").await), lacks);
    assert_eq!(forbidden(world.match_names(by, READERS, "a").await), lacks);
    assert_eq!(
        forbidden(world.add_members(by, READERS, &nobody).await),
        lacks
    );
    let preview = world.preview_delete_group(by, READERS).await.unwrap();
    assert_eq!((preview.members, preview.first_members.len()), (1, 0));
}
