//! The query language and the filters against naive ones: random rosters and questions, answered from memory and by SQL.

use jiff::Timestamp;
use proptest::prelude::*;
use roster_core::auth::{Granted, Read, ViewUser};
use roster_core::value::fold_search;
use roster_core::view::{
    DayRange, FilterCounts, LastLoginFilter, Selection, Sort, UserFilter, UserQuery,
};

use crate::list_model::{Somebody, build, roster, sort, sort_naively};
use crate::support::{World, operator};

/// Noon of 14 June 2026, when the tests' clock stands still.
const NOW: i64 = 1_781_438_400_000;
const DAY: i64 = 86_400_000;

/// When people joined or signed in: before each of the times that filters offer, and in the future.
const MOMENTS: [i64; 5] = [
    NOW,
    NOW - 5 * DAY,
    NOW - 20 * DAY,
    NOW - 1000 * DAY,
    NOW + DAY,
];

const GROUPS: [(i64, &str); 3] = [(1, "administrators"), (2, "editors"), (3, "readers")];

/// A term, before it is written down.
#[derive(Debug, Clone)]
struct Term {
    negated: bool,
    what: What,
}

#[derive(Debug, Clone)]
enum What {
    /// The name of a field, or nothing for anywhere; and what is looked for.
    Text(&'static str, &'static str),
    Fact(&'static str),
    Group(&'static str),
}

impl Term {
    fn write(&self) -> String {
        let quote = |text: &str| {
            if text.contains(' ') {
                format!("\"{text}\"")
            } else {
                text.to_owned()
            }
        };
        let sign = if self.negated { "-" } else { "" };
        match &self.what {
            What::Text("", text) => format!("{sign}{}", quote(text)),
            What::Text(field, text) => format!("{sign}{field}:{}", quote(text)),
            What::Fact(fact) => format!("{sign}{fact}"),
            What::Group(name) => format!("{sign}group:{}", quote(name)),
        }
    }

    fn holds(&self, one: &Person) -> bool {
        self.what.holds(one) != self.negated
    }
}

impl What {
    fn holds(&self, one: &Person) -> bool {
        let Person {
            somebody,
            picture,
            locked,
        } = one;
        let both = format!("{} {}", somebody.first_name, somebody.last_name);
        let has = |text: &str, part: &str| fold_search(text).contains(&fold_search(part));
        match *self {
            Self::Text(field, part) => match field {
                "" => [&somebody.username, &somebody.email, &both]
                    .iter()
                    .any(|text| has(text, part)),
                "username" => has(&somebody.username, part),
                "email" | "mail" => has(&somebody.email, part),
                "name" | "NAME" => has(&both, part),
                "first" | "first_name" => has(&somebody.first_name, part),
                "last" | "last_name" => has(&somebody.last_name, part),
                other => panic!("no field: {other}"),
            },
            Self::Fact(fact) => match fact {
                "is:staff" => somebody.flags[0],
                "is:superuser" => somebody.flags[1],
                "is:active" => somebody.flags[2],
                "IS:Inactive" => !somebody.flags[2],
                "is:never-signed-in" => somebody.last_login.is_none(),
                "is:locked" => *locked,
                "has:picture" => *picture,
                other => panic!("no fact: {other}"),
            },
            Self::Group(name) => {
                let name = name.to_lowercase();
                let is_exact = GROUPS.iter().any(|(_, group)| *group == name);
                GROUPS
                    .iter()
                    .filter(|(_, group)| {
                        if is_exact {
                            *group == name
                        } else {
                            group.contains(&name)
                        }
                    })
                    .any(|(id, _)| somebody.groups.contains(id))
            }
        }
    }
}

#[derive(Debug, Clone)]
struct Person {
    somebody: Somebody,
    picture: bool,
    locked: bool,
}

type Condition<'a> = Box<dyn Fn(&Person) -> bool + 'a>;

/// Each condition of a filter by itself, so that one can be left out.
fn conditions(filter: &UserFilter) -> Vec<(&'static str, Condition<'_>)> {
    fn wish<'a>(wish: Option<bool>, of: impl Fn(&Person) -> bool + 'a) -> Condition<'a> {
        Box::new(move |one| wish.is_none_or(|wish| wish == of(one)))
    }
    let within = |range: &DayRange, at: i64| {
        let moment = |text: &String| text.parse::<Timestamp>().unwrap().as_millisecond();
        range.from.as_ref().is_none_or(|from| moment(from) <= at)
            && range.to.as_ref().is_none_or(|to| at <= moment(to))
    };
    vec![
        ("staff", wish(filter.is_staff, |one| one.somebody.flags[0])),
        (
            "superuser",
            wish(filter.is_superuser, |one| one.somebody.flags[1]),
        ),
        (
            "active",
            wish(filter.is_active, |one| one.somebody.flags[2]),
        ),
        ("picture", wish(filter.has_picture, |one| one.picture)),
        ("locked", wish(filter.is_locked, |one| one.locked)),
        (
            "groups",
            Box::new(|one| {
                let groups = &one.somebody.groups;
                (filter.groups.is_empty() && !filter.no_group)
                    || filter.groups.iter().any(|id| groups.contains(id))
                    || (filter.no_group && groups.is_empty())
            }),
        ),
        (
            "joined",
            Box::new(move |one| {
                let range = filter.joined.as_ref();
                range.is_none_or(|range| within(range, one.somebody.date_joined))
            }),
        ),
        (
            "last_login",
            Box::new(
                move |one| match (&filter.last_login, one.somebody.last_login) {
                    (None, _) | (Some(LastLoginFilter::Never), None) => true,
                    (Some(LastLoginFilter::Between { range }), Some(at)) => within(range, at),
                    _ => false,
                },
            ),
        ),
    ]
}

