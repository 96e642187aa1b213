//! The `user` table.

use std::fmt;

use sqlx::{Row as _, SqliteConnection, sqlite::SqliteRow};

use super::Millis;
use crate::error::Result;
use crate::value::{Email, Username, fold_search};

/// A row of `user`. It knows the password hash, so it never serialises, and `Debug` tells only whose it is.
#[derive(Clone, sqlx::FromRow)]
pub(crate) struct UserRecord {
    pub(crate) id: i64,
    pub(crate) username: String,
    pub(crate) username_key: String,
    pub(crate) email: String,
    pub(crate) email_key: Option<String>,
    pub(crate) password_hash: Option<String>,
    pub(crate) password_changed: Option<Millis>,
    pub(crate) password_expires: Option<Millis>,
    pub(crate) first_name: String,
    pub(crate) last_name: String,
    pub(crate) is_active: bool,
    pub(crate) is_staff: bool,
    pub(crate) is_superuser: bool,
    pub(crate) must_change_password: bool,
    pub(crate) session_epoch: i64,
    pub(crate) date_joined: Millis,
    pub(crate) last_login: Option<Millis>,
    pub(crate) deleted_at: Option<Millis>,
    pub(crate) version: i64,
}

impl fmt::Debug for UserRecord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UserRecord")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

impl UserRecord {
    /// What every account is before anything is said about it: active, with no name and no rights.
    pub(crate) fn blank() -> Self {
        Self {
            id: 0,
            username: String::new(),
            username_key: String::new(),
            email: String::new(),
            email_key: None,
            password_hash: None,
            password_changed: None,
            password_expires: None,
            first_name: String::new(),
            last_name: String::new(),
            is_active: true,
            is_staff: false,
            is_superuser: false,
            must_change_password: false,
            session_epoch: 0,
            date_joined: 0,
            last_login: None,
            deleted_at: None,
            version: 1,
        }
    }

    /// First and last name, or the username where there is neither.
    pub(crate) fn display_name(&self) -> String {
        display_name(&self.username, &self.first_name, &self.last_name)
    }

    /// The name to sign in with, and its key.
    pub(crate) fn set_username(&mut self, username: &Username) {
        username.as_str().clone_into(&mut self.username);
        username.key().clone_into(&mut self.username_key);
    }

    /// The address, and its key.
    pub(crate) fn set_email(&mut self, email: &Email) {
        email.as_str().clone_into(&mut self.email);
        self.email_key = email.key().map(str::to_owned);
    }

    /// A password that they chose themselves, which never ends.
    pub(crate) fn set_own_password(&mut self, hash: String, now: Millis) {
        self.password_hash = Some(hash);
        self.password_changed = Some(now);
        self.password_expires = None;
        self.must_change_password = false;
    }

    /// The password is one that was handed over: to be changed at the next sign-in, and before it ends.
    pub(crate) fn set_temporary(&mut self, ends: Millis) {
        self.password_expires = Some(ends);
        self.must_change_password = true;
    }

    /// Whether the password was a temporary one whose time is over.
    pub(crate) fn has_expired(&self, now: Millis) -> bool {
        self.password_expires.is_some_and(|end| end <= now)
    }

    /// The one that keeps a roster manageable: active, not in the trash, and with every right.
    pub(crate) fn is_working_superuser(&self) -> bool {
        self.is_superuser && self.is_active && self.deleted_at.is_none()
    }
}

/// First and last name, or the username where there is neither.
pub(crate) fn display_name(username: &str, first_name: &str, last_name: &str) -> String {
    match (first_name, last_name) {
        ("", "") => username.to_owned(),
        (one, "") | ("", one) => one.to_owned(),
        (first, last) => format!("{first} {last}"),
    }
}

/// What the table keeps folded, for lists.
pub(super) struct FoldedNames {
    pub(super) name: String,
    pub(super) first_name: String,
    pub(super) last_name: String,
    pub(super) search: String,
}

