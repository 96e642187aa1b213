//! Searches among so many people that the index works in tiles and blocks, on several cores: compared with plain
//! statements, before and after changes at the edges.

use roster_core::Roster;
use roster_core::auth::{Granted, Read, ViewUser};
use roster_core::view::{Sort, SortColumn, UserQuery};
use sqlx::{AssertSqlSafe, Connection as _, SqliteConnection};

use crate::list::search;
use crate::support::{World, operator, options, with_admin};

/// Three tiles and a part of one, and few enough to be read at once.
const PEOPLE: u32 = 25_000;

/// What is typed, and what it means: frequent, rare and absent, short and long, exact by bits and not, in fields whose
/// text is elsewhere, negated, and beside the text.
const TERMS: [(&str, &str); 18] = [
    ("smith", "instr(search_key, 'smith')"),
    ("-smith", "not instr(search_key, 'smith')"),
    ("ana", "instr(search_key, 'ana')"),
    ("a", "instr(search_key, 'a')"),
    ("-q", "not instr(search_key, 'q')"),
    ("7", "instr(search_key, '7')"),
    ("qx", "instr(search_key, 'qx')"),
    ("zzzzqq", "instr(search_key, 'zzzzqq')"),
    ("p8191", "instr(search_key, 'p8191')"),
    ("\"a s\"", "instr(search_key, 'a s')"),
    ("山", "instr(search_key, '山')"),
    ("_", "instr(search_key, '_')"),
    ("first:zoe", "instr(first_name_key, 'zoe')"),
    ("-first:zoe", "not instr(first_name_key, 'zoe')"),
    ("last:i", "instr(last_name_key, 'i')"),
    (
        "username:p1",
        "instr(substr(search_key, 1, instr(search_key, char(10)) - 1), 'p1')",
    ),
    ("is:staff", "is_staff"),
    ("-is:active", "not is_active"),
];

/// What somebody may do to the file with a program of their own: texts that fit and texts that don't, at the ends of
/// tiles, blocks and words of bits.
const WRITES: [&str; 5] = [
    "update user set search_key = 'qx' || char(10, 10), first_name_key = '', last_name_key = '' where id % 8192 < 3",
    "update user set search_key = search_key || ' qx smith_', last_name_key = last_name_key || ' qx smith_' \
         where id % 2048 in (15, 16, 17, 63, 64, 65)",
    "update user set deleted_at = 1 where id % 4096 between 4090 and 4095 or id > 24990",
    "insert into user (username, username_key, name_key, search_key, first_name_key, date_joined) \
         select 'n' || id, 'n' || id, 'zoe', 'n' || id || char(10, 10) || '_7', 'zoe', 7 from user where id < 40",
    "update user set deleted_at = null, is_staff = 1 - is_staff where id % 4096 > 4000",
];

async fn fill(world: &World) {
    world
        .run(format!(
            "with recursive number (n) as (select 1 union all select n + 1 from number where n < {PEOPLE}), \
             person as (select n, '[\"ana\", \"grace\", \"jo\", \"maria\", \"tim\", \"li\", \"花\"]' ->> (n * 7919 % 7) as first, \
                 '[\"smith\", \"lee\", \"kim\", \"garcia\", \"山田\", \"o_k\", \"stein\", \"ito\", \"diaz\", \"roy\", \"lopez\"]' \
                 ->> (n * 104729 % 1201 % 11) as last from number) \
             insert into user (username, username_key, name_key, first_name_key, last_name_key, search_key, is_active, is_staff, \
                 date_joined, last_login) \
             select 'p' || n, 'p' || n, first || ' ' || last, iif(n % 97 = 0, 'zoe', first), last, \
                 'p' || n || char(10, 10) || first || ' ' || last, n % 9 <> 5, n % 11 = 0, n % 500, nullif(n % 700, 0) from person"
        ))
        .await;
}

fn questions() -> Vec<(String, String)> {
    let single = TERMS.map(|(typed, sql)| (typed.to_owned(), sql.to_owned()));
    let pairs = TERMS.iter().enumerate().flat_map(|(number, one)| {
        let others = TERMS.iter().skip(number + 1).step_by(3);
        others.map(move |other| {
            (
                format!("{} {}", one.0, other.0),
                format!("{} and {}", one.1, other.1),
            )
        })
    });
    single.into_iter().chain(pairs).collect()
}

const SORTS: [(SortColumn, bool, &str); 3] = [
    (SortColumn::Username, false, "username_key, id"),
    (SortColumn::LastName, true, "last_name_key desc, id desc"),
    (SortColumn::LastLogin, false, "last_login, id"),
];

async fn look(roster: &Roster) -> Granted<ViewUser, Read> {
    roster.read(&operator()).await.unwrap().grant().unwrap()
}

/// Pages, counts and places are what plain statements say.
async fn compare(roster: &Roster, db: &mut SqliteConnection) {
    for (number, (typed, condition)) in questions().into_iter().enumerate() {
        let (column, descending, order) = SORTS[number % SORTS.len()];
        let sql = format!(
            "select id from user where deleted_at is null and {condition} order by {order}"
        );
        let expected: Vec<i64> = sqlx::query_scalar(AssertSqlSafe(sql))
            .fetch_all(&mut *db)
            .await
            .unwrap();
        let query = UserQuery {
            sort: vec![Sort { column, descending }],
            rows_first: true,
            ..search(&typed)
        };
        let later = u32::try_from(expected.len() / 2).unwrap();
        // First without the others' answer, then from it.
        for (offset, rows_first) in [(0, true), (later, true), (later, false), (0, true)] {
            let query = UserQuery {
                offset,
                rows_first,
                ..query.clone()
            };
            let page = look(roster).await.list_users(&query).await.unwrap();
            let ids: Vec<i64> = page.rows.iter().map(|row| row.face.id).collect();
            let all: Vec<i64> = expected.iter().copied().skip(offset as usize).collect();
            assert_eq!(ids, all[..all.len().min(100)], "{query:?}");
            let total = page.total as usize;
            assert!(
                total == expected.len() || !page.is_total_exact && total < expected.len(),
                "{total} of {}: {query:?}",
                expected.len()
            );
        }
        let count = look(roster).await.count_users(&query).await.unwrap();
        assert_eq!(count as usize, expected.len(), "{query:?}");
        if let Some(id) = expected.get(expected.len() / 3) {
            let place = look(roster).await.locate_user(*id, &query).await.unwrap();
            assert_eq!(
                place.map(|place| place as usize),
                Some(expected.len() / 3),
                "{query:?}"
            );
        }
    }
}

#[tokio::test]
async fn a_large_roster_is_searched_like_a_small_one() {
    let (world, _) = with_admin().await;
    fill(&world).await;
    world
        .run("drop trigger user_keeps_last_superuser; drop trigger user_keeps_last_superuser_row")
        .await;
    let mut db = world.raw().await;
    compare(&world.roster, &mut db).await;
    for sql in WRITES {
        world.run(sql).await;
        // Brings the index up to date by this change alone.
        look(&world.roster)
            .await
            .count_users(&search("a"))
            .await
            .unwrap();
    }
    compare(&world.roster, &mut db).await;
    let other = Roster::open(&world.path(), options(&world.clock))
        .await
        .unwrap();
    compare(&other, &mut db).await;
    db.close().await.unwrap();
}
