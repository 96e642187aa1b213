//! The `profile` table. A trigger makes the rows.

use sqlx::SqliteConnection;

use crate::error::Result;

/// A row of `profile`.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub(crate) struct ProfileRecord {
    pub(crate) bio: String,
    pub(crate) location: String,
    pub(crate) birth_date: Option<String>,
    pub(crate) phone_number: String,
    pub(crate) portfolio_site: String,
}

impl ProfileRecord {
    /// What every profile is before anything is said in it.
    pub(crate) fn blank() -> Self {
        Self {
            bio: String::new(),
            location: String::new(),
            birth_date: None,
            phone_number: String::new(),
            portfolio_site: String::new(),
        }
    }
}

/// The profile of a user; nothing only if the database was meddled with.
pub(crate) async fn find(db: &mut SqliteConnection, user_id: i64) -> Result<Option<ProfileRecord>> {
    let sql = "select bio, location, birth_date, phone_number, portfolio_site from profile where user_id = ?";
    Ok(sqlx::query_as(sql).bind(user_id).fetch_optional(db).await?)
}

/// Writes all of it.
pub(crate) async fn update(
    db: &mut SqliteConnection,
    user_id: i64,
    profile: &ProfileRecord,
) -> Result<()> {
    sqlx::query(
        "update profile set bio = ?, location = ?, birth_date = ?, phone_number = ?, portfolio_site = ? \
         where user_id = ?",
    )
    .bind(&profile.bio)
    .bind(&profile.location)
    .bind(&profile.birth_date)
    .bind(&profile.phone_number)
    .bind(&profile.portfolio_site)
    .bind(user_id)
    .execute(db)
    .await?;
    Ok(())
}

/// How many users have none, for the check.
pub(crate) async fn count_missing(db: &mut SqliteConnection) -> Result<u32> {
    let sql = "select count(*) from user where not exists (select 1 from profile where user_id = user.id)";
    Ok(sqlx::query_scalar(sql).fetch_one(db).await?)
}

/// Gives one to every user who has none.
pub(crate) async fn insert_missing(db: &mut SqliteConnection) -> Result<()> {
    let sql = "insert into profile (user_id) select id from user \
         where not exists (select 1 from profile where user_id = user.id)";
    sqlx::query(sql).execute(db).await?;
    Ok(())
}
