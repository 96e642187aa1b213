//! Nobody imports what they may not do by hand.

use roster_core::auth::ImportData;
use roster_core::view::{ImportDecision, ImportVerdict};

use crate::support::{Role, cast, forbidden, with_admin};

use ImportVerdict as V;

#[tokio::test]
async fn importing_takes_its_right() {
    let cast = cast().await;
    for by in [&cast.ana, &cast.reader, &cast.editor] {
        forbidden(cast.world.plan(&by.session, "username\nnew\n").await);
    }
    let done = cast
        .world
        .import(&cast.admin.session, "username\nnew\n", None)
        .await
        .unwrap();
    assert_eq!(done.added, 1);
}

#[tokio::test]
async fn importing_takes_a_proof() {
    let (world, root) = with_admin().await;
    world.clock.advance(jiff::SignedDuration::from_mins(6));
    let write = world.roster.write(&root.session).await.unwrap();
    let refused = write.grant::<ImportData>().unwrap().proven().err();
    assert!(matches!(refused, Some(roster_core::Error::ProofNeeded)));
}

#[tokio::test]
async fn the_right_to_import_alone_adds_nobody() {
    let cast = cast().await;
    cast.world.permit("reader", &["data.import"]).await;
    let table = "username,city,groups,is_staff\nnew,,,\nana,Zagreb,,\nroot,Zagreb,,\n";
    let plan = cast.world.plan(&cast.reader.session, table).await.unwrap();
    let rows = cast.world.rows(&cast.reader.session, &plan).await;
    for row in rows {
        assert_eq!(row.verdict, ImportVerdict::Error);
        assert!(row.reason.unwrap().contains("right to"), "{}", row.username);
    }
}

#[tokio::test]
async fn flags_and_groups_that_one_may_not_give_are_left_out() {
    let cast = cast().await;
    let world = &cast.world;
    world.add("clerk", Role::Reader).await;
    let rights = ["data.import", "user.add", "user.change"];
    world.permit("clerk", &rights).await;
    let clerk = world
        .roster
        .sign_in("clerk", crate::support::PASSWORD)
        .await
        .unwrap();
    let table = "username,is_superuser,is_staff,groups,city\n\
        new,true,true,\"Administrators, Readers, Choir\",\n\
        root,,,,Zagreb\n\
        clerk,true,,Administrators,Oslo\n\
        ana,,,Administrators,\n";
    let plan = world.plan(&clerk, table).await.unwrap();
    assert!(
        plan.summary().new_groups[0].refused.is_some(),
        "no groups without the right to manage them"
    );
    let rows = world.rows(&clerk, &plan).await;
    let verdicts: Vec<ImportVerdict> = rows.iter().map(|row| row.verdict).collect();
    assert_eq!(verdicts, [V::Add, V::Error, V::Change, V::Skip]);
    assert!(
        rows[1]
            .reason
            .as_deref()
            .unwrap()
            .contains("Only a superuser")
    );
    assert_eq!(rows[0].notes.len(), 3, "{:?}", rows[0].notes);
    let done = world
        .import(&clerk, table, Some(ImportDecision::Update))
        .await
        .unwrap();
    assert_eq!((done.added, done.changed, done.refused), (1, 1, 1));
    let new: String = world
        .value("select is_superuser || is_staff || group_concat(group_id) from user join membership on user_id = id where username = 'new'")
        .await;
    assert_eq!(new, "013");
    let own: String = world
        .value("select is_superuser || location from user join profile on user_id = id where username = 'clerk'")
        .await;
    assert_eq!(own, "0Oslo");
}

#[tokio::test]
async fn the_last_superuser_stays_one() {
    let (world, _) = with_admin().await;
    let by = &crate::support::operator();
    let done = world
        .import(
            by,
            "username,is_superuser,is_active\nroot,no,no\n",
            Some(ImportDecision::Update),
        )
        .await
        .unwrap();
    assert_eq!((done.changed, done.same), (0, 1), "{:?}", done.troubles);
}