impl FoldedNames {
    pub(super) fn of(user: &UserRecord) -> Self {
        let (first_name, last_name) = (fold_search(&user.first_name), fold_search(&user.last_name));
        let (username, email) = (fold_search(&user.username), fold_search(&user.email));
        let both = format!("{first_name} {last_name}");
        let search = format!("{username}\n{email}\n{}", both.trim());
        // As if the displayed name were folded: a space folds to itself, and letters never act across one.
        let name = match (user.first_name.is_empty(), user.last_name.is_empty()) {
            (true, true) => username,
            (false, true) => first_name.clone(),
            (true, false) => last_name.clone(),
            (false, false) => both,
        };
        Self {
            name,
            first_name,
            last_name,
            search,
        }
    }
}

const COLUMNS: &str = "id, username, username_key, email, email_key, password_hash, password_changed, password_expires, \
     first_name, last_name, is_active, is_staff, is_superuser, must_change_password, session_epoch, date_joined, \
     last_login, deleted_at, version";

/// The user with this id, in the trash or not.
pub(crate) async fn find_by_id(db: &mut SqliteConnection, id: i64) -> Result<Option<UserRecord>> {
    let sql = format!("select {COLUMNS} from user where id = ?");
    Ok(sqlx::query_as(sqlx::AssertSqlSafe(sql))
        .bind(id)
        .fetch_optional(db)
        .await?)
}

/// The user who signs in with this name or address, folded. A username comes before an equal address.
pub(crate) async fn find_by_key(
    db: &mut SqliteConnection,
    key: &str,
) -> Result<Option<UserRecord>> {
    find_among(db, key, "deleted_at is null").await
}

/// The same, of those in the trash.
pub(crate) async fn find_deleted_by_key(
    db: &mut SqliteConnection,
    key: &str,
) -> Result<Option<UserRecord>> {
    find_among(db, key, "deleted_at is not null").await
}

async fn find_among(
    db: &mut SqliteConnection,
    key: &str,
    whom: &'static str,
) -> Result<Option<UserRecord>> {
    let sql = format!(
        "select {COLUMNS} from user where {whom} and (username_key = ?1 or email_key = ?1) \
         order by username_key = ?1 desc limit 1"
    );
    Ok(sqlx::query_as(sqlx::AssertSqlSafe(sql))
        .bind(key)
        .fetch_optional(db)
        .await?)
}

/// Who uses this name or address already, in the trash or not: the id, and whether they are in the trash.
pub(crate) async fn find_key_owner(
    db: &mut SqliteConnection,
    key: &str,
) -> Result<Option<(i64, bool)>> {
    let sql = "select id, deleted_at is not null from user where username_key = ?1 or email_key = ?1 limit 1";
    Ok(sqlx::query_as(sql).bind(key).fetch_optional(db).await?)
}

/// Whether anybody was ever added and is still there, if only in the trash.
pub(crate) async fn has_any(db: &mut SqliteConnection) -> Result<bool> {
    Ok(sqlx::query_scalar("select exists (select 1 from user)")
        .fetch_one(db)
        .await?)
}

/// Whether there is another who can do everything.
pub(crate) async fn has_other_superuser(db: &mut SqliteConnection, id: i64) -> Result<bool> {
    let sql = "select exists (select 1 from user \
         where id <> ? and is_superuser = 1 and is_active = 1 and deleted_at is null)";
    Ok(sqlx::query_scalar(sql).bind(id).fetch_one(db).await?)
}

/// How many there are who can do everything.
pub(crate) async fn count_superusers(db: &mut SqliteConnection) -> Result<i64> {
    let sql =
        "select count(*) from user where is_superuser = 1 and is_active = 1 and deleted_at is null";
    Ok(sqlx::query_scalar(sql).fetch_one(db).await?)
}

