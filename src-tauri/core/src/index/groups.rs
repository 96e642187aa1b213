//! Who is in which groups: few different sets of groups, and a number for each.

use std::collections::HashMap;

/// The sets of groups that people are in. Number 0 is none at all.
pub(super) struct GroupSets {
    /// Ids and folded names, in the order of the names.
    groups: Vec<(i64, String)>,
    /// The ids in each set, in their own order.
    sets: Vec<Box<[i64]>>,
    numbers: HashMap<Box<[i64]>, u32>,
}

impl GroupSets {
    pub(super) fn new(groups: Vec<(i64, String)>) -> Self {
        let none: Box<[i64]> = Box::default();
        Self {
            groups,
            sets: vec![none.clone()],
            numbers: HashMap::from([(none, 0)]),
        }
    }

    /// Takes over other groups, and tells whether they differ.
    pub(super) fn rename(&mut self, groups: Vec<(i64, String)>) -> bool {
        let differs = self.groups != groups;
        self.groups = groups;
        differs
    }

    /// The number of a set, written as ids with commas between.
    pub(super) fn number_of(&mut self, ids: &str) -> u32 {
        let mut set: Vec<i64> = ids.split(',').filter_map(|id| id.parse().ok()).collect();
        set.sort_unstable();
        let set = set.into_boxed_slice();
        if let Some(number) = self.numbers.get(&set) {
            return *number;
        }
        let number = u32::try_from(self.sets.len()).unwrap_or(0);
        self.sets.push(set.clone());
        self.numbers.insert(set, number);
        number
    }

    /// For each set, whether something holds of its ids; those of groups that are gone don't count.
    pub(super) fn test(&self, holds: impl Fn(&[i64]) -> bool) -> Vec<bool> {
        let present =
            |set: &[i64]| -> Vec<i64> { set.iter().copied().filter(|id| self.has(*id)).collect() };
        self.sets.iter().map(|set| holds(&present(set))).collect()
    }

    fn has(&self, id: i64) -> bool {
        self.groups.iter().any(|(group, _)| *group == id)
    }

    /// For each set, its place in the order by groups: by the names with a separator between them that comes before
    /// every letter, and none first of all.
    pub(super) fn ranks(&self) -> Vec<u32> {
        let keys: Vec<Option<String>> = self
            .sets
            .iter()
            .map(|set| {
                let names = self
                    .groups
                    .iter()
                    .filter(|(id, _)| set.binary_search(id).is_ok());
                let names: Vec<&str> = names.map(|(_, name)| &**name).collect();
                (!names.is_empty()).then(|| names.join("\u{1f}"))
            })
            .collect();
        let mut sorted: Vec<&Option<String>> = keys.iter().collect();
        sorted.sort_unstable();
        sorted.dedup();
        let rank = |key| sorted.binary_search(&key).unwrap_or_default();
        keys.iter()
            .map(|key| u32::try_from(rank(key)).unwrap_or(u32::MAX))
            .collect()
    }

    /// How many of each set there are becomes how many of each group there are, and how many of none.
    pub(super) fn count_groups(&self, of_set: &[u32]) -> (HashMap<i64, u32>, u32) {
        let mut counts: HashMap<i64, u32> = HashMap::new();
        let mut none = 0;
        for (set, count) in self.sets.iter().zip(of_set) {
            let mut is_none = true;
            for id in set.iter().filter(|id| self.has(**id)) {
                *counts.entry(*id).or_default() += count;
                is_none = false;
            }
            if is_none {
                none += count;
            }
        }
        (counts, none)
    }

    /// How many sets there are.
    pub(super) fn len(&self) -> usize {
        self.sets.len()
    }
}
