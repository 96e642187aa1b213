//! The history as it is listed.

use std::ops::ControlFlow;

use jiff::SignedDuration;
use roster_core::Result;
use roster_core::auth::{Session, ViewHistory};
use roster_core::view::{
    Action, BulkAction, EventPage, EventQuery, ProfileChanges, Selection, TargetKind, TargetRef,
};
use serde_json::json;

use crate::support::{Cast, PASSWORD, READERS, World, cast, field_error, forbidden, operator};

impl World {
    pub(crate) async fn list_events(&self, by: &Session, query: &EventQuery) -> Result<EventPage> {
        let grant = self.roster.read(by).await?.grant::<ViewHistory>()?;
        grant.list_events(query).await
    }

    async fn list_own_events(&self, by: &Session, query: &EventQuery) -> Result<EventPage> {
        self.roster.read(by).await?.list_own_events(query).await
    }
}

pub(crate) fn every() -> EventQuery {
    EventQuery {
        limit: 500,
        ..EventQuery::default()
    }
}

fn about(id: i64) -> EventQuery {
    EventQuery {
        target: Some(TargetRef {
            kind: TargetKind::User,
            id,
        }),
        ..every()
    }
}

fn shown(page: &EventPage) -> Vec<(Action, &str)> {
    page.rows
        .iter()
        .map(|row| (row.action, &*row.target.name))
        .collect()
}

/// Puts ana and editor into a group, and tells by which event.
async fn add_two(cast: &Cast) -> i64 {
    let ids = vec![cast.ana.id, cast.editor.id];
    let action = BulkAction::AddToGroup { group: READERS };
    let write = cast.world.roster.write(&cast.root.session).await.unwrap();
    let mut go_on = |_, _| ControlFlow::Continue(());
    let done = write
        .apply_bulk(action, &Selection::Ids { ids }, &mut go_on)
        .await
        .unwrap();
    done.event.unwrap()
}

#[tokio::test]
async fn all_that_was_done_is_listed_newest_first_page_by_page() {
    let cast = cast().await;
    let (world, by) = (&cast.world, &cast.admin.session);
    let page = world.list_events(by, &every()).await.unwrap();
    assert_eq!(page.rows.len(), page.total as usize);
    assert!(page.rows.is_sorted_by(|one, next| one.id > next.id));
    assert_eq!(shown(&page)[0], (Action::SignIn, "admin"));
    let mut paged = Vec::new();
    let mut query = EventQuery {
        limit: 4,
        ..EventQuery::default()
    };
    loop {
        let next = world.list_events(by, &query).await.unwrap();
        assert_eq!(next.total, page.total, "of all pages");
        let Some(last) = next.rows.last() else { break };
        query.before = Some(last.id);
        paged.extend(next.rows);
    }
    assert_eq!(paged, page.rows);
}

#[tokio::test]
async fn an_event_says_who_did_what_to_whom() {
    let cast = cast().await;
    let (world, by) = (&cast.world, &cast.admin.session);
    let changes = ProfileChanges {
        bio: Some("Reads.".into()),
        ..ProfileChanges::default()
    };
    world
        .edit_profile(by, cast.ana.id, &changes, None)
        .await
        .unwrap();
    let page = world.list_events(by, &about(cast.ana.id)).await.unwrap();
    let row = &page.rows[0];
    assert_eq!(row.at, "2026-06-14T12:00:00.000Z");
    assert_eq!(
        (row.actor.id, &*row.actor.name),
        (Some(cast.admin.id), "admin")
    );
    assert_eq!(row.action, Action::Change);
    assert_eq!(
        (row.target.kind, row.target.id),
        (TargetKind::User, Some(cast.ana.id))
    );
    assert_eq!((row.changes.len(), &*row.changes[0].field), (1, "bio"));
    assert_eq!(
        (&row.changes[0].old, &row.changes[0].new),
        (&json!(""), &json!("Reads."))
    );
    assert_eq!(row.may_undo, None);
    let sign_in = page.rows.iter().find(|row| row.action == Action::SignIn);
    assert!(sign_in.unwrap().may_undo.is_some(), "and says why not");
    world.purge(&operator(), cast.ana.id).await.unwrap();
    let page = world.list_events(by, &about(cast.ana.id)).await.unwrap();
    assert_eq!(
        shown(&page)[..2],
        [(Action::Purge, "ana"), (Action::Change, "ana")],
        "history outlives whom it is about"
    );
}

