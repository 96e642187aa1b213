//! Everything about many people at once: account, profile, picture, groups and permissions, read and written by a
//! handful of statements however many there are.

use std::collections::BTreeSet;

use serde::Serialize;
use serde_json::json;
use sqlx::SqliteConnection;

use super::Millis;
use super::avatar;
use super::bulk::to_json;
use super::profile::ProfileRecord;
use super::user::{FoldedNames, UserRecord};
use crate::error::Result;
use crate::value::{Permission, PermissionSet};

/// All that a change to a person can change.
#[derive(Debug, Clone)]
pub(crate) struct PersonRecord {
    pub(crate) user: UserRecord,
    pub(crate) profile: ProfileRecord,
    /// The version of the picture.
    pub(crate) avatar: Option<String>,
    pub(crate) groups: BTreeSet<i64>,
    /// Without being in a group.
    pub(crate) permissions: PermissionSet,
}

#[derive(sqlx::FromRow)]
struct Row {
    #[sqlx(flatten)]
    user: UserRecord,
    #[sqlx(flatten)]
    profile: ProfileRecord,
    avatar: Option<String>,
    groups: Option<String>,
    permissions: Option<String>,
}

/// The people with these ids, in this order, in the trash or not; those who are gone are left out.
pub(crate) async fn list(db: &mut SqliteConnection, ids: &[i64]) -> Result<Vec<PersonRecord>> {
    let sql = "select user.id, username, username_key, email, email_key, password_hash, password_changed, \
             password_expires, first_name, last_name, is_active, is_staff, is_superuser, must_change_password, \
             session_epoch, date_joined, last_login, deleted_at, version, \
             bio, location, birth_date, phone_number, portfolio_site, \
             (select hash from avatar where user_id = user.id) as avatar, \
             (select group_concat(group_id, ' ') from membership where user_id = user.id) as groups, \
             (select group_concat(permission, ' ') from user_permission where user_id = user.id) as permissions \
         from jsonb_each(?) as wanted cross join user on user.id = wanted.value \
         cross join profile on user_id = user.id order by wanted.key";
    let rows: Vec<Row> = sqlx::query_as(sql)
        .bind(json!(ids).to_string())
        .fetch_all(db)
        .await?;
    Ok(rows.into_iter().map(Row::into_record).collect())
}

impl Row {
    fn into_record(self) -> PersonRecord {
        let words = |text: Option<String>| text.unwrap_or_default();
        PersonRecord {
            user: self.user,
            profile: self.profile,
            avatar: self.avatar,
            groups: words(self.groups)
                .split(' ')
                .filter_map(|id| id.parse().ok())
                .collect(),
            permissions: words(self.permissions)
                .split(' ')
                .filter_map(|name| Permission::parse(name).ok())
                .collect(),
        }
    }
}

/// Somebody before and after a change.
pub(crate) struct Changed {
    pub(crate) old: PersonRecord,
    pub(crate) new: PersonRecord,
}

/// Writes what is different, and counts everyone's version up by one. A picture that is named has to be kept from
/// before; one that goes is kept.
pub(crate) async fn update(
    db: &mut SqliteConnection,
    people: &[Changed],
    now: Millis,
) -> Result<()> {
    update_names(db, people).await?;
    // Whoever becomes a superuser does so before another ceases to be one: at no moment may there be none.
    update_deleted(db, people, false).await?;
    for is_on in [true, false] {
        for column in FLAGS {
            update_flag(db, people, column, is_on).await?;
        }
    }
    update_deleted(db, people, true).await?;
    update_counters(db, people).await?;
    update_profiles(db, people).await?;
    update_avatars(db, people, now).await?;
    update_memberships(db, people).await?;
    update_permissions(db, people).await
}

/// Runs a statement over rows; without rows, there is nothing to do.
async fn run(
    db: &mut SqliteConnection,
    sql: &'static str,
    rows: Vec<impl Serialize>,
) -> Result<()> {
    if !rows.is_empty() {
        sqlx::query(sql).bind(to_json(&rows)?).execute(db).await?;
    }
    Ok(())
}

