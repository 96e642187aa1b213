//! How a person likes the window: never anything that matters.

use roster_core::view::SortColumn;
use serde::{Deserialize, Serialize};

/// How many dismissed hints are remembered; whoever dismisses more has seen the first ones again.
const MAX_NUDGES: usize = 200;

/// The person's choices. What is missing or strange in the file becomes the default.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(crate) struct Preferences {
    /// Light, dark, or as the system.
    pub theme: ThemeChoice,
    /// How high the rows of lists are.
    pub density: Density,
    /// Whether the sign-in screen shows who signed in before.
    pub show_tiles: bool,
    /// Whether the panel beside the list is open.
    pub panel_open: bool,
    /// The columns of the list of people, in order.
    #[cfg_attr(test, ts(type = "SortColumn[]"))]
    pub columns: Vec<SortColumn>,
    /// The accounts whose "tell something about yourself" was closed.
    pub dismissed_nudges: Vec<i64>,
}

/// Light, dark, or as the system.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(crate) enum ThemeChoice {
    /// As the system.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// How high the rows of lists are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(crate) enum Density {
    /// 32 pixels.
    Compact,
    /// 40 pixels.
    #[default]
    Standard,
    /// 52 pixels.
    Relaxed,
}

impl Default for Preferences {
    fn default() -> Self {
        use SortColumn::{DateJoined, Email, Groups, IsActive, IsStaff, LastLogin, Username};
        Self {
            theme: ThemeChoice::default(),
            density: Density::default(),
            show_tiles: true,
            panel_open: true,
            columns: vec![
                Username, Email, Groups, IsStaff, IsActive, LastLogin, DateJoined,
            ],
            dismissed_nudges: Vec::new(),
        }
    }
}

impl Preferences {
    /// Each column at most once; a bounded number of hints, each once.
    pub(crate) fn normalised(mut self) -> Self {
        let mut seen = Vec::new();
        self.columns.retain(|column| {
            let first = !seen.contains(column);
            seen.push(*column);
            first
        });
        self.dismissed_nudges.sort_unstable();
        self.dismissed_nudges.dedup();
        let surplus = self.dismissed_nudges.len().saturating_sub(MAX_NUDGES);
        self.dismissed_nudges.drain(..surplus);
        self
    }
}

#[cfg(test)]
mod tests {
    use roster_core::view::SortColumn;

    use super::{MAX_NUDGES, Preferences};

    #[test]
    fn a_column_is_shown_once() {
        let preferences = Preferences {
            columns: vec![SortColumn::Email, SortColumn::Name, SortColumn::Email],
            dismissed_nudges: (0..1000).chain(0..1000).collect(),
            ..Preferences::default()
        }
        .normalised();
        assert_eq!(preferences.columns, [SortColumn::Email, SortColumn::Name]);
        assert_eq!(preferences.dismissed_nudges.len(), MAX_NUDGES);
        assert_eq!(preferences.dismissed_nudges.last(), Some(&999));
    }
}
