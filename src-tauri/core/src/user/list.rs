//! The list of people.

use sqlx::SqliteConnection;

use super::face::show_row_face;
use crate::auth::{Granted, Read, ViewUser};
use crate::db::list::{self, ListRecord};
use crate::db::{Millis, event, group, sign_in_throttle, user};
use crate::error::{Error, Result};
use crate::index::Range;
use crate::query::{Filter, Order, Question, Span, parse_search, suggest_terms};
use crate::roster::{Roster, show_millis, show_optional};
use crate::value::fold_key;
use crate::view::{
    FilterCounts, GroupCount, GroupName, Person, SinceCount, Suggestion, UserFilter, UserPage,
    UserQuery, UserRow, YesNoCount,
};

/// The times before now that filters offer, in days.
const DAYS: [u32; 4] = [7, 30, 90, 365];

/// One day, as tables keep time.
const DAY: i64 = 24 * 60 * 60 * 1000;

/// The rows of a page, and what is said of them all.
pub(super) struct Listed {
    pub(super) rows: Vec<ListRecord>,
    total: u32,
    is_total_exact: bool,
    everyone: u32,
}

impl Granted<ViewUser, Read> {
    /// One page of the people who match, in order.
    pub async fn list_users(mut self, query: &UserQuery) -> Result<UserPage> {
        let listed = self.find_page(query).await?;
        let now = self.access.actor().now();
        let rows = listed.rows.into_iter().map(|row| show_row(row, now));
        Ok(UserPage {
            rows: rows.collect::<Result<_>>()?,
            total: listed.total,
            is_total_exact: listed.is_total_exact,
            everyone: listed.everyone,
            offset: query.offset,
        })
    }

    /// How many people match, exactly; order and page don't matter.
    pub async fn count_users(mut self, query: &UserQuery) -> Result<u32> {
        let question = self.understand(query).await?;
        let roster = self.access.roster().clone();
        let db = self.access.db();
        let asked = question.clone();
        let count = roster
            .index()
            .ask(db, move |people, cancel| people.count(&asked, cancel))
            .await?;
        match count {
            Some(count) => Ok(count),
            None => list::count(db, &question).await,
        }
    }

    /// How many people each choice of each filter would list, by the search and the other filters of the query.
    pub async fn count_filters(mut self, query: &UserQuery) -> Result<FilterCounts> {
        let question = self.understand(query).await?;
        let roster = self.access.roster().clone();
        let now = roster.now().as_millisecond();
        let since = DAYS.map(|days| now - i64::from(days) * DAY);
        let db = self.access.db();
        let groups = group::list(db).await?;
        let locked = sign_in_throttle::list_waiting(db, now).await?;
        let tally = roster
            .index()
            .ask_surely(db, move |people, cancel| {
                people.tally(&question, &since, (now, &locked), cancel)
            })
            .await?
            .ok_or_else(|| Error::internal("the index of people was not made"))?;
        let facts = tally.facts.map(|[no, yes]| YesNoCount { yes, no });
        let [is_active, is_staff, is_superuser, has_picture, is_locked] = facts;
        let show_since = |counts: &[u32]| {
            let each = DAYS.iter().zip(counts);
            each.map(|(days, count)| SinceCount {
                days: *days,
                from: format!("{days}d"),
                count: *count,
            })
            .collect()
        };
        let count_of = |group: &GroupName| tally.groups.get(&group.id).copied().unwrap_or(0);
        let groups = groups.into_iter().map(|group| GroupCount {
            count: count_of(&group),
            group,
        });
        Ok(FilterCounts {
            is_active,
            is_staff,
            is_superuser,
            has_picture,
            is_locked,
            groups: groups.collect(),
            no_group: tally.no_group,
            joined: show_since(&tally.joined),
            last_login: show_since(&tally.last_login),
            never_signed_in: tally.never_signed_in,
        })
    }

    /// The place of a person among those who match, from 0; nothing if they don't.
    pub async fn locate_user(mut self, id: i64, query: &UserQuery) -> Result<Option<u32>> {
        let question = self.understand(query).await?;
        let order = Order::of(&query.sort);
        let roster = self.access.roster().clone();
        let db = self.access.db();
        let (asked, wanted) = (question.clone(), order.clone());
        let place = roster
            .index()
            .ask(db, move |people, cancel| {
                people.locate(id, &asked, &wanted, cancel)
            })
            .await?;
        match place {
            Some(place) => Ok(place),
            None => list::find_position(db, id, &question, &order).await,
        }
    }

