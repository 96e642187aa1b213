//! Who is in a group, from the group's side.

use std::collections::{HashMap, HashSet};

use super::find_group;
use crate::auth::{Granted, ManageGroup, Read, ViewUser};
use crate::db::membership;
use crate::db::person::{self, PersonRecord};
use crate::error::{Error, Result};
use crate::progress::Progress;
use crate::user::batch::Scene;
use crate::user::bulk::{Deed, Side};
use crate::user::face::show_face;
use crate::user::rights::{refuse, why_not_edit_members};
use crate::value::{fold_key, fold_words};
use crate::view::{BulkAction, BulkOutcome, Member, MemberPage, MemberQuery, NameMatch, Selection};

/// How many lines a pasted list can have.
const MOST_LINES: usize = 10_000;

impl Granted<ManageGroup, Read> {
    /// One page of the members of a group who are not in the trash, by name; with the right to see people.
    pub async fn list_members(mut self, id: i64, query: &MemberQuery) -> Result<MemberPage> {
        let actor = self.access.actor().clone();
        refuse(actor.why_not::<ViewUser>())?;
        let db = self.access.db();
        let group = find_group(db, id).await?;
        let words = fold_words(&query.search);
        let range = (query.offset, query.limit.clamp(1, MemberQuery::MAX_LIMIT));
        let ids = membership::list_page(db, id, &words, range).await?;
        let total = membership::count(db, id, &words).await?;
        let scene = Scene::load(db, &actor).await?;
        let refused = why_not_edit_members(&actor, &group);
        let show = |person: PersonRecord| Member {
            is_active: person.user.is_active,
            remove: refused
                .clone()
                .or_else(|| scene.target(&person).why_not_edit_membership(&actor)),
            face: show_face(&person.user, person.avatar),
        };
        let people = person::list(db, &ids).await?;
        Ok(MemberPage {
            rows: people.into_iter().map(show).collect(),
            total,
        })
    }

    /// Whom each line of a pasted list names by username or e-mail address, and why that adds nobody to the group if it
    /// does not; with the right to see people. Empty lines are left out; at most 10,000 others.
    pub async fn match_names(mut self, id: i64, text: &str) -> Result<Vec<NameMatch>> {
        let actor = self.access.actor().clone();
        refuse(actor.why_not::<ViewUser>())?;
        let db = self.access.db();
        let group = find_group(db, id).await?;
        let lines = split_lines(text)?;
        let keys: Vec<String> = lines.iter().map(|line| fold_key(line)).collect();
        let mut owners = HashMap::with_capacity(keys.len());
        for (key, owner) in person::list_key_owners(db, &keys).await? {
            // Usernames come before addresses, as they do when somebody signs in.
            owners.entry(key).or_insert(owner);
        }
        let ids: Vec<i64> = owners.values().copied().collect();
        let people = person::list(db, &ids).await?;
        let people: HashMap<i64, &PersonRecord> = people
            .iter()
            .map(|person| (person.user.id, person))
            .collect();
        let scene = Scene::load(db, &actor).await?;
        let refused = why_not_edit_members(&actor, &group);
        let mut seen = HashSet::new();
        let matches = lines.iter().zip(&keys).map(|(line, key)| {
            let person = owners.get(key).and_then(|owner| people.get(owner));
            let Some(person) = person else {
                return NameMatch {
                    line: (*line).to_owned(),
                    person: None,
                    refused: Some(format!("Nobody here is called “{line}”.")),
                };
            };
            let is_again = !seen.insert(person.user.id);
            NameMatch {
                line: (*line).to_owned(),
                person: Some(show_face(&person.user, person.avatar.clone())),
                refused: why_not_in_list(person, id, is_again)
                    .map(str::to_owned)
                    .or_else(|| refused.clone())
                    .or_else(|| scene.target(person).why_not_edit_membership(&actor)),
            }
        });
        Ok(matches.collect())
    }
}

impl Granted<ManageGroup> {
    /// Puts all of these people into a group whom no rule protects from it; with the right to see people.
    pub async fn add_members(
        self,
        id: i64,
        selection: &Selection,
        progress: Progress<'_>,
    ) -> Result<BulkOutcome> {
        let action = BulkAction::AddToGroup { group: id };
        self.move_members(action, selection, progress).await
    }

    /// Takes all of these people out of a group whom no rule protects from it; with the right to see people.
    pub async fn remove_members(
        self,
        id: i64,
        selection: &Selection,
        progress: Progress<'_>,
    ) -> Result<BulkOutcome> {
        let action = BulkAction::RemoveFromGroup { group: id };
        self.move_members(action, selection, progress).await
    }

    async fn move_members(
        self,
        action: BulkAction,
        selection: &Selection,
        progress: Progress<'_>,
    ) -> Result<BulkOutcome> {
        let deed = Deed {
            action,
            side: Side::Group,
            now: self.access.now(),
        };
        self.access.apply_deed(deed, selection, progress).await
    }
}

/// Why a person in a pasted list is not added to a group, whoever asks.
fn why_not_in_list(person: &PersonRecord, group: i64, is_again: bool) -> Option<&'static str> {
    if person.user.deleted_at.is_some() {
        Some("They are in the trash.")
    } else if is_again {
        Some("They are in the list already.")
    } else if person.groups.contains(&group) {
        Some("They are in the group already.")
    } else {
        None
    }
}

fn split_lines(text: &str) -> Result<Vec<&str>> {
    let lines: Vec<&str> = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .take(MOST_LINES + 1)
        .collect();
    if lines.len() > MOST_LINES {
        return Err(Error::field(
            "names",
            "A list can have 10,000 lines at most. Take it in parts.",
        ));
    }
    Ok(lines)
}
