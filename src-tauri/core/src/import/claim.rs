//! Names and addresses within one file: whose row named each first, and which rows meet somebody whom another row has met.

use std::collections::HashMap;
use std::hash::{BuildHasher as _, RandomState};

use super::wish::Wish;

/// Who in a file has what. Names are kept as hashes with a key of their own: a million of them fit into little memory, and
/// nobody can make two meet.
#[derive(Default)]
pub(super) struct Claims {
    hasher: RandomState,
    keys: HashMap<u64, Place>,
    people: HashMap<i64, Place>,
    repeated: HashMap<u32, Repeated>,
}

/// Where a row is: in the order of rows, and for people in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) row: u32,
    pub(super) line: u32,
}

/// A row that is about whom another row is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Repeated {
    /// The line of the row that came first.
    pub(super) line: u32,
    pub(super) what: Shared,
}

/// What two rows share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shared {
    Username,
    Email,
    /// Whom they are about, whatever they call them.
    Person,
}

impl Claims {
    /// Takes the names in a row into account.
    pub(super) fn add_names(&mut self, place: Place, wish: &Wish) {
        let username = wish
            .username
            .as_ref()
            .map(|name| (name.key(), Shared::Username));
        let email = wish
            .email
            .as_ref()
            .and_then(|email| email.key())
            .map(|key| (key, Shared::Email));
        for (key, what) in username.into_iter().chain(email) {
            let hash = self.hasher.hash_one(key);
            let first = *self.keys.entry(hash).or_insert(place);
            self.note_repeated(place, first, what);
        }
    }

    /// Takes into account whom a row is about; false if another row is already.
    pub(super) fn add_person(&mut self, place: Place, id: i64) -> bool {
        let first = *self.people.entry(id).or_insert(place);
        !self.note_repeated(place, first, Shared::Person)
    }

    /// Whether a row comes after the first one that has the same.
    fn note_repeated(&mut self, place: Place, first: Place, what: Shared) -> bool {
        let is_repeated = first.row != place.row;
        if is_repeated {
            let line = first.line;
            let repeated = Repeated { line, what };
            self.repeated.entry(place.row).or_insert(repeated);
        }
        is_repeated
    }

    /// What a row shares with one before it.
    pub(super) fn find_repeated(&self, row: u32) -> Option<Repeated> {
        self.repeated.get(&row).copied()
    }

    /// Whether another row names this.
    pub(super) fn is_anothers(&self, row: u32, key: &str) -> bool {
        self.keys
            .get(&self.hasher.hash_one(key))
            .is_some_and(|first| first.row != row)
    }

    /// Whoever only was needed to find what is repeated is forgotten.
    pub(super) fn settle(&mut self) {
        self.people = HashMap::new();
        self.keys.shrink_to_fit();
    }
}