async fn update_names(db: &mut SqliteConnection, people: &[Changed]) -> Result<()> {
    let names = |user: &UserRecord| {
        [
            user.username.clone(),
            user.email.clone(),
            user.first_name.clone(),
            user.last_name.clone(),
        ]
    };
    let rows = people
        .iter()
        .filter(|person| names(&person.old.user) != names(&person.new.user))
        .map(|person| {
            let user = &person.new.user;
            let folded = FoldedNames::of(user);
            json!([
                user.id,
                user.username,
                user.username_key,
                user.email,
                user.email_key,
                user.first_name,
                user.last_name,
                folded.name,
                folded.first_name,
                folded.last_name,
                folded.search,
            ])
        })
        .collect();
    let sql = "update user set username = row.value->>1, username_key = row.value->>2, email = row.value->>3, \
             email_key = row.value->>4, first_name = row.value->>5, last_name = row.value->>6, \
             name_key = row.value->>7, first_name_key = row.value->>8, last_name_key = row.value->>9, \
             search_key = row.value->>10 \
         from jsonb_each(?) as row where user.id = row.value->>0";
    run(db, sql, rows).await
}

/// A flag: how it is read, and the statements that set and clear it.
struct Flag {
    read: fn(&UserRecord) -> bool,
    set: &'static str,
    clear: &'static str,
}

macro_rules! flag {
    ($column:ident) => {
        Flag {
            read: |user| user.$column,
            set: concat!(
                "update user set ",
                stringify!($column),
                " = 1 where id in (select value from jsonb_each(?))"
            ),
            clear: concat!(
                "update user set ",
                stringify!($column),
                " = 0 where id in (select value from jsonb_each(?))"
            ),
        }
    };
}

const FLAGS: &[Flag] = &[
    flag!(is_active),
    flag!(is_staff),
    flag!(is_superuser),
    flag!(must_change_password),
];

async fn update_flag(
    db: &mut SqliteConnection,
    people: &[Changed],
    flag: &Flag,
    is_on: bool,
) -> Result<()> {
    let turns = |person: &&Changed| {
        (flag.read)(&person.new.user) == is_on && (flag.read)(&person.old.user) != is_on
    };
    let ids = people.iter().filter(turns);
    let rows = ids.map(|person| json!(person.new.user.id)).collect();
    run(db, if is_on { flag.set } else { flag.clear }, rows).await
}

/// Into the trash or out of it.
async fn update_deleted(
    db: &mut SqliteConnection,
    people: &[Changed],
    is_deleted: bool,
) -> Result<()> {
    let rows = people
        .iter()
        .filter(|person| {
            person.new.user.deleted_at.is_some() == is_deleted
                && person.new.user.deleted_at != person.old.user.deleted_at
        })
        .map(|person| json!([person.new.user.id, person.new.user.deleted_at]))
        .collect();
    let sql = "update user set deleted_at = row.value->>1 from jsonb_each(?) as row where user.id = row.value->>0";
    run(db, sql, rows).await
}

/// By ids alone: an update from a list of rows walks through everybody for each of them.
async fn update_counters(db: &mut SqliteConnection, people: &[Changed]) -> Result<()> {
    let ids = |people: &mut dyn Iterator<Item = &Changed>| {
        people.map(|person| json!(person.new.user.id)).collect()
    };
    let everyone = ids(&mut people.iter());
    let sql = "update user set version = version + 1 where id in (select value from jsonb_each(?))";
    run(db, sql, everyone).await?;
    let ends = |person: &&Changed| person.new.user.session_epoch != person.old.user.session_epoch;
    let leavers = ids(&mut people.iter().filter(ends));
    let sql = "update user set session_epoch = session_epoch + 1 where id in (select value from jsonb_each(?))";
    run(db, sql, leavers).await
}

