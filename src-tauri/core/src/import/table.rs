//! People from a table: one row for each, the first row says what the columns are.

use std::cell::Cell;
use std::fs::File;
use std::io::{self, BufRead as _, BufReader, Read as _};
use std::path::Path;
use std::rc::Rc;

use csv::{ErrorKind, Position, Reader, ReaderBuilder, StringRecord};
use encoding_rs_io::DecodeReaderBytes;

use super::heading::guess_fields;
use super::row::SourceRow;
use super::spool::SpoolWriter;
use super::text::{Bounded, TextShape, TooLong};
use crate::error::{Error, Result};
use crate::table::{split_list, unguard_formula};
use crate::view::{ImportColumn, ImportField};

/// How many values of a column are shown.
const SAMPLES: usize = 3;

/// How many rows are looked at for them, and for what separates the cells.
const LOOKED_AT: usize = 50;

/// The longest row, in bytes.
const LONGEST_ROW: usize = 1 << 20;

/// The most columns that a table has.
const MOST_COLUMNS: usize = 500;

/// How a table is written, and what it has.
#[derive(Debug, Clone)]
pub(super) struct TableShape {
    pub(super) text: TextShape,
    delimiter: u8,
    pub(super) columns: Vec<ImportColumn>,
}

type Source = Bounded<DecodeReaderBytes<File, Vec<u8>>>;

impl TableShape {
    /// Looks at a file.
    pub(super) fn detect(path: &Path, text: TextShape) -> Result<Self> {
        let tried = [b',', b';', b'\t', b'|'].map(|delimiter| {
            let start = read_start(&text, delimiter, path)?;
            Ok((fit(&start), delimiter, start))
        });
        let tried = tried.into_iter().collect::<Result<Vec<_>>>()?;
        // The first of those that fit alike: commas before all others.
        let best = tried
            .into_iter()
            .reduce(|best, next| if next.0 > best.0 { next } else { best });
        let (_, delimiter, start) = best.unwrap_or_default();
        let Some((headings, rows)) = start.split_first() else {
            return Err(Error::Import("There is nothing in this file.".to_owned()));
        };
        if headings.len() > MOST_COLUMNS {
            return Err(Error::Import(format!(
                "This table has more than {MOST_COLUMNS} columns."
            )));
        }
        let headings: Vec<String> = headings.iter().map(|cell| cell.trim().to_owned()).collect();
        let fields = guess_fields(&headings);
        let columns = headings.into_iter().zip(fields).enumerate();
        let columns = columns.map(|(place, (heading, field))| ImportColumn {
            samples: list_samples(rows, place, field),
            heading,
            field,
        });
        Ok(Self {
            columns: columns.collect(),
            text,
            delimiter,
        })
    }

    /// In words.
    pub(super) fn describe(&self) -> String {
        let separated = match self.delimiter {
            b';' => "separated by semicolons",
            b'\t' => "separated by tabs",
            b'|' => "separated by vertical bars",
            _ => "separated by commas",
        };
        format!("{}, {separated}", self.text.describe())
    }

    /// What the person should know.
    pub(super) fn list_notices(&self) -> Vec<String> {
        let mut notices = Vec::new();
        if self.text.describe() == "Windows-1252" {
            notices.push(
                "This file is not in UTF-8, so it was read as Windows-1252. Look whether names with accents are right."
                    .to_owned(),
            );
        }
        if self.text.has_flaws {
            notices.push(
                "Some characters in this file are broken. The rows that have them are left out."
                    .to_owned(),
            );
        }
        let says = |field| {
            self.columns
                .iter()
                .any(|column| column.field == Some(field))
        };
        if !says(ImportField::Username) && !says(ImportField::Email) {
            notices.push(
                "No column is called like a username or an e-mail address. Say which columns they are.".to_owned(),
            );
        }
        notices
    }

    /// Reads all rows into a spool. `fields` says what each column is about.
    pub(super) fn read_rows(
        &self,
        path: &Path,
        fields: &[Option<ImportField>],
        spool: &mut SpoolWriter,
        mut is_wanted: impl FnMut(usize) -> Result<()>,
    ) -> Result<()> {
        let has_returns = ends_with_return(&self.text, path)?;
        let (mut reader, since) = open(&self.text, self.delimiter, path)?;
        let mut record = StringRecord::new();
        reader
            .read_record(&mut record)
            .map_err(|error| explain(&error))?;
        since.set(0);
        while reader
            .read_record(&mut record)
            .map_err(|error| explain(&error))?
        {
            since.set(0);
            if record.iter().any(|cell| !cell.trim().is_empty()) {
                let line = find_line(&record, reader.position()) + u32::from(has_returns);
                spool.push(&self.read_row(line, &record, fields))?;
                is_wanted(spool.len())?;
            }
        }
        Ok(())
    }

