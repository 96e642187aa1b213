//! The schema by itself: what holds even for a program that writes past the core.

use sqlx::{AssertSqlSafe, Executor as _, SqliteConnection};

use crate::support::{World, empty, with_admin};

/// Adds people past the core.
fn insert(names: &[&str]) -> String {
    let rows: Vec<String> = names
        .iter()
        .map(|name| format!("('{name}', '{name}', '{name}', '{name}', 0)"))
        .collect();
    format!(
        "insert into user (username, username_key, name_key, search_key, date_joined) values {}",
        rows.join(", ")
    )
}

/// What the database says to statements that it must refuse.
async fn refusal(db: &mut SqliteConnection, sql: &str) -> String {
    match db.execute(AssertSqlSafe(sql.to_owned())).await {
        Err(sqlx::Error::Database(error)) => error.message().to_owned(),
        other => panic!("must be refused: {sql}: {other:?}"),
    }
}

async fn with_ana() -> World {
    let world = empty().await;
    world.run(insert(&["ana"])).await;
    world
}

#[tokio::test]
async fn every_user_has_a_profile_however_they_were_added() {
    let world = empty().await;
    world.run(insert(&["raw"])).await;
    world.run(insert(&["bulk1", "bulk2", "bulk3"])).await;
    world
        .run(
            "insert into user (username, username_key, name_key, search_key, date_joined) \
              select 'json' || value, 'json' || value, '', '', 0 from json_each('[1, 2, 3, 4]')",
        )
        .await;
    let (users, profiles): (i64, i64) = (
        world.value("select count(*) from user").await,
        world
            .value("select count(*) from profile join user on user.id = user_id")
            .await,
    );
    assert_eq!(
        (users, profiles),
        (8, 8),
        "exactly one profile for each, by the trigger"
    );
}

#[tokio::test]
async fn a_second_profile_is_refused() {
    let world = with_ana().await;
    let said = refusal(
        &mut world.raw().await,
        "insert into profile (user_id) select id from user",
    )
    .await;
    assert!(said.contains("UNIQUE"), "{said}");
}

#[tokio::test]
async fn what_belongs_to_a_user_goes_with_them() {
    let world = with_ana().await;
    world
        .run("insert into avatar (user_id, large, small, mime, hash) values (1, x'00', x'00', 'image/png', 'h'); \
              insert into membership values (1, 1), (1, 2); \
              insert into user_permission values (1, 'user.view'); \
              delete from user where id = 1")
        .await;
    for table in ["profile", "avatar", "membership", "user_permission"] {
        let left: i64 = sqlx::query_scalar(AssertSqlSafe(format!("select count(*) from {table}")))
            .fetch_one(&mut world.raw().await)
            .await
            .unwrap();
        assert_eq!(left, 0, "CASCADE: {table}");
    }
}

#[tokio::test]
async fn what_belongs_to_a_group_goes_with_it() {
    let world = with_ana().await;
    world
        .run("insert into membership values (1, 2); delete from \"group\" where id = 2")
        .await;
    let left: i64 = world.value("select count(*) from membership").await;
    let rights: i64 = world
        .value("select count(*) from group_permission where group_id = 2")
        .await;
    assert_eq!((left, rights), (0, 0), "CASCADE");
    assert_eq!(
        world.value::<i64>("select count(*) from user").await,
        1,
        "people stay"
    );
}

#[tokio::test]
async fn history_outlives_everyone_in_it() {
    let world = with_ana().await;
    world
        .run("insert into event (at, actor_id, actor_name, action, target_kind, target_id, target_name) \
              values (0, 1, 'Ana', 'change', 'user', 1, 'Ana'); delete from user where id = 1")
        .await;
    let event = world.last_event().await;
    assert_eq!(event.actor_id, None, "SET NULL");
    assert_eq!(event.actor_name, "Ana", "the actor's name stays as text");
    assert_eq!(
        (event.target_id, event.target_name.as_str()),
        (Some(1), "Ana"),
        "and so does the target"
    );
}

#[tokio::test]
async fn the_last_superuser_is_protected_from_every_statement() {
    let (world, _) = with_admin().await;
    let mut db = world.raw().await;
    for sql in [
        "delete from user",
        "update user set is_active = 0",
        "update user set is_superuser = 0",
        "update user set deleted_at = 1",
    ] {
        assert_eq!(
            refusal(&mut db, sql).await,
            "last_superuser",
            "PROTECT: {sql}"
        );
    }
    // A second one that is not active, or in the trash, is no help.
    world.run(insert(&["two", "three"])).await;
    world
        .run("update user set is_superuser = 1, is_active = 0 where username = 'two'")
        .await;
    world
        .run("update user set is_superuser = 1, deleted_at = 1 where username = 'three'")
        .await;
    assert_eq!(
        refusal(&mut db, "delete from user where username = 'root'").await,
        "last_superuser"
    );
    world
        .run("update user set is_active = 1 where username = 'two'")
        .await;
    world.run("delete from user where username = 'root'").await;
    assert_eq!(
        refusal(&mut db, "update user set is_active = 0").await,
        "last_superuser",
        "and now it is the other who is the last"
    );
}

