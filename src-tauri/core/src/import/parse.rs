//! Rows from the spool with their values, read ahead on all cores while the database is asked about those before.

use std::sync::Arc;
use std::thread;

use tokio::task::JoinHandle;

use super::row::SourceRow;
use super::spool::Spool;
use super::wish::{Measure, Wish};
use crate::error::{Error, FieldErrors, Result};

/// More threads than this would wait for the database.
const MOST_THREADS: usize = 8;

/// A row, and what it wants.
pub(super) struct Parsed {
    pub(super) row: u32,
    pub(super) source: SourceRow,
    pub(super) wish: Result<Wish, FieldErrors>,
}

/// Rows chunk by chunk; the next one is always under way.
pub(super) struct Parsing {
    spool: Arc<Spool>,
    measure: Measure,
    chunks: std::vec::IntoIter<Vec<u32>>,
    next: Option<JoinHandle<Result<Vec<Parsed>>>>,
}

impl Parsing {
    /// Begins with the first of these chunks of rows.
    pub(super) fn start(spool: &Arc<Spool>, measure: Measure, rows: &[u32], size: usize) -> Self {
        let chunks: Vec<Vec<u32>> = rows.chunks(size).map(<[u32]>::to_vec).collect();
        let mut parsing = Self {
            spool: spool.clone(),
            measure,
            chunks: chunks.into_iter(),
            next: None,
        };
        parsing.read_ahead();
        parsing
    }

    /// The next chunk; nothing at the end.
    pub(super) async fn next(&mut self) -> Result<Option<Vec<Parsed>>> {
        let Some(next) = self.next.take() else {
            return Ok(None);
        };
        let parsed = next
            .await
            .map_err(|error| Error::internal(error.to_string()))??;
        self.read_ahead();
        Ok(Some(parsed))
    }

    fn read_ahead(&mut self) {
        self.next = self.chunks.next().map(|rows| {
            let (spool, measure) = (self.spool.clone(), self.measure);
            tokio::task::spawn_blocking(move || parse(&spool, &rows, &measure))
        });
    }
}

fn parse(spool: &Spool, rows: &[u32], measure: &Measure) -> Result<Vec<Parsed>> {
    let sources = spool.read_some(rows)?;
    let mut numbered: Vec<(u32, SourceRow)> = rows.iter().copied().zip(sources).collect();
    let threads = thread::available_parallelism()
        .map_or(1, usize::from)
        .min(MOST_THREADS);
    let share = numbered.len().div_ceil(threads).max(1);
    let mut shares = Vec::new();
    while !numbered.is_empty() {
        let rest = numbered.split_off(share.min(numbered.len()));
        shares.push(std::mem::replace(&mut numbered, rest));
    }
    let parse_share = |share: Vec<(u32, SourceRow)>| -> Vec<Parsed> {
        let parsed = share.into_iter().map(|(row, source)| Parsed {
            wish: Wish::parse(&source, measure),
            row,
            source,
        });
        parsed.collect()
    };
    let parsed: Vec<Option<Vec<Parsed>>> = thread::scope(|scope| {
        let threads = shares
            .into_iter()
            .map(|share| scope.spawn(|| parse_share(share)));
        let threads: Vec<_> = threads.collect();
        threads
            .into_iter()
            .map(|thread| thread.join().ok())
            .collect()
    });
    let parsed: Option<Vec<Vec<Parsed>>> = parsed.into_iter().collect();
    let parsed = parsed.ok_or_else(|| Error::internal("reading rows"))?;
    Ok(parsed.into_iter().flatten().collect())
}
