//! How many people each choice of each filter would leave.

use std::collections::HashMap;

use super::Cancel;
use super::columns::{fits_last_login, has_groups};
use super::snapshot::Snapshot;
use crate::query::{Facts, Question, fact};

/// The facts that filters are about, in the order of [`Tally::facts`].
const FILTERED: [u8; 5] = [
    fact::ACTIVE,
    fact::STAFF,
    fact::SUPERUSER,
    fact::PICTURE,
    fact::LOCKED,
];

/// Numbers of the filters: first the facts, then these.
const GROUPS: usize = FILTERED.len();
const JOINED: usize = GROUPS + 1;
const LAST_LOGIN: usize = JOINED + 1;

/// Counts of the choices of each filter, each following the search and the other filters.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    /// For each of active, staff, superuser, picture and locked, for how many it does not hold, and does.
    pub(crate) facts: [[u32; 2]; FILTERED.len()],
    /// By id of the group; groups without anybody may be missing.
    pub(crate) groups: HashMap<i64, u32>,
    pub(crate) no_group: u32,
    /// For each moment that was asked about, who joined then or later.
    pub(crate) joined: Vec<u32>,
    /// For each moment, who last signed in then or later.
    pub(crate) last_login: Vec<u32>,
    pub(crate) never_signed_in: u32,
}

impl Snapshot {
    /// Counts for all filters at once; nothing if nobody waits for it any more. Dates count from each of `since` to
    /// `now`, when those with the ids `locked`, which are in order, are locked.
    pub(crate) fn tally(
        &self,
        question: &Question,
        since: &[i64],
        (now, locked): (i64, &[i64]),
        cancel: &Cancel,
    ) -> Option<Tally> {
        let searched = question.without_filter();
        let matched = if searched.is_open() {
            None
        } else {
            Some(self.matching(&searched, cancel)?)
        };
        let filter = &question.filter;
        let choice = filter.groups.as_ref();
        let sets = choice.map(|choice| self.sets.test(|set| has_groups(choice, set)));
        let mut of_set = vec![0_u32; self.sets.len()];
        let mut tally = Tally {
            joined: vec![0; since.len()],
            last_login: vec![0; since.len()],
            ..Tally::default()
        };
        let is_recent = |at: i64, from: i64| from <= at && at <= now;
        for slot in 0..self.slots() {
            if slot.is_multiple_of(8192) && cancel.is_wanted() {
                return None;
            }
            let is_matched = matched.as_ref().is_none_or(|bits| bits.has(slot));
            if !is_matched || !self.is_live(slot) {
                continue;
            }
            let place = slot as usize;
            // Whom an import added is no choice of the sheet, so nothing is counted without it.
            if filter.added.is_some_and(|span| !span.has(self.ids[place])) {
                continue;
            }
            let facts = self.facts[place] | self.locked_bit(slot, locked);
            let joined = self.joined[place];
            let (set, last_login) = (self.groups[place] as usize, self.last_login(slot));
            let refusals = Refusals::of(filter.facts, facts)
                .unless(GROUPS, sets.as_ref().is_none_or(|sets| sets[set]))
                .unless(JOINED, filter.joined.is_none_or(|span| span.has(joined)))
                .unless(LAST_LOGIN, fits_last_login(filter.last_login, last_login));
            for (number, fact) in FILTERED.iter().enumerate() {
                if refusals.only(number) {
                    tally.facts[number][usize::from(facts & fact != 0)] += 1;
                }
            }
            if refusals.only(GROUPS) {
                of_set[set] += 1;
            }
            if refusals.only(JOINED) {
                for (count, from) in tally.joined.iter_mut().zip(since) {
                    *count += u32::from(is_recent(joined, *from));
                }
            }
            if refusals.only(LAST_LOGIN) {
                tally.never_signed_in += u32::from(last_login.is_none());
                for (count, from) in tally.last_login.iter_mut().zip(since) {
                    *count += u32::from(last_login.is_some_and(|at| is_recent(at, *from)));
                }
            }
        }
        (tally.groups, tally.no_group) = self.sets.count_groups(&of_set);
        Some(tally)
    }
}

/// Which filters somebody does not pass, as bits.
#[derive(Clone, Copy)]
struct Refusals(u8);

impl Refusals {
    fn of(wish: Facts, facts: u8) -> Self {
        let mut bits = 0;
        for (number, fact) in FILTERED.iter().enumerate() {
            let one = Facts {
                wanted: wish.wanted & fact,
                unwanted: wish.unwanted & fact,
            };
            bits |= u8::from(!one.meet(facts)) << number;
        }
        Self(bits)
    }

    fn unless(self, number: usize, passes: bool) -> Self {
        Self(self.0 | u8::from(!passes) << number)
    }

    /// Whether nothing but that filter refuses.
    fn only(self, number: usize) -> bool {
        self.0 & !(1 << number) == 0
    }
}
