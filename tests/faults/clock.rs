//! A clock that goes back: people keep what they have, and history its order.

use std::sync::{Arc, Mutex};

use jiff::{SignedDuration, Timestamp};
use roster_core::auth::{DeleteUser, ViewHistory};
use roster_core::view::{Action, EventQuery};
use roster_core::{Clock, Options, Roster};
use sqlx::Connection as _;

use crate::deeds::{add, back_up, edit, restore, show};
use crate::inspect::inspect;
use crate::{make_folder, make_roster, operator, options};

struct Wayward(Mutex<Timestamp>);

impl Clock for Wayward {
    fn now(&self) -> Timestamp {
        *self.0.lock().unwrap()
    }
}

#[tokio::test]
async fn everything_goes_on_when_the_clock_goes_back() {
    let folder = make_folder();
    let path = folder.path().join("roster.db");
    make_roster(&path).await;
    let clock = Arc::new(Wayward(Mutex::new(Timestamp::now())));
    let set = |hours| {
        let mut now = clock.0.lock().unwrap();
        *now += SignedDuration::from_hours(hours);
    };
    let options = Options {
        clock: clock.clone(),
        ..options()
    };
    let roster = Roster::open(&path, options).await.unwrap();
    let session = roster
        .sign_in("root", "four quiet maple roads")
        .await
        .unwrap();
    let bo = add(&roster, "bo").await.unwrap();
    let made = back_up(&roster).await.unwrap();
    set(-24 * 400);

    assert!(roster.read(&session).await.is_ok(), "the session goes on");
    let seen = show(&roster, bo.face.id).await.unwrap();
    edit(&roster, &operator(), &seen, 7).await.unwrap();
    assert!(
        edit(&roster, &operator(), &seen, 8).await.is_err(),
        "versions do not ask the clock"
    );
    let session = roster.sign_in("root", "four quiet maple roads").await;
    assert!(roster.read(&session.unwrap()).await.is_ok());
    let delete = async || {
        roster
            .write(&operator())
            .await
            .unwrap()
            .grant::<DeleteUser>()
    };
    let version = show(&roster, bo.face.id).await.unwrap().version;
    delete()
        .await
        .unwrap()
        .delete_user(bo.face.id, version)
        .await
        .unwrap();
    set(24 * 300);
    set(-24 * 300);
    roster.purge_trash().await.unwrap();
    delete()
        .await
        .unwrap()
        .restore_user(bo.face.id)
        .await
        .unwrap();

    let read = roster.read(&operator()).await.unwrap();
    let query = EventQuery {
        limit: 10,
        ..EventQuery::default()
    };
    let history = read.grant::<ViewHistory>().unwrap();
    let rows = history.list_events(&query).await.unwrap().rows;
    let actions: Vec<Action> = rows.iter().take(4).map(|row| row.action).collect();
    assert_eq!(
        actions,
        [
            Action::Restore,
            Action::Delete,
            Action::SignIn,
            Action::Change
        ],
        "the newest first, whatever the time of day"
    );
    restore(&roster, &made).await.unwrap();
    assert_eq!(show(&roster, bo.face.id).await.unwrap().bio, "");
    roster.close().await;
    inspect(&path).await.close().await.unwrap();
}
