//! The rows of a page: from everybody in order, or from those who match, put in order.

use std::sync::Arc;

use super::bits::Bits;
use super::matcher::Matcher;
use super::orders::Comparison;
use super::search::Match;
use super::snapshot::Snapshot;
use crate::query::Order;

/// So many texts are looked at in their order before all that may match are looked at instead: half a millisecond.
const LOOKS: usize = 4000;

/// So many people are passed in their order before that: a tenth of a millisecond.
const STEPS: usize = 64_000;

/// So few that may match are all looked at without a walk.
const FEW_CANDIDATES: u32 = 2500;

/// So few are put in order by themselves at once.
const FEW: u32 = 2000;

/// So few are put in order by themselves when a short walk through everybody's order did not fill the page.
const SOME: u32 = 30_000;

/// Everybody in an order.
pub(super) struct Walk {
    slots: Arc<Vec<u32>>,
    is_backwards: bool,
}

impl Walk {
    pub(super) fn iter(&self) -> impl Iterator<Item = u32> {
        let last = self.slots.len().wrapping_sub(1);
        let place = move |step| if self.is_backwards { last - step } else { step };
        (0..self.slots.len()).map(move |step| self.slots[place(step)])
    }
}

impl Snapshot {
    /// Everybody in this order.
    pub(super) fn walk(&self, order: &Order) -> Walk {
        Walk {
            slots: self.orders().find_or_make(self, &order.forwards()),
            is_backwards: order.is_backwards(),
        }
    }

    /// The first `most` who match, as far as a short walk gets, and whether that was everybody.
    pub(super) fn look_ahead(
        &self,
        matcher: &Matcher<'_>,
        candidates: &Bits,
        order: &Order,
        most: usize,
    ) -> (Vec<u32>, bool) {
        let mut slots = Vec::new();
        if candidates.count() <= FEW_CANDIDATES {
            return (slots, false);
        }
        let mut looks = 0;
        for slot in self.walk(order).iter().take(STEPS) {
            if !candidates.has(slot) {
                continue;
            }
            if slots.len() == most || looks == LOOKS {
                return (slots, false);
            }
            looks += 1;
            if matcher.test_candidate(slot) {
                slots.push(slot);
            }
        }
        (slots, self.live() as usize <= STEPS)
    }

    /// From `offset` to `end` of those who match.
    pub(super) fn pick(
        &self,
        matched: &Match,
        order: &Order,
        offset: usize,
        end: usize,
    ) -> Vec<u32> {
        if matched.count > FEW {
            let steps = if matched.count > SOME {
                usize::MAX
            } else {
                STEPS
            };
            let walk = self.walk(order);
            let matching = walk
                .iter()
                .take(steps)
                .filter(|slot| matched.bits.has(*slot));
            let page: Vec<u32> = matching.take(end).skip(offset).collect();
            let is_full = offset + page.len() == end.min(matched.count as usize);
            if is_full || matched.count > SOME {
                return page;
            }
        }
        let slots = self.sort_first(&matched.bits, order, end);
        slots.into_iter().skip(offset).take(end - offset).collect()
    }

    /// The first so many of some people in order, or all of them.
    fn sort_first(&self, bits: &Bits, order: &Order, most: usize) -> Vec<u32> {
        let forwards = order.forwards();
        let comparison = Comparison::new(self, &forwards);
        let compare = |one: &_, other: &_| {
            let forwards = comparison.compare_prefixed(*one, *other);
            if order.is_backwards() {
                forwards.reverse()
            } else {
                forwards
            }
        };
        let mut slots = comparison.prefix_all(bits.iter());
        if 0 < most && most < slots.len() / 2 {
            slots.select_nth_unstable_by(most - 1, compare);
            slots.truncate(most);
        }
        slots.sort_unstable_by(compare);
        slots.into_iter().map(|(_, slot)| slot).collect()
    }
}
