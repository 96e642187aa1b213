//! Whom a bulk action is about.

use std::collections::{BTreeSet, HashSet};

use sqlx::SqliteConnection;

use super::list::understand;
use super::rights::refuse;
use crate::auth::{Actor, Read, ViewUser, Write};
use crate::db::list;
use crate::error::Result;
use crate::query::Question;
use crate::roster::Roster;
use crate::view::Selection;

impl Read {
    /// Who is selected in this state of the roster, by id, without those in the trash; with the right to see people.
    pub async fn ids_of(&mut self, selection: &Selection) -> Result<Vec<i64>> {
        let (roster, actor) = (self.roster().clone(), self.actor().clone());
        find_ids(&roster, &actor, self.db(), selection).await
    }
}

impl Write {
    /// Who is selected at this moment of the change, by id, without those in the trash; with the right to see people.
    pub async fn ids_of(&mut self, selection: &Selection) -> Result<Vec<i64>> {
        let (roster, actor) = (self.roster().clone(), self.actor().clone());
        find_ids(&roster, &actor, self.db(), selection).await
    }
}

impl Read {
    /// Whom an action is about. People who are named stay even if they are gone or in the trash: it says of each why not.
    pub(crate) async fn targets_of(&mut self, selection: &Selection) -> Result<Vec<i64>> {
        match selection {
            Selection::Ids { ids } => check_sees(self.actor()).map(|()| distinct(ids)),
            Selection::Matching { .. } => self.ids_of(selection).await,
        }
    }
}

impl Write {
    /// Whom an action is about. People who are named stay even if they are gone or in the trash: it says of each why not.
    pub(crate) async fn targets_of(&mut self, selection: &Selection) -> Result<Vec<i64>> {
        match selection {
            Selection::Ids { ids } => check_sees(self.actor()).map(|()| distinct(ids)),
            Selection::Matching { .. } => self.ids_of(selection).await,
        }
    }
}

fn check_sees(actor: &Actor) -> Result<()> {
    refuse(actor.why_not::<ViewUser>())
}

fn distinct(ids: &[i64]) -> Vec<i64> {
    let mut seen = HashSet::with_capacity(ids.len());
    ids.iter().copied().filter(|id| seen.insert(*id)).collect()
}

async fn find_ids(
    roster: &Roster,
    actor: &Actor,
    db: &mut SqliteConnection,
    selection: &Selection,
) -> Result<Vec<i64>> {
    check_sees(actor)?;
    let (search, filter, except) = match selection {
        Selection::Ids { ids } => return list::select_present(db, ids).await,
        Selection::Matching {
            search,
            filter,
            except,
        } => (search, filter, except),
    };
    let question = understand(roster, db, search, filter).await?;
    let found = find_matching(roster, db, &question).await?;
    let except: BTreeSet<i64> = except.iter().copied().collect();
    Ok(found
        .into_iter()
        .filter(|id| !except.contains(id))
        .collect())
}

async fn find_matching(
    roster: &Roster,
    db: &mut SqliteConnection,
    question: &Question,
) -> Result<Vec<i64>> {
    let asked = question.clone();
    let work = move |people: &crate::index::Snapshot, cancel: &crate::index::Cancel| {
        people.list_ids(&asked, cancel)
    };
    match roster.index().ask_unless_behind(db, work).await? {
        Some(ids) => Ok(ids),
        None => list::select_ids(db, question).await,
    }
}
