//! Tables for other programs, as CSV (RFC 4180), and how their cells are read back.

use std::io;

use csv::Writer;

use crate::error::{Error, Result};

/// A table that is being written.
pub(crate) struct Table<W: io::Write> {
    writer: Writer<W>,
    /// Cells are left as they are: for programs.
    is_raw: bool,
}

impl<W: io::Write> Table<W> {
    /// Begins with the names of the columns.
    pub(crate) fn begin<'a>(out: W, head: impl IntoIterator<Item = &'a str>) -> Result<Self> {
        let mut writer = Writer::from_writer(out);
        writer.write_record(head).map_err(unwritten)?;
        Ok(Self {
            writer,
            is_raw: false,
        })
    }

    /// From here on cells are written as they are.
    pub(crate) fn leave_raw(&mut self) {
        self.is_raw = true;
    }

    /// One row. What a spreadsheet would take for a formula gets a ' before it (OWASP, CSV injection).
    pub(crate) fn write_row(&mut self, cells: impl IntoIterator<Item = String>) -> Result<()> {
        let is_raw = self.is_raw;
        let guard = |cell| if is_raw { cell } else { guard_formula(cell) };
        let cells = cells.into_iter().map(guard);
        self.writer.write_record(cells).map_err(unwritten)
    }

    /// Nothing is kept back.
    pub(crate) fn finish(mut self) -> Result<()> {
        self.writer.flush().map_err(unwritten)
    }
}

fn unwritten(error: impl Into<csv::Error>) -> Error {
    Error::Output(error.into().to_string())
}

/// Spreadsheets run what begins like a formula, whoever wrote it. What begins like a guarded formula gets another ', so that
/// what is taken off again is always a guard.
fn guard_formula(cell: String) -> String {
    if is_formula(cell.trim_start_matches('\'')) {
        format!("'{cell}")
    } else {
        cell
    }
}

/// Takes the guard off again.
pub(crate) fn unguard_formula(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if is_formula(rest.trim_start_matches('\'')) => rest,
        _ => cell,
    }
}

fn is_formula(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n'])
}

/// Names in one cell: separated by commas, and one that has a comma, a semicolon or a quotation mark in it stands in quotes.
pub(crate) fn join_list<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let quote = |name: &str| {
        if name.contains([',', ';', '"']) {
            format!("\"{}\"", name.replace('"', "\"\""))
        } else {
            name.to_owned()
        }
    };
    names.into_iter().map(quote).collect::<Vec<_>>().join(", ")
}

/// The names in one cell, also separated by semicolons or line ends.
pub(crate) fn split_list(cell: &str) -> Vec<String> {
    let mut names = vec![String::new()];
    let (mut is_quoted, mut letters) = (false, cell.chars().peekable());
    while let Some(letter) = letters.next() {
        let name_so_far = names.last().is_some_and(|name| name.trim().is_empty());
        match letter {
            '"' if is_quoted && letters.peek() == Some(&'"') => {
                letters.next();
                names.last_mut().into_iter().for_each(|name| name.push('"'));
            }
            '"' if is_quoted || name_so_far => is_quoted = !is_quoted,
            ',' | ';' | '\n' if !is_quoted => names.push(String::new()),
            letter => names
                .last_mut()
                .into_iter()
                .for_each(|name| name.push(letter)),
        }
    }
    let names = names.into_iter().map(|name| name.trim().to_owned());
    names.filter(|name| !name.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{guard_formula, join_list, split_list, unguard_formula};

    #[test]
    fn formulas_are_guarded_and_nothing_else_is_changed() {
        for cell in ["=1+1", "+1", "-1", "@sum", "\tx", "\rx", "'=1", "''+1"] {
            assert_eq!(guard_formula(cell.to_owned()), format!("'{cell}"));
        }
        for cell in ["", "ana", "a=b", "'x", "12"] {
            assert_eq!(guard_formula(cell.to_owned()), cell);
        }
    }

    #[test]
    fn a_list_in_a_cell_is_read_however_it_is_separated() {
        for cell in [
            "Choir, Editors",
            "Choir;Editors",
            "Choir\nEditors",
            " \"Choir\" ,, Editors ;",
        ] {
            assert_eq!(split_list(cell), ["Choir", "Editors"], "{cell}");
        }
        assert_eq!(
            split_list(r#""Bass, deep"; "the ""loud"" ones""#),
            ["Bass, deep", r#"the "loud" ones"#]
        );
        assert!(split_list(" , ").is_empty());
    }

    proptest! {
        #[test]
        fn guards_come_off_again(cell in "['=+@a -]{0,4}") {
            let guarded = guard_formula(cell.clone());
            prop_assert_eq!(unguard_formula(&guarded), cell);
        }

        #[test]
        fn lists_come_back(names in proptest::collection::vec("[a-c,;\" ]{1,5}", 0..4)) {
            let names: Vec<String> = names.iter().map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect();
            let joined = join_list(names.iter().map(String::as_str));
            prop_assert_eq!(split_list(&joined), names);
        }
    }
}
