//! Finding people in rosters of many sizes: a battery of questions in three orders, in the core.

use std::time::{Duration, Instant};

use roster_core::auth::{Granted, Read, Session, ViewUser};
use roster_core::view::{Selection, Sort, SortColumn, UserFilter, UserPage, UserQuery};
use roster_core::{HashingCost, Options, Roster};

use crate::bulk;
use crate::memory::resident;
use crate::table::{Figure, Table, median, percentile_99, worst};
use crate::{Outcome, Plan};

/// The slowest first page of all questions.
pub(crate) const WORST_PAGE: &str = "search in three orders, worst";

/// How many rows a page has.
const PAGE: u32 = 100;

/// How often each question is asked.
const ROUNDS: usize = 3;

/// As many people are added in one transaction.
const BATCH: u32 = 100_000;

pub(crate) async fn measure(plan: &Plan, table: &mut Table) -> Outcome<()> {
    let sizes: &[u32] = if plan.million {
        &[10_000, 1_000_000]
    } else {
        &[10_000]
    };
    for size in sizes {
        measure_size(plan, *size, table).await?;
    }
    Ok(())
}

/// A roster to be measured, and its limits.
struct Bench {
    roster: Roster,
    operator: Session,
    size: u32,
    /// Whether the limits of a large roster hold rather than the ones of a small.
    is_large: bool,
}

pub(crate) async fn measure_size(plan: &Plan, size: u32, table: &mut Table) -> Outcome<()> {
    let path = plan.scratch.path().join(format!("people-{size}.db"));
    let options = || Options {
        hashing: HashingCost {
            memory: 8,
            passes: 1,
            lanes: 1,
        },
        ..Options::default()
    };
    let roster = Roster::open(&path, options()).await?;
    let operator = Session::operator("bench");
    let begun = Instant::now();
    for batch in 0..size.div_ceil(BATCH) {
        let count = BATCH.min(size - batch * BATCH);
        roster
            .add_demo_people(&operator, count, batch.into())
            .await?;
    }
    let rate = f64::from(size) / begun.elapsed().as_secs_f64();
    table.add(Figure::new("adding them in one go, each", 1e6 / rate, "µs").of(size));
    roster.close().await;
    let bench = Bench {
        roster: Roster::open(&path, options()).await?,
        operator,
        size,
        is_large: size > 30_000,
    };
    bench.measure_load(table).await?;
    bench.measure_orders(table).await?;
    bench.measure_pages(table).await?;
    bench.measure_places(table).await?;
    bench.measure_counts(table).await?;
    bench.measure_change(table).await?;
    bulk::measure(&bench.roster, &bench.operator, size, table).await?;
    bench.roster.close().await;
    Ok(())
}

impl Bench {
    async fn look(&self) -> Outcome<Granted<ViewUser, Read>> {
        Ok(self.roster.read(&self.operator).await?.grant()?)
    }

    async fn page(&self, query: &UserQuery) -> Outcome<UserPage> {
        Ok(self.look().await?.list_users(query).await?)
    }

    fn figure(&self, what: &str, milliseconds: f64) -> Figure {
        Figure::new(what, milliseconds, "ms").of(self.size)
    }