async fn update_profiles(db: &mut SqliteConnection, people: &[Changed]) -> Result<()> {
    let rows = people
        .iter()
        .filter(|person| person.old.profile != person.new.profile)
        .map(|person| {
            let profile = &person.new.profile;
            json!([
                person.new.user.id,
                profile.bio,
                profile.location,
                profile.birth_date,
                profile.phone_number,
                profile.portfolio_site,
            ])
        })
        .collect();
    let sql = "update profile set bio = row.value->>1, location = row.value->>2, birth_date = row.value->>3, \
             phone_number = row.value->>4, portfolio_site = row.value->>5 \
         from jsonb_each(?) as row where user_id = row.value->>0";
    run(db, sql, rows).await
}

async fn update_avatars(db: &mut SqliteConnection, people: &[Changed], now: Millis) -> Result<()> {
    let differs = |person: &&Changed| person.old.avatar != person.new.avatar;
    let changed: Vec<&Changed> = people.iter().filter(differs).collect();
    if changed.is_empty() {
        return Ok(());
    }
    let ids: Vec<i64> = changed.iter().map(|person| person.new.user.id).collect();
    avatar::keep(db, &ids, now).await?;
    avatar::delete_many(db, &ids).await?;
    let wanted = changed
        .iter()
        .filter_map(|person| Some((person.new.user.id, person.new.avatar.as_deref()?)));
    avatar::put_back(db, &wanted.collect::<Vec<_>>()).await
}

async fn update_memberships(db: &mut SqliteConnection, people: &[Changed]) -> Result<()> {
    let pairs = |from: fn(&Changed) -> &PersonRecord, to: fn(&Changed) -> &PersonRecord| {
        people
            .iter()
            .flat_map(|person| {
                let gone = from(person).groups.difference(&to(person).groups);
                gone.map(|group| json!([person.new.user.id, group]))
            })
            .collect()
    };
    let sql = "delete from membership where (user_id, group_id) in \
         (select value->>0, value->>1 from jsonb_each(?))";
    run(db, sql, pairs(|p| &p.old, |p| &p.new)).await?;
    let sql =
        "insert into membership (user_id, group_id) select value->>0, value->>1 from jsonb_each(?)";
    run(db, sql, pairs(|p| &p.new, |p| &p.old)).await
}

async fn update_permissions(db: &mut SqliteConnection, people: &[Changed]) -> Result<()> {
    let pairs = |from: fn(&Changed) -> &PersonRecord, to: fn(&Changed) -> &PersonRecord| {
        people
            .iter()
            .flat_map(|person| {
                let gone = from(person).permissions.without(to(person).permissions);
                gone.iter()
                    .map(|permission| json!([person.new.user.id, permission]))
                    .collect::<Vec<_>>()
            })
            .collect()
    };
    let sql = "delete from user_permission where (user_id, permission) in \
         (select value->>0, value->>1 from jsonb_each(?))";
    run(db, sql, pairs(|p| &p.old, |p| &p.new)).await?;
    let sql = "insert into user_permission (user_id, permission) select value->>0, value->>1 from jsonb_each(?)";
    run(db, sql, pairs(|p| &p.new, |p| &p.old)).await
}

/// Who has which of these folded names and addresses: key and user.
pub(crate) async fn list_key_owners(
    db: &mut SqliteConnection,
    keys: &[impl Serialize],
) -> Result<Vec<(String, i64)>> {
    let sql = "select wanted.value, user.id from jsonb_each(?1) as wanted \
             cross join user on username_key = wanted.value \
         union all select wanted.value, user.id from jsonb_each(?1) as wanted \
             cross join user on email_key = wanted.value";
    Ok(sqlx::query_as(sql)
        .bind(to_json(keys)?)
        .fetch_all(db)
        .await?)
}

/// The same of all names and addresses there are.
pub(crate) async fn list_all_key_owners(db: &mut SqliteConnection) -> Result<Vec<(String, i64)>> {
    let sql = "select username_key, id from user \
         union all select email_key, id from user where email_key is not null";
    Ok(sqlx::query_as(sql).fetch_all(db).await?)
}