/// Adds a row and returns its id; the record's own id, epoch, version and trash mark don't count.
pub(crate) async fn insert(db: &mut SqliteConnection, user: &UserRecord) -> Result<i64> {
    let folded = FoldedNames::of(user);
    let row: SqliteRow = sqlx::query(
        "insert into user (username, username_key, email, email_key, password_hash, password_changed, \
             password_expires, first_name, last_name, name_key, first_name_key, last_name_key, search_key, \
             is_active, is_staff, is_superuser, must_change_password, date_joined) \
         values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning id",
    )
    .bind(&user.username)
    .bind(&user.username_key)
    .bind(&user.email)
    .bind(&user.email_key)
    .bind(&user.password_hash)
    .bind(user.password_changed)
    .bind(user.password_expires)
    .bind(&user.first_name)
    .bind(&user.last_name)
    .bind(&folded.name)
    .bind(&folded.first_name)
    .bind(&folded.last_name)
    .bind(&folded.search)
    .bind(user.is_active)
    .bind(user.is_staff)
    .bind(user.is_superuser)
    .bind(user.must_change_password)
    .bind(user.date_joined)
    .fetch_one(db)
    .await?;
    Ok(row.try_get(0)?)
}

/// Writes what an edit can change, and counts the version up.
pub(crate) async fn update(db: &mut SqliteConnection, user: &UserRecord) -> Result<()> {
    let folded = FoldedNames::of(user);
    sqlx::query(
        "update user set username = ?, username_key = ?, email = ?, email_key = ?, first_name = ?, last_name = ?, \
             name_key = ?, first_name_key = ?, last_name_key = ?, search_key = ?, is_active = ?, is_staff = ?, \
             is_superuser = ?, session_epoch = ?, deleted_at = ?, version = version + 1 \
         where id = ?",
    )
    .bind(&user.username)
    .bind(&user.username_key)
    .bind(&user.email)
    .bind(&user.email_key)
    .bind(&user.first_name)
    .bind(&user.last_name)
    .bind(&folded.name)
    .bind(&folded.first_name)
    .bind(&folded.last_name)
    .bind(&folded.search)
    .bind(user.is_active)
    .bind(user.is_staff)
    .bind(user.is_superuser)
    .bind(user.session_epoch)
    .bind(user.deleted_at)
    .bind(user.id)
    .execute(db)
    .await?;
    Ok(())
}

/// A new password: every session of the user ends.
pub(crate) async fn update_password(db: &mut SqliteConnection, user: &UserRecord) -> Result<()> {
    sqlx::query(
        "update user set password_hash = ?, password_changed = ?, password_expires = ?, must_change_password = ?, \
             session_epoch = session_epoch + 1, version = version + 1 \
         where id = ?",
    )
    .bind(&user.password_hash)
    .bind(user.password_changed)
    .bind(user.password_expires)
    .bind(user.must_change_password)
    .bind(user.id)
    .execute(db)
    .await?;
    Ok(())
}

/// The same password under another hash: nobody notices, so neither epoch nor version change.
pub(crate) async fn replace_hash(db: &mut SqliteConnection, id: i64, hash: &str) -> Result<()> {
    sqlx::query("update user set password_hash = ? where id = ?")
        .bind(hash)
        .bind(id)
        .execute(db)
        .await?;
    Ok(())
}

/// Notes a sign-in; not a change that an edit could conflict with.
pub(crate) async fn update_last_login(
    db: &mut SqliteConnection,
    id: i64,
    at: Millis,
) -> Result<()> {
    sqlx::query("update user set last_login = ? where id = ?")
        .bind(at)
        .bind(id)
        .execute(db)
        .await?;
    Ok(())
}

/// Deletes for good: profile, picture, memberships and permissions go along, history stays.
pub(crate) async fn delete(db: &mut SqliteConnection, id: i64) -> Result<()> {
    sqlx::query("delete from user where id = ?")
        .bind(id)
        .execute(db)
        .await?;
    Ok(())
}
