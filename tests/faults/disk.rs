//! A disk that fills up at random points.

use std::fs;
use std::path::Path;

use roster_core::{DatabaseError, Error, Roster};
use sqlx::Connection as _;

use crate::deeds::{add, back_up, edit, paint, show};
use crate::inspect::{ask, inspect, inspect_copies};
use crate::worker::ROOT;
use crate::{effort, make_roster, operator, options, sandbox};

/// Leaves so many bytes, more or less.
fn leave(ballast: &Path, bytes: usize) {
    let mut size = 8_000_000;
    let _ = fs::write(ballast, vec![0x5a; size]);
    // What did not fit was not written.
    size = usize::try_from(fs::metadata(ballast).unwrap().len()).unwrap();
    let file = fs::File::options().write(true).open(ballast).unwrap();
    file.set_len(u64::try_from(size.saturating_sub(bytes)).unwrap())
        .unwrap();
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_disk_that_fills_up_takes_nothing_half() {
    let test = "disk::a_disk_that_fills_up_takes_nothing_half";
    let Some(folder) = sandbox::with_mounts(test) else {
        return;
    };
    let place = folder.to_str().unwrap();
    sandbox::mount(&["-t", "tmpfs", "-o", "size=6m", "tmpfs", place]);
    let (path, ballast) = (folder.join("roster.db"), folder.join("ballast"));
    make_roster(&path).await;
    let (mut people, mut edits, mut full) = (1, 0, 0);
    for round in 0..40 * effort() {
        leave(&ballast, fastrand::usize(0..300_000));
        let Ok(roster) = Roster::open(&path, options()).await else {
            // Not even room for the log.
            fs::remove_file(&ballast).unwrap();
            continue;
        };
        let outcome = loop {
            let name = format!("r{round}p{people}");
            match add(&roster, &name).await {
                Ok(_) => people += 1,
                Err(error) => break error,
            }
            let seen = show(&roster, ROOT).await.unwrap();
            match edit(&roster, &operator(), &seen, edits + 1).await {
                Ok(()) => edits += 1,
                Err(error) => break error,
            }
            if let Err(error) = paint(&roster, ROOT, fastrand::u32(..)).await {
                break error;
            }
            if people % 8 == 0
                && let Err(error) = back_up(&roster).await
            {
                break error;
            }
        };
        assert!(
            matches!(outcome, Error::Database(DatabaseError::DiskFull)),
            "round {round}: it is the disk: {outcome:?}"
        );
        full += 1;
        fs::remove_file(&ballast).unwrap();
        // With room again, the same program goes on.
        add(&roster, &format!("r{round}after")).await.unwrap();
        people += 1;
        roster.close().await;
        let mut db = inspect(&path).await;
        assert_eq!(
            ask::<u32>(&mut db, "select count(*) from user").await,
            people
        );
        let bio: String = ask(&mut db, "select bio from profile where user_id = 1").await;
        assert_eq!(bio.parse().unwrap_or(0), edits);
        db.close().await.unwrap();
        inspect_copies(&path).await;
        // The disk is small.
        let _ = fs::remove_dir_all(folder.join("backups"));
    }
    assert!(full > 10, "the disk was full {full} times");
}
