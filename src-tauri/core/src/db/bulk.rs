//! Many rows at once: one statement over a JSON array, or a few with many rows each, never a loop of statements.
//!
//! A statement costs a hop to the connection's thread; 20,000 looped inserts take forty times as long as one of these.

use std::collections::HashSet;

use serde::Serialize;
use sqlx::SqliteConnection;

use super::user::{FoldedNames, UserRecord};
use super::values::{Bound, Insert, Values};
use crate::error::{Error, Result};

/// Every name and address in use, folded.
pub(crate) async fn list_keys(db: &mut SqliteConnection) -> Result<HashSet<String>> {
    let sql = "select username_key from user union select email_key from user where email_key is not null";
    Ok(sqlx::query_scalar(sql)
        .fetch_all(db)
        .await?
        .into_iter()
        .collect())
}

/// The id that the next row gets: one more than any row ever had.
pub(crate) async fn next_id(db: &mut SqliteConnection) -> Result<i64> {
    let sql = "select coalesce((select seq from sqlite_sequence where name = 'user'), 0) + 1";
    Ok(sqlx::query_scalar(sql).fetch_one(db).await?)
}

/// Adds rows with the ids from `first` on.
pub(crate) async fn insert_users(
    db: &mut SqliteConnection,
    first: i64,
    users: &[&UserRecord],
) -> Result<()> {
    let mut rows = Values::new(&INSERT_USERS);
    for (user, id) in users.iter().zip(first..) {
        bind_user(rows.next_row().0, id, user, &FoldedNames::of(user))?;
    }
    rows.insert(db).await
}

/// Adds rows that [`bind_user`] binds. What most people have alike, or follows from something else, is null there.
pub(super) static INSERT_USERS: Insert = Insert {
    before: "insert into user (id, username, username_key, email, email_key, first_name, last_name, first_name_key, \
             last_name_key, name_key, search_key, is_active, is_staff, is_superuser, date_joined, last_login, \
             password_hash, password_changed, password_expires, must_change_password) \
         select column1, column2, coalesce(column3, column2), column4, nullif(coalesce(column5, column4), ''), \
             column6, column7, column8, column9, coalesce(column10, column8 || ' ' || column9), \
             coalesce(column11, coalesce(column3, column2) || char(10) || coalesce(column5, column4) || char(10) \
                 || column8 || ' ' || column9), \
             column12, column13, column14, column15, column16, column17, column18, column19, column20 from (",
    row: "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    after: ")",
};

/// A row of the table; the record's own id, epoch, version and trash mark don't count.
pub(super) fn bind_user(
    row: &mut Bound,
    id: i64,
    user: &UserRecord,
    folded: &FoldedNames,
) -> Result<()> {
    let email_key = user.email_key.as_deref().unwrap_or_default();
    let (first, last) = (&*folded.first_name, &*folded.last_name);
    let is_joined = |text: &str| {
        let rest = text.strip_prefix(first);
        rest.and_then(|rest| rest.strip_prefix(' ')) == Some(last)
    };
    let is_search_made = || {
        let rest = folded.search.strip_prefix(&*user.username_key)?;
        let rest = rest.strip_prefix('\n')?.strip_prefix(email_key)?;
        Some(is_joined(rest.strip_prefix('\n')?))
    };
    row.add(id)?.add_text(&user.username)?;
    row.add_unless(user.username_key == user.username, &user.username_key)?;
    row.add_text(&user.email)?;
    row.add_unless(email_key == user.email, email_key)?;
    row.add_text(&user.first_name)?.add_text(&user.last_name)?;
    row.add_text(first)?.add_text(last)?;
    row.add_unless(is_joined(&folded.name), &folded.name)?;
    row.add_unless(is_search_made() == Some(true), &folded.search)?;
    row.add(user.is_active)?.add(user.is_staff)?;
    row.add(user.is_superuser)?;
    row.add(user.date_joined)?.add(user.last_login)?;
    row.add_optional(user.password_hash.as_deref())?;
    row.add(user.password_changed)?;
    row.add(user.password_expires)?;
    row.add(user.must_change_password)?;
    Ok(())
}

/// Rows as `jsonb_each` takes them. Written out as they are: a tree of values of a hundred thousand people takes longer to
/// make and to drop than SQLite takes to store them.
pub(crate) fn to_json<T: Serialize>(rows: &[T]) -> Result<String> {
    serde_json::to_string(rows).map_err(|error| Error::internal(error.to_string()))
}

/// Fills profiles: rows of user id, bio, location, birth date, telephone number.
pub(crate) async fn update_profiles(
    db: &mut SqliteConnection,
    profiles: &[impl Serialize],
) -> Result<()> {
    sqlx::query(
        "update profile set bio = row.value->>1, location = row.value->>2, birth_date = row.value->>3, \
             phone_number = row.value->>4 from jsonb_each(?) as row where user_id = row.value->>0",
    )
    .bind(to_json(profiles)?)
    .execute(db)
    .await?;
    Ok(())
}

/// Puts users into groups: pairs of user and group.
pub(crate) async fn insert_memberships(
    db: &mut SqliteConnection,
    pairs: &[(i64, i64)],
) -> Result<()> {
    sqlx::query(
        "insert into membership (user_id, group_id) select value->>0, value->>1 from jsonb_each(?)",
    )
    .bind(to_json(pairs)?)
    .execute(db)
    .await?;
    Ok(())
}
