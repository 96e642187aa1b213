//! What is asked of a snapshot: pages, counts, places, and how many each filter would leave.

use std::sync::{Arc, MutexGuard, PoisonError};

use super::Cancel;
use super::bits::Bits;
use super::matcher::Matcher;
use super::orders::{Comparison, Orders};
use super::snapshot::Snapshot;
use crate::query::{Order, Question};

/// So few are compared one by one to find a place among them, rather than walked to in order.
const FEW: u32 = 2000;

/// As many as somebody goes back and forth between: an answer is a bit for each person.
const KEPT: usize = 4;

/// One page of an answer.
pub(crate) struct Found {
    /// Who, in order.
    pub(crate) ids: Vec<i64>,
    /// How many match, or at least so many.
    pub(crate) total: u32,
    pub(crate) is_total_exact: bool,
    /// How many people there are.
    pub(crate) everyone: u32,
}

/// Everybody who matches.
pub(super) struct Match {
    pub(super) bits: Bits,
    pub(super) count: u32,
}

/// Answers that were given already: a list is scrolled, counted, and looked up by the same question.
#[derive(Default)]
pub(super) struct Results {
    kept: Vec<(Question, Arc<Match>)>,
}

/// Which rows.
#[derive(Clone, Copy)]
pub(crate) struct Range {
    pub(crate) offset: u32,
    pub(crate) limit: u32,
}

impl Snapshot {
    /// A page of those who match. With `rows_first` the total may be a lower bound, where it would take longer than the
    /// rows. Like the others, nothing if nobody waits for it any more.
    pub(crate) fn page(
        &self,
        question: &Question,
        order: &Order,
        range: Range,
        rows_first: bool,
        cancel: &Cancel,
    ) -> Option<Found> {
        let (offset, limit) = (range.offset as usize, range.limit as usize);
        let found = |slots: Vec<u32>, total, is_total_exact| Found {
            ids: slots.iter().map(|slot| self.ids[*slot as usize]).collect(),
            total,
            is_total_exact,
            everyone: self.live(),
        };
        if question.is_open() {
            let walk = self.walk(order);
            let slots = walk.iter().skip(offset).take(limit).collect();
            return Some(found(slots, self.live(), true));
        }
        let end = offset.saturating_add(limit);
        let matched = if let Some(known) = self.recall(question) {
            known
        } else {
            let matcher = Matcher::new(self, question);
            let candidates = matcher.candidates();
            if rows_first {
                let (slots, is_all) = self.look_ahead(&matcher, &candidates, order, end);
                // One more than the page would tell that there is a next one; a full page is as good.
                if is_all || slots.len() >= end {
                    let total = u32::try_from(slots.len()).unwrap_or(u32::MAX);
                    let page = slots.into_iter().skip(offset).collect();
                    return Some(found(page, total, is_all));
                }
            }
            self.keep(question, matcher.find_all(candidates, cancel)?)
        };
        let slots = self.pick(&matched, order, offset, end);
        Some(found(slots, matched.count, true))
    }

    /// How many match.
    pub(crate) fn count(&self, question: &Question, cancel: &Cancel) -> Option<u32> {
        if question.is_open() {
            return Some(self.live());
        }
        Some(self.find_all(question, cancel)?.count)
    }

    /// The ids of all who match, by id.
    pub(crate) fn list_ids(&self, question: &Question, cancel: &Cancel) -> Option<Vec<i64>> {
        let matched = self.find_all(question, cancel)?;
        let mut ids: Vec<i64> = matched
            .bits
            .iter()
            .map(|slot| self.ids[slot as usize])
            .collect();
        ids.sort_unstable();
        Some(ids)
    }

    /// The place of somebody among those who match, from 0; `Some(None)` if they don't.
    #[expect(
        clippy::option_option,
        reason = "the outer one says whether anybody still waits"
    )]
    pub(crate) fn locate(
        &self,
        id: i64,
        question: &Question,
        order: &Order,
        cancel: &Cancel,
    ) -> Option<Option<u32>> {
        let Some(target) = self.find(id) else {
            return Some(None);
        };
        if !Matcher::new(self, question).test(target) {
            return Some(None);
        }
        let forwards = order.forwards();
        let comparison = Comparison::new(self, &forwards);
        let comes_before = |slot: u32| {
            let order_of_both = comparison.compare(slot, target);
            if order.is_backwards() {
                order_of_both.is_gt()
            } else {
                order_of_both.is_lt()
            }
        };
        let place = if question.is_open() {
            let slots = self.orders().find_or_make(self, &forwards);
            let before = slots.partition_point(|slot| comparison.compare(*slot, target).is_lt());
            if order.is_backwards() {
                slots.len() - 1 - before
            } else {
                before
            }
        } else {
            let matched = self.find_all(question, cancel)?;
            if matched.count <= FEW {
                matched
                    .bits
                    .iter()
                    .filter(|slot| comes_before(*slot))
                    .count()
            } else {
                let walk = self.walk(order);
                let before = walk.iter().take_while(|slot| *slot != target);
                before.filter(|slot| matched.bits.has(*slot)).count()
            }
        };
        Some(u32::try_from(place).ok())
    }

    /// Everybody who matches, from memory if this was asked before.
    fn find_all(&self, question: &Question, cancel: &Cancel) -> Option<Arc<Match>> {
        if let Some(known) = self.recall(question) {
            return Some(known);
        }
        let matcher = Matcher::new(self, question);
        let candidates = matcher.candidates();
        Some(self.keep(question, matcher.find_all(candidates, cancel)?))
    }

    fn keep(&self, question: &Question, bits: Bits) -> Arc<Match> {
        let count = bits.count();
        let matched = Arc::new(Match { bits, count });
        let mut results = self.results();
        results
            .kept
            .insert(0, (question.clone(), Arc::clone(&matched)));
        results.kept.truncate(KEPT);
        matched
    }

    /// Who matches a question, as bits.
    pub(super) fn matching(&self, question: &Question, cancel: &Cancel) -> Option<Bits> {
        Some(self.find_all(question, cancel)?.bits.clone())
    }

    fn recall(&self, question: &Question) -> Option<Arc<Match>> {
        let results = self.results();
        let known = results.kept.iter().find(|(asked, _)| asked == question);
        known.map(|(_, matched)| Arc::clone(matched))
    }

    pub(super) fn orders(&self) -> MutexGuard<'_, Orders> {
        self.orders.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn results(&self) -> MutexGuard<'_, Results> {
        self.results.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
