//! What is printed: a figure, what it is held against, and the ratio of the two.

use std::fmt::Write as _;
use std::io::{self, Write as _};

use crate::Outcome;

/// What a figure is held against that has no peer.
const LIMIT: &str = "limit";

/// One measured number.
pub(crate) struct Figure {
    what: String,
    /// How many people there were, if it matters.
    size: Option<u32>,
    value: f64,
    unit: &'static str,
    against: Option<(String, f64)>,
    most: f64,
}

impl Figure {
    pub(crate) fn new(what: impl Into<String>, value: f64, unit: &'static str) -> Self {
        Self {
            what: what.into(),
            size: None,
            value,
            unit,
            against: None,
            most: f64::INFINITY,
        }
    }

    /// Measured in a roster of so many people.
    pub(crate) fn of(mut self, size: u32) -> Self {
        self.size = Some(size);
        self
    }

    /// Must not be more than this.
    pub(crate) fn limit(mut self, limit: f64) -> Self {
        self.against = Some((LIMIT.to_owned(), limit));
        self.most = 1.0;
        self
    }

    /// Must not be more than `most` times what the peer took.
    pub(crate) fn peer(mut self, name: &str, value: f64, most: f64) -> Self {
        self.against = Some((name.to_owned(), value));
        self.most = most;
        self
    }

    fn name(&self) -> String {
        match self.size {
            Some(size) => format!("{size} people, {}", self.what),
            None => self.what.clone(),
        }
    }

    fn row(&self) -> [String; 5] {
        let Some((name, other)) = &self.against else {
            return [
                self.name(),
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
            self.name(),
            self.show(self.value),
            format!("{name} {}", self.show(*other)),
            format!("{ratio:.2} of {:.2}", self.most),
            verdict.to_owned(),
        ]
    }

    /// What it must not be more than.
    fn show_limit(&self) -> Option<String> {
        let (name, other) = self.against.as_ref()?;
        if name == LIMIT {
            return Some(self.show(*other));
        }
        Some(format!("{} × {name}", self.most))
    }

    fn show(&self, value: f64) -> String {
        format!("{value:.2} {}", self.unit).trim_end().to_owned()
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

    /// What was measured in rosters of several sizes: what, the limit of the largest, and the values by size.
    pub(crate) fn by_size(&self, sizes: &[u32]) -> Vec<(&str, String, Vec<Option<String>>)> {
        let mut names: Vec<&str> = Vec::new();
        for figure in self.figures.iter().filter(|figure| figure.size.is_some()) {
            if !names.contains(&figure.what.as_str()) {
                names.push(&figure.what);
            }
        }
        let find = |what: &str, size| {
            self.figures
                .iter()
                .find(|figure| figure.what == what && figure.size == Some(size))
        };
        names
            .into_iter()
            .map(|what| {
                let figures: Vec<Option<&Figure>> =
                    sizes.iter().map(|size| find(what, *size)).collect();
                let limit = figures.iter().flatten().next_back();
                let limit = limit.and_then(|figure| figure.show_limit());
                let values = figures
                    .into_iter()
                    .map(|figure| figure.map(|figure| figure.show(figure.value)))
                    .collect();
                (what, limit.unwrap_or_default(), values)
            })
            .collect()
    }

    /// One figure by the number of people.
    pub(crate) fn values(&self, what: &str) -> Vec<(f64, f64)> {
        self.figures
            .iter()
            .filter(|figure| figure.what == what)
            .filter_map(|figure| Some((f64::from(figure.size?), figure.value)))
            .collect()
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
