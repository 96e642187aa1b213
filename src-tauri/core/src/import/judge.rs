//! What becomes of a row: the rules of an import, without a statement of SQL.
//!
//! A row is about whoever has its username, or else its address. Where both lead to one person, or to nobody, nothing needs
//! to be asked: what is empty is filled, groups are added, somebody new comes. Whatever would take the place of something,
//! or could be about two people, is a conflict.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::case::{Case, Deed, Judged, Lookup};
use super::claim::{Claims, Repeated, Shared};
use super::merge::{Permit, is_overwritten, merge};
use super::newcomer::{blank_person, make_newcomer};
use super::wish::{Measure, Wish};
use crate::auth::AddUser;
use crate::db::person::{Changed, PersonRecord};
use crate::history::Changes;
use crate::user::batch::{Scene, end_sessions};
use crate::value::{GroupName, Username};
use crate::view::{ImportDecision, ImportVerdict};

/// What all rows are judged by.
pub(super) struct Stage {
    pub(super) scene: Scene,
    pub(super) measure: Measure,
    /// The groups by folded name; those that are not made yet have negative numbers.
    pub(super) groups: HashMap<String, GroupFate>,
    /// The names that rows were given so far.
    pub(super) given: HashSet<String>,
}

/// What becomes of a group that rows name.
#[derive(Debug, Clone)]
pub(super) enum GroupFate {
    Known(i64),
    /// Why nobody is put into it.
    Refused(String),
}

/// Why a row can't simply be taken.
struct Clash {
    reason: String,
    can_update: bool,
}

impl Stage {
    /// What becomes of a row.
    pub(super) fn judge(&mut self, case: &Case<'_>, lookup: &Lookup, claims: &Claims) -> Judged {
        let wish = match case.wish {
            Ok(wish) => wish,
            Err(errors) => return Judged::flawed(errors),
        };
        let by_name = lookup.find(wish.username.as_ref().map(Username::key));
        let by_mail = lookup.find(wish.email.as_ref().and_then(|email| email.key()));
        let repeated = claims.find_repeated(case.row);
        let (person, clash) = match_person(wish, repeated, by_name, by_mail);
        let mut notes = wish.notes.clone();
        let groups = self.find_groups(wish, &mut notes);
        let mail_key = wish.email.as_ref().and_then(|email| email.key());
        let is_unclaimed = mail_key.is_none_or(|key| !claims.is_anothers(case.row, key));
        let is_own = |owner: &PersonRecord| person.is_some_and(|one| one.user.id == owner.user.id);
        let ask = Ask {
            case,
            wish,
            groups,
            is_mail_free: is_unclaimed && by_mail.is_none(),
            is_mail_theirs: is_unclaimed && by_mail.is_none_or(is_own),
            lookup,
            claims,
        };
        match (person, clash) {
            (None, None) => self.judge_addition(&ask, notes),
            (Some(person), None) => self.judge_change(&ask, person, notes),
            (person, Some(clash)) => self.judge_clash(&ask, person, clash, notes),
        }
    }

    fn judge_addition(&mut self, ask: &Ask<'_>, notes: Vec<String>) -> Judged {
        let mut judged = Judged {
            notes,
            ..Judged::of(ImportVerdict::Add)
        };
        match self.add(ask, &mut judged.notes) {
            Ok(person) => judged.deed = Deed::Add(Box::new(person)),
            Err(reason) => judged = Judged::error(reason),
        }
        judged
    }

