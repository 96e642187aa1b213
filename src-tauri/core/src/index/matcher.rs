//! Whether somebody is who is asked for, and who all of them are.

use memchr::memmem::Finder;

use super::Cancel;
use super::bits::Bits;
use super::snapshot::{LIVE, Snapshot};
use crate::query::{Facts, GroupChoice, LastLogin, Question, Scope, Span};

/// How many slots are looked at between two looks at whether anybody still waits.
const BETWEEN_LOOKS: u32 = 8192;

/// Where fewer than one in so many are left by the columns, their texts are read one by one.
const FEW: u32 = 16;

/// A question made ready for one snapshot.
pub(super) struct Matcher<'a> {
    people: &'a Snapshot,
    facts: [Facts; 2],
    locked: &'a [i64],
    /// For each set of groups, whether it will do; empty if groups don't matter.
    sets: Vec<bool>,
    joined: Option<Span>,
    last_login: Option<LastLogin>,
    words: Vec<ReadyWord<'a>>,
}

struct ReadyWord<'a> {
    negated: bool,
    scope: Scope,
    finder: Finder<'a>,
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

impl<'a> Matcher<'a> {
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
        let words = question.words.iter().map(|word| ReadyWord {
            negated: word.negated,
            scope: word.scope,
            finder: Finder::new(&word.text),
        });
        Self {
            people,
            facts: [question.facts, question.filter.facts],
            locked: &question.locked,
            sets,
            joined: question.filter.joined,
            last_login: question.filter.last_login,
            words: words.collect(),
        }
    }

    /// Whether somebody is in this slot who is asked for.
    pub(super) fn test(&self, slot: u32) -> bool {
        self.test_columns(slot) && self.test_words(slot, None)
    }

    /// All but the text.
    fn test_columns(&self, slot: u32) -> bool {
        let place = slot as usize;
        let facts = self.people.facts[place] | self.people.locked_bit(slot, self.locked);
        facts & LIVE != 0
            && self.facts.iter().all(|wish| wish.meet(facts))
            && (self.sets.is_empty() || self.sets[self.people.groups[place] as usize])
            && self
                .joined
                .is_none_or(|span| span.has(self.people.joined[place]))
            && fits_last_login(self.last_login, self.people.last_login(slot))
    }

    /// Whether the columns exclude anybody.
    fn has_columns(&self) -> bool {
        self.facts != [Facts::default(); 2]
            || !self.sets.is_empty()
            || self.joined.is_some()
            || self.last_login.is_some()
    }

    /// The words but for one that is known to be there.
    fn test_words(&self, slot: u32, but: Option<usize>) -> bool {
        self.words.iter().enumerate().all(|(number, word)| {
            if but == Some(number) {
                return true;
            }
            let text = self.people.text.searched(slot, word.scope);
            word.finder.find(text).is_some() != word.negated
        })
    }

    /// Everybody who is asked for; nothing if nobody waits for it any more.
    pub(super) fn find_all(&self, cancel: &Cancel) -> Option<Bits> {
        let Some(driver) = self.driver() else {
            return self.find_by(cancel, |slot| self.test(slot));
        };
        if !self.has_columns() {
            return self.find_by_text(driver, None, cancel);
        }
        let candidates = self.find_by(cancel, |slot| self.test_columns(slot))?;
        if candidates.count() > self.people.slots() / FEW {
            return self.find_by_text(driver, Some(&candidates), cancel);
        }
        let mut found = Bits::new(self.people.slots());
        for slot in candidates
            .iter()
            .filter(|slot| self.test_words(*slot, None))
        {
            found.set(slot);
        }
        Some(found)
    }

    /// The word to look for first: the longest is rarest.
    fn driver(&self) -> Option<usize> {
        let words = self.words.iter().enumerate();
        let positive = words.filter(|(_, word)| !word.negated);
        let longest = positive.max_by_key(|(_, word)| word.finder.needle().len());
        longest.map(|(number, _)| number)
    }

    fn find_by(&self, cancel: &Cancel, test: impl Fn(u32) -> bool) -> Option<Bits> {
        let slots = self.people.slots();
        let mut found = Bits::new(slots);
        for first in (0..slots).step_by(BETWEEN_LOOKS as usize) {
            if cancel.is_wanted() {
                return None;
            }
            for slot in first..slots.min(first.saturating_add(BETWEEN_LOOKS)) {
                if test(slot) {
                    found.set(slot);
                }
            }
        }
        Some(found)
    }

    /// One walk through the text of everybody, from match to match.
    fn find_by_text(
        &self,
        driver: usize,
        candidates: Option<&Bits>,
        cancel: &Cancel,
    ) -> Option<Bits> {
        let text = &self.people.text;
        let word = &self.words[driver];
        // Anywhere in the text is anywhere; a field has to be looked at by itself.
        let is_known = (word.scope == Scope::Anywhere).then_some(driver);
        let slots = self.people.slots();
        let mut found = Bits::new(slots);
        for first in (0..slots).step_by(BETWEEN_LOOKS as usize) {
            if cancel.is_wanted() {
                return None;
            }
            let last = slots.min(first.saturating_add(BETWEEN_LOOKS));
            let end = text.range(last - 1).end;
            let (mut slot, mut place) = (first, text.range(first).start);
            while let Some(next) = word.finder.find(&text.bytes()[place..end]) {
                slot = text.slot_at(place + next, slot);
                let is_candidate = match candidates {
                    Some(candidates) => candidates.has(slot),
                    None => self.people.is_live(slot),
                };
                if is_candidate && self.test_words(slot, is_known) {
                    found.set(slot);
                }
                place = text.range(slot).end;
            }
        }
        // Names that are not part of the text.
        for slot in text.unusual_slots().filter(|slot| self.test(*slot)) {
            found.set(slot);
        }
        Some(found)
    }
}