    /// From the first question to the first answer from memory, which is seen by how fast it is to count.
    async fn measure_load(&self, table: &mut Table) -> Outcome<()> {
        let before = resident();
        let begun = Instant::now();
        self.page(&open(Vec::new(), 0)).await?;
        table.add(self.figure("first page of all", elapsed(begun)));
        // The counts wait for an index of their own if need be; a quick count means that there is one for all.
        loop {
            let asked = Instant::now();
            self.look().await?.count_users(&search("zzzzqq")).await?;
            if !self.is_large || asked.elapsed() < Duration::from_millis(60) {
                break;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        table.add(self.figure("loaded after", elapsed(begun)));
        if let (Some(before), Some(after)) = (before, resident()) {
            table.add(
                Figure::new("memory of the list", after - before, "MB")
                    .of(self.size)
                    .limit(128.0),
            );
        }
        Ok(())
    }

    /// Orders are made when first asked for.
    async fn measure_orders(&self, table: &mut Table) -> Outcome<()> {
        for column in [
            SortColumn::Username,
            SortColumn::LastName,
            SortColumn::LastLogin,
            SortColumn::Groups,
        ] {
            let begun = Instant::now();
            self.page(&open(by(column, false), 0)).await?;
            table.add(self.figure(&format!("order by {column:?}, made"), elapsed(begun)));
        }
        let begun = Instant::now();
        let levels = [
            by(SortColumn::LastName, false),
            by(SortColumn::DateJoined, true),
        ]
        .concat();
        self.page(&open(levels, 0)).await?;
        table.add(self.figure("order of two levels, made", elapsed(begun)));
        Ok(())
    }

    async fn measure_pages(&self, table: &mut Table) -> Outcome<()> {
        let questions: Vec<UserQuery> = orders()
            .into_iter()
            .flat_map(|sort| {
                battery().into_iter().map(move |question| UserQuery {
                    sort: sort.clone(),
                    rows_first: true,
                    limit: PAGE,
                    ..question
                })
            })
            .collect();
        // The worst question is looked for, not the worst moment of the machine: so each is asked more than once, and
        // never twice in a row, since the last answers are kept.
        let mut pages = vec![Vec::new(); questions.len()];
        let mut counts = pages.clone();
        for _ in 0..ROUNDS {
            for (index, query) in questions.iter().enumerate() {
                let begun = Instant::now();
                self.page(query).await?;
                pages[index].push(elapsed(begun));
                let begun = Instant::now();
                self.look().await?.count_users(query).await?;
                counts[index].push(elapsed(begun));
            }
        }
        let rows: Vec<f64> = pages.into_iter().map(median).collect();
        let counts: Vec<f64> = counts.into_iter().map(median).collect();
        let slowest = rows
            .iter()
            .zip(&questions)
            .max_by(|(one, _), (other, _)| one.total_cmp(other))
            .map(|(_, query)| format!("{:?} {:?}", query.search, query.filter))
            .unwrap_or_default();
        let [p50, p99, most] = if self.is_large {
            [1.0, 10.0, 33.0]
        } else {
            [1.0, 2.0, 2.0]
        };
        table.add(
            self.figure("search in three orders, median", median(rows.clone()))
                .limit(p50),
        );
        table.add(
            self.figure(
                "search in three orders, 99 of 100",
                percentile_99(rows.clone()),
            )
            .limit(p99),
        );
        table.add(self.figure(WORST_PAGE, worst(&rows)).limit(most));
        table.note(format!(
            "{} people, slowest of {} questions: {slowest}",
            self.size,
            rows.len()
        ));
        table.add(
            self.figure("exact count after the rows, worst", worst(&counts))
                .limit(40.0),
        );
        Ok(())
    }

    /// Any row of a list, and the place of anybody in it.
    async fn measure_places(&self, table: &mut Table) -> Outcome<()> {
        let (mut jumps, mut places) = (Vec::new(), Vec::new());
        for sort in orders() {
            for part in 0..20 {
                let offset = (self.size - PAGE) / 20 * part;
                let query = open(sort.clone(), offset);
                let begun = Instant::now();
                let page = self.page(&query).await?;
                jumps.push(elapsed(begun));
                let id = page.rows.first().ok_or("the page is empty")?.face.id;
                let begun = Instant::now();
                self.look().await?.locate_user(id, &query).await?;
                places.push(elapsed(begun));
            }
        }
        table.add(
            self.figure("jump to any row, worst", worst(&jumps))
                .limit(10.0),
        );
        table.add(
            self.figure("place of a person, worst", worst(&places))
                .limit(10.0),
        );
        Ok(())
    }

    async fn measure_counts(&self, table: &mut Table) -> Outcome<()> {
        let mut times = Vec::new();
        for question in battery() {
            let begun = Instant::now();
            self.look().await?.count_filters(&question).await?;
            times.push(elapsed(begun));
        }
        table.add(self.figure("counts of all filters, median", median(times.clone())));
        table.add(
            self.figure("counts of all filters, worst", worst(&times))
                .limit(300.0),
        );
        let selection = Selection::Matching {
            search: "is:active -smith".into(),
            filter: UserFilter::default(),
            except: vec![1, 2, 3],
        };
        let begun = Instant::now();
        let mut read = self.roster.read(&self.operator).await?;
        let ids = read.ids_of(&selection).await?;
        table.add(self.figure("selection of nearly all", elapsed(begun)));
        if ids.is_empty() {
            return Err("the selection is empty".into());
        }
        Ok(())
    }

    /// A page after somebody was changed.
    async fn measure_change(&self, table: &mut Table) -> Outcome<()> {
        let mut times = Vec::new();
        for seed in 0..5 {
            self.roster
                .add_demo_people(&self.operator, 1, 1000 + seed)
                .await?;
            let begun = Instant::now();
            self.page(&search("smith")).await?;
            times.push(elapsed(begun));
        }
        table.add(self.figure("page after a change, median", median(times)));
        Ok(())
    }
}

fn open(sort: Vec<Sort>, offset: u32) -> UserQuery {
    UserQuery {
        sort,
        offset,
        limit: PAGE,
        ..UserQuery::default()
    }
}

fn search(words: &str) -> UserQuery {
    UserQuery {
        search: words.to_owned(),
        limit: PAGE,
        rows_first: true,
        ..UserQuery::default()
    }
}

fn by(column: SortColumn, descending: bool) -> Vec<Sort> {
    vec![Sort { column, descending }]
}

fn orders() -> [Vec<Sort>; 3] {
    [
        by(SortColumn::Username, false),
        by(SortColumn::LastLogin, true),
        by(SortColumn::LastName, false),
    ]
}

/// Questions of every kind: frequent, rare and absent, short and long, of one word and of five, in other scripts, with
/// fields, negations and filters.
fn battery() -> Vec<UserQuery> {
    let mut words: Vec<String> = [
        "",
        "a",
        "e",
        "o",
        "z",
        "q",
        "x",
        "7",
        "@",
        ".",
        "an",
        "qx",
        "jo",
        "zz",
        "vu",
        "9x",
        "sm",
        "li",
        "smith",
        "anna",
        "garcia",
        "example",
        "riverside",
        "riverside.example",
        "ana kovacevic",
        "hopper",
        "grace hopper",
        "smith anna",
        "zzzzqq",
        "nobody at all",
        "smith1",
        "smith99",
        "lee12",
        "anna.smith2",
        "a b c",
        "a e i o u",
        "an na sm it th",
        "r i v e r",
        "anna smith river side ex",
        "山",
        "山田",
        "花子",
        "Łukasz",
        "søren",
        "Müller",
        "josé",
        "العربية",
        "김",
        "\"anna s\"",
        "\"na sm\"",
        "\"de la\"",
        "-smith",
        "-example",
        "-a",
        "smith -anna",
        "anna -smith -lee",
        "username:anna",
        "email:smith",
        "first:anna",
        "last:smith",
        "last:a",
        "name:\"anna smith\"",
        "name:zz",
        "first:an last:sm",
        "is:staff",
        "is:inactive",
        "is:superuser",
        "is:never-signed-in",
        "has:picture",
        "group:editors",
        "group:readers anna",
        "-group:editors smith",
        "is:staff smith",
        "is:inactive anna",
        "is:superuser zzzz",
    ]
    .map(str::to_owned)
    .to_vec();
    // Rare ones, all different.
    words.extend((0..15).map(|number| format!("smith{}", number * 37 + 5)));
    let searched = words.into_iter().map(|words| search(&words));
    let filtered = ["", "smith", "a", "zzzzqq", "anna smith"]
        .into_iter()
        .flat_map(|words| {
            filters().map(|filter| UserQuery {
                filter,
                ..search(words)
            })
        });
    searched.chain(filtered).collect()
}

fn filters() -> [UserFilter; 5] {
    let none = UserFilter::default;
    [
        UserFilter {
            is_active: Some(false),
            ..none()
        },
        UserFilter {
            is_staff: Some(true),
            groups: vec![2],
            ..none()
        },
        UserFilter {
            has_picture: Some(true),
            ..none()
        },
        UserFilter {
            no_group: true,
            is_active: Some(true),
            ..none()
        },
        UserFilter {
            last_login: Some(roster_core::view::LastLoginFilter::Never),
            ..none()
        },
    ]
}

fn elapsed(since: Instant) -> f64 {
    since.elapsed().as_secs_f64() * 1e3
}