    fn read_row(
        &self,
        line: u32,
        record: &StringRecord,
        fields: &[Option<ImportField>],
    ) -> SourceRow {
        let mut row = SourceRow::at(line);
        let surplus = record.iter().skip(self.columns.len());
        if surplus.into_iter().any(|cell| !cell.trim().is_empty()) {
            row.flaw = Some(format!(
                "This row has {} cells, and the first row has {}. A cell with a separator in it has to stand in quotes.",
                record.len(),
                self.columns.len()
            ));
        }
        for (cell, field) in record.iter().zip(fields) {
            let Some(field) = *field else { continue };
            if cell.contains('\u{FFFD}') {
                row.flaw = Some("There are broken characters in this row.".to_owned());
            }
            match field {
                ImportField::Groups => row.groups = split_list(unguard_formula(cell)),
                field if field.is_secret() => row.set(field, cell),
                field => row.set(field, unguard_formula(cell)),
            }
        }
        row
    }
}

/// Whether lines end as on Windows. The reader then stops between the two characters, and has not counted the line that the
/// row ends.
fn ends_with_return(text: &TextShape, path: &Path) -> Result<bool> {
    let mut first = Vec::new();
    let most = u64::try_from(LONGEST_ROW).unwrap_or(u64::MAX);
    BufReader::new(text.open(path)?.take(most))
        .read_until(b'\n', &mut first)
        .map_err(|error| crate::db::open::unreachable(path, &error))?;
    Ok(first.ends_with(b"\r\n"))
}

/// The line on which a row begins. The reader takes blank lines before it for its own, so it is counted back from its end.
fn find_line(record: &StringRecord, end: &Position) -> u32 {
    let inner = record
        .iter()
        .map(|cell| cell.matches('\n').count() as u64)
        .sum::<u64>();
    let counted = end.line().saturating_sub(inner + 1);
    let begin = record.position().map_or(0, Position::line).max(counted);
    u32::try_from(begin).unwrap_or(u32::MAX - 1)
}

fn open(text: &TextShape, delimiter: u8, path: &Path) -> Result<(Reader<Source>, Rc<Cell<usize>>)> {
    let (source, since) = Bounded::new(text.open(path)?, LONGEST_ROW);
    let mut builder = ReaderBuilder::new();
    let builder = builder.delimiter(delimiter).has_headers(false);
    let builder = builder.flexible(true).buffer_capacity(1 << 16);
    Ok((builder.from_reader(source), since))
}

/// The first rows that have something in them.
fn read_start(text: &TextShape, delimiter: u8, path: &Path) -> Result<Vec<StringRecord>> {
    let (mut reader, _) = open(text, delimiter, path)?;
    let mut rows = Vec::new();
    for row in reader.records().take(LOOKED_AT) {
        match row {
            Ok(row) => rows.push(row),
            // With another delimiter it may be fine; with the right one it is said when the rows are read.
            Err(_) => break,
        }
    }
    rows.retain(|row| row.iter().any(|cell| !cell.trim().is_empty()));
    Ok(rows)
}

/// How well a delimiter fits: how many headings it makes that are known, then how many rows are as long as the first one.
fn fit(start: &[StringRecord]) -> (usize, usize, usize) {
    let Some((headings, rows)) = start.split_first() else {
        return (0, 0, 0);
    };
    let texts: Vec<String> = headings.iter().map(str::to_owned).collect();
    let known = guess_fields(&texts).into_iter().flatten().count();
    let alike = rows
        .iter()
        .filter(|row| row.len() == headings.len())
        .count();
    let is_table = headings.len() > 1;
    (known, if is_table { alike + 1 } else { 0 }, headings.len())
}

fn list_samples(rows: &[StringRecord], place: usize, field: Option<ImportField>) -> Vec<String> {
    if field.is_some_and(ImportField::is_secret) {
        return Vec::new();
    }
    let cells = rows.iter().filter_map(|row| row.get(place));
    let filled = cells.map(str::trim).filter(|cell| !cell.is_empty());
    let short = filled.map(|cell| cell.chars().take(60).collect());
    short.take(SAMPLES).collect()
}

fn explain(error: &csv::Error) -> Error {
    let line = error.position().map(Position::line);
    let place = line
        .map(|line| format!(" after line {line}"))
        .unwrap_or_default();
    match error.kind() {
        ErrorKind::Io(cause) if is_too_long(cause) => Error::Import(format!(
            "A row{place} never ends. Perhaps a quotation mark is missing somewhere."
        )),
        ErrorKind::Io(cause) => crate::db::open::unreachable(Path::new(""), cause).into(),
        _ => Error::Import(format!("The table can’t be read{place}.")),
    }
}

fn is_too_long(error: &io::Error) -> bool {
    let cause = error.get_ref();
    cause.is_some_and(<dyn std::error::Error + Send + Sync>::is::<TooLong>)
}
