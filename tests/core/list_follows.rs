//! The list in memory follows whatever happens to the database, whoever does it.

use std::fmt::Write as _;
use std::time::Duration;

use proptest::prelude::*;
use roster_core::Roster;
use roster_core::auth::ViewUser;
use roster_core::view::{Sort, SortColumn, UserChanges, UserFilter, UserQuery};
use sqlx::{AssertSqlSafe, Connection as _, SqliteConnection};

use crate::list::{search, usernames, with_people};
use crate::support::{EDITORS, World, cast, operator, options};

/// What somebody may do to the file with a program of their own.
const WRITES: [&str; 20] = [
    "insert into user (username, username_key, name_key, search_key, date_joined) \
         select 'n' || max(id), 'n' || max(id), 'n' || max(id), 'n' || max(id) || char(10, 10), 5 from user",
    "insert into user (username, username_key, name_key, search_key, first_name_key, date_joined) \
         select 'Á' || max(id), 'á' || max(id), 'x', 'a' || max(id) || char(10) || char(10) || 'zoe', 'zoe', 7 from user",
    "update user set search_key = search_key || ' longer than before', name_key = name_key || 'q' where id % 3 = 0",
    "update user set search_key = 'ana' || char(10, 10), name_key = 'ana' where id % 4 = 1",
    "update user set username_key = 'zz' || username_key where id = (select max(id) from user)",
    "update user set last_login = coalesce(last_login, 0) + id % 3 where id % 2 = 0",
    "update user set last_login = null where id % 5 = 0",
    "update user set is_active = 1 - is_active where id % 3 = 2",
    "update user set is_staff = 1 - is_staff",
    "update user set deleted_at = 1 where id % 7 = 3",
    "update user set deleted_at = null where id % 2 = 1",
    "delete from user where id % 6 = 4",
    "insert or ignore into membership select user.id, \"group\".id from user join \"group\" on \"group\".id = 1 + user.id % 3",
    "delete from membership where user_id % 3 = 1",
    "update or ignore membership set group_id = 2",
    "insert or replace into avatar select id, x'00', x'00', 'image/png', 'h' from user where id % 2 = 0",
    "delete from avatar where user_id % 4 = 0",
    "update \"group\" set name_key = 'a' || name_key where id = 2",
    "delete from \"group\" where id = 3",
    "update user set password_hash = 'x', version = version + 1, session_epoch = session_epoch + 1",
];

async fn run(db: &mut SqliteConnection, sql: &str) {
    sqlx::raw_sql(AssertSqlSafe(sql.to_owned()))
        .execute(db)
        .await
        .unwrap();
}

/// The list is what plain statements say.
async fn compare(world: &World, roster: &Roster) {
    let mut db = world.raw().await;
    for (query, sql) in [
        (
            everyone(""),
            "select id from user where deleted_at is null order by username_key, id",
        ),
        (
            everyone("ana"),
            "select id from user where deleted_at is null and instr(search_key, 'ana') order by username_key, id",
        ),
        (
            sorted(SortColumn::LastLogin, true, "-first:zoe"),
            "select id from user where deleted_at is null and not instr(first_name_key, 'zoe') \
                 order by last_login desc, id desc",
        ),
        (
            sorted(SortColumn::Groups, false, "is:active"),
            "select id from user where deleted_at is null and is_active order by (select group_concat(name_key, char(31)) \
                 from (select name_key from membership join \"group\" on \"group\".id = group_id where user_id = user.id \
                 order by name_key)), id",
        ),
        (
            sorted(SortColumn::Name, false, "has:picture -is:staff"),
            "select id from user where deleted_at is null and not is_staff \
                 and exists (select 1 from avatar where user_id = user.id) order by name_key, id",
        ),
        (
            UserQuery {
                filter: UserFilter {
                    groups: vec![EDITORS],
                    ..UserFilter::default()
                },
                ..sorted(SortColumn::DateJoined, false, "")
            },
            "select id from user where deleted_at is null \
                 and exists (select 1 from membership where user_id = user.id and group_id = 2) order by date_joined, id",
        ),
    ] {
        let mut expected: Vec<i64> = sqlx::query_scalar(sql).fetch_all(&mut db).await.unwrap();
        expected.truncate(500);
        let grant = roster
            .read(&operator())
            .await
            .unwrap()
            .grant::<ViewUser>()
            .unwrap();
        let page = grant.list_users(&query).await.unwrap();
        let ids: Vec<i64> = page.rows.iter().map(|row| row.face.id).collect();
        assert_eq!(ids, expected, "{query:?}");
    }
    db.close().await.unwrap();
}

fn everyone(words: &str) -> UserQuery {
    UserQuery {
        limit: 500,
        ..search(words)
    }
}

