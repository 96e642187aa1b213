//! A file that people take something out into: there when all of it is written, and not before.

use std::fs::{self, File};
use std::io::{self, BufWriter};
use std::path::PathBuf;

use roster_core::Error;

/// Written beside its place, and moved there at the end, so that a file that was there stays until then.
pub(crate) struct ExportFile {
    place: PathBuf,
    part: PathBuf,
    file: File,
}

impl ExportFile {
    /// Begins a file that will be at `place`.
    pub(crate) fn create(place: PathBuf) -> Result<Self, Error> {
        let mut name = place.file_name().unwrap_or_default().to_owned();
        name.push(".part");
        let part = place.with_file_name(name);
        let file = File::create(&part).map_err(|error| unwritten(&error))?;
        Ok(Self { place, part, file })
    }

    /// The same, for the owner's eyes only.
    pub(crate) fn create_private(place: PathBuf) -> Result<Self, Error> {
        let export = Self::create(place)?;
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let owner_only = fs::Permissions::from_mode(0o600);
            let changed = export.file.set_permissions(owner_only);
            changed.map_err(|error| unwritten(&error))?;
        }
        Ok(export)
    }

    /// What takes the content.
    pub(crate) fn writer(&self) -> impl io::Write + Send {
        BufWriter::new(&self.file)
    }

    /// Puts the file where it belongs.
    pub(crate) fn finish(self) -> Result<(), Error> {
        self.file.sync_all().map_err(|error| unwritten(&error))?;
        fs::rename(&self.part, &self.place).map_err(|error| unwritten(&error))
    }
}

impl Drop for ExportFile {
    fn drop(&mut self) {
        // Gone already if all went well.
        let _ = fs::remove_file(&self.part);
    }
}

fn unwritten(error: &io::Error) -> Error {
    Error::Output(error.to_string())
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::ExportFile;

    #[test]
    fn a_file_stays_until_the_next_is_whole() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("history.csv");
        std::fs::write(&place, "old").unwrap();
        let broken = ExportFile::create(place.clone()).unwrap();
        broken.writer().write_all(b"half").unwrap();
        drop(broken);
        assert_eq!(std::fs::read_to_string(&place).unwrap(), "old");
        let whole = ExportFile::create(place.clone()).unwrap();
        whole.writer().write_all(b"new").unwrap();
        whole.finish().unwrap();
        assert_eq!(std::fs::read_to_string(&place).unwrap(), "new");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_folder_that_is_not_there_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        assert!(ExportFile::create(folder.path().join("gone/history.csv")).is_err());
    }
}