    /// Somebody new, under a free name; or why not.
    fn add(&mut self, ask: &Ask<'_>, notes: &mut Vec<String>) -> Result<PersonRecord, String> {
        if let Some(sentence) = self.scene.actor.why_not::<AddUser>() {
            return Err(sentence);
        }
        let is_taken = |key: &str, given: &HashSet<String>| {
            ask.lookup.owners.contains_key(key)
                || ask.claims.is_anothers(ask.case.row, key)
                || given.contains(key)
        };
        let wished = ask.wish.username.as_ref();
        let keeps = wished.filter(|name| {
            ask.claims
                .find_repeated(ask.case.row)
                .is_none_or(|repeated| repeated.what != Shared::Username)
                && !is_taken(name.key(), &self.given)
        });
        let username = if let Some(name) = keeps {
            name.clone()
        } else {
            let free = ask.case.list_free_names(ask.wish).into_iter();
            let mut free = free.filter(|name| !is_taken(name.key(), &self.given));
            let Some(name) = free.next() else {
                return Err(
                    "There is no username in this row, and none could be made of the address."
                        .to_owned(),
                );
            };
            let shown = name.as_str();
            notes.push(match wished {
                Some(wished) => format!(
                    "The username {} is taken, so it becomes {shown}.",
                    wished.as_str()
                ),
                None => format!("There is no username in this row, so it becomes {shown}."),
            });
            name
        };
        self.given.insert(username.key().to_owned());
        if ask.wish.email.is_some() && !ask.is_mail_free {
            notes.push("The e-mail address is left out: somebody else has it.".to_owned());
        }
        let mut person = make_newcomer(ask.wish, &username, &self.measure, ask.is_mail_free);
        person.groups.clone_from(&ask.groups);
        Permit::new(&self.scene, notes).check_newcomer(&mut person);
        self.scene.superusers += i64::from(person.user.is_working_superuser());
        Ok(person)
    }

    fn judge_change(&mut self, ask: &Ask<'_>, old: &PersonRecord, notes: Vec<String>) -> Judged {
        let mut judged = Judged {
            notes,
            person: Some(old.user.id),
            version: old.user.version,
            ..Judged::of(ImportVerdict::Change)
        };
        let changed = match self.change(ask, old, &mut judged.notes) {
            Ok(Some(changed)) => changed,
            Ok(None) => {
                judged.verdict = ImportVerdict::Skip;
                judged.reason = Some("Already the same.".to_owned());
                return judged;
            }
            Err(reason) => {
                judged.verdict = ImportVerdict::Error;
                judged.reason = Some(reason);
                return judged;
            }
        };
        judged.changes = self.scene.note(&changed.old, &changed.new);
        if !is_overwritten(&changed.old, &changed.new) {
            self.scene.settle(&changed.old, &changed.new);
            judged.deed = Deed::Change(Box::new(changed));
            return judged;
        }
        let clash = Clash {
            reason: format!(
                "{} is in the roster with other values.",
                old.user.display_name()
            ),
            can_update: true,
        };
        let notes = ask.wish.notes.clone();
        self.judge_clash(ask, Some(old), clash, notes)
    }

    /// Somebody with what the row adds; nothing if that is nothing.
    fn change(
        &self,
        ask: &Ask<'_>,
        old: &PersonRecord,
        notes: &mut Vec<String>,
    ) -> Result<Option<Changed>, String> {
        if ask.wish.email.is_some() && !ask.is_mail_theirs {
            notes.push("The e-mail address is left out: somebody else has it.".to_owned());
        }
        if ask.wish.password.is_some() {
            notes.push("The password of somebody who is there already stays as it is.".to_owned());
        }
        let mut new = merge(old, ask.wish, ask.is_mail_theirs);
        new.groups.extend(&ask.groups);
        Permit::new(&self.scene, notes).check_change(old, &mut new)?;
        if self.scene.note(old, &new).is_empty() {
            return Ok(None);
        }
        end_sessions(old, &mut new);
        Ok(Some(Changed {
            old: old.clone(),
            new,
        }))
    }

    fn judge_clash(
        &mut self,
        ask: &Ask<'_>,
        person: Option<&PersonRecord>,
        clash: Clash,
        notes: Vec<String>,
    ) -> Judged {
        let mut judged = Judged {
            reason: Some(clash.reason),
            notes,
            person: person.map(|person| person.user.id),
            version: person.map_or(0, |person| person.user.version),
            ..Judged::of(ImportVerdict::Conflict)
        };
        judged.decisions.insert(ImportDecision::Skip);
        judged.decisions.insert(ImportDecision::Rename);
        let update = person.filter(|_| clash.can_update);
        let updated = update.map(|person| {
            let mut notes = judged.notes.clone();
            (self.change(ask, person, &mut notes), notes)
        });
        if let Some((Ok(Some(_)), _)) = updated {
            judged.decisions.insert(ImportDecision::Update);
        }
        match (ask.case.decision, updated) {
            (Some(ImportDecision::Rename), _) => match self.add(ask, &mut judged.notes) {
                Ok(person) => judged.deed = Deed::Add(Box::new(person)),
                Err(reason) => judged.reason = Some(reason),
            },
            (decision, Some((Ok(Some(changed)), notes))) => {
                judged.changes = self.scene.note(&changed.old, &changed.new);
                if decision == Some(ImportDecision::Update) {
                    judged.notes = notes;
                    self.scene.settle(&changed.old, &changed.new);
                    judged.deed = Deed::Change(Box::new(changed));
                }
            }
            _ => {}
        }
        judged
    }

