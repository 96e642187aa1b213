//! How a person likes the window: never anything that matters.
//!
//! Tauri is not known here, so that `fuzz/` can read any settings with the same code.

use std::collections::HashSet;

use roster_core::view::ColumnChoice;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// How many dismissed hints are remembered; whoever dismisses more has seen the first ones again.
const MAX_NUDGES: usize = 200;

/// How many accounts have columns of their own; the ones that chose longest ago see the usual ones again.
const MAX_ACCOUNTS: usize = 50;

/// The longest time after which the window locks, in minutes.
const MAX_LOCK_AFTER: u32 = 60;

/// How large the page can be shown, in percent.
const ZOOM: std::ops::RangeInclusive<u32> = 50..=400;

/// More columns than there are.
const MAX_COLUMNS: usize = 40;

/// The longest name of a column, in bytes.
const MAX_COLUMN_NAME: usize = 50;

/// The widths that a column can have, in pixels.
const WIDTHS: std::ops::RangeInclusive<u32> = 40..=1000;

/// The person's choices. What is missing or strange in the file becomes the default.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(crate) struct Preferences {
    /// What the window speaks.
    pub language: Language,
    /// Light, dark, or as the system.
    pub theme: ThemeChoice,
    /// How high the rows of lists are.
    pub density: Density,
    /// How large everything is.
    pub text_size: TextSize,
    /// How large the whole page is shown, in percent, from 50 to 400.
    pub zoom: u32,
    /// Whether nothing moves, whatever the system says.
    pub less_motion: bool,
    /// Whether the sign-in screen shows who signed in before.
    pub show_tiles: bool,
    /// Whether the panel beside the list is open.
    pub panel_open: bool,
    /// After how many minutes without the person the window locks, up to 60; 0 for never.
    pub lock_after: u32,
    /// Whether it locks with the computer, where the system tells of that.
    pub lock_with_screen: bool,
    /// The columns of the list of people, for each account that chose some.
    pub columns: Vec<AccountColumns>,
    /// The accounts whose "tell something about yourself" was closed.
    pub dismissed_nudges: Vec<i64>,
}

/// The columns that an account chose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(crate) struct AccountColumns {
    /// Whose; 0 for everyone who has chosen none, as Roster kept them at first.
    pub account: i64,
    /// In order.
    #[cfg_attr(test, ts(type = "ColumnChoice[]"))]
    pub columns: Vec<ColumnChoice>,
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

/// What the window speaks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum Language {
    /// As the system; English where that is none of these.
    #[default]
    System,
    /// English.
    En,
    /// German.
    De,
    /// French.
    Fr,
    /// Spanish.
    Es,
    /// Arabic.
    Ar,
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

/// How large everything is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(crate) enum TextSize {
    /// A sixteenth smaller.
    Small,
    /// As the system has it.
    #[default]
    Standard,
    /// An eighth larger.
    Large,
}

impl Default for Preferences {
    fn default() -> Self {
        Self {
            language: Language::default(),
            theme: ThemeChoice::default(),
            density: Density::default(),
            text_size: TextSize::default(),
            zoom: 100,
            less_motion: false,
            show_tiles: true,
            panel_open: true,
            lock_after: 15,
            lock_with_screen: true,
            columns: Vec::new(),
            dismissed_nudges: Vec::new(),
        }
    }
}

/// A settings file is an object; everything else is an error that says why.
pub(crate) fn parse_settings(bytes: &[u8]) -> Result<Map<String, Value>, String> {
    serde_json::from_slice(bytes).map_err(|error| error.to_string())
}

/// The value of a key, if it is there and of its kind.
pub(crate) fn read_value<T: DeserializeOwned>(value: Option<Value>) -> Option<T> {
    serde_json::from_value(value?).ok()
}

