//! Which tables of a database hold the people.

use std::collections::{BTreeMap, HashSet};

use sqlx::SqliteConnection;

use super::field::Home;
use crate::db::django::{self, KeyRecord, LinkTable, PeopleQuery};
use crate::error::{Error, Result};

/// The columns that make a table one of users: Django's `AbstractUser` has them, whatever a site adds.
const USER_COLUMNS: [&str; 4] = ["username", "password", "is_superuser", "date_joined"];

/// The most tables of profiles.
const MOST_PROFILES: usize = 16;

/// The most columns that are read of all tables together.
const MOST_COLUMNS: usize = 500;

/// Where the people are.
#[derive(Debug, Clone)]
pub(super) struct Schema {
    users: Table,
    /// The tables with one row for each user.
    profiles: Vec<Profile>,
    /// Who is in which group, and has which permission.
    pub(super) groups: Option<LinkTable>,
    pub(super) permissions: Option<LinkTable>,
    pub(super) has_groups: bool,
    pub(super) has_permissions: bool,
    pub(super) notices: Vec<String>,
}

#[derive(Debug, Clone, Default)]
struct Table {
    name: String,
    columns: Vec<String>,
    key: Option<String>,
}

#[derive(Debug, Clone)]
struct Profile {
    table: Table,
    /// The column that names the user.
    user: String,
}

impl Schema {
    pub(super) async fn read(db: &mut SqliteConnection) -> Result<Self> {
        let tables = list_tables(db).await?;
        let mut notices = Vec::new();
        let users = find_users(db, &tables, &mut notices).await?;
        let keys = django::list_keys(db).await?;
        let mut unique: HashSet<(String, String)> =
            django::list_unique(db).await?.into_iter().collect();
        let own = tables
            .values()
            .filter_map(|table| Some((table.name.clone(), table.key.clone()?)));
        unique.extend(own);
        let to_users: Vec<&KeyRecord> = keys
            .iter()
            .filter(|key| is_same(&key.target, &users.name))
            .collect();
        let is_profile = |key: &&&KeyRecord| {
            unique.contains(&(key.table_name.clone(), key.column_name.clone()))
                && !is_same(&key.table_name, &users.name)
        };
        let mut profiles: Vec<Profile> = Vec::new();
        for key in to_users.iter().filter(is_profile) {
            let is_new = profiles
                .iter()
                .all(|profile| profile.table.name != key.table_name);
            if let Some(table) = tables.get(&key.table_name)
                && is_new
                && profiles.len() < MOST_PROFILES
            {
                profiles.push(Profile {
                    table: table.clone(),
                    user: key.column_name.clone(),
                });
            }
        }
        // Of two that say the same, the one that says more comes first.
        profiles.sort_by_key(|profile| std::cmp::Reverse(profile.count_known()));
        let link_to = |target| find_link(&keys, &to_users, target);
        let has = |table: &str| tables.contains_key(table);
        Ok(Self {
            groups: link_to("auth_group"),
            permissions: link_to("auth_permission"),
            has_groups: has("auth_group"),
            has_permissions: has("auth_permission")
                && has("auth_group_permissions")
                && has("django_content_type"),
            users,
            profiles,
            notices,
        })
    }

    /// The table of users, then those of profiles.
    pub(super) fn tables(&self) -> impl Iterator<Item = &str> {
        let profiles = self.profiles.iter().map(|profile| &*profile.table.name);
        std::iter::once(&*self.users.name).chain(profiles)
    }

    /// What is read, and what each column of it says.
    pub(super) fn plan_query(&self) -> (PeopleQuery, Vec<Home>) {
        let key = self.users.key.clone().unwrap_or_else(|| "rowid".to_owned());
        let (mut columns, mut homes) = (Vec::new(), Vec::new());
        for column in &self.users.columns {
            if *column != key {
                columns.push((0, column.clone()));
                homes.push(Home::of(&self.users.name, column));
            }
        }
        for (place, profile) in (1..).zip(&self.profiles) {
            let table = &profile.table;
            for column in &table.columns {
                if *column != profile.user && Some(column) != table.key.as_ref() {
                    columns.push((place, column.clone()));
                    homes.push(Home::of_profile(&table.name, column));
                }
            }
        }
        columns.truncate(MOST_COLUMNS);
        homes.truncate(MOST_COLUMNS);
        let joined = self
            .profiles
            .iter()
            .map(|profile| (profile.table.name.clone(), profile.user.clone()));
        let query = PeopleQuery {
            table: self.users.name.clone(),
            key,
            joined: joined.collect(),
            columns,
        };
        (query, homes)
    }
}

/// The table between users and something else.
fn find_link(keys: &[KeyRecord], to_users: &[&KeyRecord], target: &str) -> Option<LinkTable> {
    let mut others = keys.iter().filter(|key| key.target == target);
    others.find_map(|other| {
        let mut people = to_users.iter();
        let person = people.find(|key| key.table_name == other.table_name)?;
        Some(LinkTable {
            table: other.table_name.clone(),
            person: person.column_name.clone(),
            other: other.column_name.clone(),
        })
    })
}

impl Profile {
    /// How many of its columns have a place in Roster.
    fn count_known(&self) -> usize {
        let homes = self
            .table
            .columns
            .iter()
            .map(|column| Home::of_profile(&self.table.name, column));
        homes
            .filter(|home| !matches!(home, Home::Nowhere(_)))
            .count()
    }
}

async fn list_tables(db: &mut SqliteConnection) -> Result<BTreeMap<String, Table>> {
    let mut tables: BTreeMap<String, Table> = BTreeMap::new();
    for column in django::list_columns(db).await? {
        let table = tables.entry(column.table_name.clone()).or_default();
        table.name = column.table_name;
        // A key of many columns names no row by one of them.
        table.key = match column.key_place {
            0 => table.key.take(),
            1 => Some(column.column_name.clone()),
            _ => None,
        };
        table.columns.push(column.column_name);
    }
    Ok(tables)
}

/// The table of users: of many, the one with the most.
async fn find_users(
    db: &mut SqliteConnection,
    tables: &BTreeMap<String, Table>,
    notices: &mut Vec<String>,
) -> Result<Table> {
    if ["user", "profile", "event", "user_change"]
        .iter()
        .all(|name| tables.contains_key(*name))
    {
        return Err(Error::Import(
            "This is a roster, or a backup of one. Restore it instead, or export people from it as JSON.".to_owned(),
        ));
    }
    let has_all = |table: &&Table| {
        USER_COLUMNS
            .iter()
            .all(|wanted| table.columns.iter().any(|column| column == wanted))
    };
    let mut found: Option<(u32, &Table)> = None;
    for table in tables.values().filter(has_all) {
        let people = django::count(db, &table.name).await?;
        let (larger, other) = match found {
            Some((most, best)) if most >= people => ((most, best), Some(table)),
            Some((_, best)) => ((people, table), Some(best)),
            None => ((people, table), None),
        };
        found = Some(larger);
        if let Some(other) = other {
            notices.push(format!(
                "The table {} has users too, and is left out: another has more.",
                other.name
            ));
        }
    }
    let Some((_, users)) = found else {
        return Err(Error::Import(
            "This database is not of a Django site: no table in it has username, password, is_superuser and date_joined.".to_owned(),
        ));
    };
    Ok(users.clone())
}

/// Names of tables differ in case between a key and its target only by accident.
fn is_same(one: &str, other: &str) -> bool {
    one.eq_ignore_ascii_case(other)
}