fn sorted(column: SortColumn, descending: bool, words: &str) -> UserQuery {
    UserQuery {
        sort: vec![Sort { column, descending }],
        ..everyone(words)
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_list_follows_every_write(
        steps in prop::collection::vec((prop::sample::select(&WRITES[..]), prop::bool::weighted(0.25), any::<bool>()), 1..25),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let (world, _) = with_people().await;
            world.run("drop trigger user_keeps_last_superuser; drop trigger user_keeps_last_superuser_row").await;
            let other = Roster::open(&world.path(), options(&world.clock)).await.unwrap();
            let mut db = world.raw().await;
            for (sql, is_undone, is_looked_at) in steps {
                run(&mut db, "begin immediate").await;
                run(&mut db, sql).await;
                run(&mut db, if is_undone { "rollback" } else { "commit" }).await;
                if is_looked_at {
                    compare(&world, &world.roster).await;
                }
            }
            compare(&world, &world.roster).await;
            compare(&world, &other).await;
        });
    }
}

#[tokio::test]
async fn somebody_who_is_further_behind_than_the_ring_reads_everyone_anew() {
    let (world, _) = with_people().await;
    compare(&world, &world.roster).await;
    world.add_many(300).await;
    for _ in 0..40 {
        world.run("update user set is_staff = 1 - is_staff").await;
    }
    let kept: i64 = world.value("select count(*) from user_change").await;
    assert!(
        (10_000..=11_000).contains(&kept),
        "the ring is bounded: {kept}"
    );
    compare(&world, &world.roster).await;
    compare(&world, &world.roster).await;
}

#[tokio::test]
async fn whoever_is_added_by_tens_of_thousands_is_there_like_anybody_else() {
    let (world, root) = with_people().await;
    compare(&world, &world.roster).await;
    let triggers = "select group_concat(name || sql) from \
         (select name, sql from sqlite_schema where type = 'trigger' order by name)";
    let before: String = world.value(triggers).await;
    let mut table = String::from("username,first_name,location\n");
    for number in 0..10_001 {
        let location = if number % 2 == 0 { "" } else { "Here" };
        writeln!(table, "many{number},Ana,{location}").unwrap();
    }
    let done = world.import(&root, &table, None).await.unwrap();
    assert_eq!(done.added, 10_001);
    compare(&world, &world.roster).await;
    compare(&world, &world.roster).await;
    for (count, sql) in [
        (
            0,
            "select count(*) from user where id not in (select user_id from profile)",
        ),
        (
            5_000,
            "select count(*) from profile where location = 'Here'",
        ),
        (
            10_002,
            "select count(*) from event where coalesce(batch, id) = (select max(batch) from event)",
        ),
        (1, "select count(*) from user_change"),
    ] {
        assert_eq!(world.value::<i64>(sql).await, count, "{sql}");
    }
    assert_eq!(world.value::<String>(triggers).await, before);
    world.run(WRITES[0]).await;
    compare(&world, &world.roster).await;
    let missing = "select count(*) from user where id not in (select user_id from profile)";
    assert_eq!(world.value::<i64>(missing).await, 0);
}

#[tokio::test]
async fn only_what_a_list_shows_is_noted() {
    let (world, _) = with_people().await;
    let seq = "select max(seq) from user_change";
    let before: i64 = world.value(seq).await;
    world
        .run("update user set password_hash = 'x', session_epoch = 5, version = 9, must_change_password = 1, is_active = is_active; \
             update profile set bio = 'x'; insert into user_permission select id, 'user.view' from user")
        .await;
    assert_eq!(
        world.value::<i64>(seq).await,
        before,
        "no list shows any of it"
    );
    world
        .run("update user set is_active = 0 where username = 'ana'")
        .await;
    assert_eq!(world.value::<i64>(seq).await, before + 1);
}

#[tokio::test]
async fn a_file_that_was_put_back_is_not_taken_for_the_one_that_was_read() {
    let (world, root) = with_people().await;
    let mut db = world.raw().await;
    run(&mut db, "create temp table kept as select * from user; create temp table changes as select * from user_change").await;
    world
        .run("update user set search_key = 'new' || char(10, 10) where username = 'ana'")
        .await;
    assert_eq!(usernames(&world, &root, &search("new")).await, ["ana"]);
    // As a restored copy would be: the earlier rows and the earlier changes, and another change of the same number.
    run(
        &mut db,
        "begin; update user set search_key = (select search_key from kept where kept.id = user.id); \
         delete from user_change; insert into user_change select * from changes; \
         insert into user_change (user_id) values (1); commit",
    )
    .await;
    db.close().await.unwrap();
    assert_eq!(
        usernames(&world, &root, &search("new")).await,
        Vec::<String>::new()
    );
    assert_eq!(
        usernames(&world, &root, &search("kovacevic")).await,
        ["ana"]
    );
}

