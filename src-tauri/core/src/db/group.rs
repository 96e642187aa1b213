//! The tables `group`, `group_permission`, `membership` and `user_permission`.

use sqlx::SqliteConnection;

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

/// All groups with what they allow, by name.
pub(crate) async fn list_records(db: &mut SqliteConnection) -> Result<Vec<GroupRecord>> {
    let sql = r#"select id, name, name_key, version,
        (select group_concat(permission, ' ') from group_permission where group_id = id) from "group" order by name_key"#;
    let rows: Vec<(i64, String, String, i64, Option<String>)> =
        sqlx::query_as(sql).fetch_all(db).await?;
    Ok(rows
        .into_iter()
        .map(|(id, name, name_key, version, permissions)| GroupRecord {
            id,
            name,
            name_key,
            version,
            permissions: permissions
                .unwrap_or_default()
                .split(' ')
                .filter_map(|name| Permission::parse(name).ok())
                .collect(),
        })
        .collect())
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
