//! Lists of users: which, in which order, from where to where.
//!
//! The statements are put together here from fixed pieces; what people typed goes in as parameters only.

use sqlx::{AssertSqlSafe, QueryBuilder, Sqlite, SqliteConnection};

use super::Millis;
use crate::error::Result;
use crate::query::{Filter, LastLogin, Order, Question, Scope, Span, fact};
use crate::view::SortColumn;

/// A row of a list.
#[derive(sqlx::FromRow)]
pub(crate) struct ListRecord {
    pub(crate) id: i64,
    pub(crate) username: String,
    pub(crate) email: String,
    pub(crate) first_name: String,
    pub(crate) last_name: String,
    pub(crate) is_active: bool,
    pub(crate) is_staff: bool,
    pub(crate) is_superuser: bool,
    pub(crate) has_password: bool,
    /// Until when they have to wait, or had to.
    pub(crate) locked_until: Option<Millis>,
    pub(crate) date_joined: Millis,
    pub(crate) last_login: Option<Millis>,
    pub(crate) avatar: Option<String>,
    pub(crate) location: String,
    pub(crate) phone_number: String,
    /// A JSON array of names.
    pub(crate) groups: String,
}

const GROUP_NAMES: &str = r#"(select json_group_array(name) from (select name from membership join "group" on "group".id = group_id
    where user_id = user.id order by name_key))"#;

/// The same, folded, as one text: nothing at all comes first, and a separator that comes before every letter lets
/// "Editors" come before "Editors, Readers".
const GROUP_KEYS: &str = r#"(select group_concat(name_key, char(31)) from (select name_key from membership join "group" on "group".id = group_id
    where user_id = user.id order by name_key))"#;

/// The columns of a [`ListRecord`].
const COLUMNS: &str = "user.id, username, email, first_name, last_name, is_active, is_staff, is_superuser, \
     password_hash is not null as has_password, date_joined, last_login, \
     (select failed_at + wait from sign_in_throttle where user_id = user.id) as locked_until, \
     (select hash from avatar where user_id = user.id) as avatar, \
     coalesce(location, '') as location, coalesce(phone_number, '') as phone_number";

/// Where the columns of the profile come from. A left join: a damaged database may lack a profile, but hides nobody.
const PROFILE: &str = "left join profile on profile.user_id = user.id";

/// Rows `offset` to `offset + limit` of those that match.
pub(crate) async fn select_rows(
    db: &mut SqliteConnection,
    question: &Question,
    order: &Order,
    offset: u32,
    limit: u32,
) -> Result<Vec<ListRecord>> {
    let ordered = order_by(order);
    // The inner statement walks an index and passes over rows without reading what the outer one shows of them. `cross`
    // keeps it the outer loop: left free, SQLite walks everyone to have them in order, and looks for each in the page.
    let mut sql = QueryBuilder::new(format!("select {COLUMNS}, {GROUP_NAMES} as groups from ("));
    if let Some((flag, direction)) = only_flag(order) {
        push_halves(&mut sql, question, flag);
        sql.push(format!(" order by 2 {direction}, 1 {direction}"));
    } else {
        sql.push("select user.id as page_id from user where ");
        push_matching(&mut sql, question);
        sql.push(format!(" order by {ordered}"));
    }
    sql.push(" limit ")
        .push_bind(limit)
        .push(" offset ")
        .push_bind(offset)
        .push(format!(
            ") cross join user on user.id = page_id {PROFILE} order by {ordered}"
        ));
    Ok(sql.build_query_as().fetch_all(db).await?)
}

/// The flag, and the direction, of an order that has no other level.
fn only_flag(order: &Order) -> Option<(&'static str, &'static str)> {
    let [level] = order.levels() else {
        return None;
    };
    let is_flag = matches!(
        level.column,
        SortColumn::IsActive | SortColumn::IsStaff | SortColumn::IsSuperuser
    );
    is_flag.then(|| (expression(level.column), direction(level.descending)))
}

/// Those without a flag and those with it. An index has the rarer of the two, and the table the others, both by id: put
/// together, they are in order without being sorted.
fn push_halves(sql: &mut Sql, question: &Question, flag: &'static str) {
    for (before, value) in [("", 0), (" union all ", 1)] {
        sql.push(format!(
            "{before}select user.id as page_id, {flag} as flag from user where {flag} = {value} and "
        ));
        push_matching(sql, question);
    }
}

/// The rows of these users, in the order of the ids.
pub(crate) async fn select_rows_by_ids(
    db: &mut SqliteConnection,
    ids: &[i64],
) -> Result<Vec<ListRecord>> {
    let sql = format!(
        "select {COLUMNS}, {GROUP_NAMES} as groups \
         from json_each(?) as page cross join user on user.id = page.value {PROFILE} order by page.key"
    );
    Ok(sqlx::query_as(AssertSqlSafe(sql))
        .bind(to_json(ids))
        .fetch_all(db)
        .await?)
}

/// How many match.
pub(crate) async fn count(db: &mut SqliteConnection, question: &Question) -> Result<u32> {
    let mut sql = QueryBuilder::new("select count(*) from user where ");
    push_matching(&mut sql, question);
    Ok(sql.build_query_scalar().fetch_one(db).await?)
}

/// The ids of all who match, by id.
pub(crate) async fn select_ids(db: &mut SqliteConnection, question: &Question) -> Result<Vec<i64>> {
    let mut sql = QueryBuilder::new("select id from user where ");
    push_matching(&mut sql, question);
    sql.push(" order by id");
    Ok(sql.build_query_scalar().fetch_all(db).await?)
}

