//! One action for many people: one transaction, one event, and whom the rules protect is named.

use std::ops::ControlFlow;

use roster_core::auth::Session;
use roster_core::view::{BulkAction, BulkOutcome, Selection, Skipped, UserFilter};
use roster_core::{Error, Result};

use crate::support::{ADMINISTRATORS, Cast, READERS, Role, cast, forbidden, operator, with_admin};

async fn apply(cast: &Cast, by: &Session, action: BulkAction, ids: &[i64]) -> Result<BulkOutcome> {
    apply_to(cast, by, action, &these(ids)).await
}

fn these(ids: &[i64]) -> Selection {
    Selection::Ids { ids: ids.to_vec() }
}

async fn apply_to(
    cast: &Cast,
    by: &Session,
    action: BulkAction,
    selection: &Selection,
) -> Result<BulkOutcome> {
    let preview = cast
        .world
        .roster
        .read(by)
        .await?
        .preview_bulk(action, selection)
        .await;
    let write = cast.world.roster.write(by).await?;
    let done = write
        .apply_bulk(action, selection, &mut |_, _| ControlFlow::Continue(()))
        .await;
    if let (Ok(preview), Ok(done)) = (&preview, &done) {
        assert_eq!(preview.would_change, done.changed, "as it was foretold");
        assert_eq!(preview.skipped, done.skipped);
    } else {
        assert_eq!(preview.is_ok(), done.is_ok(), "{preview:?}, {done:?}");
    }
    done
}

fn everyone(cast: &Cast) -> [i64; 5] {
    [
        cast.ana.id,
        cast.reader.id,
        cast.editor.id,
        cast.admin.id,
        cast.root.id,
    ]
}

fn reasons(skipped: &[Skipped]) -> Vec<(&str, u32)> {
    skipped
        .iter()
        .map(|one| (one.reason.as_str(), one.count))
        .collect()
}

#[tokio::test]
async fn all_change_but_those_whom_a_rule_protects() {
    let cast = cast().await;
    let before = cast.world.events().await.len();
    let ids = everyone(&cast);
    let done = apply(&cast, &cast.admin.session, BulkAction::Deactivate, &ids)
        .await
        .unwrap();
    assert_eq!(done.changed, 3);
    assert_eq!(
        reasons(&done.skipped),
        [
            (
                "Nobody changes their own status and groups. Ask another administrator.",
                1
            ),
            ("Only a superuser can change a superuser.", 1),
        ]
    );
    let events = cast.world.events().await;
    assert_eq!(events.len(), before + 4, "one for all, and one for each");
    assert_eq!(
        (
            events[before].action.as_str(),
            events[before].target_name.as_str()
        ),
        ("deactivate", "3 people")
    );
    let part = &events[before + 1];
    assert_eq!(
        (part.action.as_str(), part.target_id),
        ("change", Some(cast.ana.id))
    );
    assert_eq!(
        part.changes(),
        serde_json::json!({"is_active": [true, false]})
    );
    assert!(
        matches!(
            cast.world.roster.read(&cast.ana.session).await,
            Err(Error::SessionEnded)
        ),
        "who is inactive is signed out"
    );
    let again = apply(
        &cast,
        &cast.admin.session,
        BulkAction::Deactivate,
        &ids[..3],
    )
    .await
    .unwrap();
    assert_eq!((again.event, again.changed), (None, 0));
    assert_eq!(
        cast.world.events().await.len(),
        before + 4,
        "and what does nothing leaves no trace"
    );
}

#[tokio::test]
async fn of_all_superusers_one_stays() {
    let cast = cast().await;
    let second = cast.world.add("second", Role::Superuser).await;
    for action in [BulkAction::Deactivate, BulkAction::Trash] {
        let done = apply(&cast, &operator(), action, &[cast.root.id, second.id])
            .await
            .unwrap();
        assert_eq!(done.changed, u32::from(action == BulkAction::Deactivate));
        assert!(
            done.skipped
                .iter()
                .any(|one| one.reason.starts_with("This is the last active superuser.")),
            "{done:?}"
        );
        apply(
            &cast,
            &operator(),
            BulkAction::Activate,
            &[cast.root.id, second.id],
        )
        .await
        .unwrap();
        if action == BulkAction::Deactivate {
            cast.world.delete(&operator(), second.id).await.unwrap();
        }
    }
}