/// How many match the terms and all conditions but one, and something else.
fn count_without(
    people: &[Person],
    terms: &[Term],
    filter: &UserFilter,
    but: &str,
    and: impl Fn(&Person) -> bool,
) -> u32 {
    let conditions = conditions(filter);
    let matches = |one: &&Person| {
        terms.iter().all(|term| term.holds(one))
            && conditions
                .iter()
                .all(|(name, holds)| *name == but || holds(one))
            && and(one)
    };
    u32::try_from(people.iter().filter(matches).count()).unwrap()
}

fn assert_counts(counts: &FilterCounts, people: &[Person], terms: &[Term], filter: &UserFilter) {
    for (name, counted, number) in [
        ("staff", counts.is_staff, 0),
        ("superuser", counts.is_superuser, 1),
        ("active", counts.is_active, 2),
    ] {
        let count = |wish| {
            count_without(people, terms, filter, name, |one| {
                one.somebody.flags[number] == wish
            })
        };
        assert_eq!(
            (counted.yes, counted.no),
            (count(true), count(false)),
            "{name}"
        );
    }
    let count = |wish| count_without(people, terms, filter, "picture", |one| one.picture == wish);
    assert_eq!(
        (counts.has_picture.yes, counts.has_picture.no),
        (count(true), count(false))
    );
    let count = |wish| count_without(people, terms, filter, "locked", |one| one.locked == wish);
    assert_eq!(
        (counts.is_locked.yes, counts.is_locked.no),
        (count(true), count(false))
    );
    assert_eq!(
        counts.groups.len(),
        GROUPS.len(),
        "every group has its count"
    );
    for group in &counts.groups {
        let id = group.group.id;
        let expected = count_without(people, terms, filter, "groups", |one| {
            one.somebody.groups.contains(&id)
        });
        assert_eq!(group.count, expected, "{group:?}");
    }
    let none = count_without(people, terms, filter, "groups", |one| {
        one.somebody.groups.is_empty()
    });
    assert_eq!(counts.no_group, none);
    for since in &counts.joined {
        let recent = |at: i64| NOW - i64::from(since.days) * DAY <= at && at <= NOW;
        let expected = count_without(people, terms, filter, "joined", |one| {
            recent(one.somebody.date_joined)
        });
        assert_eq!(since.count, expected, "joined {since:?}");
    }
    for since in &counts.last_login {
        let recent = |at: i64| NOW - i64::from(since.days) * DAY <= at && at <= NOW;
        let expected = count_without(people, terms, filter, "last_login", |one| {
            one.somebody.last_login.is_some_and(recent)
        });
        assert_eq!(since.count, expected, "last login {since:?}");
    }
    let never = count_without(people, terms, filter, "last_login", |one| {
        one.somebody.last_login.is_none()
    });
    assert_eq!(counts.never_signed_in, never);
}

