//! The file that somebody imports from, from choosing it to handing over the passphrases of those who came.
//!
//! It belongs to the person who chose it, and goes when they sign out. The page knows no path: it asks for a dialog, or sends
//! what was dropped.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use roster_core::Roster;
use roster_core::import::{ImportPlan, ImportSource, PreparedImport};
use roster_core::view::{ImportFile, ImportPasswords, NewPassphrase};
use tempfile::TempDir;

use crate::error::{Answer, CommandError};

/// What one person has open.
#[derive(Default)]
pub(crate) struct Imports(Mutex<Desk>);

#[derive(Default)]
struct Desk {
    file: Option<OpenFile>,
    plan: Option<ImportPlan>,
    prepared: Option<(ImportPasswords, Arc<PreparedImport>)>,
    passphrases: Arc<Vec<NewPassphrase>>,
}

/// A file that people come from.
#[derive(Clone)]
pub(crate) struct OpenFile {
    path: PathBuf,
    /// What was dropped lies here as long as anybody reads it.
    _dropped: Option<Arc<TempDir>>,
    /// What the core made of it.
    pub(crate) source: ImportSource,
}

impl Imports {
    /// Opens a file that the person chose.
    pub(crate) async fn open(&self, roster: &Roster, path: PathBuf) -> Answer<ImportFile> {
        let source = roster.open_import(&path, None).await?;
        Ok(self.keep(OpenFile {
            path,
            _dropped: None,
            source,
        }))
    }

    /// Opens what was dropped. Of the name only the last part counts, and only for being shown.
    pub(crate) async fn read(
        &self,
        roster: &Roster,
        name: &str,
        bytes: Vec<u8>,
    ) -> Answer<ImportFile> {
        let (folder, path) = put_down(name.to_owned(), bytes).await?;
        let source = roster.open_import(&path, None).await?;
        Ok(self.keep(OpenFile {
            path,
            _dropped: Some(Arc::new(folder)),
            source,
        }))
    }

    /// Opens the same file with another folder of pictures.
    pub(crate) async fn open_media(&self, roster: &Roster, media: &Path) -> Answer<ImportFile> {
        let file = self.file()?;
        let source = roster.open_import(&file.path, Some(media)).await?;
        Ok(self.keep(OpenFile { source, ..file }))
    }

    /// The file.
    pub(crate) fn file(&self) -> Answer<OpenFile> {
        self.lock().file.clone().ok_or_else(CommandError::no_import)
    }

    /// Takes a plan in the place of the one before.
    pub(crate) fn put_plan(&self, plan: ImportPlan) {
        let mut desk = self.lock();
        desk.plan = Some(plan);
        desk.prepared = None;
    }

    /// The plan.
    pub(crate) fn plan(&self) -> Answer<ImportPlan> {
        self.lock().plan.clone().ok_or_else(CommandError::no_import)
    }

    /// The plan, about to be decided otherwise: what was made ready for it is of no use any more.
    pub(crate) fn plan_to_decide(&self) -> Answer<ImportPlan> {
        self.lock().prepared = None;
        self.plan()
    }

    /// Takes what was made ready: where a proof is asked for only then, it need not be made again.
    pub(crate) fn put_prepared(&self, passwords: ImportPasswords, prepared: &Arc<PreparedImport>) {
        self.lock().prepared = Some((passwords, prepared.clone()));
    }

    /// What was made ready in this way, if it was.
    pub(crate) fn prepared(&self, passwords: ImportPasswords) -> Option<Arc<PreparedImport>> {
        let desk = self.lock();
        let (how, prepared) = desk.prepared.as_ref()?;
        (*how == passwords).then(|| prepared.clone())
    }

    /// The plan was taken over. It stays for the report, and the passphrases for being saved.
    pub(crate) fn finish(&self, passphrases: Vec<NewPassphrase>) {
        let mut desk = self.lock();
        desk.prepared = None;
        desk.passphrases = Arc::new(passphrases);
    }

    /// Passphrases that were made and shown.
    pub(crate) fn passphrases(&self) -> Answer<Arc<Vec<NewPassphrase>>> {
        let passphrases = self.lock().passphrases.clone();
        if passphrases.is_empty() {
            return Err(CommandError::no_passphrases());
        }
        Ok(passphrases)
    }

    /// Forgets all of it.
    pub(crate) fn forget(&self) {
        *self.lock() = Desk::default();
    }

    fn keep(&self, file: OpenFile) -> ImportFile {
        let shown = file.source.file().clone();
        *self.lock() = Desk {
            file: Some(file),
            ..Desk::default()
        };
        shown
    }

    fn lock(&self) -> MutexGuard<'_, Desk> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Puts down what was dropped, where only this account can read it.
async fn put_down(name: String, bytes: Vec<u8>) -> Answer<(TempDir, PathBuf)> {
    let work = move || {
        let folder = tempfile::Builder::new()
            .prefix("roster-import-")
            .tempdir()?;
        let name = Path::new(&name).file_name().unwrap_or("people".as_ref());
        let path = folder.path().join(name);
        fs::write(&path, bytes)?;
        Ok((folder, path))
    };
    tauri::async_runtime::spawn_blocking(work)
        .await
        .map_err(CommandError::internal)?
        .map_err(|error: std::io::Error| roster_core::Error::Output(error.to_string()).into())
}