#[tokio::test]
async fn groups_the_trash_and_passwords() {
    let cast = cast().await;
    let ids = [cast.ana.id, cast.reader.id, cast.ana.id, 99];
    for (action, changed) in [
        (BulkAction::AddToGroup { group: READERS }, 1),
        (BulkAction::RemoveFromGroup { group: READERS }, 2),
        (BulkAction::RequirePassword, 2),
        (BulkAction::Restore, 0),
        (BulkAction::Trash, 2),
        (BulkAction::Activate, 0),
        (BulkAction::Restore, 2),
    ] {
        let done = apply(&cast, &cast.root.session, action, &ids)
            .await
            .unwrap();
        assert_eq!(done.changed, changed, "{action:?}: {done:?}");
        let skipped: u32 = done.skipped.iter().map(|one| one.count).sum();
        assert_eq!(changed + skipped, 3, "{action:?}: repeated ids count once");
    }
}

#[tokio::test]
async fn each_action_takes_its_right() {
    let cast = cast().await;
    let ids = [cast.ana.id];
    for by in [&cast.ana, &cast.reader, &cast.editor] {
        for action in [
            BulkAction::Activate,
            BulkAction::Deactivate,
            BulkAction::AddToGroup { group: READERS },
            BulkAction::RemoveFromGroup { group: READERS },
            BulkAction::RequirePassword,
            BulkAction::Trash,
            BulkAction::Restore,
        ] {
            assert!(
                !forbidden(apply(&cast, &by.session, action, &ids).await).is_empty(),
                "{action:?}"
            );
        }
    }
    cast.world.permit("reader", &["user.change"]).await;
    let action = BulkAction::AddToGroup {
        group: ADMINISTRATORS,
    };
    assert!(
        forbidden(apply(&cast, &cast.reader.session, action, &ids).await)
            .contains("Nobody grants a right that they do not hold.")
    );
}

#[tokio::test]
async fn all_who_match_change_at_the_moment_of_the_deed() {
    let cast = cast().await;
    let matching = |search: &str, except: &[i64]| Selection::Matching {
        search: search.to_owned(),
        filter: UserFilter::default(),
        except: except.to_vec(),
    };
    let staff = matching("is:staff", &[cast.root.id, cast.admin.id]);
    let by = &cast.root.session;
    let done = apply_to(&cast, by, BulkAction::Trash, &staff)
        .await
        .unwrap();
    assert_eq!((done.changed, done.skipped), (2, vec![]));
    let again = apply_to(&cast, by, BulkAction::Trash, &staff)
        .await
        .unwrap();
    assert_eq!((again.changed, again.event), (0, None));
    let restored = apply_to(&cast, by, BulkAction::Restore, &matching("", &[]))
        .await
        .unwrap();
    assert_eq!(
        restored.changed, 0,
        "whoever is in the trash matches no search"
    );
    let ids = these(&[cast.reader.id, cast.editor.id]);
    let restored = apply_to(&cast, by, BulkAction::Restore, &ids)
        .await
        .unwrap();
    assert_eq!(restored.changed, 2);
}

#[tokio::test]
async fn what_is_cancelled_leaves_nothing() {
    let (world, _) = with_admin().await;
    world.add_many(5_000).await;
    let ids = Selection::Ids {
        ids: (2..=5_001).collect(),
    };
    let write = world.roster.write(&operator()).await.unwrap();
    let mut seen = Vec::new();
    let mut progress = |done, total| {
        seen.push((done, total));
        if done >= 4_000 {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    };
    let outcome = write
        .apply_bulk(BulkAction::Deactivate, &ids, &mut progress)
        .await;
    assert!(matches!(outcome, Err(Error::Cancelled)), "{outcome:?}");
    assert_eq!(seen, [(2_000, 5_000), (4_000, 5_000)]);
    assert_eq!(
        world
            .value::<i64>("select count(*) from user where is_active = 0")
            .await,
        0
    );
    assert_eq!(world.value::<i64>("select count(*) from event").await, 1);
}

/// The limits of product.md, here with a program that is not optimised: five times as long is still far from a hang.
#[tokio::test]
async fn ten_thousand_change_while_one_waits() {
    let (world, _) = with_admin().await;
    world.add_many(10_000).await;
    let ids = Selection::Ids {
        ids: (2..=10_001).collect(),
    };
    let begun = std::time::Instant::now();
    let write = world.roster.write(&operator()).await.unwrap();
    let done = write
        .apply_bulk(BulkAction::Deactivate, &ids, &mut |_, _| {
            ControlFlow::Continue(())
        })
        .await
        .unwrap();
    assert_eq!(done.changed, 10_000);
    assert!(begun.elapsed().as_secs() < 5, "{:?}", begun.elapsed());
}
