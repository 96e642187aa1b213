//! What was decided about conflicts.

use std::collections::HashMap;

use crate::view::ImportDecision;

/// The decisions that are possible, as bits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct DecisionSet(u8);

const ALL: [ImportDecision; 3] = [
    ImportDecision::Skip,
    ImportDecision::Update,
    ImportDecision::Rename,
];

impl DecisionSet {
    pub(super) fn insert(&mut self, decision: ImportDecision) {
        self.0 |= 1 << decision as u8;
    }

    pub(super) fn contains(self, decision: ImportDecision) -> bool {
        self.0 & (1 << decision as u8) != 0
    }

    pub(super) fn iter(self) -> impl Iterator<Item = ImportDecision> {
        ALL.into_iter()
            .filter(move |decision| self.contains(*decision))
    }
}

/// The decisions about a plan.
#[derive(Debug, Clone, Default)]
pub(super) struct Decisions {
    /// About all that were not decided by themselves.
    pub(super) all: Option<ImportDecision>,
    single: HashMap<u32, ImportDecision>,
}

impl Decisions {
    /// Decides about one row; nothing: as about all others.
    pub(super) fn set(&mut self, row: u32, decision: Option<ImportDecision>) {
        match decision {
            Some(decision) => self.single.insert(row, decision),
            None => self.single.remove(&row),
        };
    }

    /// Decides about all alike, also those that were decided by themselves.
    pub(super) fn set_all(&mut self, decision: Option<ImportDecision>) {
        self.all = decision;
        self.single = HashMap::new();
    }

    /// What is decided about a row, as far as that is possible.
    pub(super) fn of(&self, row: u32, possible: DecisionSet) -> Option<ImportDecision> {
        let decision = self.single.get(&row).copied().or(self.all);
        decision.filter(|decision| possible.contains(*decision))
    }
}
