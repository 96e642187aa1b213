//! Any text in the search box, any filter, any order: a list of people and its counts, never an error but one that names
//! the filter, and the same people whoever counts them.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use roster_core::auth::{Read, Session, ViewUser};
use roster_core::view::{FirstAdmin, UserQuery};
use roster_core::{Error, HashingCost, Options, Roster};
use tokio::runtime::Runtime;

struct World {
    runtime: Runtime,
    roster: Roster,
    session: Session,
    _folder: tempfile::TempDir,
}

/// A roster of some invented people, and its administrator.
static WORLD: LazyLock<World> = LazyLock::new(|| {
    let folder = tempfile::tempdir().expect("a folder");
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    let options = Options {
        hashing: HashingCost {
            memory: 8,
            passes: 1,
            lanes: 1,
        },
        ..Options::default()
    };
    let form = FirstAdmin {
        username: "root".into(),
        email: "root@example.org".into(),
        first_name: "Zoë".into(),
        last_name: "O'Brien-Żak".into(),
        password: "four quiet maple roads".into(),
        demo: true,
    };
    let (roster, session) = runtime
        .block_on(async {
            let roster = Roster::open(&folder.path().join("roster.db"), options).await?;
            let session = roster.create_first_admin(form).await?;
            Ok::<_, Error>((roster, session))
        })
        .expect("a roster");
    World {
        runtime,
        roster,
        session,
        _folder: folder,
    }
});

fuzz_target!(|input: (&str, u32, &[u8])| {
    let (search, cursor, rest) = input;
    // What comes from the page: filter and order as JSON; and if that is none, the search by itself.
    let mut query = serde_json::from_slice::<UserQuery>(rest).unwrap_or_default();
    query.search = search.to_owned();
    query.limit = query.limit.clamp(1, 20);
    query.offset %= 100;
    WORLD.runtime.block_on(ask(&query, cursor));
});

async fn ask(query: &UserQuery, cursor: u32) {
    let read = async || -> Read { WORLD.roster.read(&WORLD.session).await.expect("a session") };
    let grant = async || read().await.grant::<ViewUser>().expect("a right");
    let count = match grant().await.count_users(query).await {
        Ok(count) => count,
        Err(Error::Validation(_)) => return,
        Err(error) => panic!("{query:?}: {error}"),
    };
    let page = grant().await.list_users(query).await.expect("a list");
    assert!(!page.is_total_exact || page.total == count, "{query:?}");
    assert!(page.rows.len() <= query.limit as usize && page.total <= count);
    let all = UserQuery {
        offset: 0,
        limit: UserQuery::MAX_LIMIT,
        ..query.clone()
    };
    let details = grant().await.list_details(&all).await.expect("details");
    assert_eq!(details.len(), count as usize, "{query:?}");
    grant().await.count_filters(query).await.expect("counts");
    let suggested = grant().await.suggest_query(&query.search, cursor).await;
    suggested.expect("suggestions");
}
