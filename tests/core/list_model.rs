//! The list against a naive one: random rosters, searches and orders, compared row by row.

use std::cmp::Ordering;

use proptest::prelude::*;
use roster_core::auth::ViewUser;
use roster_core::value::{fold_key, fold_search};
use roster_core::view::{NewUser, PasswordChoice, Sort, SortColumn, UserQuery};

use crate::support::{World, empty, new_user, operator};

pub(crate) const COLUMNS: [SortColumn; 11] = [
    SortColumn::Name,
    SortColumn::Username,
    SortColumn::Email,
    SortColumn::FirstName,
    SortColumn::LastName,
    SortColumn::IsStaff,
    SortColumn::IsSuperuser,
    SortColumn::IsActive,
    SortColumn::Groups,
    SortColumn::DateJoined,
    SortColumn::LastLogin,
];

/// Few values each, so that many are equal, and of the kinds that are hard to sort and to find.
const NAMES: [&str; 12] = [
    "", "Ana", "ana", "Áná", "ANA ana", "Łuk", "luk", "花子", "O'Con %_", "a\"b", "Straße", "Ⅷ",
];
const DOMAINS: [&str; 3] = ["home.example", "HOME.example", "a.ana.example"];
const WORDS: [&str; 16] = [
    "ana",
    "ANA",
    "á",
    "l",
    "u",
    "\"ana ana\"",
    "a\"b",
    "\"",
    "strasse",
    "子",
    "%",
    "_",
    "home",
    "@",
    "1",
    "viii",
];
const GROUPS: [&str; 3] = ["administrators", "editors", "readers"];

/// Somebody in a random roster.
#[derive(Debug, Clone)]
pub(crate) struct Somebody {
    pub(crate) id: i64,
    pub(crate) username: String,
    pub(crate) email: String,
    pub(crate) first_name: String,
    pub(crate) last_name: String,
    /// Staff, superuser, active.
    pub(crate) flags: [bool; 3],
    pub(crate) groups: Vec<i64>,
    pub(crate) date_joined: i64,
    pub(crate) last_login: Option<i64>,
}

impl Somebody {
    fn name(&self) -> String {
        let both = format!("{} {}", self.first_name, self.last_name);
        match both.trim() {
            "" => self.username.clone(),
            name => name.to_owned(),
        }
    }

    /// Each word is somewhere in one field; the two names count as one, as they are read.
    fn matches(&self, words: &[String]) -> bool {
        let names = format!("{} {}", self.first_name, self.last_name);
        let fields = [&self.username, &self.email, &names].map(|field| fold_search(field));
        words
            .iter()
            .all(|word| fields.iter().any(|field| field.contains(word)))
    }

    fn compare(&self, other: &Self, column: SortColumn) -> Ordering {
        let email = |one: &Self| Some(fold_key(&one.email)).filter(|key| !key.is_empty());
        let groups = |one: &Self| -> Vec<&str> {
            GROUPS
                .iter()
                .zip(1..)
                .filter(|(_, id)| one.groups.contains(id))
                .map(|(name, _)| *name)
                .collect()
        };
        match column {
            SortColumn::Name => fold_search(&self.name()).cmp(&fold_search(&other.name())),
            SortColumn::Username => fold_key(&self.username).cmp(&fold_key(&other.username)),
            SortColumn::Email => email(self).cmp(&email(other)),
            SortColumn::FirstName => {
                fold_search(&self.first_name).cmp(&fold_search(&other.first_name))
            }
            SortColumn::LastName => {
                fold_search(&self.last_name).cmp(&fold_search(&other.last_name))
            }
            SortColumn::IsStaff => self.flags[0].cmp(&other.flags[0]),
            SortColumn::IsSuperuser => self.flags[1].cmp(&other.flags[1]),
            SortColumn::IsActive => self.flags[2].cmp(&other.flags[2]),
            SortColumn::Groups => groups(self).cmp(&groups(other)),
            SortColumn::DateJoined => self.date_joined.cmp(&other.date_joined),
            SortColumn::LastLogin => self.last_login.cmp(&other.last_login),
        }
    }
}

/// The ids of those whom every word finds, in order.
fn list_naively(people: &[Somebody], words: &[String], sort: &[Sort]) -> Vec<i64> {
    sort_naively(people.iter().filter(|one| one.matches(words)), sort)
}

/// The ids of people in order.
pub(crate) fn sort_naively<'a>(
    people: impl Iterator<Item = &'a Somebody>,
    sort: &[Sort],
) -> Vec<i64> {
    let standard = [Sort {
        column: SortColumn::Username,
        descending: false,
    }];
    let sort = if sort.is_empty() { &standard } else { sort };
    let turn = |order: Ordering, descending: bool| if descending { order.reverse() } else { order };
    let mut found: Vec<&Somebody> = people.collect();
    found.sort_by(|one, other| {
        let by_columns = sort
            .iter()
            .map(|level| turn(one.compare(other, level.column), level.descending))
            .find(|order| order.is_ne());
        by_columns.unwrap_or_else(|| turn(one.id.cmp(&other.id), sort[0].descending))
    });
    found.into_iter().map(|one| one.id).collect()
}

