//! The `event` table: rows are added and read. What changes later is only which event undid another.

use serde::Serialize;
use serde_json::json;
use sqlx::SqliteConnection;

use super::values::{Bound, Insert};
use super::{Millis, bulk};
use crate::error::Result;
use crate::query::Span;

/// A row to be added.
pub(crate) struct EventRecord<'a> {
    pub(crate) at: Millis,
    pub(crate) actor_id: Option<i64>,
    pub(crate) actor_name: &'a str,
    pub(crate) action: &'a str,
    pub(crate) target_kind: &'a str,
    pub(crate) target_id: Option<i64>,
    pub(crate) target_name: &'a str,
    pub(crate) changes: &'a str,
    pub(crate) batch_size: Option<u32>,
    pub(crate) undoes: Option<i64>,
    pub(crate) batch: Option<i64>,
    pub(crate) names_key: &'a str,
}

/// A row as it was read.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(crate) struct StoredEvent {
    pub(crate) id: i64,
    pub(crate) at: Millis,
    pub(crate) actor_id: Option<i64>,
    pub(crate) actor_name: String,
    pub(crate) action: String,
    pub(crate) target_kind: String,
    pub(crate) target_id: Option<i64>,
    pub(crate) target_name: String,
    pub(crate) changes: String,
    pub(crate) batch: Option<i64>,
    pub(crate) batch_size: Option<u32>,
    pub(crate) undoes: Option<i64>,
    pub(crate) undone_by: Option<i64>,
}

const COLUMNS: &str = "id, at, actor_id, actor_name, action, target_kind, target_id, target_name, changes, batch, \
     batch_size, undoes, undone_by";

/// Adds a row, and returns its number.
pub(crate) async fn insert(db: &mut SqliteConnection, event: &EventRecord<'_>) -> Result<i64> {
    let sql = "insert into event (at, actor_id, actor_name, action, target_kind, target_id, target_name, changes, \
             batch_size, undoes, batch, names_key) \
         values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning id";
    Ok(sqlx::query_scalar(sql)
        .bind(event.at)
        .bind(event.actor_id)
        .bind(event.actor_name)
        .bind(event.action)
        .bind(event.target_kind)
        .bind(event.target_id)
        .bind(event.target_name)
        .bind(event.changes)
        .bind(event.batch_size)
        .bind(event.undoes)
        .bind(event.batch)
        .bind(event.names_key)
        .fetch_one(db)
        .await?)
}

/// Adds the parts of an event on many people, with its moment and actor: rows of user id, name, action, changes, the
/// event that it undoes or null, and the folded names.
pub(crate) async fn insert_parts(
    db: &mut SqliteConnection,
    batch: i64,
    parts: &[impl Serialize],
) -> Result<()> {
    let sql = "insert into event (at, actor_id, actor_name, action, target_kind, target_id, target_name, changes, \
             batch, undoes, names_key) \
         select at, actor_id, actor_name, part.value->>2, 'user', part.value->>0, part.value->>1, part.value->3, \
             event.id, part.value->>4, part.value->>5 \
         from event cross join jsonb_each(?) as part where event.id = ?";
    let rows = bulk::to_json(parts)?;
    sqlx::query(sql).bind(rows).bind(batch).execute(db).await?;
    Ok(())
}

/// The same with rows that are bound beforehand: [`Whole::bind`], then for each its target, changes, name and folded names.
pub(super) static INSERT_PARTS: Insert = Insert {
    before: "insert into event (at, actor_id, actor_name, action, target_kind, batch, target_id, target_name, changes, \
             names_key) \
         select ?, ?, ?, ?, 'user', ?, column1, column3, column2, column4 from (",
    row: "(?, ?, ?, ?)",
    after: ")",
};

/// What the parts of an event on many people have of it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Whole<'a> {
    pub(crate) id: i64,
    pub(crate) at: Millis,
    pub(crate) actor_id: Option<i64>,
    pub(crate) actor_name: &'a str,
}

impl Whole<'_> {
    /// Bound once for each statement.
    pub(super) fn bind(&self, action: &str, bound: &mut Bound) -> Result<()> {
        bound.add(self.at)?.add(self.actor_id)?;
        bound.add_text(self.actor_name)?.add_text(action)?;
        bound.add(self.id)?;
        Ok(())
    }
}

/// Says how many people an action on many changed, and what it is called in lists.
pub(crate) async fn close_batch(
    db: &mut SqliteConnection,
    id: i64,
    size: u32,
    (target_name, names_key): (&str, &str),
) -> Result<()> {
    sqlx::query("update event set batch_size = ?, target_name = ?, names_key = ? where id = ?")
        .bind(size)
        .bind(target_name)
        .bind(names_key)
        .bind(id)
        .execute(db)
        .await?;
    Ok(())
}