#[tokio::test]
async fn values_that_the_core_would_refuse_are_refused() {
    let world = with_ana().await;
    let mut db = world.raw().await;
    let long = |count| "x".repeat(count);
    for set in [
        "username = ''".to_owned(),
        format!("username = '{}'", long(151)),
        format!("email_key = 'k', email = '{}'", long(255)),
        format!("first_name = '{}'", long(151)),
        format!("last_name = '{}'", long(151)),
        "is_active = 2".to_owned(),
        "is_staff = -1".to_owned(),
        "is_superuser = 'yes'".to_owned(),
        "must_change_password = null".to_owned(),
        "email = 'a@b.example'".to_owned(),
        "email_key = 'a@b.example'".to_owned(),
        "date_joined = 'today'".to_owned(),
    ] {
        refusal(&mut db, &format!("update user set {set}")).await;
    }
    for set in [
        format!("bio = '{}'", long(5001)),
        format!("location = '{}'", long(101)),
        format!("phone_number = '{}'", long(33)),
        format!("portfolio_site = '{}'", long(2001)),
        "birth_date = '2001-02-31'".to_owned(),
        "birth_date = '1899-12-31'".to_owned(),
        "birth_date = '14.6.2001'".to_owned(),
        "birth_date = '2001-02-03 10:00'".to_owned(),
        "birth_date = ''".to_owned(),
    ] {
        refusal(&mut db, &format!("update profile set {set}")).await;
    }
    for sql in [
        "insert into membership values (1, 99)",
        "insert into membership values (99, 1)",
        "insert into user_permission values (1, 'user.fly')",
        "insert into profile (user_id) values (99)",
        "insert into avatar (user_id, large, small, mime, hash) values (1, x'', x'', 'text/html', '')",
        "insert into event (at, actor_name, action, target_kind, target_name, changes) values (0, '', '', '', '', '{')",
    ] {
        refusal(&mut db, sql).await;
    }
}

#[tokio::test]
async fn values_at_the_limit_are_taken() {
    let world = with_ana().await;
    // Characters count, not bytes.
    let long = |count| "ü".repeat(count);
    world
        .run(format!(
            "update user set username = '{0}', first_name = '{0}', last_name = '{0}'",
            long(150)
        ))
        .await;
    world
        .run(format!(
            "update profile set bio = '{}', location = '{}', birth_date = '1900-01-01', portfolio_site = '{}'",
            long(5000),
            long(100),
            long(2000)
        ))
        .await;
}

#[tokio::test]
async fn folded_names_and_addresses_are_unique() {
    let world = with_ana().await;
    let mut db = world.raw().await;
    assert!(
        refusal(&mut db, &insert(&["ana"]))
            .await
            .contains("user.username_key")
    );
    world.run(insert(&["bob", "eve"])).await;
    world.run("update user set email = 'X@y.example', email_key = 'x@y.example' where username = 'ana'").await;
    let said = refusal(
        &mut db,
        "update user set email = 'x@Y.example', email_key = 'x@y.example' where username = 'bob'",
    )
    .await;
    assert!(said.contains("user.email_key"), "{said}");
    assert_eq!(
        world
            .value::<i64>("select count(*) from user where email = ''")
            .await,
        2,
        "any number of people may have no address"
    );
}

#[tokio::test]
async fn numbers_of_users_are_never_used_again() {
    let world = with_ana().await;
    world.run("delete from user").await;
    world.run(insert(&["bob"])).await;
    assert_eq!(
        world.value::<i64>("select id from user").await,
        2,
        "history speaks of user 1 and must not come to mean another"
    );
}

#[tokio::test]
async fn three_groups_exist_from_the_start() {
    let world = empty().await;
    let groups: Vec<(String, String)> = sqlx::query_as(
        "select name, (select group_concat(permission, ' ') from (select permission from group_permission \
             where group_id = \"group\".id order by permission)) from \"group\" order by id",
    )
    .fetch_all(&mut world.raw().await)
    .await
    .unwrap();
    let every = "backup.manage data.export data.import group.manage history.view profile.change user.add \
                 user.change user.delete user.view";
    let expected = [
        ("Administrators", every),
        ("Editors", "profile.change user.view"),
        ("Readers", "user.view"),
    ]
    .map(|(name, permissions)| (name.to_owned(), permissions.to_owned()));
    assert_eq!(groups, expected);
}