#[tokio::test]
async fn an_action_on_many_is_one_row_and_a_row_for_each_person() {
    let cast = cast().await;
    let (world, by) = (&cast.world, &cast.root.session);
    let event = add_two(&cast).await;
    let page = world.list_events(by, &every()).await.unwrap();
    assert_eq!(page.rows[0].id, event);
    assert_eq!(page.rows[0].batch_size, Some(2));
    assert_eq!(
        page.rows[1].action,
        Action::SignIn,
        "its parts are not listed"
    );
    let parts = EventQuery {
        batch: Some(event),
        ..every()
    };
    let parts = world.list_events(by, &parts).await.unwrap();
    assert_eq!(
        shown(&parts),
        [(Action::Change, "editor"), (Action::Change, "ana")]
    );
    let anas = world.list_events(by, &about(cast.ana.id)).await.unwrap();
    assert_eq!(
        anas.rows[0].batch,
        Some(event),
        "but with the person they are"
    );
}

#[tokio::test]
async fn all_conditions_must_hold() {
    let cast = cast().await;
    let (world, by) = (&cast.world, &cast.root.session);
    world.clock.advance(SignedDuration::from_hours(24));
    assert!(world.roster.sign_in("ana", "not it, no").await.is_err());
    world.roster.sign_in("ana", PASSWORD).await.unwrap();
    add_two(&cast).await;
    let changes = ProfileChanges {
        location: Some("Zürich".into()),
        ..ProfileChanges::default()
    };
    world
        .edit_profile(by, cast.ana.id, &changes, None)
        .await
        .unwrap();
    let count = async |query: EventQuery| world.list_events(by, &query).await.unwrap().total;
    let by_actor = |id| EventQuery {
        actor: Some(id),
        ..every()
    };
    assert_eq!(count(by_actor(cast.ana.id)).await, 2, "two sign-ins");
    let actions = EventQuery {
        actions: vec![Action::SignInFailed, Action::AddMembers],
        ..every()
    };
    assert_eq!(count(actions.clone()).await, 2);
    let both = EventQuery {
        actor: Some(cast.root.id),
        ..actions
    };
    assert_eq!(count(both).await, 1);
    let since = |from: &str, until: &str| EventQuery {
        from: (!from.is_empty()).then(|| from.to_owned()),
        until: (!until.is_empty()).then(|| until.to_owned()),
        ..every()
    };
    assert_eq!(count(since("2026-06-15T12:00:00Z", "")).await, 4);
    assert_eq!(count(since("2026-06-15T12:00:00.001Z", "")).await, 0);
    let all = count(every()).await;
    assert_eq!(count(since("", "2026-06-15T12:00:00Z")).await, all - 4);
    for (text, found) in [
        ("zürich ANA", 1),
        ("location", 1),
        ("Réaders", 2),
        ("zürich x", 0),
    ] {
        let query = EventQuery {
            text: text.to_owned(),
            ..every()
        };
        assert_eq!(count(query).await, found, "{text}");
    }
    let group = EventQuery {
        target: Some(TargetRef {
            kind: TargetKind::Group,
            id: READERS,
        }),
        ..every()
    };
    assert_eq!(count(group).await, 1);
    let wrong = world.list_events(by, &since("yesterday", "")).await;
    assert!(field_error(wrong, "from").contains("2026-06-14"));
}

#[tokio::test]
async fn history_is_for_those_with_the_right_and_ones_own_for_everyone() {
    let cast = cast().await;
    let world = &cast.world;
    add_two(&cast).await;
    for by in [&cast.ana, &cast.reader, &cast.editor] {
        let sentence = forbidden(world.list_events(&by.session, &every()).await);
        assert!(sentence.contains("see the history") || sentence.contains("Only staff"));
    }
    let own = world
        .list_own_events(&cast.ana.session, &every())
        .await
        .unwrap();
    assert_eq!(shown(&own), [(Action::SignIn, "ana"), (Action::Add, "ana")]);
    let own = world
        .list_own_events(&cast.ana.session, &about(cast.ana.id))
        .await
        .unwrap();
    assert_eq!(own.total, 3, "with the parts of what was done to many");
    let others = world
        .list_own_events(&cast.ana.session, &about(cast.root.id))
        .await
        .unwrap();
    assert_eq!(others.rows, [], "nothing of anybody else");
    let nobody = world.list_own_events(&operator(), &every()).await.unwrap();
    assert_eq!(nobody.total, 0);
}
