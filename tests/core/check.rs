//! Looking a roster over, and mending it.

use std::fs;

use roster_core::Result;
use roster_core::auth::{ManageBackup, Session};
use roster_core::backup::backup_folder;
use roster_core::check::CheckReport;
use roster_core::view::{Field, UserQuery};
use sqlx::{Connection as _, Executor as _};

use crate::support::{Cast, PASSWORD, World, cast, forbidden, operator, with_admin};

async fn check(world: &World, by: &Session) -> Result<CheckReport> {
    let grant = world.roster.read(by).await?.grant::<ManageBackup>()?;
    grant.check_roster().await
}

async fn repair(world: &World, by: &Session) -> Result<()> {
    let grant = world.roster.write(by).await?.grant::<ManageBackup>()?;
    grant.repair_roster().await.map(drop)
}

#[tokio::test]
async fn a_healthy_roster_is_said_to_be() {
    let (world, root) = with_admin().await;
    world
        .roster
        .add_demo_people(&root.session, 100, 3)
        .await
        .unwrap();
    let report = check(&world, &root.session).await.unwrap();
    assert!(report.is_healthy(), "{report:?}");
    assert_eq!(
        serde_json::to_value(&report).unwrap(),
        serde_json::json!({"integrity": [], "foreign_keys": [], "missing_profiles": 0, "stale_search": 0, "stale_keys": 0})
    );
    repair(&world, &root.session).await.unwrap();
    assert_eq!(
        world.value::<i64>("select max(version) from user").await,
        1,
        "mending what is whole changes nothing"
    );
}

#[tokio::test]
async fn whoever_is_imported_has_all_that_follows_from_their_names() {
    let (world, root) = with_admin().await;
    let table = "username,email,first_name,last_name\n\
        plain,plain@example.org,ana,bell\n\
        Upper,UPPER@Example.ORG,Ana,Bell\n\
        Ünïcode,ünïcode@example.org,Zoë,Núñez\n\
        first,,Ana,\nlast,,,Bell\nneither,,,\naddress,a@example.org,,\n\
        short,short@example.org,A,A\nx.y,x.y@example.org,Łukasz,ﬁeld\n";
    let done = world.import(&root.session, table, None).await.unwrap();
    assert_eq!(done.added, 9);
    let report = check(&world, &root.session).await.unwrap();
    assert!(report.is_healthy(), "{report:?}");
    for (count, sql) in [
        (
            5,
            "select count(*) from event join user on user.id = target_id where batch is not null \
             and target_name = first_name || ' ' || last_name and json_extract(changes, '$.username[1]') = username",
        ),
        (
            4,
            "select count(*) from user where id > 1 and email_key is null or username = 'address'",
        ),
    ] {
        assert_eq!(world.value::<i64>(sql).await, count, "{sql}");
    }
}

#[tokio::test]
async fn a_missing_profile_is_found_and_made() {
    let cast = cast().await;
    cast.world.run("delete from profile where user_id in (select id from user where username in ('ana', 'editor'))").await;
    let report = check(&cast.world, &cast.root.session).await.unwrap();
    assert_eq!((report.missing_profiles, report.is_healthy()), (2, false));
    assert!(
        cast.world
            .show(&cast.root.session, cast.ana.id)
            .await
            .is_err()
    );
    repair(&cast.world, &cast.root.session).await.unwrap();
    assert!(
        check(&cast.world, &cast.root.session)
            .await
            .unwrap()
            .is_healthy()
    );
    assert_eq!(
        cast.world
            .show(&cast.root.session, cast.ana.id)
            .await
            .unwrap()
            .bio,
        ""
    );
}

#[tokio::test]
async fn names_that_a_search_would_miss_are_found_and_folded() {
    let cast = cast().await;
    // As another program would write: the name, but not what it folds to.
    cast.world
        .run("update user set first_name = 'Zoë', last_name = 'Ågård' where username = 'ana'")
        .await;
    let finds = async || {
        let query = UserQuery {
            search: "zoe agard".into(),
            limit: 10,
            ..UserQuery::default()
        };
        cast.world
            .list(&cast.root.session, &query)
            .await
            .unwrap()
            .total
    };
    assert_eq!(finds().await, 0);
    let report = check(&cast.world, &cast.root.session).await.unwrap();
    assert_eq!((report.stale_search, report.is_healthy()), (1, false));
    repair(&cast.world, &cast.root.session).await.unwrap();
    assert!(
        check(&cast.world, &cast.root.session)
            .await
            .unwrap()
            .is_healthy()
    );
    assert_eq!(finds().await, 1);
}