/// Those of these ids who are not in the trash, by id.
pub(crate) async fn select_present(db: &mut SqliteConnection, ids: &[i64]) -> Result<Vec<i64>> {
    let sql = "select id from user where id in (select value from json_each(?)) and deleted_at is null order by id";
    Ok(sqlx::query_scalar(sql)
        .bind(to_json(ids))
        .fetch_all(db)
        .await?)
}

/// The place of a user among those that match, from 0.
pub(crate) async fn find_position(
    db: &mut SqliteConnection,
    id: i64,
    question: &Question,
    order: &Order,
) -> Result<Option<u32>> {
    let mut sql = QueryBuilder::new(format!(
        "select position from (select id, row_number() over (order by {}) - 1 as position from user where ",
        order_by(order)
    ));
    push_matching(&mut sql, question);
    sql.push(") where id = ").push_bind(id);
    Ok(sql.build_query_scalar().fetch_optional(db).await?)
}

type Sql = QueryBuilder<Sqlite>;

/// The condition. The index in memory means the same by a [`Question`], and a test holds the two together.
fn push_matching(sql: &mut Sql, question: &Question) {
    sql.push("deleted_at is null");
    for word in &question.words {
        sql.push(format!(" and instr({}, ", searched(word.scope)))
            .push_bind(word.text.clone())
            .push(if word.negated { ") = 0" } else { ") > 0" });
    }
    for facts in [question.facts, question.filter.facts] {
        for fact in fact::ALL {
            for (bits, sign) in [(facts.wanted, ""), (facts.unwanted, "not ")] {
                if bits & fact != 0 {
                    sql.push(format!(" and {sign}{}", fact_condition(fact)));
                    if fact == fact::LOCKED {
                        sql.push_bind(to_json(&question.locked)).push("))");
                    }
                }
            }
        }
    }
    for term in &question.groups {
        sql.push(if term.negated { " and not " } else { " and " });
        push_in_groups(sql, &term.ids);
    }
    push_filter(sql, &question.filter);
}

fn push_filter(sql: &mut Sql, filter: &Filter) {
    if let Some(choice) = &filter.groups {
        sql.push(" and (");
        push_in_groups(sql, &choice.ids);
        if choice.or_none {
            sql.push(
                r#" or not exists (select 1 from membership join "group" on "group".id = group_id where user_id = user.id)"#,
            );
        }
        sql.push(")");
    }
    if let Some(span) = filter.joined {
        push_within(sql, "date_joined", span);
    }
    match filter.last_login {
        Some(LastLogin::Never) => {
            sql.push(" and last_login is null");
        }
        Some(LastLogin::Within(span)) => push_within(sql, "last_login", span),
        None => {}
    }
    if let Some(span) = filter.added {
        push_within(sql, "user.id", span);
    }
}

fn push_within(sql: &mut Sql, column: &'static str, span: Span) {
    sql.push(format!(" and {column} between "))
        .push_bind(span.from)
        .push(" and ")
        .push_bind(span.to);
}

fn push_in_groups(sql: &mut Sql, ids: &[i64]) {
    sql.push(
        r#"exists (select 1 from membership join "group" on "group".id = group_id
            where user_id = user.id and group_id in (select value from json_each("#,
    )
    .push_bind(to_json(ids))
    .push(")))");
}

fn to_json(ids: &[i64]) -> String {
    serde_json::json!(ids).to_string()
}

/// What a word is looked for in. `search_key` has username, e-mail and name, one a line.
fn searched(scope: Scope) -> &'static str {
    /// What follows the first line.
    macro_rules! rest {
        () => {
            "substr(search_key, instr(search_key || char(10), char(10)) + 1)"
        };
    }
    match scope {
        Scope::Anywhere => "search_key",
        Scope::Username => "substr(search_key, 1, instr(search_key || char(10), char(10)) - 1)",
        Scope::Email => concat!(
            "substr(",
            rest!(),
            ", 1, instr(",
            rest!(),
            " || char(10), char(10)) - 1)"
        ),
        Scope::Name => concat!(
            "substr(",
            rest!(),
            ", instr(",
            rest!(),
            " || char(10), char(10)) + 1)"
        ),
        Scope::FirstName => "first_name_key",
        Scope::LastName => "last_name_key",
    }
}

fn fact_condition(fact: u8) -> &'static str {
    match fact {
        fact::ACTIVE => "is_active",
        fact::STAFF => "is_staff",
        fact::SUPERUSER => "is_superuser",
        // Whom it holds for follows.
        fact::LOCKED => "user.id in (select value from json_each(",
        fact::PICTURE => "exists (select 1 from avatar where user_id = user.id)",
        _ => "last_login is not null",
    }
}

/// The levels of the order, and the id last, so that no two rows are equal and pages never overlap. In the direction of
/// the first level, so that its index serves both ways.
fn order_by(order: &Order) -> String {
    let mut levels: Vec<String> = Vec::new();
    for level in order.levels() {
        let expression = expression(level.column);
        levels.push(format!("{expression} {}", direction(level.descending)));
    }
    levels.push(format!("user.id {}", direction(order.is_backwards())));
    levels.join(", ")
}

fn direction(descending: bool) -> &'static str {
    if descending { "desc" } else { "asc" }
}

fn expression(column: SortColumn) -> &'static str {
    match column {
        SortColumn::Name => "name_key",
        SortColumn::Username => "username_key",
        SortColumn::Email => "email_key",
        SortColumn::FirstName => "first_name_key",
        SortColumn::LastName => "last_name_key",
        SortColumn::IsStaff => "is_staff",
        SortColumn::IsSuperuser => "is_superuser",
        SortColumn::IsActive => "is_active",
        SortColumn::Groups => GROUP_KEYS,
        SortColumn::DateJoined => "date_joined",
        SortColumn::LastLogin => "last_login",
    }
}