/// Notes that `undo` and its parts undid what they name. What that had undone itself is in force again, and so on down the
/// line: of events that undo one another, every other one is in force.
pub(crate) async fn mark_undone(db: &mut SqliteConnection, undo: i64) -> Result<()> {
    let sql = "with recursive line (event, undo, depth) as ( \
             select undoes, id, 0 from event where (id = ?1 or batch = ?1) and undoes is not null \
             union all select event.undoes, event.id, depth + 1 from line cross join event on event.id = line.event \
             where event.undoes is not null) \
         update event set undone_by = iif(line.depth % 2 = 0, line.undo, null) from line where event.id = line.event";
    sqlx::query(sql).bind(undo).execute(db).await?;
    Ok(())
}

/// The event with this number.
pub(crate) async fn find(db: &mut SqliteConnection, id: i64) -> Result<Option<StoredEvent>> {
    let sql = format!("select {COLUMNS} from event where id = ?");
    Ok(sqlx::query_as(sqlx::AssertSqlSafe(sql))
        .bind(id)
        .fetch_optional(db)
        .await?)
}

/// The parts of an action on many people, `limit` of them after the one with the number `after`.
pub(crate) async fn list_parts(
    db: &mut SqliteConnection,
    batch: i64,
    after: i64,
    limit: u32,
) -> Result<Vec<StoredEvent>> {
    let sql = format!("select {COLUMNS} from event where batch = ? and id > ? order by id limit ?");
    Ok(sqlx::query_as(sqlx::AssertSqlSafe(sql))
        .bind(batch)
        .bind(after)
        .bind(limit)
        .fetch_all(db)
        .await?)
}

/// The first and the last id of those whom an import added; nothing if it added nobody, or is none. Its parts are in the
/// order of the ids that it gave.
pub(crate) async fn find_added(db: &mut SqliteConnection, import: i64) -> Result<Option<Span>> {
    let end = |order: &str| {
        sqlx::AssertSqlSafe(format!(
            "select target_id from event where batch = ? and target_kind = 'user' and action = 'add' \
                 and exists (select 1 from event as whole where whole.id = event.batch and whole.action = 'import') \
             order by id {order} limit 1"
        ))
    };
    let first: Option<i64> = sqlx::query_scalar(end("asc"))
        .bind(import)
        .fetch_optional(&mut *db)
        .await?;
    let Some(from) = first else {
        return Ok(None);
    };
    let to = sqlx::query_scalar(end("desc"))
        .bind(import)
        .fetch_one(db)
        .await?;
    Ok(Some(Span { from, to }))
}

/// The parts of an action on many that are about groups.
pub(crate) async fn list_group_parts(
    db: &mut SqliteConnection,
    batch: i64,
) -> Result<Vec<StoredEvent>> {
    let sql = format!(
        "select {COLUMNS} from event where batch = ? and target_kind = 'group' order by id"
    );
    Ok(sqlx::query_as(sqlx::AssertSqlSafe(sql))
        .bind(batch)
        .fetch_all(db)
        .await?)
}

/// Which events; all that is set must hold.
#[derive(Debug, Clone, Default)]
pub(crate) struct EventFilter {
    pub(crate) actor: Option<i64>,
    pub(crate) target: Option<(&'static str, i64)>,
    pub(crate) batch: Option<i64>,
    pub(crate) actions: Vec<&'static str>,
    pub(crate) from: Option<Millis>,
    pub(crate) until: Option<Millis>,
    /// Each must be in a name or a value.
    pub(crate) words: Vec<Word>,
    /// Done by this person, or done to them.
    pub(crate) own: Option<i64>,
    /// With the parts of actions on many people.
    pub(crate) has_parts: bool,
}

/// A word that is searched for: as names are folded, and as values stand in JSON.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Word {
    pub(crate) folded: String,
    pub(crate) lower: String,
}

