//! `kill -9` at random moments, some 200 times in all.

use std::fs;
use std::path::Path;
use std::time::Duration;

use roster_core::Roster;
use sqlx::migrate::Migrator;
use sqlx::{AssertSqlSafe, Connection as _};

use crate::deeds::{IMPORTED, add, back_up};
use crate::inspect::{ask, connect, inspect, inspect_copies, list_copies};
use crate::worker::{Worker, first_number, name_of};
use crate::{effort, make_folder, make_roster, options};

/// A moment within the first so many milliseconds.
fn moment(limit: u64) -> Duration {
    Duration::from_micros(fastrand::u64(0..limit * 1000))
}

/// Counts kills until there are enough. A worker that was done before its time does not count.
struct Kills {
    left: u32,
    rounds: u32,
    limit: u32,
}

impl Kills {
    fn of(count: u32) -> Self {
        let left = count * effort();
        Self {
            left,
            rounds: 0,
            limit: left * 20,
        }
    }

    /// The number of the next round, while there is one.
    fn next(&mut self) -> Option<u32> {
        assert!(self.rounds < self.limit, "hardly any kill hits");
        self.rounds += 1;
        (self.left > 0).then_some(self.rounds)
    }

    fn note(&mut self, was_killed: bool) {
        self.left -= u32::from(was_killed);
    }
}

#[tokio::test]
async fn acknowledged_writes_are_there_and_nothing_is_half_done() {
    let folder = make_folder();
    let path = folder.path().join("roster.db");
    make_roster(&path).await;
    let mut kills = Kills::of(100);
    let (mut last_edit, mut last_event) = (0, 0);
    while let Some(round) = kills.next() {
        let outcome = Worker::start("write", &path, round).kill_after(moment(60));
        kills.note(outcome.was_killed);
        let count = |deed: &str| {
            let done = outcome.done.iter().filter(|done| *done == deed);
            u32::try_from(done.count()).unwrap()
        };
        let mut db = inspect(&path).await;
        // What was under way when it was killed is there or not; which of the two nobody was told.
        let fits = |found: u32, deed: &str| {
            let done = count(deed);
            assert!(
                found == done || found == done + 1,
                "round {round}: {done} times {deed}, found {found}"
            );
        };
        let like = name_of(round, 0).replace("x0", "x%");
        let people = format!("select count(*) from user where username like '{like}'");
        let people: u32 = ask(&mut db, people).await;
        fits(people, "add");
        for (part, sql) in [
            (
                "a group",
                format!(
                    "select count(*) from membership join user on user.id = user_id where username like '{like}'"
                ),
            ),
            (
                "an event",
                format!(
                    "select count(*) from event where action = 'add' and target_name like '{like}'"
                ),
            ),
        ] {
            assert_eq!(ask::<u32>(&mut db, sql).await, people, "each has {part}");
        }
        let since = format!("select count(*) from event where id > {last_event}");
        let paints = format!("{since} and changes like '%avatar%'");
        fits(ask(&mut db, paints).await, "paint");
        let edits = format!("{since} and changes like '%bio%'");
        fits(ask(&mut db, edits).await, "edit");

        let sql = "select bio || ' ' || location from profile where user_id = 1";
        let both: String = ask(&mut db, sql).await;
        let (bio, location) = both.split_once(' ').unwrap();
        assert_eq!(bio, location, "both fields of an edit, or neither");
        let shown = bio.parse().unwrap_or(0);
        let acknowledged = match count("edit") {
            0 => last_edit,
            edits => first_number(round) + edits,
        };
        assert!(shown >= acknowledged, "{shown} after {acknowledged}");
        last_edit = shown;
        last_event = ask(&mut db, "select max(id) from event").await;
        db.close().await.unwrap();
    }
}

#[tokio::test]
async fn an_import_is_there_or_it_is_not() {
    let folder = make_folder();
    let path = folder.path().join("roster.db");
    make_roster(&path).await;
    let triggers = "select count(*) from sqlite_schema where type = 'trigger'";
    let mut db = inspect(&path).await;
    let before: i64 = ask(&mut db, triggers).await;
    db.close().await.unwrap();
    let mut kills = Kills::of(8);
    while let Some(round) = kills.next() {
        let outcome = Worker::start("import", &path, round).kill_after(moment(2_500));
        kills.note(outcome.was_killed);
        let mut db = inspect(&path).await;
        assert_eq!(ask::<i64>(&mut db, triggers).await, before);
        let like = name_of(round, 0).replace("x0", "x%");
        let people = format!("select count(*) from user where username like '{like}'");
        let people: u32 = ask(&mut db, people).await;
        let events = format!("select count(*) from event where target_name like '{like}'");
        assert_eq!(ask::<u32>(&mut db, events).await, people);
        let done = u32::try_from(outcome.done.len()).unwrap();
        assert!(
            people == done * IMPORTED || people == (done + 1) * IMPORTED,
            "round {round}: {done} imports, {people} people"
        );
        db.close().await.unwrap();
    }
}