    /// Everything about the people of one page; for programs, which ask once and want it all.
    pub async fn list_details(mut self, query: &UserQuery) -> Result<Vec<Person>> {
        let listed = self.find_page(query).await?;
        let mut people = Vec::with_capacity(listed.rows.len());
        for row in listed.rows {
            people.push(self.access.show_user(row.id).await?);
        }
        Ok(people)
    }

    /// The groups there are.
    pub async fn list_groups(mut self) -> Result<Vec<GroupName>> {
        group::list(self.access.db()).await
    }

    /// What the term at the cursor of a search box may become, at most eight; the cursor is counted in UTF-16 units.
    pub async fn suggest_query(mut self, text: &str, cursor: u32) -> Result<Vec<Suggestion>> {
        let groups = group::list(self.access.db()).await?;
        Ok(suggest_terms(text, cursor, &groups))
    }

    /// The id of whoever signs in with this name or address.
    pub async fn find_user(mut self, name: &str) -> Result<i64> {
        let found = user::find_by_key(self.access.db(), &fold_key(name.trim())).await?;
        found
            .map(|user| user.id)
            .ok_or_else(|| Error::NotFound(format!("Nobody here is called “{name}”.")))
    }

    async fn find_page(&mut self, query: &UserQuery) -> Result<Listed> {
        let roster = self.access.roster().clone();
        find_page(&roster, self.access.db(), query).await
    }

    async fn understand(&mut self, query: &UserQuery) -> Result<Question> {
        let roster = self.access.roster().clone();
        understand(&roster, self.access.db(), &query.search, &query.filter).await
    }
}

/// The rows of a page, and what is said of them all, in this state of the roster.
pub(super) async fn find_page(
    roster: &Roster,
    db: &mut SqliteConnection,
    query: &UserQuery,
) -> Result<Listed> {
    let question = understand(roster, db, &query.search, &query.filter).await?;
    let order = Order::of(&query.sort);
    let range = Range {
        offset: query.offset,
        limit: query.limit.clamp(1, UserQuery::MAX_LIMIT),
    };
    let rows_first = query.rows_first;
    let (asked, wanted) = (question.clone(), order.clone());
    let found = roster
        .index()
        .ask(db, move |people, cancel| {
            people.page(&asked, &wanted, range, rows_first, cancel)
        })
        .await?;
    if let Some(found) = found {
        return Ok(Listed {
            rows: list::select_rows_by_ids(db, &found.ids).await?,
            total: found.total,
            is_total_exact: found.is_total_exact,
            everyone: found.everyone,
        });
    }
    let rows = list::select_rows(db, &question, &order, range.offset, range.limit).await?;
    let everyone = list::count(db, &Question::default()).await?;
    let total = if question.is_open() {
        everyone
    } else {
        list::count(db, &question).await?
    };
    Ok(Listed {
        rows,
        total,
        is_total_exact: true,
        everyone,
    })
}

/// What a search and its filters mean in this state of the roster.
pub(super) async fn understand(
    roster: &Roster,
    db: &mut SqliteConnection,
    search: &str,
    filter: &UserFilter,
) -> Result<Question> {
    let now = roster.now().as_millisecond();
    let added_by = filter.added_by;
    let mut filter = Filter::resolve(filter, &roster.time_zone(), now)?;
    if let Some(import) = added_by {
        filter.added = Some(event::find_added(db, import).await?.unwrap_or(Span::EMPTY));
    }
    let search = parse_search(search);
    let groups = if search.groups.is_empty() {
        Vec::new()
    } else {
        group::list(db).await?
    };
    let mut question = Question::new(search, filter, &groups);
    if question.asks_for_locked() {
        question.locked = sign_in_throttle::list_waiting(db, now).await?;
    }
    Ok(question)
}

pub(super) fn show_row(row: ListRecord, now: Millis) -> Result<UserRow> {
    let groups =
        serde_json::from_str(&row.groups).map_err(|error| Error::internal(error.to_string()))?;
    Ok(UserRow {
        face: show_row_face(&row),
        email: row.email,
        first_name: row.first_name,
        last_name: row.last_name,
        is_active: row.is_active,
        is_staff: row.is_staff,
        is_superuser: row.is_superuser,
        has_password: row.has_password,
        is_locked: row.locked_until.is_some_and(|until| until > now),
        groups,
        date_joined: show_millis(row.date_joined),
        last_login: show_optional(row.last_login),
        location: row.location,
        phone_number: row.phone_number,
    })
}
