//! People from the database of a Django site, and from the folder of its pictures.

mod field;
mod permission;
mod schema;

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use sqlx::{Connection as _, SqliteConnection};

use self::field::Home;
use self::schema::Schema;
use super::prepare::find_picture;
use super::row::{AvatarSource, SourceRow};
use super::source::SourceGroup;
use super::spool::SpoolWriter;
use crate::db::django::{self, PeopleQuery, PeopleRow};
use crate::error::{DatabaseError, Error, Result};
use crate::progress::{Progress, report};
use crate::value::{GroupDescription, GroupName, PermissionSet};
use crate::view::LeftOut;

/// How many people are read at once.
const PAGE: u32 = 5_000;

/// What was found in a database.
#[derive(Debug, Clone)]
pub(super) struct DjangoShape {
    schema: Schema,
    /// What each column of the query says.
    homes: Vec<Home>,
    query: PeopleQuery,
    /// Pictures that stand for none.
    placeholders: HashSet<String>,
    people: u32,
}

/// The groups by their ids there, and the permissions that have a counterpart.
struct Rights {
    groups: HashMap<i64, SourceGroup>,
    permissions: HashMap<i64, PermissionSet>,
}

impl DjangoShape {
    /// Looks what is in a database, and what of it has no place in Roster.
    pub(super) async fn detect(path: &Path) -> Result<(Self, Vec<LeftOut>)> {
        let mut db = open(path).await?;
        let detected = Self::read(&mut db).await;
        db.close().await?;
        detected.map_err(|error| explain(error, path))
    }

    async fn read(db: &mut SqliteConnection) -> Result<(Self, Vec<LeftOut>)> {
        let schema = Schema::read(db).await?;
        let (query, homes) = schema.plan_query();
        let mut placeholders = HashSet::new();
        let mut left_out = Vec::new();
        for (place, table) in schema.tables().enumerate() {
            let of_table = || {
                query
                    .columns
                    .iter()
                    .zip(&homes)
                    .filter(move |((at, _), _)| *at == place)
            };
            for ((_, column), home) in of_table() {
                if matches!(home, Home::Avatar) {
                    placeholders.extend(django::list_shared(db, table, column).await?);
                }
            }
            let lost: Vec<String> = of_table()
                .filter(|(_, home)| matches!(home, Home::Nowhere(_)))
                .map(|((_, column), _)| column.clone())
                .collect();
            let filled = if lost.is_empty() {
                Vec::new()
            } else {
                django::count_filled(db, table, &lost).await?
            };
            let lost = lost.iter().zip(filled).filter(|(_, filled)| *filled > 0);
            left_out.extend(lost.map(|(column, filled)| LeftOut {
                column: format!("{table}.{column}"),
                filled,
            }));
        }
        let people = django::count(db, &query.table).await?;
        let shape = Self {
            schema,
            homes,
            query,
            placeholders,
            people,
        };
        Ok((shape, left_out))
    }

    /// In words.
    pub(super) fn describe(&self) -> String {
        let mut tables = self.schema.tables();
        let users = tables.next().unwrap_or_default();
        let profiles: Vec<&str> = tables.collect();
        let people = self.people;
        match profiles.len() {
            0 => format!("{people} users in {users}, without profiles of their own"),
            _ => format!(
                "{people} users in {users}, profiles in {}",
                profiles.join(", ")
            ),
        }
    }

    /// What the person should know.
    pub(super) fn list_notices(&self, path: &Path, media: Option<&Path>) -> Vec<String> {
        let mut notices = Vec::new();
        let mut log = path.as_os_str().to_owned();
        log.push("-wal");
        if PathBuf::from(log).metadata().is_ok_and(|log| log.len() > 0) {
            notices.push(
                "The site seems to be running: what it changed last is not in this file yet. Stop it first.".to_owned(),
            );
        }
        if media.is_none() && self.homes.iter().any(|home| matches!(home, Home::Avatar)) {
            notices.push(
                "Pictures are left out: there is no folder called media beside the database. Say where they are.".to_owned(),
            );
        }
        notices.extend(self.schema.notices.iter().cloned());
        notices
    }

    /// Reads everybody into a spool, and the groups.
    pub(super) async fn read_rows(
        &self,
        path: &Path,
        media: Option<&Path>,
        spool: &mut SpoolWriter,
        progress: &mut Progress<'_>,
    ) -> Result<Vec<SourceGroup>> {
        let mut db = open(path).await?;
        let read = self.read_all(&mut db, media, spool, progress).await;
        db.close().await?;
        read.map_err(|error| explain(error, path))
    }

