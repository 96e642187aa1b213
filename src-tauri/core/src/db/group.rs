//! The tables `group`, `group_permission` and `user_permission`, and memberships from a person's side.

use sqlx::{AssertSqlSafe, SqliteConnection};

use crate::error::Result;
use crate::value::{Permission, PermissionSet};
use crate::view::GroupName;

/// All groups, by name.
pub(crate) async fn list(db: &mut SqliteConnection) -> Result<Vec<GroupName>> {
    let rows = sqlx::query_as(r#"select id, name from "group" order by name_key"#)
        .fetch_all(db)
        .await?;
    Ok(to_names(rows))
}

/// A group, and what it allows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct GroupRecord {
    pub(crate) id: i64,
    pub(crate) name: String,
    pub(crate) name_key: String,
    pub(crate) description: String,
    pub(crate) version: i64,
    pub(crate) permissions: PermissionSet,
}

impl GroupRecord {
    /// How history and choices name it.
    pub(crate) fn to_name(&self) -> GroupName {
        GroupName {
            id: self.id,
            name: self.name.clone(),
        }
    }
}

/// The columns of a [`GroupRecord`], the permissions as one text.
const COLUMNS: &str = "id, name, name_key, description, version, \
     (select group_concat(permission, ' ') from group_permission where group_id = id)";

type Row = (i64, String, String, String, i64, Option<String>);

fn to_record((id, name, name_key, description, version, permissions): Row) -> GroupRecord {
    GroupRecord {
        id,
        name,
        name_key,
        description,
        version,
        permissions: permissions
            .unwrap_or_default()
            .split(' ')
            .filter_map(|name| Permission::parse(name).ok())
            .collect(),
    }
}

