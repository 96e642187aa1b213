//! An import is undone as one, and redone.

use roster_core::view::ImportDecision;

use crate::support::{cast, with_admin};

#[tokio::test]
async fn an_import_is_undone_and_redone_as_a_whole() {
    let (world, root) = with_admin().await;
    let by = &root.session;
    world
        .import(by, "username,city\nana,Zagreb\nbob,\n", None)
        .await
        .unwrap();
    let before = world.state(false).await;
    let table = "username,city,groups\nana,Split,Choir\nbob,Oslo,Readers\ncleo,,\"Choir, Band\"\n";
    let done = world
        .import(by, table, Some(ImportDecision::Update))
        .await
        .unwrap();
    assert_eq!((done.added, done.changed, done.groups), (1, 2, 2));
    let after = world.state(false).await;
    let undo = world.undo(by, done.event.unwrap(), false).await.unwrap();
    assert_eq!(world.state(false).await, before);
    world.undo(by, undo.event, false).await.unwrap();
    assert_eq!(
        world.state(false).await,
        after,
        "also the groups, with their numbers"
    );
    let preview = world.preview_undo(by, done.event.unwrap()).await.unwrap();
    assert_eq!((preview.would_change, preview.refused), (5, None));
}

#[tokio::test]
async fn a_group_that_others_joined_since_stays() {
    let (world, root) = with_admin().await;
    let by = &root.session;
    let done = world
        .import(by, "username,groups\nana,Choir\n", None)
        .await
        .unwrap();
    world
        .import(by, "username,groups\nbob,Choir\n", None)
        .await
        .unwrap();
    let event = done.event.unwrap();
    let preview = world.preview_undo(by, event).await.unwrap();
    assert_eq!((preview.would_change, preview.would_skip), (1, 1));
    assert!(
        preview.conflicts[0]
            .message
            .contains("Somebody else is in this group")
    );
    assert!(world.undo(by, event, false).await.is_err());
    world.undo(by, event, true).await.unwrap();
    let groups: String = world
        .value("select group_concat(name, ' ') from \"group\" where id > 3")
        .await;
    assert_eq!(groups, "Choir");
}

#[tokio::test]
async fn undoing_takes_the_rights_to_do_it_by_hand() {
    let cast = cast().await;
    let done = cast
        .world
        .import(&cast.root.session, "username\nnew\n", None)
        .await
        .unwrap();
    let event = done.event.unwrap();
    assert!(
        cast.world
            .undo(&cast.reader.session, event, false)
            .await
            .is_err()
    );
    cast.world
        .undo(&cast.admin.session, event, false)
        .await
        .unwrap();
}