#[tokio::test]
async fn rows_that_refer_to_nothing_are_found() {
    let (world, root) = with_admin().await;
    let mut careless = world.raw().await;
    careless.execute("pragma foreign_keys = off").await.unwrap();
    careless.execute("insert into membership values (77, 1), (78, 1); insert into profile (user_id) values (77)").await.unwrap();
    let report = check(&world, &root.session).await.unwrap();
    assert_eq!(
        report.foreign_keys,
        ["membership", "profile"],
        "each table once"
    );
    assert!(!report.is_healthy());
    careless
        .execute("insert into event (at, actor_id, actor_name, action, target_kind, target_name, changes) values (0, 77, 'Gone', 'add', 'user', 'x', '{}')")
        .await
        .unwrap();
    careless.close().await.unwrap();
    repair(&world, &root.session).await.unwrap();
    let report = check(&world, &root.session).await.unwrap();
    assert!(report.is_healthy(), "{report:?}");
    let event = world.last_event().await;
    assert_eq!(
        (event.actor_id, event.actor_name.as_str()),
        (None, "Gone"),
        "history keeps its rows"
    );
    let kept: Vec<_> = fs::read_dir(backup_folder(&world.path()))
        .unwrap()
        .collect();
    assert_eq!(kept.len(), 1, "a copy of before");
}

#[tokio::test]
async fn keys_that_do_not_fit_are_found_and_folded() {
    let cast = cast().await;
    cast.world
        .run("update user set username_key = 'x' where username = 'ana'; update \"group\" set name_key = 'y' where id = 3")
        .await;
    let report = check(&cast.world, &cast.root.session).await.unwrap();
    assert_eq!((report.stale_keys, report.is_healthy()), (2, false));
    assert!(cast.world.roster.sign_in("ana", PASSWORD).await.is_err());
    repair(&cast.world, &cast.root.session).await.unwrap();
    let report = check(&cast.world, &cast.root.session).await.unwrap();
    assert!(report.is_healthy(), "{report:?}");
    assert!(cast.world.roster.sign_in("ana", PASSWORD).await.is_ok());

    cast.world
        .run("update user set username = 'Reader', username_key = 'z' where username = 'ana'")
        .await;
    repair(&cast.world, &cast.root.session).await.unwrap();
    let report = check(&cast.world, &cast.root.session).await.unwrap();
    assert_eq!(
        report.stale_keys, 1,
        "nobody can say which of two is meant: both stay"
    );
    assert!(cast.world.roster.sign_in("reader", PASSWORD).await.is_ok());
}

#[tokio::test]
async fn an_index_that_lies_is_made_anew() {
    let cast = cast().await;
    cast.world.roster.close().await;
    // Each of the two has what the other should have.
    cast.world
        .run(
            "pragma writable_schema = on; \
             update sqlite_schema set rootpage = (select sum(rootpage) from sqlite_schema \
                 where name in ('user_by_last_name', 'user_by_name')) - rootpage \
             where name in ('user_by_last_name', 'user_by_name')",
        )
        .await;
    let world = World::from_file(&fs::read(cast.world.path()).unwrap()).await;
    let session = world.roster.sign_in("root", PASSWORD).await.unwrap();
    let report = check(&world, &session).await.unwrap();
    assert!(!report.integrity.is_empty(), "{report:?}");
    repair(&world, &session).await.unwrap();
    let report = check(&world, &session).await.unwrap();
    assert!(report.is_healthy(), "{report:?}");
}

