//! What an import leaves out, as a table that can be corrected and imported again.

use std::io;

use super::page::Looked;
use super::plan::ImportPlan;
use super::row::FIELDS;
use crate::auth::{Granted, ImportData, Read};
use crate::error::Result;
use crate::table::{Table, join_list};
use crate::user::batch::CHUNK;
use crate::view::{ImportField, ImportVerdict};

/// The columns beside those of a person.
const LINE: &str = "line";
const REASON: &str = "reason";
const LEFT_OUT: &str = "left_out";

impl Granted<ImportData, Read> {
    /// Writes the rows that would not be taken, or not wholly, as CSV: where they are, why, what has no place in Roster, and
    /// what they say, but for passwords. Without `reason`, the same columns can be imported. Returns how many there are.
    pub async fn write_import_report(
        mut self,
        plan: &ImportPlan,
        out: impl io::Write + Send,
    ) -> Result<u32> {
        let shown = || FIELDS.into_iter().filter(|field| !field.is_secret());
        let head = [LINE, REASON, LEFT_OUT]
            .into_iter()
            .chain(shown().map(ImportField::key));
        let mut table = Table::begin(out, head)?;
        let mut count = 0;
        let rows: Vec<u32> = plan.0.rows().collect();
        for chunk in rows.chunks(CHUNK) {
            for (looked, _) in self.look_at(&plan.0, chunk).await?.1 {
                if let Some(reason) = looked.why_reported() {
                    let source = &looked.parsed.source;
                    let left_out = source
                        .left_out
                        .iter()
                        .map(|(name, value)| format!("{name}: {value}"));
                    let left_out = left_out.collect::<Vec<_>>().join("\n");
                    let cells = [source.line.to_string(), reason, left_out].into_iter();
                    table.write_row(cells.chain(shown().map(|field| looked.show(field))))?;
                    count += 1;
                }
            }
        }
        table.finish()?;
        Ok(count)
    }
}

impl Looked {
    /// Why a row is in the report; nothing if it is taken wholly, or says nothing new.
    fn why_reported(&self) -> Option<String> {
        let refused = match self.judged.verdict {
            ImportVerdict::Error => true,
            ImportVerdict::Conflict => self.decision.is_none(),
            _ => false,
        };
        let notes = self.judged.notes.iter().cloned();
        let errors = self.judged.errors.values().cloned();
        let reason = self
            .judged
            .reason
            .clone()
            .filter(|_| refused && self.judged.errors.is_empty());
        let sentences: Vec<String> = reason.into_iter().chain(errors).chain(notes).collect();
        let has_more = !self.parsed.source.left_out.is_empty();
        (!sentences.is_empty() || has_more).then(|| sentences.join(" "))
    }

    fn show(&self, field: ImportField) -> String {
        if field == ImportField::Groups {
            return join_list(self.parsed.source.groups.iter().map(String::as_str));
        }
        self.parsed.source.get(field).unwrap_or_default().to_owned()
    }
}
