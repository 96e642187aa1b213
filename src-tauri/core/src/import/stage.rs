//! The roster as rows are judged by it.

use std::collections::{HashMap, HashSet};
use std::iter;

use sqlx::SqliteConnection;

use super::case::{Case, Lookup, Owners};
use super::judge::{GroupFate, Stage};
use super::source::{ImportSource, SourceGroup};
use super::wish::Measure;
use crate::auth::{Actor, ManageGroup, minimum_password};
use crate::db::group::GroupRecord;
use crate::db::{person, user_index};
use crate::error::{Error, Result};
use crate::roster::Roster;
use crate::user::batch::Scene;
use crate::value::{GroupDescription, GroupName, PermissionSet};
use crate::view::ImportGroup;

/// The largest roster whose names and addresses are all known by heart, in some megabytes.
const MOST_KNOWN: usize = 20_000;

/// The most groups that an import makes.
const MOST_GROUPS: usize = 1_000;

/// A group that an import would make.
#[derive(Debug, Clone)]
pub(super) struct PlannedGroup {
    pub(super) group: SourceGroup,
    /// Why it is not made.
    pub(super) refused: Option<String>,
}

impl PlannedGroup {
    pub(super) fn to_view(&self) -> ImportGroup {
        ImportGroup {
            name: self.group.name.as_str().to_owned(),
            permissions: self
                .group
                .permissions
                .iter()
                .map(|one| one.allows().to_owned())
                .collect(),
            refused: self.refused.clone(),
        }
    }
}

impl Measure {
    pub(super) async fn of(
        db: &mut SqliteConnection,
        roster: &Roster,
        source: &ImportSource,
    ) -> Result<Self> {
        Ok(Self {
            now: roster.now(),
            today: roster.today(),
            minimum_password: minimum_password(db).await?,
            is_lenient: source.is_lenient(),
        })
    }
}

impl Stage {
    /// The roster as it is, with the groups that the plan would make.
    pub(super) async fn load(
        db: &mut SqliteConnection,
        actor: &Actor,
        measure: Measure,
        planned: &[PlannedGroup],
    ) -> Result<Self> {
        let scene = Scene::load(db, actor).await?;
        let known = scene.groups.iter();
        let groups = known
            .map(|group| (group.name_key.clone(), GroupFate::Known(group.id)))
            .collect();
        let mut stage = Self {
            scene,
            measure,
            groups,
            given: HashSet::new(),
        };
        for group in planned {
            stage.plan_group(group);
        }
        Ok(stage)
    }

    /// Takes a group into account as if it were made already, unless there is one of its name.
    pub(super) fn plan_group(&mut self, planned: &PlannedGroup) {
        let name = &planned.group.name;
        if self.groups.contains_key(name.key()) {
            return;
        }
        let fate = if let Some(sentence) = &planned.refused {
            GroupFate::Refused(sentence.clone())
        } else {
            let id = self
                .scene
                .groups
                .iter()
                .map(|group| group.id)
                .min()
                .unwrap_or(0)
                .min(0)
                - 1;
            self.scene.groups.push(make_record(id, &planned.group));
            GroupFate::Known(id)
        };
        self.groups.insert(name.key().to_owned(), fate);
    }

    /// The groups among these names that nobody has made yet.
    pub(super) fn find_new_groups<'a>(
        &mut self,
        names: impl IntoIterator<Item = &'a String>,
        planned: &mut Vec<PlannedGroup>,
    ) -> Result<()> {
        for name in names {
            let Ok(name) = GroupName::parse(name) else {
                continue;
            };
            if !self.groups.contains_key(name.key()) {
                let group = SourceGroup {
                    name,
                    description: GroupDescription::default(),
                    permissions: PermissionSet::default(),
                };
                let group = self.plan_new_group(group);
                self.plan_group(&group);
                planned.push(group);
            }
        }
        if planned.len() > MOST_GROUPS {
            return Err(Error::Import(format!(
                "This file names more than {MOST_GROUPS} groups that are not in the roster. Is that column really the groups?"
            )));
        }
        Ok(())
    }

    /// Whether a group may be made, and what its members may do: nobody gives rights that they do not have.
    pub(super) fn plan_new_group(&self, mut group: SourceGroup) -> PlannedGroup {
        let actor = &self.scene.actor;
        let missing = group.permissions.without(actor.permissions());
        group.permissions = group.permissions.without(missing);
        PlannedGroup {
            group,
            refused: actor.why_not::<ManageGroup>(),
        }
    }

    /// A group was made: from here on it has its own number.
    pub(super) fn number_group(&mut self, key: &str, id: i64) {
        let Some(GroupFate::Known(planned)) =
            self.groups.insert(key.to_owned(), GroupFate::Known(id))
        else {
            return;
        };
        for group in &mut self.scene.groups {
            if group.id == planned {
                group.id = id;
            }
        }
    }
}

pub(super) fn make_record(id: i64, group: &SourceGroup) -> GroupRecord {
    GroupRecord {
        id,
        name: group.name.as_str().to_owned(),
        name_key: group.name.key().to_owned(),
        description: group.description.as_str().to_owned(),
        version: 1,
        permissions: group.permissions,
    }
}

impl Owners {
    /// For a file of so many rows.
    pub(super) async fn load(db: &mut SqliteConnection, rows: usize) -> Result<Self> {
        let people = user_index::most_people(db).await?;
        if usize::try_from(people).is_ok_and(|people| people <= rows.min(MOST_KNOWN)) {
            let owners = person::list_all_key_owners(db).await?;
            return Ok(Self::Known(owners.into_iter().collect()));
        }
        Ok(Self::Asked)
    }

    /// Those of these rows' names and addresses that somebody has.
    async fn find(
        &self,
        db: &mut SqliteConnection,
        cases: &[Case<'_>],
    ) -> Result<HashMap<String, i64>> {
        let mut keys = cases.iter().flat_map(Case::keys);
        match self {
            Self::Known(known) if known.is_empty() => Ok(HashMap::new()),
            Self::Known(known) => Ok(keys
                .filter_map(|key| Some((known.get(&*key)?, key)))
                .map(|(id, key)| (key.into_owned(), *id))
                .collect()),
            Self::Asked => {
                let Some(first) = keys.next() else {
                    return Ok(HashMap::new());
                };
                let keys: Vec<_> = iter::once(first).chain(keys).collect();
                let owners = person::list_key_owners(db, &keys).await?;
                Ok(owners.into_iter().collect())
            }
        }
    }
}

impl Lookup {
    /// Everybody whom these rows may be about.
    pub(super) async fn read(
        db: &mut SqliteConnection,
        cases: &[Case<'_>],
        owners: &Owners,
    ) -> Result<Self> {
        let owners = owners.find(db, cases).await?;
        if owners.is_empty() {
            return Ok(Self::default());
        }
        let mut ids: Vec<i64> = owners.values().copied().collect();
        ids.sort_unstable();
        ids.dedup();
        let people = person::list(db, &ids).await?;
        Ok(Self {
            people: people.into_iter().map(|one| (one.user.id, one)).collect(),
            owners,
        })
    }
}
