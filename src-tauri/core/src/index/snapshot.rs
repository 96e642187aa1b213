//! Everybody who is not in the trash, column by column.

use std::collections::HashMap;
use std::sync::Mutex;

use super::groups::GroupSets;
use super::orders::Orders;
use super::search::Results;
use super::text::TextColumn;
use crate::db::user_change::Stamp;
use crate::db::user_index::IndexRecord;
use crate::query::fact;

/// Beside the facts of [`crate::query::fact`]: somebody is in this slot.
pub(super) const LIVE: u8 = 128;

/// The list of people as one state of the database has it.
///
/// Each has a slot, a place in all the columns. Who is deleted leaves an empty slot behind; who changes so that the text
/// gets longer moves to a new one at the end.
pub(crate) struct Snapshot {
    pub(super) stamp: Stamp,
    live: u32,
    pub(super) ids: Vec<i64>,
    pub(super) facts: Vec<u8>,
    pub(super) joined: Vec<i64>,
    /// Means something only with the fact that they signed in.
    pub(super) last_login: Vec<i64>,
    /// Numbers of sets of groups.
    pub(super) groups: Vec<u32>,
    pub(super) sets: GroupSets,
    pub(super) text: TextColumn,
    /// So many slots from the first are in the order of ids.
    sorted: usize,
    /// Where the others are.
    moved: HashMap<i64, u32>,
    pub(super) orders: Mutex<Orders>,
    pub(super) results: Mutex<Results>,
}

impl Snapshot {
    /// With nobody in it yet; groups are ids and folded names, in the order of the names.
    pub(super) fn new(stamp: Stamp, groups: Vec<(i64, String)>) -> Self {
        Self {
            stamp,
            live: 0,
            ids: Vec::new(),
            facts: Vec::new(),
            joined: Vec::new(),
            last_login: Vec::new(),
            groups: Vec::new(),
            sets: GroupSets::new(groups),
            text: TextColumn::default(),
            sorted: 0,
            moved: HashMap::new(),
            orders: Mutex::default(),
            results: Mutex::default(),
        }
    }

    /// Appends people who come after all others by id; false if there is no room for them.
    #[must_use]
    pub(super) fn extend(&mut self, records: &[IndexRecord<'_>]) -> bool {
        let has_room = records.iter().all(|record| self.push(record).is_some());
        self.sorted = self.ids.len();
        has_room
    }

    /// Gives back what was reserved and is not needed.
    pub(super) fn finish(&mut self) {
        self.ids.shrink_to_fit();
        self.facts.shrink_to_fit();
        self.joined.shrink_to_fit();
        self.last_login.shrink_to_fit();
        self.groups.shrink_to_fit();
        self.text.shrink_to_fit();
    }

    /// How many people there are.
    pub(crate) fn live(&self) -> u32 {
        self.live
    }

    /// How many slots there are.
    pub(super) fn slots(&self) -> u32 {
        u32::try_from(self.ids.len()).unwrap_or(u32::MAX)
    }

    /// Whether so many slots are empty that everything should be read anew.
    fn is_worn(&self) -> bool {
        self.slots() - self.live > self.live / 4 + 1000
    }

    pub(super) fn is_live(&self, slot: u32) -> bool {
        self.facts[slot as usize] & LIVE != 0
    }

    /// When somebody last signed in.
    pub(super) fn last_login(&self, slot: u32) -> Option<i64> {
        let signed_in = self.facts[slot as usize] & fact::SIGNED_IN != 0;
        signed_in.then(|| self.last_login[slot as usize])
    }

    /// The fact that whoever is in this slot is one of the locked, which are ids in order.
    pub(super) fn locked_bit(&self, slot: u32, locked: &[i64]) -> u8 {
        let is_locked = locked.binary_search(&self.ids[slot as usize]).is_ok();
        if is_locked { fact::LOCKED } else { 0 }
    }

    /// The slot of somebody.
    pub(super) fn find(&self, id: i64) -> Option<u32> {
        let slot = self.moved.get(&id).copied().or_else(|| {
            let found = self.ids[..self.sorted].binary_search(&id).ok();
            found.and_then(|slot| u32::try_from(slot).ok())
        });
        slot.filter(|slot| self.is_live(*slot))
    }

    fn push(&mut self, record: &IndexRecord<'_>) -> Option<u32> {
        let slot = u32::try_from(self.ids.len()).ok()?;
        if !self.text.push(record) {
            return None;
        }
        self.ids.push(record.id);
        self.facts.push(0);
        self.joined.push(0);
        self.last_login.push(0);
        self.groups.push(0);
        self.write(slot, record);
        self.live += 1;
        Some(slot)
    }

    /// All but the text.
    fn write(&mut self, slot: u32, record: &IndexRecord<'_>) {
        let place = slot as usize;
        self.facts[place] = record.facts | LIVE;
        self.joined[place] = record.date_joined;
        self.last_login[place] = record.last_login;
        self.groups[place] = self.sets.number_of(record.groups);
    }

    fn remove(&mut self, slot: u32) {
        self.text.clear(slot);
        self.facts[slot as usize] = 0;
        self.live -= 1;
    }

    /// Takes over what changed: `ids` are all whose rows may differ, `records` those of them who are there now, and
    /// `groups` as in [`Snapshot::new`]. False if everything has to be read anew instead.
    #[must_use]
    pub(super) fn apply(
        &mut self,
        stamp: Stamp,
        ids: &[i64],
        records: &[IndexRecord<'_>],
        groups: Vec<(i64, String)>,
    ) -> bool {
        if self.is_worn() {
            return false;
        }
        let mut left: Vec<u32> = ids.iter().filter_map(|id| self.find(*id)).collect();
        left.sort_unstable();
        left.dedup();
        // Taken out for as long as it asks for the columns. Who leaves is found in them by what they were until now.
        let mut orders = std::mem::take(&mut self.orders);
        if let Ok(orders) = orders.get_mut() {
            orders.leave(self, &left);
        }
        let renamed = self.sets.rename(groups);
        let mut entered = Vec::with_capacity(records.len());
        for record in records {
            match self.find(record.id) {
                Some(slot) if self.text.replace(slot, record) => {
                    self.write(slot, record);
                    entered.push(slot);
                }
                found => {
                    if let Some(slot) = found {
                        self.remove(slot);
                    }
                    let Some(slot) = self.push(record) else {
                        return false;
                    };
                    self.moved.insert(record.id, slot);
                    entered.push(slot);
                }
            }
        }
        let mut is_there: Vec<i64> = records.iter().map(|record| record.id).collect();
        is_there.sort_unstable();
        for id in ids {
            if is_there.binary_search(id).is_err()
                && let Some(slot) = self.find(*id)
            {
                self.remove(slot);
            }
        }
        self.stamp = stamp;
        self.results = Mutex::default();
        if let Ok(orders) = orders.get_mut() {
            orders.enter(self, &entered, renamed);
        }
        self.orders = orders;
        true
    }
}