#[tokio::test]
async fn looking_it_over_takes_the_right_to() {
    let cast = cast().await;
    for by in [&cast.ana, &cast.reader, &cast.editor] {
        assert!(!forbidden(check(&cast.world, &by.session).await).is_empty());
        assert!(!forbidden(repair(&cast.world, &by.session).await).is_empty());
    }
    for by in [&cast.admin.session, &cast.root.session, &operator()] {
        assert!(check(&cast.world, by).await.is_ok());
    }
}

/// What the form says about a value before it is saved.
async fn check_field(
    cast: &Cast,
    by: &Session,
    field: Field,
    value: &str,
    id: Option<i64>,
) -> (Option<String>, Option<String>) {
    let mut read = cast.world.roster.read(by).await.unwrap();
    let found = read.check_field(field, value, id).await.unwrap();
    (found.error, found.note)
}

#[tokio::test]
async fn a_field_is_checked_before_it_is_saved() {
    let cast = cast().await;
    let (session, own) = (&cast.ana.session, Some(cast.ana.id));
    for (field, good, bad) in [
        (Field::Email, "a@b.example", "a@b"),
        (Field::FirstName, "Ana", "A\0"),
        (Field::LastName, "", "\u{301}"),
        (Field::Bio, "one\ntwo", "\0"),
        (Field::Location, "Porto", "a\nb"),
        (Field::BirthDate, "9 April 1987", "31 February 2001"),
        (Field::PhoneNumber, "112", "call me"),
        (Field::PortfolioSite, "ana.example", "ftp://ana.example"),
    ] {
        assert_eq!(
            check_field(&cast, session, field, good, own).await,
            (None, None),
            "{field:?}"
        );
        assert!(
            check_field(&cast, session, field, bad, own)
                .await
                .0
                .is_some(),
            "{field:?}"
        );
    }
}

#[tokio::test]
async fn a_taken_name_is_told_to_those_who_give_names() {
    let cast = cast().await;
    let (admin, own) = (&cast.admin.session, Some(cast.ana.id));
    let taken = |said: (Option<String>, Option<String>)| said.0.is_some();
    assert_eq!(
        check_field(&cast, admin, Field::Username, "ANA", None)
            .await
            .0
            .as_deref(),
        Some("Already taken. Try ana2.")
    );
    assert_eq!(
        check_field(&cast, admin, Field::Username, "new", None).await,
        (None, Some("Free to use.".into()))
    );
    assert_eq!(
        check_field(&cast, admin, Field::Username, "Ana", own).await,
        (None, None),
        "their own name is not taken"
    );
    assert!(taken(
        check_field(&cast, admin, Field::Username, "editor", own).await
    ));
    cast.world.permit("reader", &["user.change"]).await;
    assert!(
        taken(check_field(&cast, &cast.reader.session, Field::Username, "editor", own).await),
        "who may change people, but not add any, is told as well"
    );
    cast.world.run("update user set email = 'Root@home.example', email_key = 'root@home.example' where username = 'root'").await;
    assert!(
        taken(
            check_field(
                &cast,
                &cast.editor.session,
                Field::Email,
                "root@home.example",
                own
            )
            .await
        ),
        "who may change profiles is told of addresses"
    );
    assert!(
        taken(
            check_field(
                &cast,
                &cast.ana.session,
                Field::Email,
                "root@home.example",
                own
            )
            .await
        ),
        "for oneself, or saving would fail unexplained"
    );
}

#[tokio::test]
async fn a_taken_name_is_told_to_nobody_else() {
    let cast = cast().await;
    let ana = &cast.ana.session;
    for id in [None, Some(cast.reader.id), Some(cast.ana.id), Some(99)] {
        assert_eq!(
            check_field(&cast, ana, Field::Username, "root", id).await,
            (None, None),
            "who may not rename need not know who is there: {id:?}"
        );
    }
    cast.world.run("update user set email = 'Root@home.example', email_key = 'root@home.example' where username = 'root'").await;
    for id in [None, Some(cast.reader.id)] {
        assert_eq!(
            check_field(&cast, ana, Field::Email, "root@home.example", id).await,
            (None, None)
        );
    }
    assert!(
        check_field(&cast, ana, Field::Username, "a b", None)
            .await
            .0
            .is_some(),
        "the form is told to all"
    );
}
