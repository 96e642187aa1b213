//! What a list of people is asked: the text of the search box, the filters beside it, and the order, taken apart.
//!
//! A [`Question`] means the same to SQL (`db::list`) and to the index in memory (`index`), the two that answer it.

mod order;
mod parse;
mod suggest;

use jiff::tz::TimeZone;

use crate::error::{Error, Result};
use crate::value::{Flaw, TimeBound, fold_search};
use crate::view::{DayRange, GroupName, LastLoginFilter, UserFilter};

pub(crate) use order::Order;
pub(crate) use parse::{Search, parse_search};
pub(crate) use suggest::suggest_terms;

/// Something that is so or not of a person; as bits, so that many are tested at once.
pub(crate) mod fact {
    /// May sign in.
    pub(crate) const ACTIVE: u8 = 1;
    /// May open the admin panel.
    pub(crate) const STAFF: u8 = 2;
    /// Has every permission.
    pub(crate) const SUPERUSER: u8 = 4;
    /// Has a picture.
    pub(crate) const PICTURE: u8 = 8;
    /// Has signed in at least once.
    pub(crate) const SIGNED_IN: u8 = 16;
    /// Has to wait before the next sign-in. It ends by itself, so it is no bit in the index: a question brings along for
    /// whom it holds.
    pub(crate) const LOCKED: u8 = 32;
    /// All of them.
    pub(crate) const ALL: [u8; 6] = [ACTIVE, STAFF, SUPERUSER, PICTURE, SIGNED_IN, LOCKED];
}

/// Facts that must hold, and facts that must not.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Facts {
    pub(crate) wanted: u8,
    pub(crate) unwanted: u8,
}

impl Facts {
    /// One more condition.
    pub(crate) fn demand(&mut self, fact: u8, holds: bool) {
        if holds {
            self.wanted |= fact;
        } else {
            self.unwanted |= fact;
        }
    }

    /// Whether there is a condition on this fact.
    pub(crate) fn ask_for(self, fact: u8) -> bool {
        (self.wanted | self.unwanted) & fact != 0
    }

    /// Whether somebody's facts meet all conditions.
    pub(crate) fn meet(self, facts: u8) -> bool {
        facts & self.wanted == self.wanted && facts & self.unwanted == 0
    }
}

/// Where a word is looked for; a word never matches across two fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scope {
    /// In any of username, e-mail, and first and last name.
    Anywhere,
    Username,
    Email,
    /// First and last name as they are read, with a space between.
    Name,
    FirstName,
    LastName,
}

/// A folded text that must be found, or must not. It is never empty, and has no line break in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word {
    pub(crate) negated: bool,
    pub(crate) scope: Scope,
    pub(crate) text: String,
}

/// In any of these groups, or in none of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct GroupTerm {
    pub(crate) negated: bool,
    pub(crate) ids: Vec<i64>,
}

/// From one number to another, both included: moments in milliseconds, or ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) from: i64,
    pub(crate) to: i64,
}

impl Span {
    /// Nothing is in it.
    pub(crate) const EMPTY: Self = Self { from: 1, to: 0 };

    /// Whether a moment, or an id, is in it.
    pub(crate) fn has(self, number: i64) -> bool {
        self.from <= number && number <= self.to
    }
}

/// In any of these groups, or in no group at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct GroupChoice {
    pub(crate) ids: Vec<i64>,
    pub(crate) or_none: bool,
}

/// By last sign-in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LastLogin {
    Never,
    Within(Span),
}

/// The filters, with days turned into moments.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Filter {
    pub(crate) facts: Facts,
    pub(crate) groups: Option<GroupChoice>,
    pub(crate) joined: Option<Span>,
    pub(crate) last_login: Option<LastLogin>,
    /// The first and the last number that an import gave: one transaction gives all between.
    pub(crate) added: Option<Span>,
}

