//! Conditions on everything but the text.

use super::bits;
use super::snapshot::{LIVE, Snapshot};
use crate::query::{Facts, GroupChoice, LastLogin, Question, Span, fact};

/// Where fewer of a tile's people are left, they are asked one by one.
const FEW: u32 = 512;

/// The same byte eight times.
const EACH: u64 = 0x0101_0101_0101_0101;

/// The conditions of a question on facts, groups and dates.
pub(super) struct Columns<'a> {
    people: &'a Snapshot,
    facts: Facts,
    locked: &'a [i64],
    /// For each set of groups, whether it will do; empty if groups don't matter.
    sets: Vec<bool>,
    joined: Option<Span>,
    last_login: Option<LastLogin>,
    added: Option<Span>,
}

/// Whether somebody in these groups is chosen.
pub(super) fn has_groups(choice: &GroupChoice, set: &[i64]) -> bool {
    choice.ids.iter().any(|id| set.contains(id)) || (choice.or_none && set.is_empty())
}

/// Whether somebody who last signed in then is asked for.
pub(super) fn fits_last_login(wish: Option<LastLogin>, actual: Option<i64>) -> bool {
    match (wish, actual) {
        (None, _) | (Some(LastLogin::Never), None) => true,
        (Some(LastLogin::Within(span)), Some(at)) => span.has(at),
        _ => false,
    }
}

impl<'a> Columns<'a> {
    pub(super) fn new(people: &'a Snapshot, question: &'a Question) -> Self {
        let choice = question.filter.groups.as_ref();
        let sets = if question.groups.is_empty() && choice.is_none() {
            Vec::new()
        } else {
            people.sets.test(|set| {
                let has_any = |ids: &[i64]| ids.iter().any(|id| set.contains(id));
                let terms = question.groups.iter();
                terms.clone().all(|term| has_any(&term.ids) != term.negated)
                    && choice.is_none_or(|choice| has_groups(choice, set))
            })
        };
        let (one, other) = (question.facts, question.filter.facts);
        Self {
            people,
            facts: Facts {
                wanted: one.wanted | other.wanted | LIVE,
                unwanted: one.unwanted | other.unwanted,
            },
            locked: &question.locked,
            sets,
            joined: question.filter.joined,
            last_login: question.filter.last_login,
            added: question.filter.added,
        }
    }

    /// Whether somebody is in this slot who meets all of them.
    pub(super) fn test(&self, slot: u32) -> bool {
        let locked = if self.locked.is_empty() {
            0
        } else {
            self.people.locked_bit(slot, self.locked)
        };
        self.facts.meet(self.people.facts[slot as usize] | locked) && self.test_rest(slot)
    }

    /// Leaves those who meet them of some people, the first of whom has the slot `first`, a multiple of 64.
    pub(super) fn narrow(&self, first: u32, left: &mut [u64]) {
        if bits::count(left) < FEW || self.facts.ask_for(fact::LOCKED) {
            retain(left, |place| self.test(first + place));
            return;
        }
        let facts = self.people.facts[first as usize..].chunks(64);
        for (word, facts) in left.iter_mut().zip(facts) {
            *word &= meet_many(self.facts, facts);
        }
        if self.tests_rest() {
            retain(left, |place| self.test_rest(first + place));
        }
    }

    /// Whether anything but the facts matters.
    fn tests_rest(&self) -> bool {
        !self.sets.is_empty()
            || self.joined.is_some()
            || self.last_login.is_some()
            || self.added.is_some()
    }

    /// All but the facts.
    fn test_rest(&self, slot: u32) -> bool {
        let place = slot as usize;
        (self.sets.is_empty() || self.sets[self.people.groups[place] as usize])
            && self
                .joined
                .is_none_or(|span| span.has(self.people.joined[place]))
            && (self.last_login.is_none()
                || fits_last_login(self.last_login, self.people.last_login(slot)))
            && self
                .added
                .is_none_or(|span| span.has(self.people.ids[place]))
    }
}

/// Leaves those of whom something holds.
pub(super) fn retain(left: &mut [u64], holds: impl Fn(u32) -> bool) {
    for (first, word) in (0..).step_by(64).zip(left) {
        let mut rest = *word;
        while rest != 0 {
            let place = rest.trailing_zeros();
            rest &= rest - 1;
            if !holds(first + place) {
                *word &= !(1 << place);
            }
        }
    }
}

/// Who of up to 64 people has the facts that are wanted, eight people at a time.
fn meet_many(wish: Facts, facts: &[u8]) -> u64 {
    if wish.wanted & wish.unwanted != 0 {
        return 0;
    }
    let wanted = u64::from(wish.wanted) * EACH;
    let asked = u64::from(wish.wanted | wish.unwanted) * EACH;
    let (eights, rest) = facts.as_chunks::<8>();
    let mut met = 0;
    for (place, eight) in eights.iter().enumerate() {
        let differs = (u64::from_le_bytes(*eight) ^ wanted) & asked;
        // The highest bit of each byte tells whether any of its bits is set, and all of them are gathered in one.
        let low = 0x7f * EACH;
        let is_met = !(((differs & low) + low) | differs) >> 7 & EACH;
        met |= (is_met.wrapping_mul(0x0102_0408_1020_4080) >> 56) << (place * 8);
    }
    for (place, one) in (eights.len() * 8..).zip(rest) {
        met |= u64::from(wish.meet(*one)) << place;
    }
    met
}
