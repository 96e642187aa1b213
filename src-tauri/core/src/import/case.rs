//! A row on its way through the rules: what is asked of them, and what they say.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use super::claim::Place;
use super::decision::DecisionSet;
use super::row::SourceRow;
use super::wish::Wish;
use crate::db::person::{Changed, PersonRecord};
use crate::error::FieldErrors;
use crate::history::Changes;
use crate::value::Username;
use crate::view::{ImportDecision, ImportVerdict};

/// The people whom rows may be about.
#[derive(Default)]
pub(super) struct Lookup {
    pub(super) people: HashMap<i64, PersonRecord>,
    /// Who has a name or an address.
    pub(super) owners: HashMap<String, i64>,
}

impl Lookup {
    pub(super) fn find(&self, key: Option<&str>) -> Option<&PersonRecord> {
        self.people.get(self.owners.get(key?)?)
    }
}

/// Where it is looked up who has a name or an address.
pub(super) enum Owners {
    /// All of them: a small roster is known by heart before a large file is read.
    Known(HashMap<String, i64>),
    /// The database is asked again and again.
    Asked,
}

/// A row that is to be judged.
pub(super) struct Case<'a> {
    pub(super) row: u32,
    pub(super) source: &'a SourceRow,
    pub(super) wish: &'a Result<Wish, FieldErrors>,
    pub(super) decision: Option<ImportDecision>,
}

impl Case<'_> {
    pub(super) fn place(&self) -> Place {
        Place {
            row: self.row,
            line: self.source.line,
        }
    }

    /// All names and addresses that somebody may have.
    pub(super) fn keys(&self) -> Vec<Cow<'_, str>> {
        let Ok(wish) = self.wish else {
            return Vec::new();
        };
        let username = wish.username.as_ref().map(Username::key);
        let email = wish.email.as_ref().and_then(|email| email.key());
        let own = username.into_iter().chain(email).map(Cow::from);
        let needs_name = wish.username.is_none() || self.decision == Some(ImportDecision::Rename);
        let free = needs_name
            .then(|| self.list_free_names(wish))
            .into_iter()
            .flatten();
        own.chain(free.map(|name| Cow::from(name.key().to_owned())))
            .collect()
    }

    /// Names that could be given: the part before the @ where the row has none, then with numbers behind.
    pub(super) fn list_free_names(&self, wish: &Wish) -> Vec<Username> {
        let local = || wish.email.as_ref()?.as_str().split('@').next();
        let wished = wish.username.as_ref().map(Username::as_str);
        let Some(base) = wished.or_else(local) else {
            return Vec::new();
        };
        let short: String = base.chars().take(Username::MAX - 10).collect();
        let numbers = (2..10).chain([self.source.line]);
        let numbered = numbers.map(|number| format!("{short}{number}"));
        let plain = wish.username.is_none().then(|| short.clone());
        let names = plain.into_iter().chain(numbered);
        names
            .filter_map(|name| Username::parse(&name).ok())
            .collect()
    }
}

/// What becomes of a row.
pub(super) struct Judged {
    pub(super) verdict: ImportVerdict,
    pub(super) reason: Option<String>,
    pub(super) errors: BTreeMap<String, String>,
    pub(super) decisions: DecisionSet,
    pub(super) notes: Vec<String>,
    /// Who in the roster it is about.
    pub(super) person: Option<i64>,
    /// The version of them that was seen.
    pub(super) version: i64,
    /// What would be done, with the decision.
    pub(super) deed: Deed,
    /// What would be different.
    pub(super) changes: Changes,
}

impl Judged {
    pub(super) fn of(verdict: ImportVerdict) -> Self {
        Self {
            verdict,
            reason: None,
            errors: BTreeMap::new(),
            decisions: DecisionSet::default(),
            notes: Vec::new(),
            person: None,
            version: 0,
            deed: Deed::None,
            changes: Changes::default(),
        }
    }

    pub(super) fn error(reason: String) -> Self {
        Self {
            reason: Some(reason),
            ..Self::of(ImportVerdict::Error)
        }
    }

    pub(super) fn flawed(errors: &FieldErrors) -> Self {
        let sentences = || {
            errors
                .iter()
                .map(|(field, sentence)| (field.to_owned(), sentence.to_owned()))
        };
        Self {
            reason: sentences().next().map(|(_, sentence)| sentence),
            errors: sentences().collect(),
            ..Self::of(ImportVerdict::Error)
        }
    }
}

/// What is done about a row.
pub(super) enum Deed {
    None,
    Add(Box<PersonRecord>),
    Change(Box<Changed>),
}