/// The conditions, in which `?1` is the filter as JSON: one text, so that no condition needs a number of its own.
fn matching(filter: &EventFilter) -> String {
    let mut sql = String::from(match (filter.batch, filter.target) {
        (Some(_), _) => "batch = ?1->>'batch'",
        // What is about one person lists the parts of actions on many, too.
        (None, Some(("user", _))) => "true",
        (None, _) if filter.has_parts => "true",
        (None, _) => "batch is null",
    });
    if filter.target.is_some() {
        sql.push_str(" and target_kind = ?1->>'kind' and target_id = ?1->>'target'");
    }
    if filter.actor.is_some() {
        sql.push_str(" and actor_id = ?1->>'actor'");
    }
    if filter.own.is_some() {
        sql.push_str(
            " and (actor_id = ?1->>'own' or (target_kind = 'user' and target_id = ?1->>'own'))",
        );
    }
    if !filter.actions.is_empty() {
        sql.push_str(" and action in (select value from json_each(?1, '$.actions'))");
    }
    if filter.from.is_some() {
        sql.push_str(" and at >= ?1->>'from'");
    }
    if filter.until.is_some() {
        sql.push_str(" and at < ?1->>'until'");
    }
    if !filter.words.is_empty() {
        sql.push_str(
            " and not exists (select 1 from json_each(?1, '$.words') as word \
             where instr(names_key, word.value->>'folded') = 0 \
                 and instr(lower(changes), word.value->>'folded') = 0 \
                 and instr(lower(changes), word.value->>'lower') = 0)",
        );
    }
    sql
}

fn to_json(filter: &EventFilter) -> String {
    json!({
        "actor": filter.actor,
        "kind": filter.target.map(|target| target.0),
        "target": filter.target.map(|target| target.1),
        "batch": filter.batch,
        "actions": filter.actions,
        "from": filter.from,
        "until": filter.until,
        "words": filter.words,
        "own": filter.own,
    })
    .to_string()
}

/// Those that match and are older than `before`, newest first.
pub(crate) async fn list(
    db: &mut SqliteConnection,
    filter: &EventFilter,
    before: Option<i64>,
    limit: u32,
) -> Result<Vec<StoredEvent>> {
    let sql = format!(
        "select {COLUMNS} from event where {} and id < ?2 order by id desc limit ?3",
        matching(filter)
    );
    Ok(sqlx::query_as(sqlx::AssertSqlSafe(sql))
        .bind(to_json(filter))
        .bind(before.unwrap_or(i64::MAX))
        .bind(limit)
        .fetch_all(db)
        .await?)
}

/// How many match.
pub(crate) async fn count(db: &mut SqliteConnection, filter: &EventFilter) -> Result<u32> {
    let sql = format!("select count(*) from event where {}", matching(filter));
    Ok(sqlx::query_scalar(sqlx::AssertSqlSafe(sql))
        .bind(to_json(filter))
        .fetch_one(db)
        .await?)
}

/// The last event after `since` that changed a field of a target.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(crate) struct LaterChange {
    pub(crate) id: i64,
    pub(crate) at: Millis,
    pub(crate) actor_name: String,
}

/// Who changed these fields last, after these events: triples of target id, field and event, in the same order.
pub(crate) async fn find_later_changes(
    db: &mut SqliteConnection,
    kind: &str,
    wanted: &[(i64, String, i64)],
) -> Result<Vec<Option<LaterChange>>> {
    let sql = "select event.id, event.at, event.actor_name, wanted.key as place from json_each(?1) as wanted \
         cross join event on event.id = ( \
             select max(later.id) from event as later \
             where later.target_kind = ?2 and later.target_id = wanted.value->>0 and later.id > wanted.value->>2 \
                 and exists (select 1 from json_each(later.changes) as field where field.key = wanted.value->>1))";
    let rows: Vec<(i64, Millis, String, i64)> = sqlx::query_as(sql)
        .bind(json!(wanted).to_string())
        .bind(kind)
        .fetch_all(db)
        .await?;
    let mut found = vec![None; wanted.len()];
    for (id, at, actor_name, place) in rows {
        if let Some(slot) = usize::try_from(place)
            .ok()
            .and_then(|place| found.get_mut(place))
        {
            *slot = Some(LaterChange { id, at, actor_name });
        }
    }
    Ok(found)
}

/// When a user was last changed, and by whom; signing in is no change.
pub(crate) async fn find_last_change(
    db: &mut SqliteConnection,
    user_id: i64,
) -> Result<Option<(Millis, String)>> {
    let sql = "select at, actor_name from event where target_kind = 'user' and target_id = ? \
         and action not in ('sign_in', 'sign_in_failed') order by id desc limit 1";
    Ok(sqlx::query_as(sql).bind(user_id).fetch_optional(db).await?)
}

/// How many rows speak of a user.
pub(crate) async fn count_of_user(db: &mut SqliteConnection, user_id: i64) -> Result<u32> {
    let sql = "select count(*) from event where target_kind = 'user' and target_id = ?";
    Ok(sqlx::query_scalar(sql).bind(user_id).fetch_one(db).await?)
}