/// All groups with what they allow, by name.
pub(crate) async fn list_records(db: &mut SqliteConnection) -> Result<Vec<GroupRecord>> {
    let sql = format!(r#"select {COLUMNS} from "group" order by name_key"#);
    let rows: Vec<Row> = sqlx::query_as(AssertSqlSafe(sql)).fetch_all(db).await?;
    Ok(rows.into_iter().map(to_record).collect())
}

/// The group with this number.
pub(crate) async fn find(db: &mut SqliteConnection, id: i64) -> Result<Option<GroupRecord>> {
    let sql = format!(r#"select {COLUMNS} from "group" where id = ?"#);
    let row: Option<Row> = sqlx::query_as(AssertSqlSafe(sql))
        .bind(id)
        .fetch_optional(db)
        .await?;
    Ok(row.map(to_record))
}

/// The group that has this folded name.
pub(crate) async fn find_id_by_key(db: &mut SqliteConnection, key: &str) -> Result<Option<i64>> {
    let sql = r#"select id from "group" where name_key = ?"#;
    Ok(sqlx::query_scalar(sql).bind(key).fetch_optional(db).await?)
}

/// Adds a group of the first version, whatever number and version it names, and returns its number.
pub(crate) async fn insert(db: &mut SqliteConnection, group: &GroupRecord) -> Result<i64> {
    let sql = r#"insert into "group" (name, name_key, description) values (?, ?, ?) returning id"#;
    let id = sqlx::query_scalar(sql)
        .bind(&group.name)
        .bind(&group.name_key)
        .bind(&group.description)
        .fetch_one(&mut *db)
        .await?;
    replace_group_permissions(db, id, group.permissions).await?;
    Ok(id)
}

/// Adds a group that was there before, under its number and with this version.
pub(crate) async fn insert_again(db: &mut SqliteConnection, group: &GroupRecord) -> Result<()> {
    let sql =
        r#"insert into "group" (id, name, name_key, description, version) values (?, ?, ?, ?, ?)"#;
    sqlx::query(sql)
        .bind(group.id)
        .bind(&group.name)
        .bind(&group.name_key)
        .bind(&group.description)
        .bind(group.version)
        .execute(&mut *db)
        .await?;
    replace_group_permissions(db, group.id, group.permissions).await
}

/// Writes a group's name, description and permissions, and counts its version up.
pub(crate) async fn update(db: &mut SqliteConnection, group: &GroupRecord) -> Result<()> {
    let sql = r#"update "group" set name = ?, name_key = ?, description = ?, version = version + 1 where id = ?"#;
    sqlx::query(sql)
        .bind(&group.name)
        .bind(&group.name_key)
        .bind(&group.description)
        .bind(group.id)
        .execute(&mut *db)
        .await?;
    replace_group_permissions(db, group.id, group.permissions).await
}

async fn replace_group_permissions(
    db: &mut SqliteConnection,
    id: i64,
    permissions: PermissionSet,
) -> Result<()> {
    sqlx::query("delete from group_permission where group_id = ?")
        .bind(id)
        .execute(&mut *db)
        .await?;
    sqlx::query(
        "insert into group_permission (group_id, permission) select ?, value from json_each(?)",
    )
    .bind(id)
    .bind(serde_json::json!(permissions).to_string())
    .execute(db)
    .await?;
    Ok(())
}

/// Deletes a group, with what it allows and who is in it.
pub(crate) async fn delete(db: &mut SqliteConnection, id: i64) -> Result<()> {
    sqlx::query(r#"delete from "group" where id = ?"#)
        .bind(id)
        .execute(db)
        .await?;
    Ok(())
}

/// What a user may do without being in a group.
pub(crate) async fn list_direct_permissions(
    db: &mut SqliteConnection,
    user_id: i64,
) -> Result<PermissionSet> {
    let sql = "select permission from user_permission where user_id = ?";
    Ok(to_set(
        &sqlx::query_scalar::<_, String>(sql)
            .bind(user_id)
            .fetch_all(db)
            .await?,
    ))
}

/// The groups that a user is in, by name.
pub(crate) async fn list_of_user(
    db: &mut SqliteConnection,
    user_id: i64,
) -> Result<Vec<GroupName>> {
    let sql = r#"select id, name from membership join "group" on id = group_id where user_id = ? order by name_key"#;
    Ok(to_names(
        sqlx::query_as(sql).bind(user_id).fetch_all(db).await?,
    ))
}

fn to_names(rows: Vec<(i64, String)>) -> Vec<GroupName> {
    rows.into_iter()
        .map(|(id, name)| GroupName { id, name })
        .collect()
}

/// What a user may do: of all their groups and their own.
pub(crate) async fn permissions_of_user(
    db: &mut SqliteConnection,
    user_id: i64,
) -> Result<PermissionSet> {
    let sql = "select permission from membership join group_permission using (group_id) where user_id = ?1 \
         union select permission from user_permission where user_id = ?1";
    Ok(to_set(
        &sqlx::query_scalar::<_, String>(sql)
            .bind(user_id)
            .fetch_all(db)
            .await?,
    ))
}

/// A permission that this program does not know allows nothing here.
fn to_set(names: &[String]) -> PermissionSet {
    names
        .iter()
        .filter_map(|name| Permission::parse(name).ok())
        .collect()
}

/// Puts a user into exactly these groups.
pub(crate) async fn replace_memberships(
    db: &mut SqliteConnection,
    user_id: i64,
    groups: &[i64],
) -> Result<()> {
    sqlx::query("delete from membership where user_id = ?")
        .bind(user_id)
        .execute(&mut *db)
        .await?;
    sqlx::query(
        "insert into membership (user_id, group_id) select distinct ?, value from json_each(?)",
    )
    .bind(user_id)
    .bind(serde_json::json!(groups).to_string())
    .execute(db)
    .await?;
    Ok(())
}

/// Gives a user exactly these permissions of their own.
pub(crate) async fn replace_permissions(
    db: &mut SqliteConnection,
    user_id: i64,
    permissions: PermissionSet,
) -> Result<()> {
    sqlx::query("delete from user_permission where user_id = ?")
        .bind(user_id)
        .execute(&mut *db)
        .await?;
    sqlx::query(
        "insert into user_permission (user_id, permission) select ?, value from json_each(?)",
    )
    .bind(user_id)
    .bind(serde_json::json!(permissions).to_string())
    .execute(db)
    .await?;
    Ok(())
}
