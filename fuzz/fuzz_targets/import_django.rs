//! A Django site's database with some bytes changed: people, or an error; never a panic.
#![no_main]

use std::sync::OnceLock;

use libfuzzer_sys::fuzz_target;
use roster_core::auth::{ImportData, Session};
use roster_core::view::{ImportOptions, ImportQuery};
use roster_core::{Options, Roster};
use tokio::runtime::Runtime;

const SITE: &[u8] = include_bytes!("../../tests/fixtures/django/userprofile/db.sqlite3");

struct Bench {
    runtime: Runtime,
    roster: Roster,
    folder: tempfile::TempDir,
}

fn bench() -> &'static Bench {
    static BENCH: OnceLock<Bench> = OnceLock::new();
    BENCH.get_or_init(|| {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("roster.db");
        let roster = runtime.block_on(Roster::open(&path, Options::default())).unwrap();
        Bench { runtime, roster, folder }
    })
}

fuzz_target!(|changes: Vec<(u32, u8)>| {
    let bench = bench();
    let mut bytes = SITE.to_vec();
    for (place, byte) in changes {
        let place = place as usize % bytes.len();
        bytes[place] = byte;
    }
    let file = bench.folder.path().join("db.sqlite3");
    std::fs::write(&file, bytes).unwrap();
    bench.runtime.block_on(async {
        let Ok(source) = bench.roster.open_import(&file, None).await else {
            return;
        };
        let session = Session::operator("fuzz");
        let read = bench.roster.read(&session).await.unwrap().grant::<ImportData>().unwrap();
        let mut go_on = |_, _| std::ops::ControlFlow::Continue(());
        let Ok(plan) = read.plan_import(&source, &ImportOptions::default(), &mut go_on).await else {
            return;
        };
        let read = bench.roster.read(&session).await.unwrap().grant::<ImportData>().unwrap();
        let query = ImportQuery { limit: 100, ..ImportQuery::default() };
        let page = read.list_import_rows(&plan, &query).await.unwrap();
        assert_eq!(page.total, plan.summary().rows);
    });
});
