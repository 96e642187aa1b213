//! Two windows and two `rosterctl` write for a while, and nobody's write is lost.

use std::path::Path;
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use sqlx::Connection as _;

use crate::inspect::{ask, inspect, inspect_copies};
use crate::worker::Worker;
use crate::{effort, make_folder, make_roster};

/// How long, in seconds.
const TIME: u32 = 20;

/// Runs `rosterctl`, which may only be refused for one reason; whether it did what was asked.
fn ctl(database: &Path, arguments: &[&str]) -> bool {
    let output = Command::new(env!("CARGO_BIN_EXE_rosterctl"))
        .arg("--json")
        .args(arguments)
        .arg("--db")
        .arg(database)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success() || said.contains(r#""code":"conflict""#),
        "{arguments:?}: {said}"
    );
    output.status.success()
}

/// Adds people and changes them, and now and then makes a backup; how many were added, and how often they were changed.
fn keep_busy(database: &Path, who: u32, until: Instant) -> (u32, u32) {
    let (mut added, mut changed) = (0, 0);
    while Instant::now() < until {
        let name = format!("c{who}x{added}");
        if ctl(database, &["user", "add", &name, "--no-password"]) {
            added += 1;
        }
        // The other one changes the same person.
        if ctl(
            database,
            &[
                "user",
                "set",
                "root",
                "--phone-number",
                &format!("555-{changed}"),
            ],
        ) {
            changed += 1;
        }
        if added % 16 == 5 {
            ctl(database, &["backup"]);
        }
    }
    (added, changed)
}

#[tokio::test]
async fn nobodys_write_is_lost() {
    let folder = make_folder();
    let path = folder.path().join("roster.db");
    make_roster(&path).await;
    let time = TIME * effort();
    let until = Instant::now() + Duration::from_secs(u64::from(time));
    let windows = [(); 2].map(|()| Worker::start("count", &path, time));
    let lines = [1, 2].map(|who| {
        let path = path.clone();
        thread::spawn(move || keep_busy(&path, who, until))
    });
    let counted: usize = windows.map(|window| window.wait().done.len()).iter().sum();
    let busy = lines.map(|line| line.join().unwrap());

    let mut db = inspect(&path).await;
    let bio: String = ask(&mut db, "select bio from profile where user_id = 1").await;
    assert_eq!(
        bio,
        counted.to_string(),
        "each that was told so has added one"
    );
    for (who, (added, _)) in (1..).zip(busy) {
        let sql = format!("select count(*) from user where username like 'c{who}x%'");
        assert_eq!(ask::<u32>(&mut db, sql).await, added);
        assert!(added > 3, "{added} is not much for {time} seconds");
    }
    let changed: u32 = busy.iter().map(|(_, changed)| changed).sum();
    let noted = "select count(*) from event where changes like '%phone_number%'";
    let noted: u32 = ask(&mut db, noted).await;
    assert!(noted <= changed && noted > 0, "{noted} of {changed}");
    let events: i64 = ask(
        &mut db,
        "select count(*) from event where changes like '%bio%'",
    )
    .await;
    assert_eq!(events, i64::try_from(counted).unwrap());
    db.close().await.unwrap();
    inspect_copies(&path).await;
}