impl Preferences {
    /// The choices that a settings file holds, key by key: one strange value costs no other.
    pub(crate) fn read(get: impl Fn(&str) -> Option<Value>) -> Self {
        let default = Self::default();
        // At first the file had a list of names for everyone.
        let columns = || {
            read_value(get("columns")).or_else(|| {
                let names = read_value(get("columns"))?;
                Some(vec![AccountColumns::of_everyone(names)])
            })
        };
        let lock_after = read_value(get("lock_after")).unwrap_or(default.lock_after);
        Self {
            language: read_value(get("language")).unwrap_or(default.language),
            theme: read_value(get("theme")).unwrap_or(default.theme),
            density: read_value(get("density")).unwrap_or(default.density),
            text_size: read_value(get("text_size")).unwrap_or(default.text_size),
            zoom: read_value(get("zoom")).unwrap_or(default.zoom),
            less_motion: read_value(get("less_motion")).unwrap_or(default.less_motion),
            show_tiles: read_value(get("show_tiles")).unwrap_or(default.show_tiles),
            panel_open: read_value(get("panel_open")).unwrap_or(default.panel_open),
            lock_after,
            // At first whoever wanted no lock by itself got none from the computer either.
            lock_with_screen: read_value(get("lock_with_screen")).unwrap_or(lock_after > 0),
            columns: columns().unwrap_or(default.columns),
            dismissed_nudges: read_value(get("dismissed_nudges"))
                .unwrap_or(default.dismissed_nudges),
        }
        .normalised()
    }

    /// Each account and each of its columns at most once; a bounded number of hints, each once.
    pub(crate) fn normalised(mut self) -> Self {
        let mut accounts = HashSet::new();
        self.columns.reverse();
        self.columns
            .retain(|chosen| accounts.insert(chosen.account));
        self.columns.truncate(MAX_ACCOUNTS);
        self.columns.reverse();
        for AccountColumns { columns, .. } in &mut self.columns {
            let mut seen = HashSet::new();
            columns.retain(|choice| {
                choice.column.len() <= MAX_COLUMN_NAME && seen.insert(choice.column.clone())
            });
            columns.truncate(MAX_COLUMNS);
            for choice in columns {
                choice.width = choice
                    .width
                    .map(|width| width.clamp(*WIDTHS.start(), *WIDTHS.end()));
            }
        }
        self.dismissed_nudges.sort_unstable();
        self.dismissed_nudges.dedup();
        self.lock_after = self.lock_after.min(MAX_LOCK_AFTER);
        self.zoom = self.zoom.clamp(*ZOOM.start(), *ZOOM.end());
        let surplus = self.dismissed_nudges.len().saturating_sub(MAX_NUDGES);
        self.dismissed_nudges.drain(..surplus);
        self
    }
}

impl AccountColumns {
    /// The columns of everyone, as Roster kept them at first: their names alone.
    pub(crate) fn of_everyone(names: Vec<String>) -> Self {
        let choose = |column| ColumnChoice {
            column,
            width: None,
        };
        Self {
            account: 0,
            columns: names.into_iter().map(choose).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use roster_core::view::ColumnChoice;

    use super::{AccountColumns, MAX_ACCOUNTS, MAX_NUDGES, Preferences};

    fn choice(column: &str, width: Option<u32>) -> ColumnChoice {
        ColumnChoice {
            column: column.to_owned(),
            width,
        }
    }

    #[test]
    fn what_is_chosen_stays_within_its_limits() {
        let chosen = vec![
            choice("email", Some(9000)),
            choice(&"x".repeat(51), None),
            choice("name", None),
            choice("email", None),
        ];
        let preferences = Preferences {
            columns: vec![AccountColumns {
                account: 7,
                columns: chosen,
            }],
            dismissed_nudges: (0..1000).chain(0..1000).collect(),
            zoom: 4000,
            ..Preferences::default()
        }
        .normalised();
        assert_eq!(preferences.zoom, 400);
        assert_eq!(
            preferences.columns[0].columns,
            [choice("email", Some(1000)), choice("name", None)]
        );
        assert_eq!(preferences.dismissed_nudges.len(), MAX_NUDGES);
        assert_eq!(preferences.dismissed_nudges.last(), Some(&999));
    }

    #[test]
    fn the_latest_choices_of_the_latest_accounts_are_kept() {
        let of = |account, column| AccountColumns {
            account,
            columns: vec![choice(column, None)],
        };
        let early = (1..=100).map(|account| of(account, "email"));
        let columns = early.chain([of(90, "username")]).collect();
        let preferences = Preferences {
            columns,
            ..Preferences::default()
        }
        .normalised();
        assert_eq!(preferences.columns.len(), MAX_ACCOUNTS);
        assert_eq!(preferences.columns.last(), Some(&of(90, "username")));
        assert_eq!(preferences.columns.first(), Some(&of(51, "email")));
    }
}
