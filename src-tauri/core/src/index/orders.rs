//! Everybody in order: lists of slots, made when first asked for, and kept.

use std::cmp::Ordering;
use std::sync::Arc;

use super::bits::Bits;
use super::snapshot::Snapshot;
use super::text::Key;
use crate::query::{Order, fact};
use crate::view::{Sort, SortColumn};

/// So many are kept: 4 MB each for a million people.
const MOST: usize = 6;

/// So few who leave are looked for one by one; else everybody is asked.
const FEW: usize = 500;

/// Room for those who come next.
const ROOM: usize = 1024;

/// The orders that were asked for, the last one first.
#[derive(Default)]
pub(super) struct Orders {
    kept: Vec<(Order, Arc<Vec<u32>>)>,
}

impl Orders {
    /// Everybody in this order, which runs forwards.
    pub(super) fn find_or_make(&mut self, people: &Snapshot, order: &Order) -> Arc<Vec<u32>> {
        let place = self.kept.iter().position(|(kept, _)| kept == order);
        let entry = match place {
            Some(place) => self.kept.remove(place),
            None => (order.clone(), Arc::new(sort_all(people, order))),
        };
        let slots = Arc::clone(&entry.1);
        self.kept.insert(0, entry);
        self.kept.truncate(MOST);
        slots
    }

    /// Takes out who leaves or changes; `left` are slots in order, and the columns still as they were.
    pub(super) fn leave(&mut self, people: &Snapshot, left: &[u32]) {
        if left.len() > FEW {
            let mut bits = Bits::new(people.slots());
            for slot in left {
                bits.set(*slot);
            }
            for (_, slots) in &mut self.kept {
                Arc::make_mut(slots).retain(|slot| !bits.has(*slot));
            }
            return;
        }
        self.kept.retain_mut(|(order, slots)| {
            let comparison = Comparison::new(people, order);
            let places: Option<Vec<usize>> = left
                .iter()
                .map(|slot| {
                    let is_before = |other: &u32| comparison.compare(*other, *slot).is_lt();
                    let place = slots.partition_point(is_before);
                    (slots.get(place) == Some(slot)).then_some(place)
                })
                .collect();
            // Whoever is not where they must be: the order is made anew when it is asked for.
            let Some(mut places) = places else {
                return false;
            };
            places.sort_unstable();
            remove(Arc::make_mut(slots), &places);
            true
        });
    }

    /// Puts in who came or changed; the columns are as they are now.
    pub(super) fn enter(&mut self, people: &Snapshot, entered: &[u32], renamed: bool) {
        if renamed {
            let by_groups = |level: &Sort| level.column == SortColumn::Groups;
            self.kept
                .retain(|(order, _)| !order.levels().iter().any(by_groups));
        }
        for (order, slots) in &mut self.kept {
            let slots = Arc::make_mut(slots);
            let comparison = Comparison::new(people, order);
            let mut entered = entered.to_vec();
            entered.sort_unstable_by(|one, other| comparison.compare(*one, *other));
            merge(slots, &entered, |one, other| comparison.compare(one, other));
        }
    }
}

/// Takes out what is at these places, which are in order; everything behind moves once.
fn remove(slots: &mut Vec<u32>, places: &[usize]) {
    for (before, place) in places.iter().enumerate() {
        let end = places.get(before + 1).copied().unwrap_or(slots.len());
        slots.copy_within(place + 1..end, place - before);
    }
    slots.truncate(slots.len() - places.len());
}

/// Puts sorted slots into sorted slots.
fn merge(slots: &mut Vec<u32>, entered: &[u32], compare: impl Fn(u32, u32) -> Ordering) {
    let mut end = slots.len();
    if slots.capacity() < end + entered.len() {
        // Not twice as much, as it would be by itself.
        slots.reserve_exact(entered.len() + ROOM);
    }
    slots.resize(end + entered.len(), 0);
    // From the last to the first, so that everything moves once, to where nothing is any more.
    for (before, slot) in entered.iter().enumerate().rev() {
        let place = slots[..end].partition_point(|other| compare(*other, *slot).is_lt());
        slots.copy_within(place..end, place + before + 1);
        slots[place + before] = *slot;
        end = place;
    }
}

fn sort_all(people: &Snapshot, order: &Order) -> Vec<u32> {
    let comparison = Comparison::new(people, order);
    let slots = (0..people.slots()).filter(|slot| people.is_live(*slot));
    let mut keyed = comparison.prefix_all(slots);
    keyed.sort_unstable_by(|one, other| comparison.compare_prefixed(*one, *other));
    keyed.into_iter().map(|(_, slot)| slot).collect()
}

/// The first level's value, or its beginning, beside a slot: most pairs are told apart without a walk through memory.
pub(super) type Prefixed = (u128, u32);

/// Bytes of a text that are in its prefix.
const PREFIX: usize = 15;

