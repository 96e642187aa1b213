//! What is printed: a figure, what it is held against, and the ratio of the two.

use std::fmt::Write as _;
use std::io::{self, Write as _};

use crate::Outcome;

/// One measured number.
pub(crate) struct Figure {
    what: String,
    value: f64,
    unit: &'static str,
    against: Option<(String, f64)>,
    most: f64,
}

impl Figure {
    pub(crate) fn new(what: impl Into<String>, value: f64, unit: &'static str) -> Self {
        Self {
            what: what.into(),
            value,
            unit,
            against: None,
            most: f64::INFINITY,
        }
    }

    /// Must not be more than this.
    pub(crate) fn limit(mut self, limit: f64) -> Self {
        self.against = Some(("limit".to_owned(), limit));
        self.most = 1.0;
        self
    }

    /// Must not be more than `most` times what the peer took.
    pub(crate) fn peer(mut self, name: &str, value: f64, most: f64) -> Self {
        self.against = Some((name.to_owned(), value));
        self.most = most;
        self
    }

    fn row(&self) -> [String; 5] {
        let Some((name, other)) = &self.against else {
            return [
                self.what.clone(),
                self.show(self.value),
                String::new(),
                String::new(),
                String::new(),
            ];
        };
        let ratio = self.value / other;
        let verdict = if ratio <= self.most {
            "holds"
        } else {
            "MISSED"
        };
        [
            self.what.clone(),
            self.show(self.value),
            format!("{name} {}", self.show(*other)),
            format!("{ratio:.2} of {:.2}", self.most),
            verdict.to_owned(),
        ]
    }

    fn show(&self, value: f64) -> String {
        format!("{value:.2} {}", self.unit)
    }
}

/// All figures of a run.
#[derive(Default)]
pub(crate) struct Table {
    figures: Vec<Figure>,
    notes: Vec<String>,
}

impl Table {
    pub(crate) fn add(&mut self, figure: Figure) {
        self.figures.push(figure);
    }

    /// A sentence below the table, such as why a figure has no peer.
    pub(crate) fn note(&mut self, sentence: impl Into<String>) {
        self.notes.push(sentence.into());
    }

    pub(crate) fn print(&self) -> Outcome<()> {
        let head = ["figure", "roster", "held against", "ratio", ""].map(str::to_owned);
        let rows: Vec<[String; 5]> = [head]
            .into_iter()
            .chain(self.figures.iter().map(Figure::row))
            .collect();
        let width = |column: usize| {
            rows.iter()
                .map(|row| row[column].chars().count())
                .max()
                .unwrap_or(0)
        };
        let widths: [usize; 5] = std::array::from_fn(width);
        let mut text = String::new();
        for row in &rows {
            let mut line = String::new();
            for (cell, width) in row.iter().zip(widths) {
                write!(line, "{cell:width$}  ")?;
            }
            writeln!(text, "{}", line.trim_end())?;
        }
        for note in &self.notes {
            writeln!(text, "{note}")?;
        }
        Ok(io::stdout().write_all(text.as_bytes())?)
    }
}

/// The middle one; half of the runs were faster.
pub(crate) fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or(f64::NAN)
}

/// What all but one in a hundred were not slower than.
pub(crate) fn percentile_99(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    let place = (times.len() * 99).div_ceil(100).saturating_sub(1);
    times.get(place).copied().unwrap_or(f64::NAN)
}

/// The slowest.
pub(crate) fn worst(times: &[f64]) -> f64 {
    times.iter().copied().fold(f64::NAN, f64::max)
}
