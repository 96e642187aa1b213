//! Ways to look at the list that somebody gave a name. Everyone has their own, and nobody sees another's.
//!
//! They change nothing about anybody, so they leave no trace in the history.

use sqlx::SqliteConnection;

use crate::auth::{Actor, Granted, Read, ViewUser};
use crate::db::saved_view::{self, SavedViewRecord};
use crate::error::{Error, Result};
use crate::query::Filter;
use crate::roster::Roster;
use crate::value::{ViewName, fold_key};
use crate::view::{SavedView, ViewContent};

/// How many views somebody can have.
const MOST: u32 = 100;

/// The longest search of a view, in characters; more than 20 terms of a box are ignored anyway.
const LONGEST_SEARCH: usize = 5000;

/// How many levels, columns or groups a view can have. Far more than there are.
const MOST_PARTS: usize = 1000;

/// The longest name of a column, in characters.
const LONGEST_COLUMN: usize = 50;

impl Granted<ViewUser, Read> {
    /// One's own views, by name.
    pub async fn list_saved_views(mut self) -> Result<Vec<SavedView>> {
        let owner = owner(self.access.actor())?;
        list_views(self.access.db(), owner).await
    }
}

impl Granted<ViewUser> {
    /// Keeps a view under this name, in the place of the one that has it; case does not matter. Returns all one's views.
    pub async fn save_view(mut self, name: &str, content: &ViewContent) -> Result<Vec<SavedView>> {
        let owner = owner(self.access.actor())?;
        let roster = self.access.roster().clone();
        let name = parse_name(name)?;
        check_content(content, &roster)?;
        let view =
            serde_json::to_string(content).map_err(|error| Error::internal(error.to_string()))?;
        let db = self.access.db();
        let key = fold_key(name.as_str());
        let is_new = saved_view::find_by_key(db, owner, &key).await?.is_none();
        if is_new && saved_view::count_of_user(db, owner).await? >= MOST {
            return Err(Error::field(
                "name",
                format!("You have {MOST} views already. Delete one first."),
            ));
        }
        saved_view::upsert(db, owner, (name.as_str(), &key), &view).await?;
        self.finish(owner).await
    }

    /// Gives one of one's views another name. Returns all of them.
    pub async fn rename_view(mut self, id: i64, name: &str) -> Result<Vec<SavedView>> {
        let owner = owner(self.access.actor())?;
        let name = parse_name(name)?;
        let db = self.access.db();
        let key = fold_key(name.as_str());
        let taken = saved_view::find_by_key(db, owner, &key).await?;
        if taken.is_some_and(|other| other != id) {
            return Err(Error::field(
                "name",
                "You have a view of this name already.",
            ));
        }
        if !saved_view::rename(db, owner, id, (name.as_str(), &key)).await? {
            return Err(gone());
        }
        self.finish(owner).await
    }

    /// Deletes one of one's views. Returns the others.
    pub async fn delete_view(mut self, id: i64) -> Result<Vec<SavedView>> {
        let owner = owner(self.access.actor())?;
        if !saved_view::delete(self.access.db(), owner, id).await? {
            return Err(gone());
        }
        self.finish(owner).await
    }

    async fn finish(mut self, owner: i64) -> Result<Vec<SavedView>> {
        let views = list_views(self.access.db(), owner).await?;
        self.access.commit().await?;
        Ok(views)
    }
}

fn owner(actor: &Actor) -> Result<i64> {
    actor.id().ok_or_else(|| {
        Error::Forbidden("Only people who are signed in have views of their own.".to_owned())
    })
}

fn parse_name(typed: &str) -> Result<ViewName> {
    ViewName::parse(typed).map_err(|flaw| Error::field("name", flaw.to_string()))
}

fn gone() -> Error {
    Error::NotFound("This view is gone.".to_owned())
}

/// What is kept must be readable again, and small.
fn check_content(content: &ViewContent, roster: &Roster) -> Result<()> {
    Filter::resolve(
        &content.filter,
        &roster.time_zone(),
        roster.now().as_millisecond(),
    )?;
    let parts = [
        content.sort.len(),
        content.columns.len(),
        content.filter.groups.len(),
    ];
    let is_long = content.search.chars().nth(LONGEST_SEARCH).is_some()
        || parts.iter().any(|count| *count > MOST_PARTS)
        || content
            .columns
            .iter()
            .any(|column| column.column.chars().nth(LONGEST_COLUMN).is_some());
    if is_long {
        return Err(Error::field(
            "content",
            "This view is too large to be kept.",
        ));
    }
    Ok(())
}

async fn list_views(db: &mut SqliteConnection, owner: i64) -> Result<Vec<SavedView>> {
    let records = saved_view::list_of_user(db, owner).await?;
    Ok(records.into_iter().map(show_view).collect())
}

/// What a later program wrote and this one can't read shows everybody; better than no list of views at all.
fn show_view(record: SavedViewRecord) -> SavedView {
    SavedView {
        id: record.id,
        name: record.name,
        content: serde_json::from_str(&record.view).unwrap_or_default(),
    }
}
