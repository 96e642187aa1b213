//! Many rows at once: one statement over a JSON array, never a loop of statements.
//!
//! A statement costs a hop to the connection's thread; 20,000 looped inserts take forty times as long as one of these.

use std::collections::HashSet;

use serde::Serialize;
use sqlx::SqliteConnection;

use super::Millis;
use super::user::{FoldedNames, UserRecord};
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
    let rows: Vec<UserRow<'_>> = users
        .iter()
        .zip(first..)
        .map(|(user, id)| UserRow::of(id, user, FoldedNames::of(user)))
        .collect();
    insert_user_rows(db, to_json(&rows)?).await
}

/// Adds rows that were written out beforehand, an array of [`UserRow`].
pub(super) async fn insert_user_rows(db: &mut SqliteConnection, rows: String) -> Result<()> {
    sqlx::query(
        "insert into user (id, username, username_key, email, email_key, first_name, last_name, name_key, \
             first_name_key, last_name_key, search_key, is_active, is_staff, is_superuser, date_joined, last_login, \
             password_hash, password_changed, password_expires, must_change_password) \
         select value->>0, value->>1, value->>2, value->>3, value->>4, value->>5, value->>6, value->>7, value->>8, \
             value->>9, value->>10, value->>11, value->>12, value->>13, value->>14, value->>15, \
             value->>16, value->>17, value->>18, value->>19 from jsonb_each(?)",
    )
    .bind(rows)
    .execute(db)
    .await?;
    Ok(())
}

/// Rows as `jsonb_each` takes them. Written out as they are: a tree of values of a hundred thousand people takes longer to
/// make and to drop than SQLite takes to store them.
pub(crate) fn to_json<T: Serialize>(rows: &[T]) -> Result<String> {
    serde_json::to_string(rows).map_err(|error| Error::internal(error.to_string()))
}

/// A row of the table, in the order of the statement.
#[derive(Serialize)]
pub(super) struct UserRow<'a>(
    i64,
    &'a str,
    &'a str,
    &'a str,
    Option<&'a str>,
    &'a str,
    &'a str,
    String,
    String,
    String,
    String,
    u8,
    u8,
    u8,
    Millis,
    Option<Millis>,
    Option<&'a str>,
    Option<Millis>,
    Option<Millis>,
    u8,
);

impl<'a> UserRow<'a> {
    pub(super) fn of(id: i64, user: &'a UserRecord, folded: FoldedNames) -> Self {
        Self(
            id,
            &user.username,
            &user.username_key,
            &user.email,
            user.email_key.as_deref(),
            &user.first_name,
            &user.last_name,
            folded.name,
            folded.first_name,
            folded.last_name,
            folded.search,
            user.is_active.into(),
            user.is_staff.into(),
            user.is_superuser.into(),
            user.date_joined,
            user.last_login,
            user.password_hash.as_deref(),
            user.password_changed,
            user.password_expires,
            user.must_change_password.into(),
        )
    }
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
