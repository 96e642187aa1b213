//! Undoing an action on many people: the whole at once, or nothing of it.

use std::ops::ControlFlow;
use std::time::Instant;

use roster_core::Error;
use roster_core::view::BulkAction;

use crate::support::{READERS, World, cast, operator, with_admin};

/// People, and what was done to all of them.
async fn with_many(count: u32, action: BulkAction) -> (World, i64) {
    let (world, _) = with_admin().await;
    world.add_many(count).await;
    let ids: Vec<i64> = (2..=i64::from(count) + 1).collect();
    let done = world.bulk(&operator(), action, &ids).await.unwrap();
    assert_eq!(done.changed, count);
    (world, done.event.unwrap())
}

#[tokio::test]
async fn the_whole_and_each_part_are_linked() {
    let cast = cast().await;
    let by = &cast.root.session;
    let ids = [cast.ana.id, cast.editor.id];
    let action = BulkAction::AddToGroup { group: READERS };
    let event = cast
        .world
        .bulk(by, action, &ids)
        .await
        .unwrap()
        .event
        .unwrap();
    let undo = cast.world.undo(by, event, false).await.unwrap();
    let events = cast.world.events().await;
    let [.., header, first, second] = &events[..] else {
        panic!("the undo has parts: {events:?}")
    };
    assert_eq!(
        (
            header.action.as_str(),
            header.target_name.as_str(),
            header.target_id
        ),
        ("undo", "Readers", Some(READERS))
    );
    assert_eq!(
        (first.target_id, second.target_id),
        (Some(ids[0]), Some(ids[1]))
    );
    let undone = "select count(*) from event as one join event as undo on undo.id = one.undone_by \
         and undo.undoes = one.id where undo.batch is one.batch or undo.batch is not null";
    assert_eq!(cast.world.value::<i64>(undone).await, 3);
    let size =
        "select batch_size from event where id = (select max(id) from event where batch is null)";
    assert_eq!(cast.world.value::<i64>(size).await, 2);
    cast.world.undo(by, undo.event, false).await.unwrap();
    let left = "select count(*) from event where undone_by is not null and action <> 'undo'";
    assert_eq!(
        cast.world.value::<i64>(left).await,
        0,
        "redone, all is in force"
    );
}

#[tokio::test]
async fn one_part_can_be_undone_and_the_rest_after_it() {
    let cast = cast().await;
    let by = &cast.root.session;
    let ids = [cast.ana.id, cast.reader.id, cast.editor.id];
    let event = cast
        .world
        .bulk(by, BulkAction::Deactivate, &ids)
        .await
        .unwrap()
        .event
        .unwrap();
    let part = event + 1;
    cast.world.undo(by, part, false).await.unwrap();
    assert!(cast.world.show(by, cast.ana.id).await.unwrap().is_active);
    let rest = cast.world.undo(by, event, false).await.unwrap();
    assert_eq!((rest.changed, rest.skipped), (2, 0));
    cast.world.undo(by, rest.event, false).await.unwrap();
    assert!(
        cast.world.show(by, cast.ana.id).await.unwrap().is_active,
        "the redo is about the two only"
    );
}

#[tokio::test]
async fn what_is_cancelled_leaves_nothing() {
    let (world, event) = with_many(5_000, BulkAction::Deactivate).await;
    let before = (world.state(true).await, world.events().await.len());
    let mut seen = Vec::new();
    let mut progress = |done, total| {
        seen.push((done, total));
        if done >= 4_000 {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    };
    let write = world.roster.write(&operator()).await.unwrap();
    let outcome = write.undo_event(event, false, &mut progress).await;
    assert!(matches!(outcome, Err(Error::Cancelled)), "{outcome:?}");
    assert_eq!(seen, [(2_000, 5_000), (4_000, 5_000)]);
    assert_eq!(
        (world.state(true).await, world.events().await.len()),
        before
    );
}

#[tokio::test]
async fn an_error_in_the_middle_leaves_nothing() {
    let (world, event) = with_many(5_000, BulkAction::Deactivate).await;
    world
        .run("create trigger trouble before update of is_active on user when old.id = 4500 begin select raise(abort, 'no'); end")
        .await;
    let before = (world.state(true).await, world.events().await.len());
    let write = world.roster.write(&operator()).await.unwrap();
    let outcome = write
        .undo_event(event, false, &mut |_, _| ControlFlow::Continue(()))
        .await;
    assert!(matches!(outcome, Err(Error::Database(_))), "{outcome:?}");
    assert_eq!(
        (world.state(true).await, world.events().await.len()),
        before
    );
    let event = world.last_event_id().await;
    world.run("drop trigger trouble").await;
    world.undo(&operator(), event, false).await.unwrap();
}

/// The limits of product.md, here with a program that is not optimised: five times as long is still far from a hang.
#[tokio::test]
async fn ten_thousand_are_set_back_while_one_waits() {
    for action in [BulkAction::AddToGroup { group: READERS }, BulkAction::Trash] {
        let (world, event) = with_many(10_000, action).await;
        let begun = Instant::now();
        let write = world.roster.write(&operator()).await.unwrap();
        let done = write
            .undo_event(event, false, &mut |_, _| ControlFlow::Continue(()))
            .await
            .unwrap();
        assert_eq!((done.changed, done.skipped), (10_000, 0));
        assert!(begun.elapsed().as_secs() < 5, "{:?}", begun.elapsed());
    }
}

#[tokio::test]
async fn a_group_of_ten_thousand_comes_back_while_one_waits() {
    let (world, _) = with_many(10_000, BulkAction::AddToGroup { group: READERS }).await;
    let event = world.delete_group(&operator(), READERS).await.unwrap();
    let begun = Instant::now();
    let write = world.roster.write(&operator()).await.unwrap();
    let done = write
        .undo_event(event, false, &mut |_, _| ControlFlow::Continue(()))
        .await
        .unwrap();
    assert_eq!((done.changed, done.skipped), (10_001, 0));
    assert!(begun.elapsed().as_secs() < 5, "{:?}", begun.elapsed());
}