#[tokio::test]
async fn an_older_state_of_the_file_is_noticed_too() {
    let (world, root) = with_people().await;
    assert_eq!(
        usernames(&world, &root, &search("kovacevic")).await,
        ["ana"]
    );
    world
        .run(
            "delete from user_change where seq > 2; \
              update user set password_hash = null; ",
        )
        .await;
    for _ in 0..50 {
        assert_eq!(
            usernames(&world, &root, &search("kovacevic")).await,
            ["ana"]
        );
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    world
        .run("update user set search_key = 'new' || char(10, 10) where username = 'ana'")
        .await;
    assert_eq!(
        usernames(&world, &root, &search("kovacevic")).await,
        Vec::<String>::new()
    );
}

#[tokio::test]
async fn whoever_began_earlier_sees_the_earlier_list() {
    let cast = cast().await;
    let world = &cast.world;
    let mut read = world.roster.read(&cast.root.session).await.unwrap();
    read.show_user(cast.ana.id).await.unwrap();
    let changes = UserChanges {
        username: Some("zoe".into()),
        ..UserChanges::default()
    };
    world
        .edit_user(&cast.root.session, cast.ana.id, &changes)
        .await
        .unwrap();
    assert_eq!(
        usernames(world, &cast.root.session, &search("zoe")).await,
        ["zoe"]
    );
    let earlier = read
        .grant::<ViewUser>()
        .unwrap()
        .list_users(&search(""))
        .await
        .unwrap();
    let names: Vec<&str> = earlier.rows.iter().map(|row| &*row.face.username).collect();
    assert_eq!(names, ["admin", "ana", "editor", "reader", "root"]);
    assert_eq!(
        usernames(world, &cast.root.session, &search("zoe")).await,
        ["zoe"]
    );
}

#[tokio::test]
async fn a_change_that_is_not_made_yet_is_seen_by_nobody_else() {
    let (world, root) = with_people().await;
    assert_eq!(
        usernames(&world, &root, &search("kovacevic")).await,
        ["ana"]
    );
    let mut db = world.raw().await;
    run(
        &mut db,
        "begin immediate; update user set search_key = 'new' || char(10, 10)",
    )
    .await;
    assert_eq!(
        usernames(&world, &root, &search("kovacevic")).await,
        ["ana"]
    );
    run(&mut db, "rollback").await;
    assert_eq!(
        usernames(&world, &root, &search("kovacevic")).await,
        ["ana"]
    );
    run(
        &mut db,
        "update user set search_key = 'new' || char(10, 10)",
    )
    .await;
    assert_eq!(usernames(&world, &root, &search("new")).await.len(), 8);
}

#[tokio::test]
async fn the_version_tells_of_every_change_and_of_nothing_else() {
    let (world, root) = with_people().await;
    let version = async || world.roster.data_version().await.unwrap();
    let first = version().await;
    usernames(&world, &root, &search("ana")).await;
    assert_eq!(version().await, first, "reading changes nothing");
    world.run("update profile set bio = 'x'").await;
    let second = version().await;
    assert_ne!(second, first, "another program's change");
    world.delete(&root, 2).await.unwrap();
    assert_ne!(version().await, second, "one's own change");
    world.roster.close().await;
}

#[tokio::test]
async fn many_may_look_while_one_writes() {
    let (world, root) = with_people().await;
    let roster = world.roster.clone();
    let look = |number: u32| {
        let (roster, root) = (roster.clone(), root.clone());
        tokio::spawn(async move {
            for round in 0..30 {
                let column = [SortColumn::Name, SortColumn::Email, SortColumn::Groups]
                    [(number + round) as usize % 3];
                let grant = roster
                    .read(&root)
                    .await
                    .unwrap()
                    .grant::<ViewUser>()
                    .unwrap();
                let page = grant
                    .list_users(&sorted(column, round % 2 == 0, ""))
                    .await
                    .unwrap();
                assert_eq!(page.total as usize, page.rows.len());
                tokio::task::yield_now().await;
            }
        })
    };
    let looks: Vec<_> = (0..4).map(look).collect();
    for _ in 0..30 {
        world
            .run(
                "update user set is_staff = 1 - is_staff where id > 1; \
                   insert into user (username, username_key, name_key, search_key, date_joined) \
                   select 'n' || max(id), 'n' || max(id), 'n', 'n' || char(10, 10), 5 from user",
            )
            .await;
    }
    for look in looks {
        look.await.unwrap();
    }
    compare(&world, &world.roster).await;
}
