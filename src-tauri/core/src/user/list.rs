//! The list of people.

use super::face::show_row_face;
use super::search::split_words;
use crate::auth::{Granted, Read, ViewUser};
use crate::db::list::{self, ListRecord};
use crate::db::{group, user};
use crate::error::{Error, Result};
use crate::roster::{show_millis, show_optional};
use crate::value::fold_key;
use crate::view::{GroupName, Person, UserPage, UserQuery, UserRow};

impl Granted<ViewUser, Read> {
    /// One page of the people who match, in order.
    pub async fn list_users(mut self, query: &UserQuery) -> Result<UserPage> {
        let words = split_words(&query.search);
        let db = self.access.db();
        let rows = list::select_rows(db, &words, &query.sort, query.offset, limit(query)).await?;
        let everyone = list::count(db, &[]).await?;
        let total = if words.is_empty() {
            everyone
        } else {
            list::count(db, &words).await?
        };
        let rows = rows.into_iter().map(show_row).collect::<Result<_>>()?;
        Ok(UserPage {
            rows,
            total,
            everyone,
            offset: query.offset,
        })
    }

    /// The place of a person among those who match, from 0; nothing if they don't.
    pub async fn locate_user(mut self, id: i64, query: &UserQuery) -> Result<Option<u32>> {
        list::find_position(
            self.access.db(),
            id,
            &split_words(&query.search),
            &query.sort,
        )
        .await
    }

    /// Everything about the people of one page; for programs, which ask once and want it all.
    pub async fn list_details(mut self, query: &UserQuery) -> Result<Vec<Person>> {
        let words = split_words(&query.search);
        let rows = list::select_rows(
            self.access.db(),
            &words,
            &query.sort,
            query.offset,
            limit(query),
        )
        .await?;
        let mut people = Vec::with_capacity(rows.len());
        for row in rows {
            people.push(self.access.show_user(row.id).await?);
        }
        Ok(people)
    }

    /// The groups there are.
    pub async fn list_groups(mut self) -> Result<Vec<GroupName>> {
        group::list(self.access.db()).await
    }

    /// The id of whoever signs in with this name or address.
    pub async fn find_user(mut self, name: &str) -> Result<i64> {
        let found = user::find_by_key(self.access.db(), &fold_key(name.trim())).await?;
        found
            .map(|user| user.id)
            .ok_or_else(|| Error::NotFound(format!("Nobody here is called “{name}”.")))
    }
}

fn limit(query: &UserQuery) -> u32 {
    query.limit.clamp(1, UserQuery::MAX_LIMIT)
}

fn show_row(row: ListRecord) -> Result<UserRow> {
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
        groups,
        date_joined: show_millis(row.date_joined),
        last_login: show_optional(row.last_login),
    })
}
