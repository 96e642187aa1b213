//! Taking people out.

use serde::Deserialize;

#[cfg(test)]
use ts_rs::TS;

/// What people are written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[cfg_attr(test, derive(TS))]
pub enum ExportFormat {
    /// A table with a column for each key.
    Csv {
        /// For programs: what a spreadsheet would take for a formula is left as it is.
        raw: bool,
    },
    /// All that Roster can read back, with pictures and without passwords.
    Json,
    /// Cards for address books, with pictures (vCard 4.0).
    Vcard,
}

impl ExportFormat {
    /// How files of this kind end.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Csv { .. } => "csv",
            Self::Json => "json",
            Self::Vcard => "vcf",
        }
    }
}