#[tokio::test]
async fn what_is_called_a_backup_is_whole() {
    let folder = make_folder();
    let path = folder.path().join("roster.db");
    make_roster(&path).await;
    let roster = Roster::open(&path, options()).await.unwrap();
    roster
        .add_demo_people(&crate::operator(), 500, 1)
        .await
        .unwrap();
    roster.close().await;
    let mut kills = Kills::of(30);
    while let Some(round) = kills.next() {
        let outcome = Worker::start("backup", &path, round).kill_after(moment(120));
        kills.note(outcome.was_killed);
        inspect(&path).await.close().await.unwrap();
        inspect_copies(&path).await;
        if let Some(last) = outcome.done.last() {
            assert!(list_copies(&path).contains(last), "{last} was acknowledged");
        }
    }
}

#[tokio::test]
async fn a_restored_roster_is_the_one_or_the_other() {
    let folder = make_folder();
    let path = folder.path().join("roster.db");
    make_roster(&path).await;
    let roster = Roster::open(&path, options()).await.unwrap();
    let one = back_up(&roster).await.unwrap();
    for number in 0..20 {
        add(&roster, &format!("p{number}")).await.unwrap();
    }
    let many = back_up(&roster).await.unwrap();
    roster.close().await;
    let triggers = "select count(*) from sqlite_schema where type = 'trigger'";
    let mut db = inspect(&path).await;
    let before: i64 = ask(&mut db, triggers).await;
    db.close().await.unwrap();
    let mut kills = Kills::of(30);
    while let Some(round) = kills.next() {
        let outcome = Worker::start("restore", &path, round).kill_after(moment(150));
        kills.note(outcome.was_killed);
        let mut db = inspect(&path).await;
        let people: i64 = ask(&mut db, "select count(*) from user").await;
        let newest: String = ask(
            &mut db,
            "select coalesce((select target_name from event where action = 'restore_backup' order by id desc), '')",
        )
        .await;
        assert_eq!(
            people,
            if newest == one { 1 } else { 21 },
            "round {round}: people and history are of the same backup"
        );
        assert_eq!(ask::<i64>(&mut db, triggers).await, before);
        if let Some(last) = outcome.done.last() {
            let other = if *last == one { &many } else { &one };
            assert!(newest == *last || newest == *other, "{newest} after {last}");
        }
        db.close().await.unwrap();
        inspect_copies(&path).await;
    }
}

#[tokio::test]
async fn a_migrated_roster_is_the_old_or_the_new() {
    let folder = make_folder();
    let older = folder.path().join("older.db");
    make_older(&older, 4).await;
    let content = fs::read(&older).unwrap();
    let mut kills = Kills::of(40);
    while let Some(round) = kills.next() {
        let place = folder.path().join(format!("round-{round}"));
        fs::create_dir(&place).unwrap();
        let path = place.join("roster.db");
        fs::write(&path, &content).unwrap();
        let outcome = Worker::start("open", &path, round).kill_after(moment(40));
        kills.note(outcome.was_killed);
        let mut db = inspect(&path).await;
        let applied: i64 = ask(&mut db, "select count(*) from _sqlx_migrations").await;
        db.close().await.unwrap();
        let all = i64::try_from(migrations().await.iter().count()).unwrap();
        assert!(
            applied == 4 || applied == all,
            "all migrations or none: {applied}"
        );
        if outcome.done.contains(&"open".to_owned()) {
            assert_eq!(applied, all);
        }
        inspect_copies(&path).await;
        if applied == all {
            assert!(!list_copies(&path).is_empty(), "a copy came first");
        }
        let roster = Roster::open(&path, options()).await.unwrap();
        assert!(roster.has_users().await.unwrap());
        roster.close().await;
        let mut db = inspect(&path).await;
        assert_eq!(ask::<i64>(&mut db, "select count(*) from user").await, 500);
        db.close().await.unwrap();
        fs::remove_dir_all(place).unwrap();
    }
}

async fn migrations() -> Migrator {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../migrations");
    Migrator::new(folder).await.unwrap()
}

/// A roster of 500 people as an earlier program left it.
async fn make_older(path: &Path, count: usize) {
    fs::write(path, b"").unwrap();
    let mut db = connect(path).await;
    let first = Migrator {
        migrations: migrations().await.iter().take(count).cloned().collect(),
        ..Migrator::DEFAULT
    };
    sqlx::raw_sql("pragma application_id = 0x526F7374")
        .execute(&mut db)
        .await
        .unwrap();
    first.run(&mut db).await.unwrap();
    let people = "with recursive number (n) as (select 1 union all select n + 1 from number where n < 500) \
         insert into user (username, username_key, name_key, search_key, date_joined) \
         select 'p' || n, 'p' || n, 'p' || n, 'p' || n || char(10, 10), 0 from number";
    sqlx::raw_sql(AssertSqlSafe(people))
        .execute(&mut db)
        .await
        .unwrap();
    db.close().await.unwrap();
}
