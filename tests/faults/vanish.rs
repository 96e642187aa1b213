//! Files that vanish, or that can't be written any more, while a program has the roster open.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::Command;

use roster_core::{DatabaseError, Error, Result, Roster};
use sqlx::Connection as _;

use crate::deeds::{add, back_up, restore};
use crate::inspect::{ask, inspect, list_copies};
use crate::{make_folder, make_roster, options, sandbox};

async fn open(path: &Path) -> Roster {
    make_roster(path).await;
    Roster::open(path, options()).await.unwrap()
}

fn is_gone<T>(outcome: Result<T>) -> bool {
    matches!(
        outcome,
        Err(Error::Database(DatabaseError::Unreachable { reason, .. }))
            if reason.contains("moved or deleted")
    )
}

#[tokio::test]
async fn what_would_be_written_into_a_file_without_a_name_is_refused() {
    let folder = make_folder();
    let path = folder.path().join("roster.db");
    let roster = open(&path).await;
    let made = back_up(&roster).await.unwrap();
    fs::remove_file(&path).unwrap();
    assert!(is_gone(add(&roster, "bo").await), "it would be lost");
    assert!(is_gone(restore(&roster, &made).await));
    let sign_in = roster.sign_in("root", "four quiet maple roads").await;
    assert!(matches!(sign_in, Err(Error::Database(_))), "{sign_in:?}");
    let ctl = Command::new(env!("CARGO_BIN_EXE_rosterctl"))
        .args(["user", "add", "bo", "--no-password", "--db"])
        .arg(&path)
        .output()
        .unwrap();
    assert!(String::from_utf8_lossy(&ctl.stderr).contains("There is no roster at"));
    assert!(!path.exists(), "no empty roster is made in its place");
    roster.close().await;
}

#[tokio::test]
async fn another_file_in_its_place_is_not_taken_for_it() {
    let folder = make_folder();
    let (path, other) = (
        folder.path().join("roster.db"),
        folder.path().join("other.db"),
    );
    let roster = open(&path).await;
    make_roster(&other).await;
    fs::rename(&path, folder.path().join("moved.db")).unwrap();
    fs::rename(&other, &path).unwrap();
    assert!(is_gone(add(&roster, "bo").await));
    roster.close().await;
    let mut db = inspect(&folder.path().join("moved.db")).await;
    assert_eq!(ask::<i64>(&mut db, "select count(*) from user").await, 1);
    db.close().await.unwrap();
}

#[tokio::test]
async fn without_its_folder_of_backups_a_roster_works() {
    let folder = make_folder();
    let path = folder.path().join("roster.db");
    let roster = open(&path).await;
    back_up(&roster).await.unwrap();
    fs::remove_dir_all(folder.path().join("backups")).unwrap();
    add(&roster, "bo").await.unwrap();
    back_up(&roster).await.unwrap();
    fs::remove_dir_all(folder.path().join("backups")).unwrap();
    // Somebody has put a file there.
    fs::write(folder.path().join("backups"), b"notes").unwrap();
    assert!(back_up(&roster).await.is_err());
    add(&roster, "max").await.unwrap();
    assert_eq!(fs::read(folder.path().join("backups")).unwrap(), b"notes");
    roster.close().await;
    inspect(&path).await.close().await.unwrap();
}

#[tokio::test]
async fn backups_that_cannot_be_written_are_said_to_be() {
    let test = "vanish::backups_that_cannot_be_written_are_said_to_be";
    let Some(folder) = sandbox::without_privileges(test) else {
        return;
    };
    let path = folder.join("roster.db");
    let roster = open(&path).await;
    let good = back_up(&roster).await.unwrap();
    let allow = |mode| {
        let mode = fs::Permissions::from_mode(mode);
        fs::set_permissions(folder.join("backups"), mode).unwrap();
    };
    allow(0o500);
    let refused = back_up(&roster).await.unwrap_err().to_string();
    assert!(refused.contains("permission denied"), "{refused}");
    let refused = restore(&roster, &good).await;
    assert!(refused.is_err(), "what is there can't be kept aside");
    add(&roster, "bo").await.unwrap();
    allow(0o700);
    assert_eq!(list_copies(&path), [good]);
    roster.close().await;
    let mut db = inspect(&path).await;
    assert_eq!(ask::<i64>(&mut db, "select count(*) from user").await, 2);
    db.close().await.unwrap();
}