/// Compares people by the levels of an order that runs forwards, and by id.
pub(super) struct Comparison<'a> {
    people: &'a Snapshot,
    levels: &'a [Sort],
    /// The places of the sets of groups, if they matter.
    ranks: Vec<u32>,
}

impl<'a> Comparison<'a> {
    pub(super) fn new(people: &'a Snapshot, order: &'a Order) -> Self {
        let levels = order.levels();
        let by_groups = levels
            .iter()
            .any(|level| level.column == SortColumn::Groups);
        Self {
            people,
            levels,
            ranks: if by_groups {
                people.sets.ranks()
            } else {
                Vec::new()
            },
        }
    }

    pub(super) fn compare(&self, one: u32, other: u32) -> Ordering {
        self.compare_from(0, one, other)
    }

    /// The same by the levels from one on.
    fn compare_from(&self, level: usize, one: u32, other: u32) -> Ordering {
        for level in &self.levels[level..] {
            let order = self.compare_by(level.column, one, other);
            if order.is_ne() {
                return if level.descending {
                    order.reverse()
                } else {
                    order
                };
            }
        }
        let ids = &self.people.ids;
        ids[one as usize].cmp(&ids[other as usize])
    }

    pub(super) fn prefix_all(&self, slots: impl Iterator<Item = u32>) -> Vec<Prefixed> {
        slots.map(|slot| (self.prefix(slot), slot)).collect()
    }

    pub(super) fn compare_prefixed(&self, one: Prefixed, other: Prefixed) -> Ordering {
        one.0.cmp(&other.0).then_with(|| {
            let is_text = matches!(value_of(self.levels[0].column), Value::Text(_));
            let is_cut = is_text && usize::from(one.0.to_be_bytes()[PREFIX]) > PREFIX + 1;
            self.compare_from(usize::from(!is_cut), one.1, other.1)
        })
    }

    fn compare_by(&self, column: SortColumn, one: u32, other: u32) -> Ordering {
        match value_of(column) {
            Value::Text(key) => {
                let text = &self.people.text;
                text.key(one, key).cmp(&text.key(other, key))
            }
            Value::Fact(fact) => self.fact(one, fact).cmp(&self.fact(other, fact)),
            Value::Groups => self.rank(one).cmp(&self.rank(other)),
            Value::Joined => {
                self.people.joined[one as usize].cmp(&self.people.joined[other as usize])
            }
            Value::LastLogin => self
                .people
                .last_login(one)
                .cmp(&self.people.last_login(other)),
        }
    }

    /// Never tells people apart the other way round than the first level does; and it is all of the first level unless it
    /// is of a text that was cut.
    fn prefix(&self, slot: u32) -> u128 {
        match value_of(self.levels[0].column) {
            Value::Text(key) => {
                let Some(text) = self.people.text.key(slot, key) else {
                    return 0;
                };
                // Behind the bytes there is how many they are and one: more than none at all, and zeros count.
                let mut prefix = [0; PREFIX + 1];
                let length = text.len().min(PREFIX);
                prefix[..length].copy_from_slice(&text[..length]);
                prefix[PREFIX] = u8::try_from(text.len().min(PREFIX + 1) + 1).unwrap_or(u8::MAX);
                u128::from_be_bytes(prefix)
            }
            Value::Fact(fact) => u128::from(self.fact(slot, fact)),
            Value::Groups => u128::from(self.rank(slot)),
            Value::Joined => spread(self.people.joined[slot as usize]),
            Value::LastLogin => self.people.last_login(slot).map_or(0, |at| spread(at) + 1),
        }
    }

    fn fact(&self, slot: u32, fact: u8) -> bool {
        self.people.facts[slot as usize] & fact != 0
    }

    fn rank(&self, slot: u32) -> u32 {
        self.ranks[self.people.groups[slot as usize] as usize]
    }
}

/// In the same order, without negative numbers.
fn spread(number: i64) -> u128 {
    u128::from(number.cast_unsigned() ^ (1 << 63))
}

/// Where a column's values are.
enum Value {
    Text(Key),
    Fact(u8),
    Groups,
    Joined,
    LastLogin,
}

fn value_of(column: SortColumn) -> Value {
    match column {
        SortColumn::Name => Value::Text(Key::Name),
        SortColumn::Username => Value::Text(Key::Username),
        SortColumn::Email => Value::Text(Key::Email),
        SortColumn::FirstName => Value::Text(Key::FirstName),
        SortColumn::LastName => Value::Text(Key::LastName),
        SortColumn::IsStaff => Value::Fact(fact::STAFF),
        SortColumn::IsSuperuser => Value::Fact(fact::SUPERUSER),
        SortColumn::IsActive => Value::Fact(fact::ACTIVE),
        SortColumn::Groups => Value::Groups,
        SortColumn::DateJoined => Value::Joined,
        SortColumn::LastLogin => Value::LastLogin,
    }
}
