//! The order of a list.

use crate::view::{Sort, SortColumn};

/// Levels of an order: at least one, and no column twice. The id comes last, in the direction of the first level, so
/// that no two people are equal and the whole can be read backwards.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Order {
    levels: Vec<Sort>,
}

impl Order {
    /// By these levels; by username if there are none. A column that comes again decides nothing.
    pub(crate) fn of(sort: &[Sort]) -> Self {
        let mut levels: Vec<Sort> = Vec::new();
        for level in sort {
            if levels.iter().all(|other| other.column != level.column) {
                levels.push(*level);
            }
        }
        if levels.is_empty() {
            levels.push(Sort {
                column: SortColumn::Username,
                descending: false,
            });
        }
        Self { levels }
    }

    /// The levels.
    pub(crate) fn levels(&self) -> &[Sort] {
        &self.levels
    }

    /// Whether the ids run backwards, as the first level does.
    pub(crate) fn is_backwards(&self) -> bool {
        self.levels[0].descending
    }

    /// The same, turned so that the first level and the ids run forwards.
    pub(crate) fn forwards(&self) -> Self {
        let turn = |level: &Sort| Sort {
            column: level.column,
            descending: level.descending != self.is_backwards(),
        };
        Self {
            levels: self.levels.iter().map(turn).collect(),
        }
    }
}