/// Who is looked for: all of it must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Question {
    pub(crate) words: Vec<Word>,
    pub(crate) facts: Facts,
    pub(crate) groups: Vec<GroupTerm>,
    pub(crate) filter: Filter,
    /// The ids of those who are locked at this moment, in order; of nobody where it does not matter.
    pub(crate) locked: Vec<i64>,
}

impl Question {
    /// Puts the search and the filters together; `groups` are those there are. Who is locked is to be filled in if it
    /// [matters](Question::asks_for_locked), and so are the ids of an import.
    pub(crate) fn new(search: Search, filter: Filter, groups: &[GroupName]) -> Self {
        let terms = search.groups.into_iter().map(|(negated, name)| GroupTerm {
            negated,
            ids: find_groups(groups, &name),
        });
        Self {
            words: search.words,
            facts: search.facts,
            groups: terms.collect(),
            filter,
            locked: Vec::new(),
        }
    }

    /// Whether it matters who is locked.
    pub(crate) fn asks_for_locked(&self) -> bool {
        self.facts.ask_for(fact::LOCKED) || self.filter.facts.ask_for(fact::LOCKED)
    }

    /// Whether it asks for everyone.
    pub(crate) fn is_open(&self) -> bool {
        *self == Self::default()
    }

    /// The same without the filters.
    pub(crate) fn without_filter(&self) -> Self {
        let locked = if self.facts.ask_for(fact::LOCKED) {
            self.locked.clone()
        } else {
            Vec::new()
        };
        Self {
            filter: Filter::default(),
            locked,
            ..self.clone()
        }
    }
}

/// The groups that a name means: those called so, whatever case and accents; while there is none, those with it in
/// their names, so that a list narrows while the name is typed.
fn find_groups(groups: &[GroupName], name: &str) -> Vec<i64> {
    let having = |test: &dyn Fn(&str) -> bool| -> Vec<i64> {
        groups
            .iter()
            .filter(|group| test(&fold_search(&group.name)))
            .map(|group| group.id)
            .collect()
    };
    let exact = having(&|folded| folded == name);
    if exact.is_empty() {
        having(&|folded| folded.contains(name))
    } else {
        exact
    }
}

impl Filter {
    /// Takes a filter as the page sends it; days are days of `zone`, and `now` is in milliseconds. Whom an import added is
    /// to be looked up.
    pub(crate) fn resolve(filter: &UserFilter, zone: &TimeZone, now: i64) -> Result<Self> {
        let mut facts = Facts::default();
        for (fact, wish) in [
            (fact::ACTIVE, filter.is_active),
            (fact::STAFF, filter.is_staff),
            (fact::SUPERUSER, filter.is_superuser),
            (fact::PICTURE, filter.has_picture),
            (fact::LOCKED, filter.is_locked),
        ] {
            if let Some(holds) = wish {
                facts.demand(fact, holds);
            }
        }
        let groups = (filter.no_group || !filter.groups.is_empty()).then(|| GroupChoice {
            ids: filter.groups.clone(),
            or_none: filter.no_group,
        });
        let joined = filter.joined.as_ref();
        let last_login = match &filter.last_login {
            None => None,
            Some(LastLoginFilter::Never) => Some(LastLogin::Never),
            Some(LastLoginFilter::Between { range }) => Some(LastLogin::Within(resolve_range(
                "last_login",
                range,
                zone,
                now,
            )?)),
        };
        Ok(Self {
            facts,
            groups,
            joined: joined
                .map(|range| resolve_range("joined", range, zone, now))
                .transpose()?,
            last_login,
            added: None,
        })
    }
}

fn resolve_range(field: &str, range: &DayRange, zone: &TimeZone, now: i64) -> Result<Span> {
    let refuse = |flaw: Flaw| Error::field(field, flaw.to_string());
    let bound = |typed: &Option<String>| {
        let bound = typed.as_deref().map(TimeBound::parse).transpose();
        bound.map_err(refuse)
    };
    Ok(Span {
        from: bound(&range.from)?.map_or(i64::MIN, |bound| bound.first(zone, now)),
        to: bound(&range.to)?.map_or(i64::MAX, |bound| bound.last(zone, now)),
    })
}