fn term() -> impl Strategy<Value = Term> {
    let fields = &[
        "",
        "",
        "",
        "username",
        "email",
        "mail",
        "NAME",
        "first",
        "first_name",
        "last",
        "last_name",
    ][..];
    let texts = &[
        "ana", "Á", "1", "ana ana", "con", "子", "home.", "l", "viii", "a a", "@", "2", "a\"b",
    ][..];
    let facts = &[
        "is:staff",
        "is:superuser",
        "is:active",
        "IS:Inactive",
        "is:locked",
        "is:never-signed-in",
        "has:picture",
    ][..];
    let groups = &[
        "editors",
        "READERS",
        "e",
        "rat",
        "nobody",
        "editors readers",
    ][..];
    let what = prop_oneof![
        4 => (prop::sample::select(fields), prop::sample::select(texts))
            .prop_map(|(field, text)| What::Text(field, text)),
        2 => prop::sample::select(facts).prop_map(What::Fact),
        1 => prop::sample::select(groups).prop_map(What::Group),
    ];
    (prop::bool::weighted(0.3), what).prop_map(|(negated, what)| Term { negated, what })
}

fn range() -> impl Strategy<Value = DayRange> {
    let end = || {
        prop::option::of(prop::sample::select(&MOMENTS[..]).prop_map(|millis| {
            let moment = Timestamp::from_millisecond(millis).unwrap();
            format!("{moment:.3}")
        }))
    };
    (end(), end()).prop_map(|(from, to)| DayRange { from, to })
}

fn filter() -> impl Strategy<Value = UserFilter> {
    let wish = || prop::option::weighted(0.25, any::<bool>());
    (
        [wish(), wish(), wish(), wish(), wish()],
        prop::option::weighted(0.3, prop::collection::vec(1..=4_i64, 0..3)),
        prop::bool::weighted(0.2),
        prop::option::weighted(0.25, range()),
        prop::option::weighted(
            0.25,
            prop_oneof![
                Just(LastLoginFilter::Never),
                range().prop_map(|range| LastLoginFilter::Between { range })
            ],
        ),
    )
        .prop_map(
            |(
                [active, staff, superuser, picture, locked],
                groups,
                no_group,
                joined,
                last_login,
            )| {
                UserFilter {
                    is_active: active,
                    is_staff: staff,
                    is_superuser: superuser,
                    has_picture: picture,
                    is_locked: locked,
                    groups: groups.unwrap_or_default(),
                    no_group,
                    joined,
                    last_login,
                    added_by: None,
                }
            },
        )
}

fn people() -> impl Strategy<Value = Vec<Person>> {
    (roster(), prop::collection::vec(any::<[bool; 2]>(), 30)).prop_map(|(people, flags)| {
        let moment = |index: i64| MOMENTS[usize::try_from(index).unwrap()];
        people
            .into_iter()
            .zip(flags)
            .map(|(mut somebody, [picture, locked])| {
                somebody.date_joined = moment(somebody.date_joined);
                somebody.last_login = somebody.last_login.map(|index| moment(index + 1));
                Person {
                    somebody,
                    picture,
                    locked,
                }
            })
            .collect()
    })
}

async fn build_with_pictures(people: &[Person]) -> World {
    let somebodies: Vec<Somebody> = people.iter().map(|one| one.somebody.clone()).collect();
    let world = build(&somebodies).await;
    let with_picture: Vec<i64> = people
        .iter()
        .filter(|one| one.picture)
        .map(|one| one.somebody.id)
        .collect();
    world
        .run(format!(
            "insert into avatar select value, x'00', x'00', 'image/png', 'h' from json_each('{}')",
            serde_json::json!(with_picture)
        ))
        .await;
    let with_failures: Vec<_> = people
        .iter()
        .filter(|one| one.locked || one.picture)
        .map(|one| (one.somebody.id, if one.locked { 60_000 } else { 0 }))
        .collect();
    world
        .run(format!(
            "insert into sign_in_throttle (user_id, failures, failed_at, wait) \
             select value->>0, 5, {NOW}, value->>1 from json_each('{}')",
            serde_json::json!(with_failures)
        ))
        .await;
    world
}

async fn fresh(world: &World) -> Granted<ViewUser, Read> {
    let read = world.roster.read(&operator()).await.unwrap();
    read.grant().unwrap()
}

/// A look at a state that is older than the index, so that SQL has to answer.
async fn stale(world: &World) -> Granted<ViewUser, Read> {
    let mut read = world.roster.read(&operator()).await.unwrap();
    read.show_user(1).await.unwrap();
    world
        .run("insert into user_change (user_id) values (null)")
        .await;
    fresh(world)
        .await
        .count_users(&UserQuery::default())
        .await
        .unwrap();
    read.grant().unwrap()
}

