//! People who are added many at a time: their rows are written out beforehand, which needs no database, and stored by a
//! handful of statements.

use serde::Serialize;
use sqlx::SqliteConnection;

use super::bulk::{self, UserRow};
use super::event;
use super::person::PersonRecord;
use super::profile::ProfileRecord;
use super::user::FoldedNames;
use crate::error::{Error, Result};

/// New people with their numbers, as the statements take them.
#[derive(Default)]
pub(crate) struct Additions {
    parts: Rows,
    users: Rows,
    profiles: Rows,
    memberships: Rows,
    permissions: Rows,
}

/// How history tells of those who are added.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Told<'a> {
    pub(crate) action: &'a str,
    /// The name of who adds them, folded.
    pub(crate) by: &'a str,
}

impl Additions {
    /// Adds somebody, with what history keeps of them. Their picture is not among it.
    pub(crate) fn push(
        &mut self,
        person: &PersonRecord,
        told: Told<'_>,
        changes: &impl Serialize,
    ) -> Result<()> {
        let user = &person.user;
        let folded = FoldedNames::of(user);
        let names = format!("{}\n{}", told.by, folded.name);
        let name = user.display_name();
        let part = (user.id, name, told.action, changes, None::<i64>, names);
        self.parts.push(&part)?;
        self.users.push(&UserRow::of(user.id, user, folded))?;
        let profile = &person.profile;
        if *profile != ProfileRecord::blank() {
            self.profiles.push(&(
                user.id,
                &profile.bio,
                &profile.location,
                &profile.birth_date,
                &profile.phone_number,
                &profile.portfolio_site,
            ))?;
        }
        for group in &person.groups {
            self.memberships.push(&(user.id, group))?;
        }
        for permission in person.permissions.iter() {
            self.permissions.push(&(user.id, permission))?;
        }
        Ok(())
    }

    /// Stores them all, as parts of an event.
    pub(crate) async fn insert(self, db: &mut SqliteConnection, batch: i64) -> Result<()> {
        let (Some(parts), Some(users)) = (self.parts.finish()?, self.users.finish()?) else {
            return Ok(());
        };
        event::insert_part_rows(db, batch, parts).await?;
        bulk::insert_user_rows(db, users).await?;
        // A trigger has made the rows. Inserted over them: an update from a list walks through the table.
        let sql = "insert into profile (user_id, bio, location, birth_date, phone_number, portfolio_site) \
             select value->>0, value->>1, value->>2, value->>3, value->>4, value->>5 from jsonb_each(?) where true \
             on conflict (user_id) do update set bio = excluded.bio, location = excluded.location, \
                 birth_date = excluded.birth_date, phone_number = excluded.phone_number, \
                 portfolio_site = excluded.portfolio_site";
        run(db, sql, self.profiles).await?;
        let sql = "insert into membership (user_id, group_id) select value->>0, value->>1 from jsonb_each(?)";
        run(db, sql, self.memberships).await?;
        let sql = "insert into user_permission (user_id, permission) select value->>0, value->>1 from jsonb_each(?)";
        run(db, sql, self.permissions).await
    }
}

async fn run(db: &mut SqliteConnection, sql: &'static str, rows: Rows) -> Result<()> {
    if let Some(rows) = rows.finish()? {
        sqlx::query(sql).bind(rows).execute(db).await?;
    }
    Ok(())
}

/// A JSON array that grows.
#[derive(Default)]
struct Rows(Vec<u8>);

impl Rows {
    fn push(&mut self, row: &impl Serialize) -> Result<()> {
        self.0.push(if self.0.is_empty() { b'[' } else { b',' });
        serde_json::to_writer(&mut self.0, row).map_err(|error| Error::internal(error.to_string()))
    }

    /// The whole; nothing if there are no rows.
    fn finish(mut self) -> Result<Option<String>> {
        if self.0.is_empty() {
            return Ok(None);
        }
        self.0.push(b']');
        let text = String::from_utf8(self.0).map_err(|error| Error::internal(error.to_string()))?;
        Ok(Some(text))
    }
}
