//! The list of 10,000 people, in the core.

use std::time::Instant;

use roster_core::auth::{Session, ViewUser};
use roster_core::view::{Sort, SortColumn, UserQuery};
use roster_core::{HashingCost, Options, Roster};

use crate::table::{Figure, Table, median};
use crate::{Outcome, Plan};

/// How many people the list has.
pub(crate) const PEOPLE: u32 = 10_000;

/// How many rows a page has.
const PAGE: u32 = 100;

pub(crate) async fn measure(plan: &Plan, table: &mut Table) -> Outcome<()> {
    let hashing = HashingCost {
        memory: 8,
        passes: 1,
        lanes: 1,
    };
    let options = Options {
        hashing,
        ..Options::default()
    };
    let roster = Roster::open(&plan.scratch.path().join("list.db"), options).await?;
    let operator = Session::operator("bench");
    let start = Instant::now();
    roster.add_demo_people(&operator, PEOPLE, 1).await?;
    let rate = f64::from(PEOPLE) / start.elapsed().as_secs_f64();
    table.note(format!(
        "Adding {PEOPLE} people in one transaction: {rate:.0} rows/s."
    ));
    for (what, query) in queries() {
        let mut times = Vec::new();
        for _ in 0..plan.repetitions(200) {
            let start = Instant::now();
            roster
                .read(&operator)
                .await?
                .grant::<ViewUser>()?
                .list_users(&query)
                .await?;
            times.push(start.elapsed().as_secs_f64() * 1e3);
        }
        table.add(
            Figure::new(
                format!("list of {PEOPLE}, {what}, core"),
                median(times),
                "ms",
            )
            .limit(2.0),
        );
    }
    roster.close().await;
    Ok(())
}

fn queries() -> Vec<(&'static str, UserQuery)> {
    let by = |column, descending| vec![Sort { column, descending }];
    let query = |search: &str, sort, offset| UserQuery {
        search: search.to_owned(),
        sort,
        offset,
        limit: PAGE,
        ..UserQuery::default()
    };
    vec![
        ("first page", query("", Vec::new(), 0)),
        ("last page", query("", Vec::new(), PEOPLE - PAGE)),
        (
            "by last sign-in, backwards",
            query("", by(SortColumn::LastLogin, true), 0),
        ),
        ("search “smith”", query("smith", Vec::new(), 0)),
        ("search “a”", query("a", Vec::new(), 0)),
        ("search for nobody", query("zzzzqq", Vec::new(), 0)),
    ]
}