    /// The groups that a row names, as far as anybody can be put into them.
    fn find_groups(&self, wish: &Wish, notes: &mut Vec<String>) -> BTreeSet<i64> {
        let mut found = BTreeSet::new();
        for name in &wish.groups {
            match GroupName::parse(name).map(|name| self.groups.get(name.key())) {
                Ok(Some(GroupFate::Known(id))) => {
                    found.insert(*id);
                }
                Ok(Some(GroupFate::Refused(sentence))) => {
                    notes.push(format!("The group “{name}” is left out: {sentence}"));
                }
                Ok(None) => notes.push(format!(
                    "The group “{name}” is left out: it is not in the roster."
                )),
                Err(flaw) => notes.push(format!("A group is left out: {flaw}")),
            }
        }
        found
    }
}

/// What one row asks for.
struct Ask<'a> {
    case: &'a Case<'a>,
    wish: &'a Wish,
    groups: BTreeSet<i64>,
    /// Nobody has its address.
    is_mail_free: bool,
    /// Nobody but the person whom the row is about has its address.
    is_mail_theirs: bool,
    lookup: &'a Lookup,
    claims: &'a Claims,
}

/// Whom a row is about, and what speaks against taking it.
fn match_person<'a>(
    wish: &Wish,
    repeated: Option<Repeated>,
    by_name: Option<&'a PersonRecord>,
    by_mail: Option<&'a PersonRecord>,
) -> (Option<&'a PersonRecord>, Option<Clash>) {
    let clash = |reason: String, can_update| Some(Clash { reason, can_update });
    let name_of = |person: &PersonRecord| person.user.display_name();
    let is_away = |person: &PersonRecord| person.user.deleted_at.is_some();
    if let Some(repeated) = repeated {
        return (None, clash(repeated.describe(), false));
    }
    match (by_name, by_mail) {
        (Some(one), _) if is_away(one) => {
            let reason = format!("{} has this username and is in the trash.", name_of(one));
            (None, clash(reason, false))
        }
        (Some(one), _)
            if wish
                .username
                .as_ref()
                .is_some_and(|name| name.key() != one.user.username_key) =>
        {
            let reason = format!("This username is the e-mail address of {}.", name_of(one));
            (Some(one), clash(reason, true))
        }
        (Some(one), Some(other)) if one.user.id != other.user.id => {
            let reason = format!(
                "The username belongs to {}, and the e-mail address to {}.",
                name_of(one),
                name_of(other)
            );
            (Some(one), clash(reason, true))
        }
        (Some(one), _) => (Some(one), None),
        (None, Some(other)) if is_away(other) => {
            let reason = format!(
                "{} has this e-mail address and is in the trash.",
                name_of(other)
            );
            (None, clash(reason, false))
        }
        (None, Some(other)) if wish.username.is_some() => {
            let reason = format!(
                "This e-mail address belongs to {}, who has another username: {}.",
                name_of(other),
                other.user.username
            );
            (Some(other), clash(reason, true))
        }
        (None, other) => (other, None),
    }
}

impl Repeated {
    fn describe(self) -> String {
        let line = self.line;
        match self.what {
            Shared::Username => {
                format!("Line {line} of the file has the same username, apart from case.")
            }
            Shared::Email => format!("Line {line} of the file has the same e-mail address."),
            Shared::Person => format!("Line {line} of the file is about the same person."),
        }
    }
}

/// What a row that adds somebody shows, with all that is not empty.
pub(super) fn show_newcomer(scene: &Scene, person: &PersonRecord) -> Changes {
    scene.note(&blank_person(), person)
}