/// Words as they are meant: the quotes of a phrase are no part of it.
fn unquote(word: &str) -> String {
    let phrase = word
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'));
    fold_search(phrase.filter(|phrase| !phrase.is_empty()).unwrap_or(word))
}

fn somebody() -> impl Strategy<Value = Somebody> {
    let name = || prop::sample::select(&NAMES[..]).prop_map(str::to_owned);
    (
        prop::option::of(prop::sample::select(&DOMAINS[..])),
        (
            name(),
            name(),
            prop::sample::select(&["ana", "Ána", "x", "łu", "子"][..]),
        ),
        any::<[bool; 3]>(),
        prop::collection::btree_set(1..=3_i64, 0..=3),
        (0..4_i64, prop::option::of(0..3_i64)),
    )
        .prop_map(
            |(
                domain,
                (first_name, last_name, username),
                flags,
                groups,
                (date_joined, last_login),
            )| Somebody {
                id: 0,
                username: username.to_owned(),
                email: domain
                    .map(|domain| format!("@{domain}"))
                    .unwrap_or_default(),
                first_name,
                last_name,
                flags,
                groups: groups.into_iter().collect(),
                date_joined,
                last_login,
            },
        )
}

pub(crate) fn roster() -> impl Strategy<Value = Vec<Somebody>> {
    prop::collection::vec(somebody(), 1..30).prop_map(|mut people| {
        for (one, number) in people.iter_mut().zip(1..) {
            one.id = number;
            one.username = format!("{}{number}", one.username);
            if !one.email.is_empty() {
                one.email = format!("a{number}{}", one.email);
            }
        }
        people
    })
}

pub(crate) fn sort() -> impl Strategy<Value = Vec<Sort>> {
    let level = (prop::sample::select(&COLUMNS[..]), any::<bool>());
    prop::collection::vec(
        level.prop_map(|(column, descending)| Sort { column, descending }),
        0..4,
    )
}

pub(crate) async fn build(people: &[Somebody]) -> World {
    let world = empty().await;
    for one in people {
        let form = NewUser {
            email: one.email.clone(),
            first_name: one.first_name.clone(),
            last_name: one.last_name.clone(),
            is_staff: one.flags[0],
            is_superuser: one.flags[1],
            groups: one.groups.clone(),
            password: PasswordChoice::None,
            ..new_user(&one.username)
        };
        let added = world.add_user(&operator(), &form).await.unwrap();
        assert_eq!(added.face.id, one.id);
    }
    let rest: Vec<_> = people
        .iter()
        .map(|one| (one.id, one.flags[2], one.date_joined, one.last_login))
        .collect();
    // Past the triggers: here nobody has to be able to manage the roster.
    world
        .run(format!(
            "drop trigger user_keeps_last_superuser; \
             update user set is_active = row.value->>1, date_joined = row.value->>2, last_login = row.value->>3 \
             from json_each('{}') as row where user.id = row.value->>0",
            serde_json::json!(rest)
        ))
        .await;
    world
}

/// One page, and the place of everybody.
pub(crate) async fn compare(
    world: &World,
    people: &[Somebody],
    query: &UserQuery,
    expected: &[i64],
    page: usize,
) {
    let mut listed = Vec::new();
    while listed.len() < expected.len() {
        let offset = listed.len().try_into().unwrap();
        let query = UserQuery {
            offset,
            limit: page.try_into().unwrap(),
            ..query.clone()
        };
        let page = world.list(&operator(), &query).await.unwrap();
        assert_eq!(
            (page.total as usize, page.everyone as usize),
            (expected.len(), people.len()),
            "{query:?}"
        );
        assert!(!page.rows.is_empty(), "pages end too early: {query:?}");
        listed.extend(page.rows.iter().map(|row| row.face.id));
    }
    assert_eq!(listed, expected, "{query:?}");
    for one in people {
        let grant = world
            .roster
            .read(&operator())
            .await
            .unwrap()
            .grant::<ViewUser>()
            .unwrap();
        let place = grant.locate_user(one.id, query).await.unwrap();
        let expected = expected.iter().position(|id| *id == one.id);
        assert_eq!(
            place.map(|place| place as usize),
            expected,
            "the place of {} in {query:?}",
            one.id
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_list_is_what_a_naive_list_would_be(
        people in roster(),
        searches in prop::collection::vec(prop::collection::vec(prop::sample::select(&WORDS[..]), 0..3), 3),
        sorts in prop::collection::vec(sort(), 4),
        page in 1..12_usize,
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let world = build(&people).await;
            for column in COLUMNS {
                for descending in [false, true] {
                    let sort = vec![Sort { column, descending }];
                    let expected = list_naively(&people, &[], &sort);
                    let query = UserQuery { sort, ..UserQuery::default() };
                    compare(&world, &people, &query, &expected, page).await;
                }
            }
            for (typed, sort) in searches.iter().zip(sorts) {
                let words: Vec<String> = typed.iter().map(|word| unquote(word)).collect();
                let expected = list_naively(&people, &words, &sort);
                let query = UserQuery { search: typed.join(" "), sort, ..UserQuery::default() };
                compare(&world, &people, &query, &expected, page).await;
            }
        });
    }
}
