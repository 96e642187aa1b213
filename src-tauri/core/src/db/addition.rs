//! People who are added many at a time: their rows are bound beforehand, which needs no database, and stored by a handful of
//! statements.

use serde::Serialize;
use sqlx::{AssertSqlSafe, Connection as _, SqliteConnection};

use super::bulk::{INSERT_USERS, bind_user};
use super::event::{INSERT_PARTS, Whole};
use super::person::PersonRecord;
use super::trigger::{SetAside, set_aside};
use super::user::FoldedNames;
use super::user_change;
use super::values::{Insert, Values};
use crate::error::{Error, Result};

/// Unless it is set aside, a trigger has made the rows. Inserted over them: an update from a list walks through the table.
static INSERT_PROFILES: Insert = Insert {
    before: "insert into profile (user_id, bio, location, birth_date, phone_number, portfolio_site) \
         select column1, coalesce(column2, ''), coalesce(column3, ''), column4, coalesce(column5, ''), \
             coalesce(column6, '') from (",
    row: "(?, ?, ?, ?, ?, ?)",
    after: ") where true \
         on conflict (user_id) do update set bio = excluded.bio, location = excluded.location, \
             birth_date = excluded.birth_date, phone_number = excluded.phone_number, \
             portfolio_site = excluded.portfolio_site",
};

/// New people with their numbers, as the statements take them.
pub(crate) struct Additions {
    parts: Values,
    users: Values,
    profiles: Values,
    memberships: Rows,
    permissions: Rows,
}

/// The page cache while many are added, in KiB: with the little that SQLite takes by itself, it writes the inner pages of its
/// indexes into the log again and again, and reads them back.
const CACHE: u32 = 48 * 1024;

/// What a transaction is given in which very many are added.
#[must_use]
pub(crate) struct Room(Option<SetAside>);

impl Room {
    /// Makes room for about `people`.
    ///
    /// With more of them than `user_change` remembers, the triggers that note each and give them a profile are set aside:
    /// [`Additions`] bring the profiles, and one note is enough.
    pub(crate) async fn make(db: &mut SqliteConnection, people: usize) -> Result<Self> {
        let sql = format!("pragma cache_size = -{CACHE}");
        sqlx::query(AssertSqlSafe(sql)).execute(&mut *db).await?;
        if people <= user_change::REMEMBERED {
            return Ok(Self(None));
        }
        let is_meant = |name: &str| matches!(name, "user_gets_profile" | "user_change_on_insert");
        Ok(Self(Some(set_aside(db, is_meant).await?)))
    }

    /// Leaves everything as it was, before the transaction is kept. If it never is, only the cache stays larger.
    pub(crate) async fn leave(self, db: &mut SqliteConnection) -> Result<()> {
        if let Some(triggers) = self.0 {
            triggers.put_back(db).await?;
            user_change::forget_all(db).await?;
        }
        // The statements for many rows keep memory for as many.
        db.clear_cached_statements().await?;
        sqlx::query("pragma cache_size = -2000").execute(db).await?;
        Ok(())
    }
}

/// How history tells of those who are added.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Told<'a> {
    pub(crate) whole: Whole<'a>,
    pub(crate) action: &'a str,
    /// The name of who adds them, folded.
    pub(crate) by: &'a str,
}

impl Additions {
    pub(crate) fn new() -> Self {
        Self {
            parts: Values::new(&INSERT_PARTS),
            users: Values::new(&INSERT_USERS),
            profiles: Values::new(&INSERT_PROFILES),
            memberships: Rows::default(),
            permissions: Rows::default(),
        }
    }

    /// Adds somebody, with what history keeps of them. Their picture is not among it. All are told of alike.
    pub(crate) fn push(
        &mut self,
        person: &PersonRecord,
        told: Told<'_>,
        changes: &impl Serialize,
    ) -> Result<()> {
        let user = &person.user;
        let folded = FoldedNames::of(user);
        let (part, is_first) = self.parts.next_row();
        if is_first {
            told.whole.bind(told.action, part)?;
        }
        let changes = serde_json::to_string(changes);
        let changes = changes.map_err(|error| Error::internal(error.to_string()))?;
        part.add(user.id)?.add_text(&changes)?;
        let name = format!("{}\n{}", told.by, folded.name);
        part.add_text(&user.display_name())?.add_text(&name)?;
        bind_user(self.users.next_row().0, user.id, user, &folded)?;
        let (profile, row) = (&person.profile, self.profiles.next_row().0);
        row.add(user.id)?;
        row.add_unless(profile.bio.is_empty(), &profile.bio)?;
        row.add_unless(profile.location.is_empty(), &profile.location)?;
        row.add_optional(profile.birth_date.as_deref())?;
        row.add_unless(profile.phone_number.is_empty(), &profile.phone_number)?;
        row.add_unless(profile.portfolio_site.is_empty(), &profile.portfolio_site)?;
        for group in &person.groups {
            self.memberships.push(&(user.id, group))?;
        }
        for permission in person.permissions.iter() {
            self.permissions.push(&(user.id, permission))?;
        }
        Ok(())
    }

    /// Stores them all.
    pub(crate) async fn insert(self, db: &mut SqliteConnection) -> Result<()> {
        self.parts.insert(db).await?;
        self.users.insert(db).await?;
        self.profiles.insert(db).await?;
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
