//! The rows of a file, kept in a file of our own without a name: a plan of a million rows needs little memory, the rows stay
//! what they were whatever becomes of the file, and nothing is left when the plan is forgotten.

use std::fs::File;
use std::io::{self, BufWriter, Read as _, Seek as _, SeekFrom, Write as _};
use std::ops::Range;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use super::row::SourceRow;
use crate::db::open::unreachable;
use crate::error::{Error, Result};

/// Rows that are being written.
pub(crate) struct SpoolWriter {
    file: BufWriter<File>,
    /// Where each row ends.
    ends: Vec<u64>,
    buffer: Vec<u8>,
}

/// Rows by their number, from 0.
pub(crate) struct Spool {
    file: Mutex<File>,
    ends: Vec<u64>,
}

impl SpoolWriter {
    /// Begins a spool in this folder, which only its owner may read.
    pub(crate) fn create(folder: &Path) -> Result<Self> {
        let file = tempfile::tempfile_in(folder).map_err(|error| unreachable(folder, &error))?;
        Ok(Self {
            file: BufWriter::with_capacity(1 << 20, file),
            ends: Vec::new(),
            buffer: Vec::new(),
        })
    }

    /// Adds a row.
    pub(crate) fn push(&mut self, row: &SourceRow) -> Result<()> {
        if self.ends.len() >= u32::MAX as usize {
            return Err(Error::Import("This file has too many rows.".to_owned()));
        }
        self.buffer.clear();
        serde_json::to_writer(&mut self.buffer, row).map_err(|error| unspooled(&error.into()))?;
        let written = self.file.write_all(&self.buffer);
        written.map_err(|error| unspooled(&error))?;
        let begin = self.ends.last().copied().unwrap_or_default();
        self.ends.push(begin + self.buffer.len() as u64);
        Ok(())
    }

    /// Rows so far.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// From here on they are read.
    pub(crate) fn finish(self) -> Result<Spool> {
        let file = self.file.into_inner();
        let file = file.map_err(|error| unspooled(error.error()))?;
        Ok(Spool {
            file: Mutex::new(file),
            ends: self.ends,
        })
    }
}

impl Spool {
    /// How many rows there are.
    pub(crate) fn len(&self) -> u32 {
        u32::try_from(self.ends.len()).unwrap_or(u32::MAX)
    }

    /// These rows; those after the end are left out.
    pub(crate) fn read(&self, rows: Range<u32>) -> Result<Vec<SourceRow>> {
        let (from, until) = (
            rows.start as usize,
            (rows.end as usize).min(self.ends.len()),
        );
        if from >= until {
            return Ok(Vec::new());
        }
        let begin = self.begin_of(from);
        let bytes = self.read_bytes(begin..self.ends[until - 1])?;
        let mut rows = Vec::with_capacity(until - from);
        let mut place = begin;
        for end in &self.ends[from..until] {
            rows.push(parse_row(
                &bytes[to_index(place - begin)..to_index(end - begin)],
            )?);
            place = *end;
        }
        Ok(rows)
    }

    /// These rows, in this order, which is that of the file.
    pub(crate) fn read_some(&self, rows: &[u32]) -> Result<Vec<SourceRow>> {
        let mut found = Vec::with_capacity(rows.len());
        // In runs: most of a plan is read one row after another.
        let runs = rows.chunk_by(|one, next| one + 1 == *next);
        for run in runs {
            if let (Some(first), Some(last)) = (run.first(), run.last()) {
                found.append(&mut self.read(*first..last + 1)?);
            }
        }
        Ok(found)
    }

    fn begin_of(&self, row: usize) -> u64 {
        row.checked_sub(1).map_or(0, |before| self.ends[before])
    }

    fn read_bytes(&self, place: Range<u64>) -> Result<Vec<u8>> {
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        let mut bytes = vec![0; to_index(place.end - place.start)];
        file.seek(SeekFrom::Start(place.start))
            .and_then(|_| file.read_exact(&mut bytes))
            .map_err(|error| unspooled(&error))?;
        Ok(bytes)
    }
}

fn parse_row(bytes: &[u8]) -> Result<SourceRow> {
    serde_json::from_slice(bytes)
        .map_err(|error| Error::internal(format!("a spooled row: {error}")))
}

fn to_index(place: u64) -> usize {
    usize::try_from(place).unwrap_or(usize::MAX)
}

fn unspooled(error: &io::Error) -> Error {
    unreachable(Path::new(""), error).into()
}

#[cfg(test)]
mod tests {
    use super::SpoolWriter;
    use crate::import::row::SourceRow;
    use crate::view::ImportField;

    #[test]
    fn rows_come_back_by_number() {
        let folder = tempfile::tempdir().unwrap();
        let mut writer = SpoolWriter::create(folder.path()).unwrap();
        for line in 0..100 {
            let mut row = SourceRow::at(line);
            row.set(ImportField::Bio, "x".repeat(line as usize));
            writer.push(&row).unwrap();
        }
        let spool = writer.finish().unwrap();
        let lines = |rows: Vec<SourceRow>| rows.iter().map(|row| row.line).collect::<Vec<_>>();
        assert_eq!(lines(spool.read(98..200).unwrap()), [98, 99]);
        assert_eq!(
            lines(spool.read_some(&[0, 7, 8, 50]).unwrap()),
            [0, 7, 8, 50]
        );
        assert!(spool.read(100..101).unwrap().is_empty());
        let bio = spool.read(40..41).unwrap().remove(0);
        assert_eq!(bio.get(ImportField::Bio).map(str::len), Some(40));
    }
}
