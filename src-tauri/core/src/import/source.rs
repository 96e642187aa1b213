//! What a file is, and its rows.

use std::fs::{self, File};
use std::io::{ErrorKind, Read as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use super::django::{DjangoShape, find_media};
use super::json;
use super::row::{AvatarSource, FIELDS};
use super::spool::{Spool, SpoolWriter};
use super::table::TableShape;
use super::text::TextShape;
use crate::db::open::unreachable;
use crate::error::{Error, Result};
use crate::progress::{Progress, report};
use crate::roster::Roster;
use crate::value::{GroupDescription, GroupName, PermissionSet};
use crate::view::{ImportField, ImportFile, ImportKind, ImportOptions};

/// The largest file, in bytes.
const MOST_BYTES: u64 = 2 << 30;

/// How often whoever waits is told how far the reading is.
const INTERVAL: Duration = Duration::from_millis(50);

/// A file that people come from. Clones share it.
#[derive(Clone)]
pub struct ImportSource(Arc<Source>);

struct Source {
    path: PathBuf,
    file: ImportFile,
    shape: Shape,
}

/// What the readers know.
enum Shape {
    Table(TableShape),
    Json(TextShape),
    Django(Box<DjangoShape>),
}

/// A group as a file describes it.
#[derive(Debug, Clone)]
pub(crate) struct SourceGroup {
    pub(crate) name: GroupName,
    pub(crate) description: GroupDescription,
    pub(crate) permissions: PermissionSet,
}

/// All that is in a file.
pub(super) struct Content {
    pub(super) spool: Spool,
    pub(super) groups: Vec<SourceGroup>,
}

impl Roster {
    /// Looks what a file is, and whether people can come from it. It is read to its end, and not written.
    ///
    /// `media` is the folder that a Django site keeps its pictures in; without it, one called `media` beside the database is
    /// taken. Roster's own files are refused: see [`Roster::open_picture`].
    pub async fn open_import(&self, path: &Path, media: Option<&Path>) -> Result<ImportSource> {
        if self.is_own_file(path) {
            return Err(Error::Import(
                "This is the roster itself. Choose another file.".to_owned(),
            ));
        }
        let (path, media) = (path.to_owned(), media.map(Path::to_owned));
        if is_database(&path)? {
            return ImportSource::open_database(path, media).await;
        }
        tokio::task::spawn_blocking(move || ImportSource::open_text(path))
            .await
            .map_err(|error| Error::internal(error.to_string()))?
    }
}

impl ImportSource {
    /// What it is.
    #[must_use]
    pub fn file(&self) -> &ImportFile {
        &self.0.file
    }

    async fn open_database(path: PathBuf, media: Option<PathBuf>) -> Result<Self> {
        let size = check_file(&path)?;
        let media = find_media(&path, media)?;
        let (shape, left_out) = DjangoShape::detect(&path).await?;
        let file = ImportFile {
            name: name_of(&path),
            kind: ImportKind::Django,
            size,
            details: shape.describe(),
            notices: shape.list_notices(&path, media.as_deref()),
            columns: Vec::new(),
            left_out,
            media: media.map(|folder| folder.to_string_lossy().into_owned()),
        };
        Ok(Self::new(path, file, Shape::Django(Box::new(shape))))
    }

    fn open_text(path: PathBuf) -> Result<Self> {
        let size = check_file(&path)?;
        let text = TextShape::detect(&path)?;
        let mut file = ImportFile {
            name: name_of(&path),
            kind: ImportKind::Json,
            size,
            details: text.describe(),
            notices: Vec::new(),
            columns: Vec::new(),
            left_out: Vec::new(),
            media: None,
        };
        if text.begins_like_json(&path)? {
            return Ok(Self::new(path, file, Shape::Json(text)));
        }
        let shape = TableShape::detect(&path, text)?;
        file.kind = ImportKind::Csv;
        file.details = shape.describe();
        file.notices = shape.list_notices();
        file.columns.clone_from(&shape.columns);
        Ok(Self::new(path, file, Shape::Table(shape)))
    }

    fn new(path: PathBuf, file: ImportFile, shape: Shape) -> Self {
        Self(Arc::new(Source { path, file, shape }))
    }

    /// Whether people come from where nobody would correct them one by one.
    pub(super) fn is_lenient(&self) -> bool {
        self.0.file.kind == ImportKind::Django
    }

    /// The folder that pictures come from.
    pub(super) fn media(&self) -> Option<&Path> {
        self.0.file.media.as_deref().map(Path::new)
    }

    /// Reads all rows into a spool in this folder.
    pub(super) async fn read_rows(
        &self,
        options: &ImportOptions,
        folder: &Path,
        progress: &mut Progress<'_>,
    ) -> Result<Content> {
        let mut spool = SpoolWriter::create(folder)?;
        let source = self.clone();
        match &self.0.shape {
            Shape::Table(shape) => {
                let fields = choose_fields(shape, options)?;
                let shape = shape.clone();
                let read = move |mut spool: SpoolWriter, ticker: &Ticker| {
                    let tick = |rows| ticker.tick(rows);
                    shape.read_rows(&source.0.path, &fields, &mut spool, tick)?;
                    Ok((spool.finish()?, Vec::new()))
                };
                read_aside(spool, progress, read).await
            }
            Shape::Json(text) => {
                let text = text.clone();
                let read = move |spool: SpoolWriter, ticker: &Ticker| {
                    json::read_rows(&source.0.path, &text, spool, &mut |rows| ticker.tick(rows))
                };
                read_aside(spool, progress, read).await
            }
            Shape::Django(shape) => {
                let path = &self.0.path;
                let groups = shape
                    .read_rows(path, self.media(), &mut spool, progress)
                    .await?;
                Ok(Content {
                    spool: spool.finish()?,
                    groups,
                })
            }
        }
    }
}

/// What each column says: as chosen, or as guessed.
fn choose_fields(shape: &TableShape, options: &ImportOptions) -> Result<Vec<Option<ImportField>>> {
    let guessed = || shape.columns.iter().map(|column| column.field).collect();
    let fields: Vec<Option<ImportField>> = options.columns.clone().unwrap_or_else(guessed);
    let refuse = |sentence: &str| Err(Error::field("columns", sentence));
    if fields.len() != shape.columns.len() {
        return refuse("Say of each column what it is.");
    }
    let times = |field| fields.iter().filter(|other| **other == Some(field)).count();
    if FIELDS.into_iter().any(|field| times(field) > 1) {
        return refuse("Two columns can’t be the same. Leave one of them out.");
    }
    if times(ImportField::Username) + times(ImportField::Email) == 0 {
        return refuse("One column has to be the username or the e-mail address.");
    }
    Ok(fields)
}

/// How far a reader on a thread of its own is, and whether it should stop.
#[derive(Default)]
pub(super) struct Ticker {
    rows: AtomicUsize,
    is_stopped: AtomicBool,
}

impl Ticker {
    /// So many rows are read.
    pub(super) fn tick(&self, rows: usize) -> Result<()> {
        self.rows.store(rows, Ordering::Relaxed);
        if self.is_stopped.load(Ordering::Relaxed) {
            return Err(Error::Cancelled);
        }
        Ok(())
    }
}

/// Reads on a thread for such work. How many rows there will be is not known, and told as 0.
async fn read_aside(
    spool: SpoolWriter,
    progress: &mut Progress<'_>,
    read: impl FnOnce(SpoolWriter, &Ticker) -> Result<(Spool, Vec<SourceGroup>)> + Send + 'static,
) -> Result<Content> {
    let ticker = Arc::new(Ticker::default());
    let inner = ticker.clone();
    let mut reading = tokio::task::spawn_blocking(move || read(spool, &inner));
    loop {
        if let Ok(done) = tokio::time::timeout(INTERVAL, &mut reading).await {
            let done = done.map_err(|error| Error::internal(error.to_string()))?;
            let (spool, groups) = done?;
            return Ok(Content { spool, groups });
        }
        if report(progress, ticker.rows.load(Ordering::Relaxed), 0).is_err() {
            ticker.is_stopped.store(true, Ordering::Relaxed);
        }
    }
}

/// Whether a file begins like SQLite's. What is no file is refused, by its path alone: a pipe would wait for ever.
fn is_database(path: &Path) -> Result<bool> {
    check_file(path)?;
    let mut start = [0; 16];
    let unread = |error| Error::from(unreachable(path, &error));
    let mut file = File::open(path).map_err(unread)?;
    match file.read_exact(&mut start) {
        Ok(()) => {}
        Err(error) if error.kind() == ErrorKind::UnexpectedEof => return Ok(false),
        Err(error) => return Err(unread(error)),
    }
    if start.starts_with(b"PK\x03\x04") {
        return Err(Error::Import(
            "This is a spreadsheet in its program’s own form. Save it as CSV there, and choose that file.".to_owned(),
        ));
    }
    Ok(&start == b"SQLite format 3\0")
}

/// The size of a file that can be read.
fn check_file(path: &Path) -> Result<u64> {
    let found = fs::metadata(path).map_err(|error| unreachable(path, &error))?;
    if found.is_dir() {
        return Err(Error::Import("This is a folder. Choose a file.".to_owned()));
    }
    if !found.is_file() {
        return Err(Error::Import(
            "This is not a file that can be read.".to_owned(),
        ));
    }
    if found.len() > MOST_BYTES {
        return Err(Error::Import(
            "This file is larger than 2 GB. Split it.".to_owned(),
        ));
    }
    Ok(found.len())
}

fn name_of(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

impl AvatarSource {
    /// What to call it in a sentence.
    pub(super) fn name(&self) -> &str {
        match self {
            Self::File(path) => path,
            Self::Inline(_) => "in the file",
        }
    }
}
