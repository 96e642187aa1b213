//! A file that people take something out into: there when all of it is written, and not before.

use std::fs::{self, File};
use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};

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
        Self::open(
            place,
            File::options().write(true).create(true).truncate(true),
        )
    }

    /// The same, for the owner's eyes only, from its first moment.
    pub(crate) fn create_private(place: PathBuf) -> Result<Self, Error> {
        let mut options = File::options();
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        // A file that is there already has the permissions that somebody else chose.
        let _ = fs::remove_file(part_of(&place));
        Self::open(place, options.write(true).create_new(true))
    }

    fn open(place: PathBuf, options: &fs::OpenOptions) -> Result<Self, Error> {
        let part = part_of(&place);
        let file = options.open(&part).map_err(|error| unwritten(&error))?;
        Ok(Self { place, part, file })
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

/// Where the file is until it is whole.
fn part_of(place: &Path) -> PathBuf {
    let mut name = place.file_name().unwrap_or_default().to_owned();
    name.push(".part");
    place.with_file_name(name)
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

    #[cfg(unix)]
    #[test]
    fn a_private_file_is_never_anybody_elses() {
        use std::os::unix::fs::PermissionsExt as _;

        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("codes.txt");
        let part = folder.path().join("codes.txt.part");
        std::fs::write(&part, "left behind, and open to all").unwrap();
        std::fs::set_permissions(&part, std::fs::Permissions::from_mode(0o666)).unwrap();
        let mode = |path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
        let codes = ExportFile::create_private(place.clone()).unwrap();
        assert_eq!(mode(&part), 0o600);
        codes.writer().write_all(b"ABCD").unwrap();
        codes.finish().unwrap();
        assert_eq!(mode(&place), 0o600);
        assert_eq!(std::fs::read_to_string(&place).unwrap(), "ABCD");
    }

    #[test]
    fn a_folder_that_is_not_there_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        assert!(ExportFile::create(folder.path().join("gone/history.csv")).is_err());
    }
}