async fn compare(world: &World, people: &[Person], terms: &[Term], query: &UserQuery) {
    let conditions = conditions(&query.filter);
    let matching = people.iter().filter(|one| {
        terms.iter().all(|term| term.holds(one)) && conditions.iter().all(|(_, holds)| holds(one))
    });
    let expected = sort_naively(matching.map(|one| &one.somebody), &query.sort);
    for is_stale in [false, true] {
        let look = async || {
            if is_stale {
                stale(world).await
            } else {
                fresh(world).await
            }
        };
        let page = look().await.list_users(query).await.unwrap();
        let ids: Vec<i64> = page.rows.iter().map(|row| row.face.id).collect();
        assert_eq!(ids, expected, "stale: {is_stale}, {query:?}");
        assert_eq!(page.total as usize, expected.len(), "{query:?}");
        assert_eq!(page.everyone as usize, people.len());
        let count = look().await.count_users(query).await.unwrap();
        assert_eq!(count as usize, expected.len(), "{query:?}");
        let id = people[query.search.len() % people.len()].somebody.id;
        let place = look().await.locate_user(id, query).await.unwrap();
        let expected_place = expected.iter().position(|other| *other == id);
        assert_eq!(
            place.map(|place| place as usize),
            expected_place,
            "{id} in {query:?}"
        );
        let counts = look().await.count_filters(query).await.unwrap();
        assert_counts(&counts, people, terms, &query.filter);
    }
    let rows_first = UserQuery {
        rows_first: true,
        limit: 3,
        ..query.clone()
    };
    let page = fresh(world).await.list_users(&rows_first).await.unwrap();
    let ids: Vec<i64> = page.rows.iter().map(|row| row.face.id).collect();
    assert_eq!(ids, expected[..expected.len().min(3)], "{rows_first:?}");
    assert!(page.total as usize <= expected.len() && page.total as usize >= ids.len());
    let selection = Selection::Matching {
        search: query.search.clone(),
        filter: query.filter.clone(),
        except: vec![2, 99],
    };
    let mut selected: Vec<i64> = expected.iter().copied().filter(|id| *id != 2).collect();
    selected.sort_unstable();
    let mut write = world.roster.write(&operator()).await.unwrap();
    assert_eq!(
        write.ids_of(&selection).await.unwrap(),
        selected,
        "{selection:?}"
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_question_finds_whom_a_naive_one_would(
        people in people(),
        questions in prop::collection::vec((prop::collection::vec(term(), 0..4), filter(), sort()), 6),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let world = build_with_pictures(&people).await;
            for (terms, filter, sort) in questions {
                let search: Vec<String> = terms.iter().map(Term::write).collect();
                let query = UserQuery { search: search.join(" "), filter, sort, limit: 100, ..UserQuery::default() };
                compare(&world, &people, &terms, &query).await;
            }
        });
    }

    #[test]
    fn any_text_gives_a_list(texts in prop::collection::vec("\\PC{0,30}|(-?(is|email|group|has|x):\"?[a\\\\% \"]{0,4} ?){0,12}|[-\": a\0\n]{0,20}", 20)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let (world, _) = crate::list::with_people().await;
            for search in texts {
                let query = UserQuery { search, limit: 100, ..UserQuery::default() };
                let by_index = fresh(&world).await.list_users(&query).await.unwrap();
                let by_sql = stale(&world).await.list_users(&query).await.unwrap();
                assert_eq!(by_index, by_sql, "{query:?}");
            }
        });
    }
}

#[tokio::test]
async fn an_unfinished_or_unknown_term_is_no_error() {
    let (world, root) = crate::list::with_people().await;
    for (search, found) in [
        ("email:", 8),
        ("group:", 8),
        ("is:", 8),
        ("is:locked", 0),
        ("foo:bar", 0),
        ("-", 1),
        ("-ana", 6),
        ("email:uni -first:marta", 1),
        ("name:\"de la\"", 1),
        ("name:ana", 1),
        ("username:ana", 2),
        ("is:superuser", 1),
        ("-is:superuser is:active", 7),
        ("group:nothing", 0),
        ("-group:nothing", 8),
    ] {
        let names = crate::list::usernames(&world, &root, &crate::list::search(search)).await;
        assert_eq!(names.len(), found, "{search:?} finds {names:?}");
    }
}

#[tokio::test]
async fn a_day_that_is_none_is_an_error_of_its_filter() {
    let (world, _) = crate::list::with_people().await;
    let range = DayRange {
        from: Some("yesterday".into()),
        to: None,
    };
    let filter = UserFilter {
        joined: Some(range),
        ..UserFilter::default()
    };
    let query = UserQuery {
        filter,
        sort: Vec::<Sort>::new(),
        ..UserQuery::default()
    };
    let refused = fresh(&world).await.list_users(&query).await;
    let sentence = crate::support::field_error(refused, "joined");
    assert!(sentence.contains("2026-06-14"), "{sentence}");
}
