//! Tables for other programs, as CSV (RFC 4180).

use std::io;

use csv::Writer;

use crate::error::{Error, Result};

/// A table that is being written.
pub(crate) struct Table<W: io::Write>(Writer<W>);

impl<W: io::Write> Table<W> {
    /// Begins with the names of the columns.
    pub(crate) fn begin<'a>(out: W, head: impl IntoIterator<Item = &'a str>) -> Result<Self> {
        let mut writer = Writer::from_writer(out);
        writer.write_record(head).map_err(unwritten)?;
        Ok(Self(writer))
    }

    /// One row. What a spreadsheet would take for a formula gets a ' before it (OWASP, CSV injection).
    pub(crate) fn write_row(&mut self, cells: impl IntoIterator<Item = String>) -> Result<()> {
        let cells = cells.into_iter().map(guard_formula);
        self.0.write_record(cells).map_err(unwritten)
    }

    /// Nothing is kept back.
    pub(crate) fn finish(mut self) -> Result<()> {
        self.0.flush().map_err(unwritten)
    }
}

fn unwritten(error: impl Into<csv::Error>) -> Error {
    Error::Output(error.into().to_string())
}

/// Spreadsheets run what begins like a formula, whoever wrote it.
fn guard_formula(cell: String) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{cell}")
    } else {
        cell
    }
}

#[cfg(test)]
mod tests {
    use super::guard_formula;

    #[test]
    fn formulas_are_guarded_and_nothing_else_is_changed() {
        for cell in ["=1+1", "+1", "-1", "@sum", "\tx", "\rx"] {
            assert_eq!(guard_formula(cell.to_owned()), format!("'{cell}"));
        }
        for cell in ["", "ana", "a=b", "'x", "12"] {
            assert_eq!(guard_formula(cell.to_owned()), cell);
        }
    }
}