    async fn read_all(
        &self,
        db: &mut SqliteConnection,
        media: Option<&Path>,
        spool: &mut SpoolWriter,
        progress: &mut Progress<'_>,
    ) -> Result<Vec<SourceGroup>> {
        let rights = self.read_rights(db).await?;
        let mut after = i64::MIN;
        loop {
            let page = django::list_people(db, &self.query, after, PAGE).await?;
            let Some((last, _)) = page.last() else { break };
            if *last <= after {
                // A damaged table whose rows are in no order would be read for ever.
                let path = PathBuf::new();
                return Err(Error::Database(DatabaseError::Damaged { path }));
            }
            let range = (after, *last);
            after = *last;
            let mut groups = self
                .read_links(db, self.schema.groups.as_ref(), range)
                .await?;
            let mut permissions = self
                .read_links(db, self.schema.permissions.as_ref(), range)
                .await?;
            for (place, values) in page {
                let line = u32::try_from(spool.len() + 1).unwrap_or(u32::MAX);
                let mut row = self.read_row(line, (place, values), media);
                let ids = groups.remove(&place).unwrap_or_default();
                let found = ids.iter().filter_map(|id| rights.groups.get(id));
                row.groups = found.map(|group| group.name.as_str().to_owned()).collect();
                let ids = permissions.remove(&place).unwrap_or_default();
                let found = ids.iter().filter_map(|id| rights.permissions.get(id));
                let found = found.fold(PermissionSet::default(), |all, one| all.with(*one));
                row.permissions = found.iter().collect();
                spool.push(&row)?;
            }
            report(progress, spool.len(), self.people as usize)?;
        }
        let mut groups: Vec<SourceGroup> = rights.groups.into_values().collect();
        groups.sort_by(|one, other| one.name.key().cmp(other.name.key()));
        Ok(groups)
    }

    async fn read_links(
        &self,
        db: &mut SqliteConnection,
        link: Option<&django::LinkTable>,
        range: (i64, i64),
    ) -> Result<HashMap<i64, Vec<i64>>> {
        let mut found: HashMap<i64, Vec<i64>> = HashMap::new();
        if let Some(link) = link {
            for (place, id) in django::list_links(db, &self.query, link, range).await? {
                found.entry(place).or_default().push(id);
            }
        }
        Ok(found)
    }

    async fn read_rights(&self, db: &mut SqliteConnection) -> Result<Rights> {
        let mut rights = Rights {
            groups: HashMap::new(),
            permissions: HashMap::new(),
        };
        if self.schema.has_permissions {
            for (id, app, model, codename) in django::list_permissions(db).await? {
                let table = format!("{app}_{model}");
                if let Some(set) = permission::translate(&codename, &table, self.schema.tables()) {
                    rights.permissions.insert(id, set);
                }
            }
        }
        if self.schema.has_groups {
            for (id, name) in django::list_groups(db).await? {
                if let Ok(name) = GroupName::parse(&name) {
                    let group = SourceGroup {
                        name,
                        description: GroupDescription::default(),
                        permissions: PermissionSet::default(),
                    };
                    rights.groups.insert(id, group);
                }
            }
        }
        if self.schema.has_groups && self.schema.has_permissions {
            for (group, permission) in django::list_group_permissions(db).await? {
                let given = rights.permissions.get(&permission);
                if let (Some(group), Some(given)) = (rights.groups.get_mut(&group), given) {
                    group.permissions = group.permissions.with(*given);
                }
            }
        }
        Ok(rights)
    }

    /// The user's own table comes before profiles: what it has is not replaced.
    fn read_row(&self, line: u32, (_, values): PeopleRow, media: Option<&Path>) -> SourceRow {
        let mut row = SourceRow::at(line);
        for (home, value) in self.homes.iter().zip(values) {
            let Some(value) = value.filter(|value| !value.trim().is_empty()) else {
                continue;
            };
            match home {
                Home::Field(field) => row.set(*field, value),
                Home::Avatar => self.read_picture(&mut row, value, media),
                Home::Nowhere(name) => row.left_out.push((name.clone(), value)),
            }
        }
        row
    }

    fn read_picture(&self, row: &mut SourceRow, path: String, media: Option<&Path>) {
        let name = path.rsplit('/').next().unwrap_or_default();
        let stands_for_none = self.placeholders.contains(&path) || name.starts_with("default");
        if media.is_none() || stands_for_none || row.avatar.is_some() {
            return;
        }
        match find_picture(media, &path) {
            Ok(_) => row.avatar = Some(AvatarSource::File(path)),
            Err(reason) => row
                .notes
                .push(format!("The picture {path} is left out: {reason}")),
        }
    }
}

/// The folder of pictures: the one that was named, or the one that Django's own tutorial makes.
pub(super) fn find_media(path: &Path, named: Option<PathBuf>) -> Result<Option<PathBuf>> {
    match named {
        Some(folder) if folder.is_dir() => Ok(Some(folder)),
        Some(folder) => Err(Error::Import(format!(
            "{} is not a folder. Say where the pictures are.",
            folder.display()
        ))),
        None => Ok(Some(path.with_file_name("media")).filter(|folder| folder.is_dir())),
    }
}

async fn open(path: &Path) -> Result<SqliteConnection> {
    django::connect(path)
        .await
        .map_err(|error| explain(error, path))
}

/// What is said of a roster would be said of the wrong file.
fn explain(error: Error, path: &Path) -> Error {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    match error {
        Error::Database(
            DatabaseError::Damaged { .. }
            | DatabaseError::NotADatabase { .. }
            | DatabaseError::Other,
        ) => Error::Import(format!("The database {name} is damaged and can’t be read.")),
        Error::Database(other @ DatabaseError::Unreachable { .. }) => {
            Error::Database(other.at(path))
        }
        other => other,
    }
}
