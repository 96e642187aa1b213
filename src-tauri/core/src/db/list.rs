//! Lists of users: which, in which order, from where to where.
//!
//! The statements are put together here from fixed pieces; what people typed goes in as parameters only.

use sqlx::SqliteConnection;
use sqlx::sqlite::SqliteArguments;
use sqlx::{AssertSqlSafe, Sqlite};

use super::Millis;
use crate::error::Result;
use crate::view::{Sort, SortColumn};

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
    pub(crate) date_joined: Millis,
    pub(crate) last_login: Option<Millis>,
    pub(crate) avatar: Option<String>,
    /// A JSON array of names.
    pub(crate) groups: String,
}

/// Folded words that must all be found, each anywhere in one of the searched fields.
pub(crate) type Words = [String];

const GROUP_NAMES: &str = r#"(select json_group_array(name) from (select name from membership join "group" on "group".id = group_id
    where user_id = user.id order by name_key))"#;

/// The same, folded, as one text: nothing at all comes first, and a separator that comes before every letter lets
/// "Editors" come before "Editors, Readers".
const GROUP_KEYS: &str = r#"(select group_concat(name_key, char(31)) from (select name_key from membership join "group" on "group".id = group_id
    where user_id = user.id order by name_key))"#;

/// Rows `offset` to `offset + limit` of those that match.
pub(crate) async fn select_rows(
    db: &mut SqliteConnection,
    words: &Words,
    sort: &[Sort],
    offset: u32,
    limit: u32,
) -> Result<Vec<ListRecord>> {
    let order = order_by(sort);
    // The inner statement walks an index and passes over rows without reading what the outer one shows of them. `cross`
    // keeps it the outer loop: left free, SQLite walks everyone to have them in order, and looks for each in the page.
    let sql = format!(
        "select user.id, username, email, first_name, last_name, is_active, is_staff, is_superuser, \
             password_hash is not null as has_password, date_joined, last_login, \
             (select hash from avatar where user_id = user.id) as avatar, {GROUP_NAMES} as groups \
         from (select user.id as page_id from user where {} order by {order} limit ? offset ?) \
         cross join user on user.id = page_id order by {order}",
        matching(words),
    );
    let mut query = sqlx::query_as::<Sqlite, ListRecord>(AssertSqlSafe(sql));
    for word in words {
        query = query.bind(word);
    }
    Ok(query.bind(limit).bind(offset).fetch_all(db).await?)
}

/// How many match.
pub(crate) async fn count(db: &mut SqliteConnection, words: &Words) -> Result<u32> {
    let sql = format!("select count(*) from user where {}", matching(words));
    Ok(bind_words(sqlx::query_scalar(AssertSqlSafe(sql)), words)
        .fetch_one(db)
        .await?)
}

/// The place of a user among those that match, from 0.
pub(crate) async fn find_position(
    db: &mut SqliteConnection,
    id: i64,
    words: &Words,
    sort: &[Sort],
) -> Result<Option<u32>> {
    let sql = format!(
        "select position from (select id, row_number() over (order by {}) - 1 as position from user where {}) \
         where id = ?",
        order_by(sort),
        matching(words),
    );
    Ok(bind_words(sqlx::query_scalar(AssertSqlSafe(sql)), words)
        .bind(id)
        .fetch_optional(db)
        .await?)
}

type Scalar<'q> = sqlx::query::QueryScalar<'q, Sqlite, u32, SqliteArguments>;

fn bind_words<'q>(query: Scalar<'q>, words: &'q Words) -> Scalar<'q> {
    words.iter().fold(query, Scalar::bind)
}

fn matching(words: &Words) -> String {
    format!(
        "deleted_at is null{}",
        " and instr(search_key, ?) > 0".repeat(words.len())
    )
}

/// The levels of the order, and the id last, so that no two rows are equal and pages never overlap.
fn order_by(sort: &[Sort]) -> String {
    let standard = [Sort {
        column: SortColumn::Username,
        descending: false,
    }];
    let sort = if sort.is_empty() { &standard } else { sort };
    let direction = |descending| if descending { "desc" } else { "asc" };
    let (mut columns, mut levels) = (Vec::new(), Vec::new());
    for level in sort {
        // A column that comes again decides nothing, and SQLite takes only so many.
        if !columns.contains(&level.column) {
            columns.push(level.column);
            levels.push(format!(
                "{} {}",
                expression(level.column),
                direction(level.descending)
            ));
        }
    }
    // In the direction of the first level, so that its index serves both ways.
    levels.push(format!("user.id {}", direction(sort[0].descending)));
    levels.join(", ")
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
