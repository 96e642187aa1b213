//! Who is in the trash, and that 30 days later they are gone.

use std::ops::ControlFlow;

use jiff::SignedDuration;
use roster_core::Result;
use roster_core::auth::{DeleteUser, Session};
use roster_core::view::{BulkAction, Selection, TrashPage, TrashQuery};

use crate::support::{Role, World, cast, field_error, forbidden, new_user, operator};

impl World {
    async fn list_trash(&self, by: &Session, search: &str) -> Result<TrashPage> {
        let query = TrashQuery {
            search: search.to_owned(),
            offset: 0,
            limit: 100,
        };
        let grant = self.roster.read(by).await?.grant::<DeleteUser>()?;
        grant.list_trash(&query).await
    }
}

fn names(page: &TrashPage) -> Vec<&str> {
    page.rows.iter().map(|row| &*row.face.username).collect()
}

fn days(count: i64) -> SignedDuration {
    SignedDuration::from_hours(24 * count)
}

#[tokio::test]
async fn who_did_it_is_known_however_slow_the_machine() {
    let cast = cast().await;
    let world = &cast.world;
    world.clock.run();
    world
        .delete(&cast.admin.session, cast.ana.id)
        .await
        .unwrap();
    let page = world.list_trash(&cast.admin.session, "").await.unwrap();
    assert_eq!(page.rows[0].deleted_by.as_deref(), Some("admin"));
}

#[tokio::test]
async fn the_trash_says_who_when_by_whom_and_how_long_still() {
    let cast = cast().await;
    let world = &cast.world;
    world
        .delete(&cast.admin.session, cast.ana.id)
        .await
        .unwrap();
    world.clock.advance(days(2) + SignedDuration::from_secs(1));
    let selection = Selection::Ids {
        ids: vec![cast.reader.id],
    };
    let write = world.roster.write(&cast.root.session).await.unwrap();
    let mut go_on = |_, _| ControlFlow::Continue(());
    write
        .apply_bulk(BulkAction::Trash, &selection, &mut go_on)
        .await
        .unwrap();
    let page = world.list_trash(&cast.admin.session, "").await.unwrap();
    assert_eq!((names(&page), page.total), (vec!["reader", "ana"], 2));
    let [reader, ana] = &*page.rows else {
        panic!("two rows: {page:?}")
    };
    assert_eq!(reader.deleted_by.as_deref(), Some("root"));
    assert_eq!(ana.deleted_by.as_deref(), Some("admin"));
    assert_eq!(ana.deleted_at, "2026-06-14T12:00:00.000Z");
    assert_eq!((reader.days_left, ana.days_left), (30, 28));
    world.clock.advance(SignedDuration::from_hours(1));
    let later = world.list_trash(&cast.admin.session, "").await.unwrap();
    let left: Vec<u32> = later.rows.iter().map(|row| row.days_left).collect();
    assert_eq!(left, [30, 28], "a day that has begun counts whole");
    assert_eq!((&reader.refused, &ana.refused), (&None, &None));
    let page = world.list_trash(&operator(), " AN ").await.unwrap();
    assert_eq!((names(&page), page.total), (vec!["ana"], 1));
}

#[tokio::test]
async fn the_trash_is_for_those_who_delete() {
    let cast = cast().await;
    let world = &cast.world;
    let second = world.add("second", Role::Superuser).await;
    world.delete(&operator(), second.id).await.unwrap();
    for by in [&cast.ana, &cast.reader, &cast.editor] {
        forbidden(world.list_trash(&by.session, "").await);
    }
    let page = world.list_trash(&cast.admin.session, "").await.unwrap();
    assert_eq!(
        page.rows[0].refused.as_deref(),
        Some("Only a superuser can change a superuser.")
    );
    assert_eq!(
        forbidden(world.restore(&cast.admin.session, second.id).await),
        "Only a superuser can change a superuser."
    );
}

#[tokio::test]
async fn thirty_days_later_they_are_gone_and_history_says_so() {
    let cast = cast().await;
    let world = &cast.world;
    world.delete(&operator(), cast.ana.id).await.unwrap();
    world.clock.advance(days(1));
    world.delete(&operator(), cast.reader.id).await.unwrap();
    world.clock.advance(days(29));
    assert_eq!(world.roster.purge_trash().await.unwrap(), 0);
    world.clock.advance(SignedDuration::from_secs(1));
    let before = world.events().await.len();
    assert_eq!(world.roster.purge_trash().await.unwrap(), 1);
    let page = world.list_trash(&operator(), "").await.unwrap();
    assert_eq!(names(&page), ["reader"]);
    let events = &world.events().await[before..];
    let shown: Vec<(&str, &str, &str, Option<i64>)> = events
        .iter()
        .map(|event| {
            (
                &*event.actor_name,
                &*event.action,
                &*event.target_name,
                event.target_id,
            )
        })
        .collect();
    assert_eq!(
        shown,
        [
            ("Roster", "purge", "1 person", None),
            ("Roster", "purge", "ana", Some(cast.ana.id))
        ]
    );
    assert_eq!(world.roster.purge_trash().await.unwrap(), 0);
    assert_eq!(world.events().await.len(), before + 2, "nothing was due");
    world.add_user(&operator(), &new_user("ana")).await.unwrap();
}

#[tokio::test]
async fn earlier_pictures_go_after_thirty_days_too() {
    let cast = cast().await;
    let world = &cast.world;
    let now: i64 = 1_781_438_400_000;
    for (hash, at) in [("old", now - 31 * 86_400_000), ("new", now)] {
        world
            .run(format!(
                "insert into past_avatar (user_id, hash, large, small, mime, replaced_at) \
                 values (1, '{hash}', x'00', x'00', 'image/png', {at})"
            ))
            .await;
    }
    assert_eq!(world.roster.purge_trash().await.unwrap(), 0);
    let kept: String = world
        .value("select group_concat(hash) from past_avatar")
        .await;
    assert_eq!(kept, "new");
}

#[tokio::test]
async fn a_name_in_the_trash_is_said_to_be_there() {
    let cast = cast().await;
    let world = &cast.world;
    world.delete(&operator(), cast.ana.id).await.unwrap();
    let sentence = "This belongs to somebody in the trash. Restore them, or choose another.";
    let added = world.add_user(&operator(), &new_user("ANA")).await;
    assert_eq!(field_error(added, "username"), sentence);
    let changes = roster_core::view::UserChanges {
        username: Some("Ana".into()),
        ..Default::default()
    };
    let renamed = world.edit_user(&operator(), cast.reader.id, &changes).await;
    assert_eq!(field_error(renamed, "username"), sentence);
}
